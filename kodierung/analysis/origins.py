"""Where codings come from: suggestions, a coder's own reading, or both.

Who only accepts what is suggested finds what the rules find. How much was coded by
hand, and how much of that nothing had suggested, tells a reader of the table how far it
rests on the rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import accumulate
from typing import Literal, Protocol

Origin = Literal["from_suggestions", "by_hand", "both"]

ORIGINS: tuple[Origin, ...] = ("from_suggestions", "by_hand", "both")


class Placed(Protocol):
    """A code at a place of one transcript."""

    @property
    def code(self) -> str:
        """The code's id, under its present name."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Character after the last one."""


class CodedPlace(Placed, Protocol):
    """A coding of one coder."""

    @property
    def id(self) -> str:
        """Of the coding."""

    @property
    def suggested(self) -> bool:
        """Whether it names a suggestion as its origin."""


def origins(
    codings: Iterable[CodedPlace], undecided: Iterable[Placed], met: Collection[str]
) -> dict[str, Origin]:
    """Tell where one coder's codings in one transcript come from.

    A coding is *from a suggestion* when it was made by accepting one, as it stood or
    corrected; that is its origin. All others, imported ones too, were coded *by hand*.
    Of these it is *both* when a suggestion met it all the same: the coder accepted a
    suggestion, or changed one, into it, or an undecided suggestion of the same code
    shares at least one character with it. A suggestion that the coder rejected is no
    support.

    Args:
        codings: The coder's.
        undecided: Suggestions that the coder has not decided on.
        met: Ids of codings that the coder's decisions led to; may name others too.

    Returns:
        Coding id to origin.
    """
    found: dict[str, Origin] = {}
    alone = []
    for coding in codings:
        if coding.suggested:
            found[coding.id] = "from_suggestions"
        elif coding.id in met:
            found[coding.id] = "both"
        else:
            found[coding.id] = "by_hand"
            alone.append(coding)
    if alone:
        places = _by_code(undecided, {coding.code for coding in alone})
        for coding in alone:
            if coding.code in places and _meets(coding, *places[coding.code]):
                found[coding.id] = "both"
    return found


def _by_code(
    placed: Iterable[Placed], codes: Collection[str]
) -> dict[str, tuple[list[int], list[int]]]:
    """Return for each code the places' starts, and how far those up to each reach."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in placed:
        if one.code in codes:
            places[one.code].append((one.start, one.end))
    found = {}
    for code, here in places.items():
        here.sort()
        starts = [start for start, _ in here]
        found[code] = (starts, list(accumulate((end for _, end in here), max)))
    return found


def _meets(coding: Placed, starts: list[int], reach: list[int]) -> bool:
    """Tell whether a place that begins before the coding's end goes into it."""
    before = bisect_left(starts, coding.end)
    return before > 0 and reach[before - 1] > coding.start
