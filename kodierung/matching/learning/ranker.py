"""The ranker: which code does a sentence have, if any?

For everybody who may have the same codes (the `where` of codes), logistic regression
tells these codes and "none" apart, for each block of features by itself. A code's score
is the weighted sum of its log-odds over the blocks, and what rules gave it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kodierung.errors import StudyError
from kodierung.matching.learning.encoders import Matrix
from kodierung.matching.learning.features import Features, Rows, chosen
from kodierung.matching.learning.lessons import Lessons, Mask

Scores = NDArray[np.float64]
"""A row per unit, a column per code; minus infinity where a code is out of question."""

# Weak regularisation (scikit-learn's C): rows have length 1, and texts few words.
_STRENGTH = 10.0
_RULES_WEIGH = 1.0
_NONE = -1
_NEVER = 1e-12
# Scores change in the second decimal; exactness takes three times as long.
_ROUGHLY = 0.1


@dataclass(frozen=True, slots=True)
class Audience:
    """What was learned for everybody who may have the same codes.

    Attributes:
        mask: Which codes these are.
        classes: The columns of the codes there was something to learn of; -1 for none.
        weights: For each block a row per class.
        intercepts: For each block one per class.
    """

    mask: Mask
    classes: NDArray[np.int64]
    weights: tuple[Matrix, ...] = ()
    intercepts: tuple[Matrix, ...] = ()

    def log_odds(self, features: Features, weigh: Sequence[float]) -> Scores:
        """Return the weighted sum of log-odds of every code for rows of features."""
        found = np.full((features[0].shape[0], len(self.mask)), -np.inf)
        codes = self.classes != _NONE
        found[:, self.classes[codes]] = 0.0
        for block, weights, intercepts, weight in zip(
            features, self.weights, self.intercepts, weigh, strict=True
        ):
            odds = _log_odds(block, weights, intercepts)
            found[:, self.classes[codes]] += weight * odds[:, codes]
        return found


Model = tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class Ranker:
    """What was learned, ready to be used and kept.

    Attributes:
        encoder: Name of the encoder whose vectors it reads, "" for none.
        codes: The codes that the columns stand for.
        scales: What features are set in proportion with.
        model: What was learned.
        threshold: From which score a passage is worth suggesting.
        slope: With `offset`, makes a probability of a score.
        offset: See there.
        calibrated: Whether these two were fitted; otherwise `learned` is only a rank.
    """

    encoder: str
    codes: tuple[str, ...]
    scales: Mapping[str, Matrix] = field(default_factory=dict)
    model: Model = ()
    threshold: float = 0.0
    slope: float = 1.0
    offset: float = 0.0
    calibrated: bool = False

    def with_threshold(self, threshold: float) -> Ranker:
        """Return the ranker with a threshold; what just reaches it gets one half."""
        offset = -threshold * self.slope
        return replace(self, threshold=threshold, offset=offset)

    def likelihood(self, score: float) -> float:
        """Return a score as a number between 0 and 1."""
        if score == -np.inf:
            return 0.0
        return float(1 / (1 + np.exp(-(self.slope * score + self.offset))))

    def to_bytes(self) -> bytes:
        """Return everything as an archive of arrays; equal rankers give equal bytes."""
        arrays = {
            "encoder": np.array(self.encoder),
            "codes": np.array(self.codes),
            "figures": np.array(
                [self.threshold, self.slope, self.offset, self.calibrated], dtype=float
            ),
        }
        arrays |= {f"scale.{name}": scale for name, scale in self.scales.items()}
        for number, audience in enumerate(self.model):
            arrays[f"mask.{number}"] = audience.mask
            arrays[f"classes.{number}"] = audience.classes
            for block, weights in enumerate(audience.weights):
                arrays[f"weights.{number}.{block}"] = weights
                arrays[f"intercepts.{number}.{block}"] = audience.intercepts[block]
        buffer = io.BytesIO()
        np.savez_compressed(buffer, allow_pickle=False, **arrays)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Ranker:
        """Return what `to_bytes` wrote.

        Raises:
            StudyError: The bytes are not a ranker's.
        """
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as archive:
                return cls._from_arrays(dict(archive))
        except (KeyError, ValueError, OSError, EOFError, BadZipFile) as error:
            raise StudyError(
                "What was learned in this study cannot be read.",
                hint="Run `kodierung learn` again.",
            ) from error

    @classmethod
    def _from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Ranker:
        threshold, slope, offset, calibrated = arrays["figures"].tolist()
        numbers = range(sum(name.startswith("mask.") for name in arrays))
        return cls(
            str(arrays["encoder"]),
            tuple(arrays["codes"].tolist()),
            {n[6:]: a for n, a in arrays.items() if n.startswith("scale.")},  # type: ignore[misc]
            tuple(_audience(arrays, number) for number in numbers),
            threshold,
            slope,
            offset,
            bool(calibrated),
        )


def _audience(arrays: Mapping[str, NDArray[np.generic]], number: int) -> Audience:
    blocks = range(sum(name.startswith(f"weights.{number}.") for name in arrays))
    return Audience(
        arrays[f"mask.{number}"],  # type: ignore[arg-type]
        arrays[f"classes.{number}"],  # type: ignore[arg-type]
        tuple(arrays[f"weights.{number}.{block}"] for block in blocks),  # type: ignore[misc]
        tuple(arrays[f"intercepts.{number}.{block}"] for block in blocks),  # type: ignore[misc]
    )


def scores(
    model: Model,
    features: Features,
    weigh: Sequence[float],
    allowed: NDArray[np.bool_],
    rules: Scores,
) -> Scores:
    """Return the score of every code for every unit.

    Args:
        model: What was learned.
        features: Of the units.
        weigh: How much each block counts.
        allowed: Which codes each unit may have.
        rules: The scores that rules gave.
    """
    found = np.full(allowed.shape, -np.inf)
    masks, kinds = np.unique(allowed, axis=0, return_inverse=True)
    for kind, mask in enumerate(masks):
        if model:
            # Somebody new may be described otherwise than all before: then the likest.
            fitting = max(
                model, key=lambda audience: int((audience.mask == mask).sum())
            )
            mine = np.flatnonzero(kinds.ravel() == kind)
            found[mine] = fitting.log_odds(chosen(features, mine), weigh)
    return np.where(allowed, found + _RULES_WEIGH * rules, -np.inf)


def train(lessons: Lessons, masks: NDArray[np.bool_]) -> Model:
    """Learn from lessons, for each set of codes that somebody may have.

    Args:
        lessons: Rows with what they say about codes.
        masks: The sets of codes, a row each.

    Raises:
        StudyError: scikit-learn is not installed.
    """
    require_scikit_learn()
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    # Several threads add in another order each time, and lose more time than they gain.
    with threadpool_limits(1):
        return tuple(_trained(lessons, mask) for mask in masks)


def _trained(lessons: Lessons, mask: Mask) -> Audience:
    rows, labels, weights = lessons.labelled(mask)
    classes = np.unique(labels)
    if len(classes) < 2:
        return Audience(mask, np.array([], dtype=np.int64))
    fitted = [_fit(block, labels, weights) for block in chosen(lessons.features, rows)]
    return Audience(
        mask, classes, tuple(w for w, _ in fitted), tuple(i for _, i in fitted)
    )


def _fit(
    block: Rows, labels: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[Matrix, Matrix]:
    """Return weights and intercepts of the classes, in their order."""
    fit = _one_by_one if _is_wide(block) else _together
    found, intercepts = fit(block, labels, weights)
    return found.astype(np.float16), intercepts.astype(np.float32)


def _is_wide(block: Rows) -> bool:
    """Tell whether there are very many columns, nearly all of them empty in each row.

    Then telling each code from everything else takes seconds, and telling all of them
    from each other minutes; on meanings, which have few columns, the latter is better.
    """
    from scipy.sparse import issparse  # noqa: PLC0415

    return bool(issparse(block))


def _one_by_one(
    block: Rows, labels: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[Matrix, Matrix]:
    """Tell each code from everything else (dual coordinate descent, Yu et al. 2011).

    What is asked of "none" alone is never needed: its weights stay zero.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    classes = np.unique(labels)
    found = np.zeros((len(classes), block.shape[1]), dtype=np.float32)
    intercepts: Matrix = np.zeros(len(classes), dtype=np.float32)
    model = LogisticRegression(
        C=_STRENGTH,
        solver="liblinear",
        dual=True,
        tol=_ROUGHLY,
        max_iter=1000,
        random_state=0,
    )
    for number in np.flatnonzero(classes != _NONE):
        model.fit(block, labels == classes[number], weights)
        found[number], intercepts[number] = model.coef_[0], model.intercept_[0]
    return found, intercepts


