"""A transcript as screen lines: which code points each shows, and in which cells.

Only what is said is laid out. A turn begins with a head line, then its words follow,
wrapped at blanks. Every code point of every turn is on exactly one line; the blank or
line end at which a line is wrapped is its last glyph, in a column kept free for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kodierung.model import Segment, Transcript, Turn
from kodierung.review.glyphs import WIDEST, Glyph, as_blanks, glyphs, is_ordinary

HANGING = 1
"""Cells at the end of a line for the blank at which it is wrapped."""


class Place(NamedTuple):
    """Where something is on the laid-out page.

    Attributes:
        row: Number of the line, from 0.
        cell: Cell within the words of the line, from 0; the margin is not counted.
    """

    row: int
    cell: int


@dataclass(frozen=True, slots=True)
class Line:
    """One screen line.

    Attributes:
        turn: The turn it belongs to.
        head: Whether it is the turn's head line, which shows no words.
        start: First code point it shows.
        end: Code point after the last one.
        shown: What the terminal gets.
        starts: The first code point of each glyph.
        cells: The cell at which each glyph begins, and the one after the last.
        places: Where in `shown` each glyph begins, and its length.
    """

    turn: Turn
    head: bool
    start: int
    end: int
    shown: str = ""
    starts: Sequence[int] = ()
    cells: Sequence[int] = (0,)
    places: Sequence[int] = (0,)

    def glyph_at(self, offset: int) -> int:
        """Return which glyph shows a code point, from 0; the nearest if none does."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def glyphs_of(self, segment: Segment) -> tuple[int, int]:
        """Return which glyphs show a part of the segment: first, and after the last."""
        start, end = max(segment.start, self.start), min(segment.end, self.end)
        if start >= end:
            return 0, 0
        return self.glyph_at(start), bisect_left(self.starts, end)

    def offset_of(self, glyph: int) -> int:
        """Return the first code point of a glyph; the line's end after the last."""
        return self.starts[glyph] if glyph < len(self.starts) else self.end

    def words(self, first: int, last: int) -> str:
        """Return what is shown of the glyphs from one to before another."""
        return self.shown[self.places[first] : self.places[last]]

    def offset_under(self, cell: int) -> int:
        """Return the first code point of what lies under a cell, or of the nearest."""
        last = max(0, len(self.starts) - 1)
        return self.offset_of(max(0, min(bisect_right(self.cells, cell) - 1, last)))


class Layout:
    """A transcript laid out for a width.

    Args:
        transcript: What to lay out.
        width: Cells for the words, that of the hanging blank included.
    """

    def __init__(self, transcript: Transcript, width: int) -> None:
        self.width = max(width, WIDEST + HANGING)
        self.lines: list[Line] = []
        self._rows: list[int] = []  # of the lines that show words
        self._starts: list[int] = []  # of these, their first code points
        for turn in transcript.turns:
            self.lines.append(Line(turn, True, turn.start, turn.start))
            for line in _wrapped(transcript, turn, self.width - HANGING):
                self._rows.append(len(self.lines))
                self._starts.append(line.start)
                self.lines.append(line)

    def within(self, offset: int) -> int:
        """Return a code point as the first one of its glyph.

        One outside the turns becomes the first said after it, or the last of all.
        """
        if not self._rows:
            return 0
        at = max(0, bisect_right(self._starts, offset) - 1)
        line = self.lines[self._rows[at]]
        if offset >= max(line.end, line.start + 1) and at + 1 < len(self._rows):
            line = self.lines[self._rows[at + 1]]
        return line.offset_of(line.glyph_at(offset)) if line.starts else line.start

    def line_of(self, offset: int) -> Line:
        """Return the line that shows a code point; there must be a turn."""
        return self.lines[self.place(offset).row]

    def place(self, offset: int) -> Place:
        """Return where a code point is shown; at 0, 0 if nobody speaks."""
        if not self._rows:
            return Place(0, 0)
        inside = self.within(offset)
        row = self._rows[bisect_right(self._starts, inside) - 1]
        line = self.lines[row]
        return Place(row, line.cells[line.glyph_at(inside)])

    def offset_at(self, row: int, cell: int) -> int:
        """Return the code point shown at a place, or the nearest.

        A head line stands for the beginning of its turn.
        """
        if not self.lines:
            return 0
        return self.lines[max(0, min(row, len(self.lines) - 1))].offset_under(cell)

    def end_of(self, offset: int) -> int:
        """Return the code point after the glyph that shows one."""
        line = self.line_of(offset)
        return line.offset_of(line.glyph_at(offset) + 1)

    def after(self, offset: int) -> int:
        """Return the first code point of the next glyph, or of the last there is."""
        return self.within(max(self.end_of(offset), offset + 1))

    def before(self, offset: int) -> int:
        """Return the first code point of the glyph before, or of the first there is."""
        line = self.line_of(offset)
        glyph = line.glyph_at(offset)
        if glyph:
            return line.offset_of(glyph - 1)
        row = self.place(offset).row
        above = self.row_beside(row, -1)
        return self.offset_at(above, self.width) if above < row else line.start

    def rows_of(self, segment: Segment) -> range:
        """Return the rows from the first to the last that show some of a segment."""
        if not self._rows:
            return range(0)
        first = max(0, bisect_right(self._starts, segment.start) - 1)
        if self.lines[self._rows[first]].end <= segment.start:
            first += 1
        last = bisect_left(self._starts, segment.end) - 1
        return (
            range(self._rows[first], self._rows[last] + 1)
            if first <= last
            else range(0)
        )

    def row_beside(self, row: int, step: int) -> int:
        """Return the row with words so many lines of words below (or above) a row."""
        at = bisect_left(self._rows, row) + step
        return self._rows[max(0, min(at, len(self._rows) - 1))] if self._rows else 0


