"""From scores of sentences to passages.

For every code the best sentence comes first; a sentence beside it in the same turn
joins the passage when it scores nearly as well, up to three sentences. What then stands
next to a passage belongs to the same thought and is no passage of its own. Which
passages there are does therefore not depend on a threshold: a higher one only leaves
out some.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kodierung.matching.learning.ranker import Scores
from kodierung.matching.learning.units import Unit
from kodierung.model import MOST_SENTENCES

_NEARLY = 2.0


class Span(NamedTuple):
    """A passage of one turn that may deserve a code.

    Attributes:
        score: Of its best sentence.
        code: Number of the code's column.
        best: The best sentence's row.
        first: The first sentence's row.
        last: The last sentence's row.
    """

    score: float
    code: int
    best: int
    first: int
    last: int


def spans(units: Sequence[Unit], scores: Scores, lowest: float) -> list[Span]:
    """Return the passages, best first.

    Args:
        units: Sentences, those of a turn in order.
        scores: Of every unit and code.
        lowest: Passages whose best sentence scores less are left out.
    """
    found: list[Span] = []
    for code in range(scores.shape[1]):
        found += _of_code(units, scores[:, code], code, lowest)
    return sorted(found, key=lambda s: (-s.score, s.first, s.code))


def _of_code(
    units: Sequence[Unit], scores: NDArray[np.float64], code: int, lowest: float
) -> list[Span]:
    candidates = np.flatnonzero(scores >= lowest)
    order = candidates[np.argsort(-scores[candidates], kind="stable")].tolist()
    free = set(order)
    found = []
    for best in order:
        if best not in free:
            continue
        first, last = _grown(best, units, scores, free)
        free.difference_update(range(first, last + 1))
        free.difference_update(_beside(first, last, units, free))
        found.append(Span(float(scores[best]), code, best, first, last))
    return found


def _grown(
    best: int, units: Sequence[Unit], scores: NDArray[np.float64], free: set[int]
) -> tuple[int, int]:
    """Return the first and the last sentence of the passage around a sentence."""
    first = last = best
    while last - first + 1 < MOST_SENTENCES:
        near = [
            row
            for row in _beside(first, last, units, free)
            if scores[row] >= scores[best] - _NEARLY
        ]
        if not near:
            break
        joined = max(near, key=lambda row: (scores[row], -row))
        first, last = min(first, joined), max(last, joined)
    return first, last


def _beside(first: int, last: int, units: Sequence[Unit], free: set[int]) -> list[int]:
    """Return the free sentences of the same turn on either side."""
    place = units[first].transcript, units[first].turn
    return [
        row
        for row in (first - 1, last + 1)
        if row in free and (units[row].transcript, units[row].turn) == place
    ]
