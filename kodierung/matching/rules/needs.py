"""What a rule needs of a sentence's words, in bits.

Every slot that a rule asks for (see `terms`) has a bit; a word's mask holds the bits of
the slots it can fill. A sequence of slots can occur in a sentence only where its bits
are all there, and its words in their order and near enough to each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import NamedTuple, TypeAlias

from kodierung.matching.rules.compiled import CompiledRule
from kodierung.matching.rules.terms import MOST_IN_FRONT, Slots, Term

Slot: TypeAlias = frozenset[str]


class Placed(NamedTuple):
    """A word that can fill a slot.

    Attributes:
        before: How many words stand before it at least.
        mask: The slots it can fill.
    """

    before: int
    mask: int


class Way(NamedTuple):
    """One way for a term to occur.

    Attributes:
        slots: The numbers of its slots.
        mask: The bits of its slots.
        orders: The bits in their order, each with the words allowed before it; several
            where the verb may come first. Empty if any order will do.
    """

    slots: tuple[int, ...]
    mask: int
    orders: tuple[tuple[tuple[int, int], ...], ...] = ()

    def stands_in(self, words: Sequence[Placed] | None) -> bool:
        """Tell whether its words, which are all there, stand in their order and near.

        Args:
            words: Those of a sentence that can fill anything, in order; None if they
                are of several sentences, of which nothing is told.
        """
        if words is None or not self.orders:
            return True
        return any(_in_order(order, words) for order in self.orders)


Ways: TypeAlias = tuple[Way, ...]


class Entry(NamedTuple):
    """A rule that can match where a word fills one of its anchors.

    Attributes:
        rule: Its number.
        anchor: The number of the slot.
        mask: Bits without which it cannot.
        any_of: Of each of these it needs one bit at least.
        way: How the term with the anchor can occur.
        others: How the other terms can, if all of them must.
    """

    rule: int
    anchor: int
    mask: int
    any_of: tuple[int, ...]
    way: Way
    others: tuple[Ways, ...]

    def fits(self, mask: int, words: Sequence[Placed] | None) -> bool:
        """Tell whether the rule can match.

        Args:
            mask: What words can fill; holds that of the entry.
            words: See `Way.stands_in`.
        """
        for needed in self.any_of:
            if not needed & mask:
                return False
        if not self.way.stands_in(words):
            return False
        return all(_one_fits(ways, mask, words) for ways in self.others)


class Bits(dict[Slot, int]):
    """The number of every slot's bit."""

    def __missing__(self, slot: Slot) -> int:
        self[slot] = len(self)
        return self[slot]


def ways_of(rule: CompiledRule, bits: Bits) -> list[Ways]:
    """Return for every term of a rule how it can occur.

    Args:
        rule: The rule.
        bits: New slots are added to them.
    """
    return [
        tuple(dict.fromkeys(_way(term, slots, rule, bits) for slots in term.sequences))
        for term in rule.terms
    ]


def entries_of(
    number: int, rule: CompiledRule, ways: Sequence[Ways], often: Sequence[int]
) -> Iterator[Entry]:
    """Yield a rule by slots one of which is filled wherever it can match, rare ones.

    Args:
        number: The rule's.
        rule: The rule.
        ways: Of `ways_of`.
        often: How often each slot is filled, or some guess at it.
    """
    if not rule.joint:
        for way in dict.fromkeys(way for each in ways for way in each):
            yield Entry(number, _rarest(way, often), way.mask, (), way, ())
        return
    costs = [sum(often[_rarest(way, often)] for way in each) for each in ways]
    term = costs.index(min(costs))
    others = (*ways[:term], *ways[term + 1 :])
    always = reduce(or_, map(_always, others), 0)
    any_of = tuple(
        reduce(or_, (1 << _rarest(way, often) for way in each))
        for each in others
        if len(each) > 1
    )
    for way in ways[term]:
        mask = way.mask | always
        yield Entry(number, _rarest(way, often), mask, any_of, way, others)


def _way(term: Term, slots: Slots, rule: CompiledRule, bits: Bits) -> Way:
    numbers = tuple(bits[slot] for slot in slots)
    order = [1 << number for number in numbers]
    orders: tuple[tuple[tuple[int, int], ...], ...] = ()
    if len(slots) > 1 and rule.rule.order != "free":
        gap = rule.rule.gap
        orders = (tuple((bit, gap) for bit in order),)
        last, front = order[-1], order[:-1]
        if (slots[-1], *slots[:-1]) in term.fronted:
            wider = gap + MOST_IN_FRONT if gap else 0
            rest = ((front[0], wider), *((bit, gap) for bit in front[1:]))
            orders += (((last, 0), *rest),)
    return Way(numbers, reduce(or_, order), orders)


def _in_order(order: Sequence[tuple[int, int]], words: Sequence[Placed]) -> bool:
    ends = [at for at, word in enumerate(words) if word.mask & order[0][0]]
    for bit, gap in order[1:]:
        if not ends:
            return False
        ends = [
            at
            for at, word in enumerate(words)
            if word.mask & bit
            and any(
                end < at and word.before - words[end].before - 1 <= gap for end in ends
            )
        ]
    return bool(ends)


def _one_fits(ways: Ways, mask: int, words: Sequence[Placed] | None) -> bool:
    for way in ways:  # noqa: SIM110  (a generator takes twice as long)
        if way[1] & mask == way[1] and way.stands_in(words):
            return True
    return False


def _always(ways: Ways) -> int:
    """Return the bits that every way needs."""
    return reduce(and_, (way.mask for way in ways))


def _rarest(way: Way, often: Sequence[int]) -> int:
    return min(way.slots, key=often.__getitem__)
