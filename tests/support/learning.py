"""An encoder that costs nothing, for tests of learning."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from kodierung.matching.learning.encoders import Matrix, normalised


class Hashed:
    """Puts texts that share words close together.

    Attributes:
        asked: Every text that was encoded.
    """

    name = "hashed-1"
    dimensions = 64

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one row per text."""
        self.asked += texts
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                at = hashlib.sha256(word.strip(".,!?").encode()).digest()[0]
                row[at % self.dimensions] += 1
        return normalised(rows)
