"""Cross tables: how often each code, by how many, in how many words, column by column.

What counts is what counts in the factor matrix: confirmed codings on words of those who
meet the `where` of the code's perspective; identical segments count once; a code's
figures include those of its subcodes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kodierung.analysis.coverage import Stretch, joined, words_in
from kodierung.analysis.divisions import Division, Heading, Piece
from kodierung.analysis.material import Material
from kodierung.analysis.people import Person, Population, population
from kodierung.model import Code, Codebook, Coding, Share

Level = Literal["theme", "factor", "code"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a cross table.

    Attributes:
        heading: Id and label of the code or theme.
        codes: The ids of all codes that count for it.
    """

    heading: Heading
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of a code in a column.

    Attributes:
        segments: Coded segments, identical ones counted once.
        speakers: Persons behind them, of those in the column whose words count.
        groups: Groups behind them, likewise.
        words: Words inside the segments said by those who count, each once.
        words_of: All words that those who count say in the column.
        alike: Jaccard's coefficient of two codes, 0 to 1; None if not asked for.
    """

    segments: int
    speakers: Share
    groups: Share
    words: int = 0
    words_of: int = 0
    alike: float | None = None


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Codes by columns; None where nobody in the column counts for the code.

    Attributes:
        lines: The rows.
        heads: The columns.
        cells: Row by row.
        right: For each row, what it is in all columns together; empty without totals.
        beneath: For each column, what it is for all rows together; likewise.
        corner: All rows in all columns; None without totals.
        left_out: How many codings of the codes lie on no words that count.
    """

    lines: tuple[Line, ...]
    heads: tuple[Heading, ...]
    cells: tuple[tuple[Cell | None, ...], ...]
    right: tuple[Cell | None, ...] = ()
    beneath: tuple[Cell | None, ...] = ()
    corner: Cell | None = None
    left_out: int = 0


def lines_of(
    codebook: Codebook, level: Level, only: frozenset[str] | None = None
) -> tuple[Line, ...]:
    """Return the rows of a table, in the codebook's order.

    Args:
        codebook: Its codes.
        level: `code`: every code; `factor`: those that are below no other; `theme`: a
            theme in place of its factors.
        only: Only these codes; None for all.
    """
    wanted = [c for c in codebook.codes.values() if only is None or c.id in only]
    if level != "code":
        ids = {code.id for code in wanted}
        wanted = [code for code in wanted if code.parent not in ids]
    lines: dict[str, Line] = {}
    for code in wanted:
        head = _theme_of(code, codebook) if level == "theme" else None
        head = head or Heading(code.id, code.label)
        before = lines[head.key].codes if head.key in lines else frozenset()
        below = codebook.with_descendants(code.id)
        lines[head.key] = Line(head, before | below)
    return tuple(lines.values())


def _theme_of(code: Code, codebook: Codebook) -> Heading | None:
    for perspective in codebook.perspectives:
        for theme in perspective.themes:
            if code.theme == f"{perspective.id}.{theme.id}":
                return Heading(code.theme, theme.label)
    return None


class WhoCounts:
    """Whose words count for which code; asked often, so remembered.

    Args:
        material: The study.
    """

    def __init__(self, material: Material) -> None:
        known: dict[tuple[tuple[str, str], ...], Population] = {}
        self._by_code: dict[str, Population] = {}
        for code in material.codebook.codes.values():
            where = tuple(sorted(code.where.items()))
            if where not in known:
                everybody = material.transcripts.values()
                known[where] = population(everybody, code.where)
            self._by_code[code.id] = known[where]

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def voices(self, code: str) -> frozenset[Person]:
        """Return the people, labels of several included, who count for a code."""
        return self._by_code[code].voices

    def together(self, codes: Iterable[str]) -> Population:
        """Return who counts for at least one of some codes."""
        some = {id(one): one for one in map(self._by_code.__getitem__, codes)}
        if len(some) == 1:
            return next(iter(some.values()))
        return Population(
            frozenset[Person]().union(*(one.voices for one in some.values())),
            frozenset[Person]().union(*(one.persons for one in some.values())),
        )


def touched(pieces: Sequence[Piece], coding: Coding) -> Sequence[Piece]:
    """Return the pieces that share at least one character with a coding."""
    first = bisect_right(pieces, coding.start, key=lambda piece: piece.end)
    last = bisect_left(pieces, coding.end, key=lambda piece: piece.start)
    return pieces[first:last]


