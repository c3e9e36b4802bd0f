"""What programs put around the words: page headers, initials, remarks of their own.

Nobody says any of it, so it belongs to no turn.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from kodierung.formats.lines import labels, times
from kodierung.formats.lines.heads import Head

_REMARK = re.compile(
    r"\s*(?:.{1,80} (?:hat die Transkription (?:gestartet|beendet|gestoppt|angehalten)"
    r"|(?:started|stopped) transcription)\.?"
    r"|KI-generierte Inhalte können fehlerhaft sein\.?"
    r"|AI-generated content may be incorrect\.?"
    r"|Transcribed (?:by|with) \S.{0,80})\s*$"
)
_TWICE = re.compile(rf"\s*(?:{times.SPELT} ?|\d{{1,3}} )\d{{1,3}}(?::\d\d){{1,2}}\s*$")
_PAGE = re.compile(
    r"\s*(?:(?:\d{1,5}|[IVXLC]{1,6})\s+(?P<behind>\S.{19,150}?)"
    r"|(?P<before>\S.{19,150}?)\s+(?:Seite\s+|S\.\s*|Page\s+)?\d{1,5})\s*$"
)
_NUMBERED_PAGE = re.compile(
    r"\s*(?P<title>\S.{0,80}?\s+)?(?:Seite|Page|S\.)\s+\d{1,4}"
    r"(?:\s+(?:von|of)\s+\d{1,4}|\s*/\s*\d{1,4})?\s*$"
)
_DIVIDED = re.compile(r".{3,}?\s[·|–-]\s.*\d")
# Two words and no sentence; "Ja genau" is said again and again as well.
_TITLE = re.compile(r"(?=.{12,80}$)[A-ZÄÖÜ].*\s.*[\w)]")
_NUMBERS = re.compile(r"\d+")
_SENTENCE = re.compile(r"[.!?:;,…]$")
_OFTEN = 3
_ALIKE = 24
"""Characters that the headers of all pages begin with."""

_LONGEST = 200
_INITIALS = re.compile(r"\s*[^\W\d_]{1,3}\s*$")


def is_remark(row: str) -> bool:
    """Tell whether a line is a program's own: who started it, what made it."""
    return len(row) < _LONGEST and _REMARK.match(row) is not None


def running(rows: Sequence[str], heads: Mapping[int, Head]) -> frozenset[int]:
    """Return the lines that are the same at the top or foot of several pages.

    Args:
        rows: The lines.
        heads: The heads that open turns, by line.
    """
    same: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        title = _title(row) if len(row) < _LONGEST and at not in heads else None
        if title is not None:
            same[_NUMBERS.sub("0", title)[:_ALIKE]].append(at)
    return frozenset(
        at for lines in same.values() for at in lines if len(lines) >= _OFTEN
    )


def samples(rows: Sequence[str], lines: Collection[int]) -> list[str]:
    """Return one line of each kind, since they are left out of the turns.

    Args:
        rows: The lines.
        lines: Those that are the headers of pages.
    """
    kinds = {_NUMBERS.sub("0", rows[at]).strip(): at for at in sorted(lines)[::-1]}
    return [rows[at].strip() for at in sorted(kinds.values())]


def _title(row: str) -> str | None:
    """Return what stands beside the number in the header of a page; None elsewhere."""
    numbered = _NUMBERED_PAGE.match(row)
    if numbered:
        return numbered["title"] or ""
    found = _PAGE.match(row)
    title = (found["behind"] or found["before"]) if found else ""
    return title if _DIVIDED.match(title) and not _SENTENCE.search(title) else None


def repeated(
    rows: Sequence[str], heads: Mapping[int, Head], left_out: Collection[int]
) -> list[int]:
    """Return the lines that may be headers of pages: the same again and again.

    Args:
        rows: The lines.
        heads: The heads that open turns, by line.
        left_out: Lines that are such headers for certain.
    """
    same: dict[str, list[int]] = defaultdict(list)
    for at in range(min(heads), len(rows)):
        row = rows[at].strip()
        if at not in heads and at not in left_out and _TITLE.fullmatch(row):
            same[_NUMBERS.sub("0", row)].append(at)
    return [at for lines in same.values() if len(lines) >= _OFTEN for at in lines]


def around(rows: Sequence[str], heads: Mapping[int, Head]) -> frozenset[int]:
    """Return the lines above heads that say the same again.

    Meetings are shown, and copied, with initials, name and time above name and time.

    Args:
        rows: The lines.
        heads: The heads that open turns, by line.
    """
    lines: set[int] = set()
    for at, head in heads.items():
        if at < 2 or not _TWICE.match(rows[at - 1]):
            continue
        if labels.tidy(rows[at - 2]).casefold() != head.label.casefold():
            continue
        lines |= {at - 1, at - 2}
        above = at - 3
        while above >= 0 and not rows[above].strip():
            above -= 1
        if above >= 0 and _INITIALS.match(rows[above]) and rows[above].isupper():
            lines.add(above)
    return frozenset(lines)


def with_strangers(
    heads: Mapping[int, Head],
    rows: Sequence[str],
    lines: Sequence[tuple[int, int]],
) -> Mapping[int, Head]:
    """Add a head for each lone time where names and times stand alone on their lines.

    Otter leaves the name out where it does not know it.

    Args:
        heads: The heads that open turns, by line.
        rows: The lines.
        lines: Where each line begins and ends in the text.
    """
    alone = [
        head
        for head in heads.values()
        if head.time is not None and rows[head.line].rstrip()[-1:].isdigit()
    ]
    if 2 * len(alone) <= len(heads):
        return heads
    strangers = {
        at: Head(
            at, labels.UNNAMED, (), "", lines[at][1], times.lone(row), True, "unusual"
        )
        for at, row in enumerate(rows)
        if at not in heads and at > alone[0].line
        if row.strip()[:1].isdigit() and times.lone(row) is not None
    }
    return dict(sorted({**heads, **strangers}.items()))