def _wrapped(transcript: Transcript, turn: Turn, width: int) -> Iterator[Line]:
    """Yield the lines of a turn's words; one empty line if it has none."""
    text, start = transcript.text, turn.start
    if start >= turn.end:
        yield Line(turn, False, start, start)
    while start < turn.end:
        newline = text.find("\n", start, turn.end)
        end = turn.end if newline < 0 else newline + 1
        paragraph = text[start:end]
        if is_ordinary(paragraph):
            yield from _ordinary_lines(turn, start, as_blanks(paragraph), width)
        else:
            yield from _glyph_lines(turn, end, list(glyphs(paragraph, start)), width)
        start = end


def _ordinary_lines(turn: Turn, start: int, shown: str, width: int) -> Iterator[Line]:
    """Yield the lines of a paragraph in which each code point has a cell of its own."""
    at = 0
    while at < len(shown):
        cut = len(shown)
        if cut - at > width and (cut - at > width + 1 or shown[-1] != " "):
            blank = shown.rfind(" ", at, at + width + 1)
            cut = at + width if blank < 0 else blank + 1
        cells = range(cut - at + 1)
        starts = range(start + at, start + cut)
        part = shown[at:cut]
        yield Line(turn, False, start + at, start + cut, part, starts, cells, cells)
        at = cut


def _glyph_lines(
    turn: Turn, end: int, paragraph: list[Glyph], width: int
) -> Iterator[Line]:
    """Yield the lines of a paragraph, given its glyphs and the code point after it."""
    first = 0
    while first < len(paragraph):
        last = _break(paragraph, first, width)
        after = paragraph[last].start if last < len(paragraph) else end
        yield _line(turn, paragraph[first:last], after)
        first = last


def _break(paragraph: list[Glyph], first: int, width: int) -> int:
    """Return the glyph at which the line after the one beginning at `first` begins."""
    cells, blank = 0, -1
    for at in range(first, len(paragraph)):
        one = paragraph[at]
        is_blank = one.shown == " "
        cells += one.cells
        if cells > width + (HANGING if is_blank else 0):
            return at if blank < 0 else blank + 1
        if is_blank:
            blank = at
    return len(paragraph)


def _line(turn: Turn, shown: list[Glyph], end: int) -> Line:
    cells, places = [0], [0]
    for one in shown:
        cells.append(cells[-1] + one.cells)
        places.append(places[-1] + len(one.shown))
    starts = [one.start for one in shown]
    words = "".join(one.shown for one in shown)
    return Line(turn, False, starts[0], end, words, starts, cells, places)
