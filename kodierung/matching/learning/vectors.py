"""Vectors of texts, each worked out once.

What an encoder makes of a text is kept by the digest of the text, in half precision;
vectors fresh from the encoder are rounded the same way, so that a second run computes
with the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol, TypeAlias

import numpy as np

from kodierung.matching.learning.encoders import Encoder, Matrix
from kodierung.text import digest, on_one_line

# So many are kept together: few enough that little is lost when a run is interrupted.
PORTION = 64

Told: TypeAlias = Callable[[int, int], None]
"""Called with how many texts are done and how many there are to encode."""


class Memory(Protocol):
    """Keeps bytes by kind and key between runs; may lose them."""

    def recall(self, kind: str, keys: Collection[str]) -> Mapping[str, bytes]:
        """Return the bytes that are known, by key."""
        ...

    def keep(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep bytes by key."""
        ...


class Vectors:
    """Gives the vectors of texts.

    Args:
        encoder: Makes them.
        memory: Where they are kept; None keeps nothing.
        told: Told how far it is, if anything has to be encoded.
    """

    def __init__(
        self, encoder: Encoder, memory: Memory | None = None, told: Told | None = None
    ) -> None:
        self.encoder = encoder
        self._kind = f"vector:{encoder.name}"
        self._memory = memory
        self._told = told

    def of(self, texts: Sequence[str]) -> Matrix:
        """Return one row per text; white space makes no difference."""
        lines = [on_one_line(text) for text in texts]
        rows = {line: row for row, line in enumerate(dict.fromkeys(lines))}
        known = np.zeros((len(rows), self.encoder.dimensions), np.float16)
        missing = self._recall(rows, known)
        for first in range(0, len(missing), PORTION):
            portion = missing[first : first + PORTION]
            made = self.encoder.encode(portion).astype(np.float16)
            known[[rows[line] for line in portion]] = made
            if self._memory:
                keys = map(digest, portion)
                values = {
                    key: row.tobytes() for key, row in zip(keys, made, strict=True)
                }
                self._memory.keep(self._kind, values)
            if self._told:
                self._told(min(first + PORTION, len(missing)), len(missing))
        return known[[rows[line] for line in lines]].astype(np.float32)

    def _recall(self, rows: Mapping[str, int], into: np.ndarray) -> list[str]:
        """Fill in the rows that are kept; return the texts of all others."""
        if self._memory is None:
            return list(rows)
        keys = {line: digest(line) for line in rows}
        kept = self._memory.recall(self._kind, list(keys.values()))
        for line, row in rows.items():
            if keys[line] in kept:
                into[row] = np.frombuffer(kept[keys[line]], np.float16)
        return [line for line in rows if keys[line] not in kept]