@dataclass(slots=True)
class _Tally:
    """What was found for one cell so far."""

    places: set[tuple[str, int, int]] = field(default_factory=set)
    voices: set[Person] = field(default_factory=set)
    stretches: dict[str, list[Stretch]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, coding: Coding, piece: Piece) -> None:
        """Count a coding with the words of one who counts for it."""
        self.places.add((coding.transcript, coding.start, coding.end))
        self.voices.add(piece.person)
        self.stretches[coding.transcript].append(
            (max(piece.start, coding.start), min(piece.end, coding.end))
        )

    def words(self, texts: Mapping[str, str]) -> int:
        """Return how many words were found, each once."""
        return sum(words_in(texts[t], joined(s)) for t, s in self.stretches.items())


TOTAL = -1
"""The number of the row or column that holds all of them."""


def cross(
    material: Material,
    lines: Sequence[Line],
    division: Division,
    *,
    words: bool = False,
) -> CrossTable:
    """Count codes by columns.

    Args:
        material: The study with the codings that count.
        lines: The rows.
        division: The columns.
        words: Whether words are counted too, which takes longer.

    Returns:
        The table with totals: what a segment, a person or a word counts in several
        rows or columns counts once in the total.
    """
    counting = _Counting(material, lines, division, words=words)
    rows, columns = range(len(lines)), range(len(division.heads))
    return CrossTable(
        lines=tuple(lines),
        heads=division.heads,
        cells=tuple(tuple(counting.cell(r, c) for c in columns) for r in rows),
        right=tuple(counting.cell(r, TOTAL) for r in rows),
        beneath=tuple(counting.cell(TOTAL, c) for c in columns),
        corner=counting.cell(TOTAL, TOTAL),
        left_out=counting.left_out,
    )


class _Counting:
    """The counting of one cross table."""

    def __init__(
        self,
        material: Material,
        lines: Sequence[Line],
        division: Division,
        *,
        words: bool,
    ) -> None:
        self.division = division
        self.texts = {t.name: t.text for t in material.transcripts.values()}
        self.who = WhoCounts(material)
        everything = frozenset[str]().union(*(line.codes for line in lines))
        self.counted = {
            number: self.who.together(codes)
            for number, codes in (
                *((n, line.codes) for n, line in enumerate(lines)),
                (TOTAL, everything),
            )
        }
        self.people = {
            **dict(enumerate(division.people)),
            TOTAL: frozenset[Person]().union(*division.people),
        }
        self.spoken = self._spoken() if words else None
        self.left_out = 0
        self.tallies: defaultdict[tuple[int, int], _Tally] = defaultdict(_Tally)
        rows: dict[str, list[int]] = {code: [TOTAL] for code in everything}
        for number, line in enumerate(lines):
            for code in line.codes:
                rows[code].append(number)
        for coding in material.codings:
            if coding.code in rows:
                self._add(coding, rows[coding.code])

    def _spoken(self) -> dict[int, Counter[Person]]:
        spoken = self.division.spoken(self.texts)
        whole = spoken if self.division.coders is None else spoken[:1]
        return {
            **dict(enumerate(spoken)),
            TOTAL: sum(whole, Counter[Person]()),
        }

    def _add(self, coding: Coding, rows: Sequence[int]) -> None:
        counted = self.who.voices(coding.code)
        behind = [
            piece
            for piece in touched(self.division.pieces[coding.transcript], coding)
            if piece.person in counted
        ]
        self.left_out += not behind
        for piece in behind:
            column = self.division.column(coding, piece)
            for row in rows:
                self.tallies[row, column].add(coding, piece)
                self.tallies[row, TOTAL].add(coding, piece)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return a cell, None where nobody who counts is in the column."""
        counted, people = self.counted[row], self.people[column]
        voices = counted.voices & people
        if not voices:
            return None
        persons = counted.persons & people
        found = self.tallies.get((row, column), _Tally())
        return Cell(
            segments=len(found.places),
            speakers=Share(len(found.voices & persons), len(persons)),
            groups=Share(len(_groups(found.voices)), len(_groups(voices))),
            words=found.words(self.texts) if self.spoken else 0,
            words_of=sum(self._words(voices, column)),
        )

    def _words(self, voices: frozenset[Person], column: int) -> Iterator[int]:
        if self.spoken:
            yield from (self.spoken[column][person] for person in voices)


def _groups(people: Iterable[Person]) -> frozenset[str]:
    return frozenset(group for group, _ in people)
