"""From lines to turns: which labels are speakers, and what each of them says.

Shared by every format whose lines read `Label: words`; nothing here changes the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import acceptance, heads, people, times
from kodierung.formats.heads import Head, Names
from kodierung.formats.registry import NO_TRANSCRIPT_HINT, ReadOptions
from kodierung.model import Draft, Turn

_DIVIDER = re.compile(
    r"\s*(?:#{1,6}\s|(?:-\s*){3,}$|(?:\*\s*){3,}$|_{3,}\s*$|={3,}\s*$)"
)
_SETTING = re.compile(r"\s*(?:[\w.-]+\s*:|-\s|#)|\s+\S")

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


def read(
    text: str, name: str, options: ReadOptions, known: frozenset[str] = frozenset()
) -> Draft:
    """Find the turns in a settled text.

    Args:
        text: Settled text; becomes the draft's.
        name: The file's name, for places.
        options: Moderators and aliases.
        known: Labels that are known to be speakers'.

    Raises:
        TranscriptError: Nobody speaks in the text.
    """
    lines = _lines(text)
    rows = [text[start:end] for start, end in lines]
    first = _behind_front_matter(rows)
    rows[:first] = [""] * first

    def find(names: Names) -> Heads:
        return {
            index: head
            for index, (start, end) in enumerate(lines)
            if index >= first and (head := heads.find(text, index, start, end, names))
        }

    choice = acceptance.choose(
        rows, find, options, lambda at: f"{name}:{at + 1}", known
    )
    if not choice.is_conversation:
        raise TranscriptError(_refusal(name, choice.seen), NO_TRANSCRIPT_HINT)
    spoken, notes = _assemble(text, lines, choice.heads)
    turns, problems = _finish(text, name, spoken)
    first_lines = {
        head.label: head.line + 1 for head in reversed([*choice.heads.values()])
    }
    speakers, warnings = people.describe(turns, choice, options, name, first_lines)
    return Draft(
        text=text,
        turns=turns,
        speakers=speakers,
        notes=notes,
        problems=(*choice.problems, *problems, *warnings),
    )


def _lines(text: str) -> list[tuple[int, int]]:
    """Return where each line begins and ends."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _behind_front_matter(rows: Sequence[str]) -> int:
    """Return the first line behind `---` … `---` at the top, or 0."""
    if not rows or rows[0].rstrip() != "---":
        return 0
    for index, row in enumerate(rows[1:], start=1):
        if row.rstrip() in ("---", "..."):
            return index + 1
        if row.strip() and not _SETTING.match(row):
            return 0
    return 0


def _refusal(name: str, seen: Sequence[str]) -> str:
    """Return the sentence why a text is no transcript."""
    if not seen:
        return f"{name}: this is no transcript; no line begins with a speaker's label."
    listed = ", ".join(f'"{label}:"' for label in seen[:5])
    return (
        f"{name}: this is no transcript; nobody takes turns in it, and what stands "
        f"before a colon looks like no speaker ({listed})."
    )


class _Assembly:
    """Walks the lines and collects contributions and notes."""

    def __init__(
        self, text: str, lines: Sequence[tuple[int, int]], heads: Heads
    ) -> None:
        self.text = text
        self.lines = lines
        self.heads = heads
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
            self._begin(head, end)
        elif not row.strip():
            return
        elif not self.done:
            self._before_the_first(row)
        elif _DIVIDER.match(row):
            self.open = False
            self._note(row)
        elif not self._lone_mark(index, row):
            self._continue(index, start, end)

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


def _assemble(
    text: str, lines: Sequence[tuple[int, int]], heads: Heads
) -> tuple[list[Contribution], tuple[str, ...]]:
    """Return the contributions and the notes, in order."""
    assembly = _Assembly(text, lines, heads)
    for index in range(len(lines)):
        assembly.take(index)
    return assembly.done, tuple(assembly.notes)


def _finish(
    text: str, name: str, spoken: Sequence[Contribution]
) -> tuple[tuple[Turn, ...], list[Problem]]:
    """Trim the contributions, work out their times, and number the turns."""
    for one in spoken:
        _trim(text, one)
    _fill_times(spoken)
    problems = [*_backwards(name, spoken)]
    turns: list[Turn] = []
    for one in spoken:
        if one.start == one.end:
            place = f"{name}:{one.line + 1}"
            why = f'"{one.label}" says nothing here; the turn is left out'
            problems.append(Problem(place, why, severity="warning"))
            continue
        number = len(turns) + 1
        turns.append(
            Turn(number, one.label, one.start, one.end, one.time, one.end_time)
        )
    return tuple(turns), problems


def _trim(text: str, one: Contribution) -> None:
    """Leave blanks and time marks at both ends out of a contribution."""
    words = text[one.start : one.end]
    one.end = one.start + len(words.rstrip())
    if one.time is None:
        one.time, one.start = times.leading(text, one.start, one.end)
    time, one.end = times.trailing(text, one.start, one.end)
    one.end_time = time if one.end_time is None else one.end_time
    one.end = max(one.end, one.start)
    words = text[one.start : one.end]
    one.start += len(words) - len(words.lstrip())


def _fill_times(spoken: Sequence[Contribution]) -> None:
    """Take a turn's end for the next one's start, and a start for the end before it."""
    marked = [one.time for one in spoken]
    for index, one in enumerate(spoken[1:], start=1):
        before = spoken[index - 1]
        if one.time is None:
            one.time = before.end_time
        if before.end_time is None:
            before.end_time = marked[index]


def _backwards(name: str, spoken: Sequence[Contribution]) -> list[Problem]:
    """Warn when the clock runs backwards, which a wrong mark or order does."""
    last = 0.0
    for one in spoken:
        for time in (one.time, one.end_time):
            if time is not None and time < last:
                place = f"{name}:{one.line + 1}"
                why = f"the clock runs backwards, from {_clock(last)} to {_clock(time)}"
                return [Problem(place, why, "check the marks", "warning")]
            last = last if time is None else time
    return []


def _clock(time: float) -> str:
    """Return seconds as hours, minutes and seconds."""
    minutes, rest = divmod(int(time), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"
