"""What a sentence looks like to the ranker: its letters and words, and its meaning.

Each way of looking gives two blocks of columns, one for the sentence alone and one for
the sentence with its neighbours. The context tells what a sentence is about, the
sentence itself what it says of it; a passage of the codebook is its own context.

Letters are runs of four within words, which are the best for European languages
(McNamee & Mayfield 2004, Character n-gram tokenization for European language text
retrieval) and the fewest; words go singly and in pairs. Both are
hashed into a fixed number of columns (Weinberger et al. 2009, Feature hashing for large
scale multitask learning) and weighted by tf-idf with a logarithmic tf (Salton & Buckley
1988, Term-weighting approaches in automatic text retrieval).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np

from kodierung.matching.learning.encoders import Matrix, normalised
from kodierung.matching.learning.vectors import Vectors

Rows: TypeAlias = Any
"""A matrix with a row per text: of NumPy, or a sparse one of SciPy."""

Features: TypeAlias = tuple[Rows, ...]
"""Blocks: for each way of looking the text's own rows, then those of its context."""

_CONTEXT_WEIGHS: Final = 0.7
_COLUMNS: Final = 2**15


class Reader:
    """Reads texts in every way that is to be had.

    Args:
        vectors: Gives meanings; None where no encoder is in use.
        scales: What the columns are set in proportion with (see `scales_from`).

    Attributes:
        scales: The same.
        weights: How much each block counts.
    """

    def __init__(self, vectors: Vectors | None, scales: Mapping[str, Matrix]) -> None:
        self._vectors = vectors
        self.scales = scales
        ways = 1 if vectors is None else 2
        self.weights = (1.0, _CONTEXT_WEIGHS) * ways

    @classmethod
    def from_texts(cls, vectors: Vectors | None, texts: Sequence[str]) -> Reader:
        """Return a reader whose proportions are those of some texts."""
        words = _counted(texts)
        there = np.asarray((words > 0).sum(axis=0)).ravel()
        scales: dict[str, Matrix] = {
            "rarity": (np.log((1 + len(texts)) / (1 + there)) + 1).astype(np.float16)
        }
        if vectors is not None:
            made = vectors.of(texts)
            middle = made.mean(axis=0) if texts else np.zeros(made.shape[1])
            scales["middle"] = middle.astype(np.float16)
        return cls(vectors, scales)

    def features(self, own: Sequence[str], contexts: Sequence[str]) -> Features:
        """Return the blocks of texts with their contexts."""
        return tuple(way(texts) for way in self._ways() for texts in (own, contexts))

    def of_passages(self, texts: Sequence[str]) -> Features:
        """Return the blocks of passages that are their own contexts."""
        rows = [way(texts) for way in self._ways()]
        return tuple(each for each in rows for _ in range(2))

    def likeness(self, texts: Sequence[str]) -> Rows:
        """Return rows of length 1 to compare texts by: meanings if there are any."""
        return self._letters(texts) if self._vectors is None else self._meanings(texts)

    def _ways(self) -> list[Callable[[Sequence[str]], Rows]]:
        ways: list[Callable[[Sequence[str]], Rows]] = [self._letters]
        return ways if self._vectors is None else [*ways, self._meanings]

    def _meanings(self, texts: Sequence[str]) -> Matrix:
        """Return what sets texts apart: the encoder puts all of them close together."""
        assert self._vectors is not None  # noqa: S101
        return normalised(self._vectors.of(texts) - self.scales["middle"])

    def _letters(self, texts: Sequence[str]) -> Rows:
        from sklearn.preprocessing import normalize  # noqa: PLC0415

        words = _counted(texts)
        if not texts:
            return words
        words.data = 1 + np.log(words.data)
        scaled = words.multiply(self.scales["rarity"].astype(np.float32)).tocsr()
        return normalize(scaled).astype(np.float32)


def _counted(texts: Sequence[str]) -> Rows:
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415
    from sklearn.feature_extraction.text import HashingVectorizer  # noqa: PLC0415

    if not texts:
        return csr_matrix((0, 2 * _COLUMNS), dtype=np.float32)
    shared: dict[str, Any] = {
        "n_features": _COLUMNS,
        "alternate_sign": False,
        "norm": None,
    }
    letters = HashingVectorizer(analyzer="char_wb", ngram_range=(4, 4), **shared)
    words = HashingVectorizer(ngram_range=(1, 2), **shared)
    return hstack([letters.transform(texts), words.transform(texts)]).tocsr()


def stacked(blocks: Sequence[Features]) -> Features:
    """Return several sets of rows as one."""
    from scipy.sparse import issparse, vstack  # noqa: PLC0415

    return tuple(
        vstack(each).tocsr() if issparse(each[0]) else np.vstack(each)
        for each in zip(*blocks, strict=True)
    )


def chosen(features: Features, rows: Any) -> Features:
    """Return some of the rows, in the order given."""
    return tuple(block[rows] for block in features)
