"""Rules by a slot that must be filled wherever they can match, a rare one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Final

from kodierung.matching.rules.compiled import CompiledRule
from kodierung.matching.rules.needs import Bits, Entry, Placed, Ways, entries_of

# So many masks tell which slots are rare.
_SAMPLE: Final = 500


class Anchors:
    """Finds the rules whose needs a mask meets.

    Which slots are rare is guessed at first, and then counted in what is read. That
    decides how many rules are looked at, never which are found.

    Args:
        rules: By number.
        ways: How the terms of every rule can occur.
        bits: The numbers of all slots.
    """

    def __init__(
        self,
        rules: Mapping[int, CompiledRule],
        ways: Sequence[Sequence[Ways]],
        bits: Bits,
    ) -> None:
        self._rules = rules
        self._ways = ways
        self._anchor(_guessed(bits))
        self._often = [0] * len(bits)
        self._counted = 0

    def met(
        self, mask: int, placing: Callable[[], Sequence[Placed]] | None = None
    ) -> Iterator[Entry]:
        """Yield the rules that a mask allows to match, some in several ways.

        Args:
            mask: What words can fill.
            placing: Returns where these words stand in their sentence; without it only
                the mask is looked at.
        """
        if self._counted < _SAMPLE:
            self._count(mask)
        words: Sequence[Placed] | None = None
        for bit in _numbers_in(mask & self._anchored):
            for entry in self._by_bit[bit]:
                # Calling a function takes longer than asking this of most rules.
                if entry[2] & mask != entry[2]:
                    continue
                if placing and words is None:
                    words = placing()
                if entry.fits(mask, words):
                    yield entry

    def _anchor(self, often: Sequence[int]) -> None:
        self._by_bit: dict[int, list[Entry]] = {}
        for number, rule in self._rules.items():
            for entry in entries_of(number, rule, self._ways[number], often):
                self._by_bit.setdefault(entry.anchor, []).append(entry)
        self._anchored = reduce(or_, (1 << bit for bit in self._by_bit), 0)

    def _count(self, mask: int) -> None:
        self._counted += 1
        for bit in _numbers_in(mask):
            self._often[bit] += 1
        if self._counted == _SAMPLE:
            self._anchor(self._often)


def _guessed(bits: Bits) -> list[int]:
    """Return how often slots are filled, by guess: few long keys are rare."""
    return [10 ** max(9 - min(map(len, slot)), 0) + len(slot) for slot in bits]


def _numbers_in(mask: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set."""
    while mask:
        bit = mask.bit_length() - 1
        mask ^= 1 << bit
        yield bit
