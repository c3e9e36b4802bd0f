"""Time marks: `#00:01:23-4#`, `[00:01:12]`, `(01:12)`, and bare ones before a label."""

from __future__ import annotations

import re

_CLOCK = r"(?:\d{1,2}:[0-5]\d|\d{1,3}):[0-5]\d"
HASHED = rf"#{_CLOCK}(?:[-.,]\d{{1,3}})?#"
BRACKETED = rf"\[{_CLOCK}(?:[-.,]\d{{1,3}})?\]"
ROUND = rf"\({_CLOCK}(?:[-.,]\d{{1,3}})?\)"
BARE = rf"{_CLOCK}(?:[.,]\d{{1,3}})?(?![\d:])"

# A round mark at the end of a paragraph may be the time of day somebody talks about.
_TRAILING = re.compile(rf"\s*({HASHED}|{BRACKETED})$")
_LEADING = re.compile(rf"({HASHED}|{BRACKETED}|{ROUND})[^\S\n]*")
_LONE = re.compile(rf"({HASHED}|{BRACKETED}|{ROUND}|{BARE})$")


def seconds(mark: str) -> float:
    """Return the seconds of a time mark in any of the forms.

    The digits behind the seconds are a decimal fraction, so `-4` are four tenths.
    """
    clock, _, fraction = re.sub(r"[-.,]", ".", mark.strip("#[]()")).partition(".")
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return float(f"{total}.{fraction or 0}")


def lone(line: str) -> float | None:
    """Return the time of a line that holds nothing but a time mark, else None."""
    found = _LONE.match(line.strip())
    return seconds(found[1]) if found else None


def leading(text: str, start: int, end: int) -> tuple[float | None, int]:
    """Return the time that a stretch begins with, and where its words begin.

    Args:
        text: The whole text.
        start: First character of the stretch.
        end: Character after its last one.
    """
    found = _LEADING.match(text, start, end)
    return (seconds(found[1]), found.end()) if found else (None, start)


def trailing(text: str, start: int, end: int) -> tuple[float | None, int]:
    """Return the time that a stretch ends with, and where its words end.

    Args:
        text: The whole text.
        start: First character of the stretch.
        end: Character after its last one, no blank before it.
    """
    time: float | None = None
    # A mark is short; looking no further back keeps long turns cheap.
    while found := _TRAILING.search(text, max(start, end - 40), end):
        time = seconds(found[1]) if time is None else time
        end = found.start()
    return time, end
