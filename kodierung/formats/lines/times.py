"""Time marks: `#00:01:23-4#`, `[00:01:12]`, `(01:12)`, bare and spelt-out ones."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CLOCK = r"(?:\d{1,2}:[0-5]\d|\d{1,3}):[0-5]\d"
HASHED = rf"#{_CLOCK}(?:[-.,]\d{{1,3}})?#"
_SECOND = rf"{_CLOCK}(?:[-.,]\d{{1,3}})?"
_UNTIL = r"[^\S\n]*(?:-{0,2}>|[-–—])[^\S\n]*"
BRACKETED = rf"\[{_SECOND}(?:{_UNTIL}{_SECOND})?\]"
"""`[00:01:12]`, or from when until when: `[00:01:12 -> 00:01:15]`."""

ROUND = rf"\({_CLOCK}(?:[-.,]\d{{1,3}})?\)"
BARE = rf"{_CLOCK}(?:[.,]\d{{1,3}})?(?![\d:])"
_HOURS = r"(?:Stunden?|hours?)"
_MINUTES = r"(?:Minuten?|minutes?)"
_SECONDS = r"(?:Sekunden?|seconds?)"
SPELT = (
    rf"\d{{1,3}} (?:{_HOURS}(?: \d{{1,2}} {_MINUTES})?(?: \d{{1,2}} {_SECONDS})?"
    rf"|{_MINUTES}(?: \d{{1,2}} {_SECONDS})?|{_SECONDS})"
)
"""`52 Minuten 27 Sekunden`, as Teams shows it."""

_RANGE = re.compile(rf"{_UNTIL}(?={_CLOCK})")
_PART = re.compile(rf"(\d+) (?:(?P<h>{_HOURS})|(?P<m>{_MINUTES})|{_SECONDS})")

# A round mark at the end of a paragraph may be the time of day somebody talks about.
_TRAILING = re.compile(rf"\s*({HASHED}|{BRACKETED})$")
_TRAILING_ROUND = re.compile(rf"\s*({HASHED}|{BRACKETED}|{ROUND})$")
# A bare time is one only with hours, alone on its line, or before a tab: nobody says
# "00:08:30", and what happens at "8:30" is no mark.
_LEADING = re.compile(
    rf"(?:({HASHED}|{BRACKETED}|{ROUND})[^\S\n]*(?:-[^\S\n]+)?"
    rf"|(\d{{1,2}}:[0-5]\d:[0-5]\d(?=[^\S\n]*\n)|{BARE}(?=\t)))"
)
_OPENS = re.compile(rf"[^\S\n]*(?:{HASHED}|{BRACKETED}|{ROUND}|{BARE})[^\S\n]+(?=\S)")
_MARK = re.compile(rf"{HASHED}|{BRACKETED}")
_LONE = re.compile(rf"({HASHED}|{BRACKETED}|{ROUND}|{BARE})$")


def seconds(mark: str) -> float:
    """Return the seconds of a time mark in any of the forms.

    The digits behind the seconds are a decimal fraction, so `-4` are four tenths.
    """
    if mark[-1].isalpha():
        parts = _PART.finditer(mark)
        return float(
            sum(
                int(one[1]) * (3600 if one["h"] else 60 if one["m"] else 1)
                for one in parts
            )
        )
    first = _RANGE.split(mark.strip("#[]()"), maxsplit=1)[0]
    clock, _, fraction = re.sub(r"[-.,]", ".", first).partition(".")
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return float(f"{total}.{fraction or 0}")


def clock(seconds: float) -> str:
    """Return a time as `00:14:05`, fractions left out."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def lone(line: str) -> float | None:
    """Return the time of a line that holds nothing but a time mark, else None."""
    found = _LONE.match(line.strip())
    return seconds(found[1]) if found else None


def opens(line: str) -> bool:
    """Tell whether a line begins with a time mark, something behind it."""
    return _OPENS.match(line[:80]) is not None


def holds(text: str, start: int, end: int) -> bool:
    """Tell whether a mark in hashes or square brackets stands in a stretch."""
    return _MARK.search(text, start, end) is not None


def leading(text: str, start: int, end: int) -> tuple[float | None, int]:
    """Return the time that a stretch begins with, and where its words begin.

    Args:
        text: The whole text.
        start: First character of the stretch.
        end: Character after its last one.
    """
    found = _LEADING.match(text, start, end)
    return (seconds(found[1] or found[2]), found.end()) if found else (None, start)


def trailing(
    text: str, start: int, end: int, *, round_too: bool = False
) -> tuple[float | None, int]:
    """Return the time that a stretch ends with, and where its words end.

    Args:
        text: The whole text.
        start: First character of the stretch.
        end: Character after its last one, no blank before it.
        round_too: Whether `(12:34)` is a mark and no time of day.
    """
    mark = _TRAILING_ROUND if round_too else _TRAILING
    time: float | None = None
    # A mark is short; looking no further back keeps long turns cheap.
    while found := mark.search(text, max(start, end - 40), end):
        time = seconds(found[1]) if time is None else time
        end = found.start()
    return time, end


def end_in_marks(text: str, stretches: Iterable[tuple[int, int]]) -> bool:
    """Tell whether most stretches end with `(12:34)`, the clock running forward.

    Args:
        text: The whole text.
        stretches: Where each begins and ends.
    """
    ends = [
        _TRAILING_ROUND.search(text, max(start, end - 40), end)
        for start, end in stretches
    ]
    marked = [seconds(found[1]) for found in ends if found]
    return 2 * len(marked) > len(ends) and marked == sorted(marked)
