"""Line and paragraph numbers that a program has put before the words.

They count on from line to line, which no speaker's number and no list of points in
somebody's speech does through a whole file: `12  B1: …`, `[12] B1: …`, `5 Person: …`,
`12.` before each line of a hard-wrapped text, or before every fifth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kodierung.errors import Problem
from kodierung.formats.lines import heads
from kodierung.formats.lines.heads import Names

_NUMBER = re.compile(
    r"\s{0,20}(?:\[(?P<square>\d{1,5})\]|(?P<plain>\d{1,5})[.)|]?)(?:[^\S\n]+|$)"
)
_FEWEST = 3
_EVERY = 5
_NOBODY = Names(())


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text without its numbers.

    Attributes:
        text: As many lines as before, the numbers and the blanks around them gone.
        problem: Says that they are.
    """

    text: str
    problem: Problem


def remove(text: str, name: str) -> Numbered | None:
    """Take the running numbers off the lines of a text, or return None without any.

    Args:
        text: Settled text.
        name: The file's name, for the place.
    """
    rows = text.split("\n")
    ends = _running(rows)
    numbers = [_number(found) for at in ends if (found := _NUMBER.match(rows[at]))]
    if len(ends) < _FEWEST or not _are_numbers(rows, ends, numbers):
        return None
    stripped = "\n".join(
        row[ends[at] :] if at in ends else row for at, row in enumerate(rows)
    )
    why = (
        f"the numbers before the lines, from {numbers[0]} to {numbers[-1]}, are no "
        "words and are left out of the text"
    )
    return Numbered(
        stripped, Problem(f"{name}:{min(ends) + 1}", why, severity="warning")
    )


def _running(rows: Sequence[str]) -> dict[int, int]:
    """Return where the words begin in the lines whose numbers count on.

    They count lines, with or without the empty ones, or paragraphs; a page may begin
    again at one. What does not count on is said; at the top it is a date or the like.
    """
    ends: dict[int, int] = {}
    last, last_at, full = 0, -1, 0
    for at, row in enumerate(rows):
        full += bool(row.strip())
        found = _NUMBER.match(row)
        if not found:
            continue
        number = _number(found)
        again = number == 1 and last >= 2 * _EVERY
        counts_on = again or number - last in (1, at - last_at, full)
        if not counts_on and len(ends) < _FEWEST:
            ends = {}
        if counts_on or not ends:
            ends[at] = found.end()
            last, last_at, full = number, at, 0
    return ends


def _are_numbers(
    rows: Sequence[str], ends: Mapping[int, int], numbers: Sequence[int]
) -> bool:
    """Tell whether these are numbers of lines, or at least of most labels."""
    lines = sum(1 for row in rows[min(ends) :] if row.strip())
    fifths = sum(after - one == _EVERY for one, after in pairwise(numbers))
    if 2 * fifths > len(ends):
        return _EVERY * len(ends) > 0.6 * lines
    # A list that somebody says stands among labels without numbers.
    bare = sum(_opens(row) for at, row in enumerate(rows) if at not in ends)
    numbered = sum(_opens(rows[at][end:]) for at, end in ends.items())
    everywhere = len(ends) > max(0.6 * lines, 5 * bare)
    return everywhere or numbered > max(0.8 * len(ends), bare)


def _number(found: re.Match[str]) -> int:
    """Return the number that was found before a line."""
    return int(found["square"] or found["plain"])


def _opens(words: str) -> bool:
    """Tell whether words begin with a speaker's label."""
    head = heads.find(words, 0, 0, len(words), _NOBODY)
    return head is not None and head.form == "label"