def _together(
    block: Rows, labels: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[Matrix, Matrix]:
    """Tell all classes from each other."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    model = LogisticRegression(C=_STRENGTH, max_iter=200, tol=1e-3)
    model.fit(block, labels, weights)
    if len(model.classes_) > 2:
        return model.coef_, model.intercept_
    # Of two classes scikit-learn gives the second's weights only.
    found: Matrix = np.vstack([np.zeros_like(model.coef_), model.coef_])
    intercepts: Matrix = np.append(0.0, model.intercept_)
    return found, intercepts


def _log_odds(block: Rows, weights: Matrix, intercepts: Matrix) -> Scores:
    """Return log p - log(1 - p) of every class."""
    product = block @ weights.T.astype(np.float32)
    linear: Scores = np.asarray(product + intercepts, dtype=np.float64)
    if _is_wide(block):
        return linear
    log_p = linear - np.logaddexp.reduce(linear, axis=1, keepdims=True)
    found: Scores = log_p - np.log(np.maximum(-np.expm1(log_p), _NEVER))
    return found


def require_scikit_learn() -> None:
    """Raise an error that says what to install if scikit-learn is missing.

    Raises:
        StudyError: It is.
    """
    if find_spec("sklearn") is None:
        raise StudyError(
            "Learning needs scikit-learn, which is not installed.",
            hint="pip install 'kodierung[learning]'",
        )
