"""How fast decisions are made, and how long the rest will take at that pace."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from statistics import median

FEWEST = 5
"""Decisions before a pace can be told."""

_LATEST = 20  # decisions the pace is made of


class Pace:
    """The decisions of one sitting.

    Args:
        clock: Returns seconds, from any moment on.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._before = clock()
        self._seconds: deque[float] = deque(maxlen=_LATEST)
        self._decided: set[str] = set()

    @property
    def decided(self) -> int:
        """How many suggestions were decided and have not become open again."""
        return len(self._decided)

    def note(self, suggestion_id: str) -> None:
        """Note that a suggestion was decided just now."""
        moment = self._clock()
        self._seconds.append(moment - self._before)
        self._before = moment
        self._decided.add(suggestion_id)

    def correct(self, suggestion_id: str, *, decided: bool) -> None:
        """Note that undoing has left a suggestion decided, or open."""
        (self._decided.add if decided else self._decided.discard)(suggestion_id)

    def left(self, waiting: int) -> float | None:
        """Return the seconds that so many decisions will take; None before it is known.

        A pause changes little, since the median of the latest decisions counts.
        """
        if len(self._seconds) < FEWEST:
            return None
        return median(self._seconds) * waiting
