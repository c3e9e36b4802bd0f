"""Where turns may begin: lines that open with a speaker's label.

Known forms, each with or without bold marks: `B1: …`, `[00:01:12] TN3 (w): …`,
`I: [00:00:00] …`, `#00:01:12-0# B1: …`, `00:44 P1: …`, `I [00:02:55] …`, and a line
with nothing but a name and a time, the words below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kodierung.formats import labels, times

_BLANK = r"[^\S\n]*"
_DECORATION = r"(?:[^\S\n]|\*)*"
_BEFORE = rf"(?P<before>{times.HASHED}|{times.BRACKETED}|{times.ROUND}|{times.BARE})"
_AFTER = rf"(?P<after>{times.HASHED}|{times.BRACKETED}|{times.ROUND})"
# The colon of "Moderator:in" is part of the label when the label's own colon follows.
_GENDERED = r"in(?:nen)?\b[ \d]{0,4}(?:\([^()\n]*\))?\**:"
_LABEL = rf"(?P<label>[^\s:*#>|](?:[^:*\n]|:(?={_GENDERED})){{0,140}}?)"
_WITH_COLON = re.compile(
    rf"(?:{_BEFORE}{_DECORATION})?(?:\[T\d+\]{_DECORATION})?{_LABEL}"
    rf"{_DECORATION}(?:{_AFTER}{_DECORATION})?:(?!{_GENDERED})\**(?:\{{:[^}}\n]*\}})?"
)
_WITH_TIME = re.compile(
    rf"{_LABEL}{_DECORATION}(?P<after>{times.HASHED}|{times.BRACKETED}"
    rf"|(?<=  ){times.BARE}{_BLANK}(?=\n|$)|(?<=\t){times.BARE}{_BLANK}(?=\n|$))\**"
)
_START = re.compile(_DECORATION)


@dataclass(frozen=True, slots=True)
class Head:
    """A line that may open a turn.

    Attributes:
        line: Index of the line, from 0.
        label: Tidied label, brackets and function taken off.
        brackets: What stood in brackets behind it: `("w",)`.
        function: What stood behind a comma.
        words: First character behind label, colon and time.
        time: Time at the start, or None.
        firm: Whether a colon, or nothing but a time, follows the label; if not, only
            a label that is certain opens a turn (`I [00:02:55] …`).
    """

    line: int
    label: str
    brackets: tuple[str, ...]
    function: str
    words: int
    time: float | None
    firm: bool


def find(text: str, line: int, start: int, end: int) -> Head | None:
    """Return the head that a line opens with, or None.

    Args:
        text: Settled text.
        line: Index of the line, kept in the head.
        start: First character of the line.
        end: Its line end.
    """
    # No label is that long; the limit keeps lines of megabytes cheap.
    limit = min(end, start + 250)
    decoration = _START.match(text, start, limit)
    begin = decoration.end() if decoration else start
    found = _WITH_COLON.match(text, begin, limit)
    if found is None or _is_glued(found, text):
        found = _WITH_TIME.match(text, begin, limit)
    if found is None:
        return None
    label, brackets = labels.without_brackets(labels.tidy(found["label"]))
    label, function = labels.split_function(label)
    if not labels.is_label(label):
        return None
    mark = found.groupdict().get("before") or found["after"]
    time = times.seconds(mark) if mark else None
    words = _skip_blanks(text, found.end(), end)
    if time is None:
        time, words = times.leading(text, words, end)
    alone = mark is not None and mark[0].isdigit()
    firm = found.re is _WITH_COLON or alone
    return Head(line, label, brackets, function, words, time, firm)


def _is_glued(found: re.Match[str], text: str) -> bool:
    """Tell whether the colon is inside a word or a time: `Lehrer:innen`, `um 8:30`.

    `I:Ja` is a label all the same.
    """
    behind = text[found.end() : found.end() + 1]
    label = labels.tidy(found["label"])
    short = len(label) <= 4 and labels.is_code(label)
    return bool(behind.strip()) and (behind.isdigit() or not short)


def _skip_blanks(text: str, at: int, end: int) -> int:
    """Return the next character that is no blank."""
    while at < end and text[at].isspace():
        at += 1
    return at
