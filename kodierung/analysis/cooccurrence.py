"""Codes that lie on the same words, or near each other.

Two segments that share words meet in the words shared; where nearness is asked for, two
segments within so many turns meet in what reaches from the first character of both to
the last. Where two codes meet in stretches that overlap, that is one place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from kodierung.analysis.coverage import Stretch, joined
from kodierung.analysis.crosstab import Cell, CrossTable, Line, WhoCounts, cross
from kodierung.analysis.divisions import as_one
from kodierung.analysis.likeness import Likeness
from kodierung.analysis.material import Material
from kodierung.analysis.people import Person, Population
from kodierung.model import Segment, Share, Transcript
from kodierung.text import words

Pair = tuple[int, int]


def cooccurrence(
    material: Material,
    lines: Sequence[Line],
    near: int | None = None,
    *,
    alike: bool = False,
) -> CrossTable:
    """Count where codes meet, codes × codes.

    Args:
        material: The study with the codings that count.
        lines: The rows, which are the columns too.
        near: None: on shared words; else within so many turns, moderators' counted.
        alike: Whether Jaccard's coefficient is told too, which takes longer.

    Returns:
        A symmetric table without totals. On the diagonal stands the code by itself;
        cells of a code with one below it are empty, since they say nothing, and so
        are those of two codes that cannot meet, because they count for nobody alike.
    """
    whole = cross(material, lines, as_one(material))
    meetings = _Meetings(material, lines, near)
    if alike:
        meetings.likeness = Likeness(material, lines, meetings.who)
    rows = range(len(lines))
    return CrossTable(
        lines=tuple(lines),
        heads=tuple(line.heading for line in lines),
        cells=tuple(
            tuple(
                meetings.itself(a, whole.right[a]) if a == b else meetings.cell(a, b)
                for b in rows
            )
            for a in rows
        ),
        left_out=whole.left_out,
    )


@dataclass(slots=True)
class _Coded:
    """A coded segment with the rows it counts for, and who counts there for each."""

    place: Segment
    turns: tuple[int, int]
    rows: dict[int, set[Person]] = field(default_factory=lambda: defaultdict(set))


@dataclass(slots=True)
class _Met:
    """Where two rows meet, and whose words that is."""

    stretches: dict[str, list[Stretch]] = field(
        default_factory=lambda: defaultdict(list)
    )
    voices: set[Person] = field(default_factory=set)


class _Meetings:
    """The places where any two rows meet."""

    def __init__(
        self, material: Material, lines: Sequence[Line], near: int | None
    ) -> None:
        self.lines = lines
        self.near = near
        self.likeness: Likeness | None = None
        self.who = WhoCounts(material)
        self.counted = [self.who.together(line.codes) for line in lines]
        self.met: defaultdict[Pair, _Met] = defaultdict(_Met)
        for transcript, coded in self._by_transcript(material):
            for one, other in self._pairs(coded):
                self._meet(transcript, one, other)

    def _by_transcript(
        self, material: Material
    ) -> Iterator[tuple[Transcript, list[_Coded]]]:
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            for code in line.codes:
                rows[code].append(number)
        found: defaultdict[str, dict[Segment, _Coded]] = defaultdict(dict)
        for coding in material.codings:
            if coding.code not in rows:
                continue
            transcript = material.transcripts[coding.transcript]
            turns = transcript.turns_in(coding.segment)
            counted = self.who.voices(coding.code)
            voices = {(transcript.group, turn.speaker) for turn in turns} & counted
            if not voices:
                continue
            here = found[transcript.name]
            span = (turns[0].number, turns[-1].number)
            one = here.setdefault(coding.segment, _Coded(coding.segment, span))
            for row in rows[coding.code]:
                one.rows[row] |= voices
        for name, coded in found.items():
            yield (
                material.transcripts[name],
                sorted(coded.values(), key=lambda c: c.place),
            )

    def _pairs(self, coded: Sequence[_Coded]) -> Iterator[tuple[_Coded, _Coded]]:
        """Yield what meets, everything with itself too."""
        open_ones: list[_Coded] = []
        for one in coded:
            open_ones = [other for other in open_ones if self._reaches(other, one)]
            open_ones.append(one)
            yield from ((other, one) for other in open_ones)

    def _reaches(self, earlier: _Coded, later: _Coded) -> bool:
        if self.near is None:
            return later.place.start < earlier.place.end
        return later.turns[0] - earlier.turns[1] <= self.near

    def _meet(self, transcript: Transcript, one: _Coded, other: _Coded) -> None:
        if self.near is None:
            shared, speaking = _shared(transcript, one.place, other.place)
            if not speaking:
                return
        else:
            start = min(one.place.start, other.place.start)
            shared, speaking = (start, max(one.place.end, other.place.end)), None
        for a, b in product(one.rows, other.rows):
            if a == b:
                continue
            here, there = one.rows[a], other.rows[b]
            voices = here | there if speaking is None else here & there & speaking
            if voices:
                met = self.met[min(a, b), max(a, b)]
                met.stretches[transcript.name].append(shared)
                met.voices |= voices

    def itself(self, row: int, whole: Cell | None) -> Cell | None:
        """Return what stands on the diagonal: a row is like itself, if it has words."""
        if whole is None or self.likeness is None:
            return whole
        return replace(whole, alike=self.likeness.of(row, row))

    def cell(self, a: int, b: int) -> Cell | None:
        """Return what is known of two different rows."""
        one, other = self.lines[a].codes, self.lines[b].codes
        counted = self._counted(a, b)
        if one <= other or other <= one or not counted.voices:
            return None
        met = self.met.get((min(a, b), max(a, b)), _Met())
        return Cell(
            segments=sum(len(joined(some)) for some in met.stretches.values()),
            speakers=Share(len(met.voices & counted.persons), len(counted.persons)),
            groups=Share(
                len({group for group, _ in met.voices}),
                len({group for group, _ in counted.voices}),
            ),
            alike=self.likeness.of(a, b) if self.likeness else None,
        )

    def _counted(self, a: int, b: int) -> Population:
        """Return who can say something of both rows: alone, or where one is near."""
        one, other = self.counted[a], self.counted[b]
        if self.near is None:
            return Population(one.voices & other.voices, one.persons & other.persons)
        groups = one.groups & other.groups
        return Population(
            frozenset(v for v in one.voices | other.voices if v[0] in groups),
            frozenset(p for p in one.persons | other.persons if p[0] in groups),
        )


def _shared(
    transcript: Transcript, one: Segment, other: Segment
) -> tuple[Stretch, set[Person]]:
    """Return the stretch that segments share, and who says at least a word there."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    speaking = {
        (transcript.group, turn.speaker)
        for turn in transcript.turns_in(Segment(start, end))
        if words(transcript.text[max(turn.start, start) : min(turn.end, end)])
    }
    return (start, end), speaking
