"""Where turns may begin: lines that open with a speaker's label.

Known forms, each with or without bold marks: `B1: …`, `[00:01:12] TN3 (w): …`,
`I: [00:00:00] …`, `#00:01:12-0# B1: …`, `00:44 P1: …`, `I [00:02:55] …`, and a line
with nothing but a name and a time, the words below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kodierung.formats.lines import labels, times, unusual
from kodierung.formats.lines.unusual import Form

_BLANK = r"[^\S\n]*"
_DECORATION = r"(?:[^\S\n]|\*)*"
_BEFORE = rf"(?P<before>{times.HASHED}|{times.BRACKETED}|{times.ROUND}|{times.BARE})"
_AFTER = rf"(?P<after>{times.HASHED}|{times.BRACKETED}|{times.ROUND})"
# The colon of "Moderator:in" is part of the label when the label's own colon follows.
_GENDERED = r"(?:in(?:nen)?|[rn])\b[ \d]{0,4}(?:\([^()\n]*\))?\**:"
# So is the colon of a time in its bracket: "Person C (Leitung, ab 00:20)".
_OF_TIME = r"\d\d[^()\n]*\)"
# A star between letters is none of bold print: "Moderator*in".
_INSIDE = rf"(?:[^:*\n]|(?<=\w)\*(?=\w)|:(?={_GENDERED})|(?<=\d):(?={_OF_TIME}))"
_LABEL = rf"(?P<label>[^\s:*#>|]{_INSIDE}{{0,140}}?)"
_OPENING = rf"(?:{_BEFORE}{_DECORATION})?(?:\[T\d+\]{_DECORATION})?"
_CLOSING = (
    rf"{_DECORATION}(?:{_AFTER}{_DECORATION})?:(?!{_GENDERED}|{_OF_TIME})\**"
    r"(?:\{:[^}\n]*\})?"
)
_WITH_COLON = re.compile(rf"{_OPENING}{_LABEL}{_CLOSING}")
_WITH_TIME = re.compile(
    rf"{_LABEL}{_DECORATION}(?P<after>{times.HASHED}|{times.BRACKETED}"
    rf"|(?<=  ){times.BARE}{_BLANK}(?=\n|$)|(?<=\t){times.BARE}{_BLANK}(?=\n|$))\**"
)
# Points of a list and quoted lines, as Markdown has them; captions open with >>.
_POINT = re.compile(rf"{_BLANK}(?:[-•]|>{{1,3}})(?=\s)")
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
        form: What the label looks like; a name that is told has the form of one.
        lines: Over how many lines the label goes, where lines are hard-wrapped.
    """

    line: int
    label: str
    brackets: tuple[str, ...]
    function: str
    words: int
    time: float | None
    firm: bool
    form: Form
    lines: int = 1


class Names:
    """Labels that somebody told us; they count as they are written.

    Args:
        exact: From the file itself.
        folded: From the user, for whom capitals do not matter.
    """

    def __init__(self, exact: Iterable[str], folded: Iterable[str] = ()) -> None:
        self.exact = frozenset(filter(None, map(labels.tidy, exact)))
        tidied = filter(None, map(labels.tidy, folded))
        self.folded = frozenset(one.casefold() for one in tidied)
        written = [(one, "") for one in self.exact]
        written += [(one, "i") for one in self.folded]
        written.sort(key=lambda pair: -len(pair[0]))
        either = "|".join(f"(?{flag}:{_verbatim(one)})" for one, flag in written)
        self.pattern = re.compile(
            rf"{_OPENING}\[?(?P<label>(?:{either})(?:{_BLANK}\([^()\n]*\))*)\]?{_CLOSING}"
            if either
            else r"(?!)(?P<label>)(?P<before>)(?P<after>)"
        )

    def __contains__(self, label: str) -> bool:
        """Tell whether the label is one of them."""
        return label in self.exact or label.casefold() in self.folded

    def adding(self, exact: Iterable[str]) -> Names:
        """Return these and further names from the file itself."""
        return Names((*self.exact, *exact), self.folded)


def _verbatim(name: str) -> str:
    """Return the pattern of a name; its blanks may be of any kind."""
    return r"[^\S\n]+".join(map(re.escape, name.split()))


def find(text: str, line: int, start: int, end: int, names: Names) -> Head | None:
    """Return the head that a line opens with, or None.

    Args:
        text: Settled text.
        line: Index of the line, kept in the head.
        start: First character of the line.
        end: Its line end.
        names: Labels that are known, whatever they look like.
    """
    # No label is that long; the limit keeps lines of megabytes cheap.
    limit = min(end, start + 250)
    # Labels end in a colon and times have one inside.
    if text.find(":", start, limit) < 0:
        return None
    found = _match(text, start, limit, names)
    if found is None or (found.re is _WITH_COLON and _is_prose(found["label"])):
        return None
    label, brackets, function = _parts(found["label"], names)
    form: Form = "label" if label in names else unusual.form(label)
    if form == "other" and (found.re is _WITH_TIME or not _is_short(label)):
        return None
    mark = found.groupdict().get("before") or found["after"]
    time = times.seconds(mark) if mark else None
    words = _skip_blanks(text, found.end(), end)
    if time is None:
        time, words = times.leading(text, words, end)
    alone = mark is not None and mark[0].isdigit()
    firm = found.re is not _WITH_TIME or alone
    return Head(line, label, brackets, function, words, time, firm, form)


def _match(text: str, start: int, limit: int, names: Names) -> re.Match[str] | None:
    """Match a known name first, then any words before a colon or a time."""
    begin = _behind(_START, text, start, limit)
    inner = _behind(_START, text, _behind(_POINT, text, begin, limit), limit)
    for pattern, at in (
        (names.pattern, begin),
        (names.pattern, inner),
        (_WITH_COLON, inner),
    ):
        found = pattern.match(text, at, limit)
        if found is not None and not _is_glued(found, text, names):
            return found
    return _WITH_TIME.match(text, begin, limit)


def _behind(pattern: re.Pattern[str], text: str, start: int, limit: int) -> int:
    """Return where the text goes on behind a pattern."""
    found = pattern.match(text, start, limit)
    return found.end() if found else start


def _parts(written: str, names: Names) -> tuple[str, tuple[str, ...], str]:
    """Return label, brackets and function; a known name is not taken apart."""
    label = labels.tidy(written)
    if label in names:
        return label, (), ""
    label, brackets = labels.without_brackets(label)
    if label in names:
        return label, brackets, ""
    label, function = labels.split_function(label)
    return label, brackets, function


def _is_prose(written: str) -> bool:
    """Tell at a glance that words before a colon are too many for a label."""
    plain = "," not in written and "(" not in written
    return plain and written.count(" ") > 2 * labels.MOST_WORDS


def _is_short(label: str) -> bool:
    """Tell whether words before a colon are as few as a label has."""
    few = 0 < len(label) <= labels.LONGEST_LABEL
    return few and len(label.split()) <= labels.MOST_WORDS and "(" not in label


def _is_glued(found: re.Match[str], text: str, names: Names) -> bool:
    """Tell whether the colon is inside a word or a time: `Lehrer:innen`, `um 8:30`.

    `I:Ja` is a label all the same.
    """
    behind = text[found.end() : found.end() + 1]
    label = labels.tidy(found["label"])
    short = len(label) <= 4 and (label in names or labels.is_code(label))
    return bool(behind.strip()) and (behind.isdigit() or not short)


def _skip_blanks(text: str, at: int, end: int) -> int:
    """Return the next character that is no blank."""
    while at < end and text[at].isspace():
        at += 1
    return at
