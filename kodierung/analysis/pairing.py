"""Which suggestion found which coding: each at most one of the other.

A suggestion and a coding may be a pair when they lie in the same transcript, carry the
same code and share at least one character; *strictly*, when what they share is at least
half of what they cover together (intersection over union; Jaccard, New Phytologist
11(2), 1912).

Of all ways to pair them one with the most pairs is taken. It is built up one suggestion
at a time: each tries the codings it shares most with first and, where they are taken,
moves the earlier suggestions on to others if that makes room (augmenting paths; Kuhn,
Naval Research Logistics Quarterly 2, 1955). Once no path makes room, no larger pairing
exists (Berge, PNAS 43(9), 1957). Because a suggestion never loses its pair again, the
number of pairs after each suggestion is the largest for all suggestions so far.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from kodierung.model import Coding, Segment, Suggestion

Placed = TypeVar("Placed", Coding, Suggestion)


def share_half(one: Segment, other: Segment) -> bool:
    """Tell whether two segments share half of what they cover together (IoU ≥ 0.5)."""
    common = one.shared(other)
    covered = (one.end - one.start) + (other.end - other.start) - common
    return common > 0 and 2 * common >= covered


class Places(Generic[Placed]):
    """Finds what lies at a place.

    Args:
        items: Codings or suggestions.
        key: What an item must have in common with who asks, such as its transcript.
    """

    def __init__(
        self,
        items: Iterable[Placed],
        key: Callable[[Coding | Suggestion], object] = lambda one: one.transcript,
    ) -> None:
        self._key = key
        self._items: dict[object, list[Placed]] = defaultdict(list)
        for item in sorted(items, key=lambda one: (one.start, one.end, one.id)):
            self._items[key(item)].append(item)
        self._starts = {
            at: [item.start for item in items] for at, items in self._items.items()
        }
        self._reach = {at: _reach(items) for at, items in self._items.items()}

    def at(self, place: Coding | Suggestion) -> list[Placed]:
        """Return what shares a character with a place, what shares most first."""
        key = self._key(place)
        items = self._items.get(key, [])
        found = []
        index = bisect_left(self._starts.get(key, []), place.end)
        while index and self._reach[key][index - 1] > place.start:
            index -= 1
            if items[index].end > place.start:
                found.append(items[index])
        found.reverse()  # among those that share as much the first in the text
        return sorted(found, key=lambda one: -one.segment.shared(place.segment))


def _reach(items: Iterable[Placed]) -> list[int]:
    """Return for each item how far it or an earlier one reaches."""
    reach: list[int] = []
    for item in items:
        reach.append(max(item.end, reach[-1] if reach else 0))
    return reach


class Pairing:
    """Pairs suggestions with codings, one suggestion after another.

    Args:
        codings: All there are, each once.
        strict: Whether a pair must share half of what it covers.

    Attributes:
        pairs: Id of a suggestion to the id of its coding.
    """

    def __init__(self, codings: Iterable[Coding], *, strict: bool = False) -> None:
        self.pairs: dict[str, str] = {}
        self._strict = strict
        self._places = Places(codings, lambda one: (one.transcript, one.code))
        self._holder: dict[str, Suggestion] = {}

    def take(self, suggestion: Suggestion) -> bool:
        """Pair one more suggestion, and tell whether that was possible."""
        reached: dict[str, Suggestion] = {}
        seeking = deque([suggestion])
        while seeking:
            one = seeking.popleft()
            for coding in self._possible(one):
                if coding.id in reached:
                    continue
                reached[coding.id] = one
                if coding.id not in self._holder:
                    self._move(coding.id, reached)
                    return True
                seeking.append(self._holder[coding.id])
        return False

    def _possible(self, suggestion: Suggestion) -> Iterable[Coding]:
        here = self._places.at(suggestion)
        if not self._strict:
            return here
        return (c for c in here if share_half(c.segment, suggestion.segment))

    def _move(self, free: str, reached: dict[str, Suggestion]) -> None:
        """Give the free coding to who reached it, its own one to who reached that."""
        given: str | None = free
        while given is not None:
            holder = reached[given]
            left = self.pairs.get(holder.id)
            self.pairs[holder.id] = given
            self._holder[given] = holder
            given = left


def pairs(
    suggestions: Iterable[Suggestion],
    codings: Sequence[Coding],
    *,
    strict: bool = False,
) -> dict[str, str]:
    """Return a largest pairing: id of a suggestion to the id of its coding.

    Where not all find a coding, those that share most with one come before others.

    Args:
        suggestions: Each once.
        codings: Each once.
        strict: Whether a pair must share half of what it covers.
    """
    places = Places(codings, lambda one: (one.transcript, one.code))
    meeting = [
        (-suggestion.segment.shared(here[0].segment), suggestion)
        for suggestion in suggestions
        if (here := places.at(suggestion))
    ]
    pairing = Pairing(codings, strict=strict)
    for _, suggestion in sorted(
        meeting, key=lambda m: (m[0], m[1].transcript, m[1].start, m[1].end, m[1].code)
    ):
        pairing.take(suggestion)
    return pairing.pairs
