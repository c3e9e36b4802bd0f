"""What lies on the same words as a coding, or near it.

Passages are not compared pair by pair: what the codings of some codes cover, once or
more than once, is worked out once, and a passage is held against that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from kodierung.analysis.coverage import Stretch
from kodierung.analysis.crosstab import WhoCounts, touched
from kodierung.analysis.divisions import Piece
from kodierung.analysis.material import Material
from kodierung.model import Coding
from kodierung.text import words


class Cover:
    """What stretches cover.

    Args:
        stretches: In any order; they may overlap.
    """

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        stretches = list(stretches)
        self._once = list(_covered(stretches, 1))
        self._twice = list(_covered(stretches, 2))

    def shared(self, stretch: Stretch, *, own: bool = False) -> Iterator[Stretch]:
        """Yield what a stretch has in common with the others, by place.

        Args:
            stretch: From where to where.
            own: Whether it is itself one of the stretches; what it alone covers is then
                not shared.
        """
        covered: Sequence[Stretch] = self._twice if own else self._once
        start, end = stretch
        for number in range(
            bisect_right(covered, start, key=itemgetter(1)), len(covered)
        ):
            first, last = covered[number]
            if first >= end:
                break
            yield max(start, first), min(end, last)


def _covered(stretches: Sequence[Stretch], least: int) -> Iterator[Stretch]:
    """Yield where at least so many stretches lie on each other, by place."""
    borders = sorted(
        [(start, 1) for start, _ in stretches] + [(end, -1) for _, end in stretches]
    )
    depth, began = 0, 0
    for place, step in borders:
        if depth + step >= least > depth:
            began = place
        elif depth >= least > depth + step and began < place:
            yield began, place
        depth += step


NOTHING = Cover(())


def said_in(
    coding: Coding, pieces: Mapping[str, Sequence[Piece]], who: WhoCounts
) -> tuple[Piece, ...]:
    """Return what those who count for a coding's code say in it.

    Args:
        coding: A confirmed coding of a code of the codebook.
        pieces: By transcript, what participants say.
        who: Who counts for which code.
    """
    counted = who.voices(coding.code)
    return tuple(
        replace(p, start=max(p.start, coding.start), end=min(p.end, coding.end))
        for p in touched(pieces[coding.transcript], coding)
        if p.person in counted
    )


class Companions:
    """The codings of some codes, as what other codings may lie on or near.

    Args:
        codes: The codes.
        material: The study with the codings that count.
        pieces: By transcript, what participants say.
        who: Who counts for which code.
        within: How many turns away is near, moderators' counted.
    """

    def __init__(
        self,
        codes: frozenset[str],
        material: Material,
        pieces: Mapping[str, Sequence[Piece]],
        who: WhoCounts,
        within: int = 0,
    ) -> None:
        self._codes = codes
        self._transcripts = material.transcripts
        on: defaultdict[str, list[Stretch]] = defaultdict(list)
        around: defaultdict[str, list[Stretch]] = defaultdict(list)
        # Coders who gave the same words the same code made one coding of it.
        distinct = {
            (c.transcript, c.start, c.end, c.code): c
            for c in material.codings
            if c.code in codes
        }
        for coding in distinct.values():
            said = said_in(coding, pieces, who)
            on[coding.transcript] += [(piece.start, piece.end) for piece in said]
            if said:
                first, after = self._turns(coding)
                around[coding.transcript].append((first - within, after + within))
        self._on = {name: Cover(some) for name, some in on.items()}
        self._around = {name: Cover(some) for name, some in around.items()}

    def shared(
        self, coding: Coding, said: Iterable[Piece], *, itself: bool = False
    ) -> Iterator[Piece]:
        """Yield the words that a coding shares with others of these codes.

        Args:
            coding: It may be of one of the codes.
            said: What is said in it.
            itself: Whether the coding is then taken for one of the others.
        """
        cover = self._on.get(coding.transcript, NOTHING)
        text = self._transcripts[coding.transcript].text
        own = coding.code in self._codes and not itself
        for piece in said:
            for start, end in cover.shared((piece.start, piece.end), own=own):
                if words(text[start:end]):
                    yield replace(piece, start=start, end=end)

    def near(self, coding: Coding) -> bool:
        """Tell whether another coding of these codes is near."""
        cover = self._around.get(coding.transcript, NOTHING)
        own = coding.code in self._codes
        return any(cover.shared(self._turns(coding), own=own))

    def _turns(self, coding: Coding) -> Stretch:
        """Return from which turn to before which a coding goes."""
        turns = self._transcripts[coding.transcript].turns_in(coding.segment)
        return turns[0].number, turns[-1].number + 1
