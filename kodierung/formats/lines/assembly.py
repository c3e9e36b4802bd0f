"""Which words belong to which turn: a walk through the lines of a transcript."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kodierung.formats.lines import furniture, times
from kodierung.formats.lines.heads import Head

_DIVIDER = re.compile(
    r"\s*(?:#{1,6}\s|(?:-\s*){3,}$|(?:\*\s*){3,}$|_{3,}\s*$|={3,}\s*$)"
)

Heads = Mapping[int, Head]


@dataclass(slots=True)
class Contribution:
    """A turn in the making.

    Attributes:
        label: Who speaks.
        line: Index of the line it begins in.
        start: First character of the words.
        end: Character after the last one, trailing marks included.
        time: Start as marked, or None.
        end_time: End as marked, or None.
    """

    label: str
    line: int
    start: int
    end: int
    time: float | None
    end_time: float | None = None


def assemble(
    text: str,
    lines: Sequence[tuple[int, int]],
    heads: Heads,
    asides: Collection[int],
    left_out: Collection[int],
) -> tuple[list[Contribution], tuple[str, ...]]:
    """Return the contributions and the notes, in order.

    Args:
        text: Settled text.
        lines: Where each line begins and ends.
        heads: The heads that open turns, by line.
        asides: Lines of a legend, which nobody speaks.
        left_out: Lines that say nothing at all.
    """
    assembly = _Assembly(text, lines, heads, asides)
    behind = 0
    for index in range(len(lines)):
        if index < behind or index in left_out:
            continue
        assembly.take(index)
        if index in heads:
            behind = index + heads[index].lines
    return assembly.done, tuple(assembly.notes)


def is_aside(row: str) -> bool:
    """Tell whether a line is a heading, a divider or a program's remark: not said."""
    return _DIVIDER.match(row) is not None or furniture.is_remark(row)


class _Assembly:
    """Walks the lines and collects contributions and notes."""

    def __init__(
        self,
        text: str,
        lines: Sequence[tuple[int, int]],
        heads: Heads,
        asides: Collection[int],
    ) -> None:
        self.text = text
        self.lines = lines
        self.heads = heads
        self.asides = asides
        self.done: list[Contribution] = []
        self.notes: list[str] = []
        self.open = False
        self.pending: float | None = None

    def take(self, index: int) -> None:
        """Take the next line."""
        start, end = self.lines[index]
        row = self.text[start:end]
        head = self.heads.get(index)
        if head is not None:
            self._begin(head, self.lines[index + head.lines - 1][1])
        elif not row.strip().strip(">"):
            return
        elif not self.done:
            self._before_the_first(row)
        elif self._is_aside(index, row):
            self.open = False
            self._note(row)
        elif not self._lone_mark(index, row):
            self._continue(index, start, end)

    def _is_aside(self, index: int, row: str) -> bool:
        """Tell whether a line is a legend's, or looks like nobody's words."""
        return index in self.asides or is_aside(row)

    def _begin(self, head: Head, end: int) -> None:
        """Open a turn at its label."""
        time = self.pending if head.time is None else head.time
        start = min(head.words, end)
        self.done.append(Contribution(head.label, head.line, start, end, time))
        self.open, self.pending = True, None

    def _continue(self, index: int, start: int, end: int) -> None:
        """Go on with the turn; behind a heading the same person begins a new one."""
        if not self.open:
            last = self.done[-1]
            time, self.pending = self.pending, None
            self.done.append(Contribution(last.label, index, start, end, time))
            self.open = True
        elif self.done[-1].start == self.done[-1].end:
            self.done[-1].start = start
        self.done[-1].end = end

    def _lone_mark(self, index: int, row: str) -> bool:
        """Take a line with nothing but a time; it belongs to the turn before or behind.

        A bracketed one announces the next turn. One between hashes closes the turn
        that it directly follows, as f4 writes it.
        """
        time = times.lone(row)
        if time is None:
            return False
        follower = next(
            (at for at in range(index + 1, len(self.lines)) if self._full(at)), None
        )
        if follower is not None and follower not in self.heads:
            return False
        if follower is None or (row.strip().startswith("#") and self._full(index - 1)):
            self.done[-1].end_time = time
            self.open = False
        else:
            self.pending = time
        return True

    def _before_the_first(self, row: str) -> None:
        """Keep a header line as a note, unless it is the first turn's time."""
        time = times.lone(row)
        if time is None:
            self._note(row)
        else:
            self.pending = time

    def _note(self, row: str) -> None:
        """Keep a line that says something."""
        if any(char.isalnum() for char in row):
            self.notes.append(row.strip())

    def _full(self, index: int) -> bool:
        """Tell whether a line holds more than blanks."""
        start, end = self.lines[index]
        return bool(self.text[start:end].strip())
