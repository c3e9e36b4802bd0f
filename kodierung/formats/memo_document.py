"""Memos as one Markdown document, by what they are on.

What researchers wrote stays Markdown, except that its headings are put below the
document's own; quotations and names are shown as they are, signs of markup included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kodierung.formats.matrix.markdown import prose

SECTION = 2
"""Level of the headings of sections; places stand one below, memos' own follow."""

_HEADINGS = {
    "de": {
        "study": "Zur Studie",
        "transcript": "Zu Transkripten",
        "speaker": "Zu Personen",
        "segment": "Zu Textstellen",
        "coding": "Zu Codierungen",
        "code": "Zu Codes",
        "summary": "Zusammenfassungen",
        "note": "Zu Zellen der Matrix",
        "turn": "Redebeitrag",
        "detached": "nicht mehr im Text",
    },
    "en": {
        "study": "On the study",
        "transcript": "On transcripts",
        "speaker": "On people",
        "segment": "On passages",
        "coding": "On codings",
        "code": "On codes",
        "summary": "Summaries",
        "note": "On cells of the matrix",
        "turn": "turn",
        "detached": "no longer in the text",
    },
}
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
# Quotation, table, list or code: a line of signs below it is no heading's.
_OTHER_BLOCK = re.compile(r" {4}|\t| {0,3}(?:[>|]|[-+*][ \t]|\d{1,9}[.)][ \t])")


@dataclass(frozen=True, slots=True)
class MemoEntry:
    """A memo with its place.

    Attributes:
        kind: What it is on: `study`, `transcript`, `speaker`, `segment`, `coding`,
            `code`, `summary`, `note`.
        on: The same by name: file, person, code; parts from general to special.
        turn: Number of the turn, or None.
        quote: Words of the transcript, or nothing.
        detached: Whether they are no longer there.
        coder: Who wrote it.
        day: When, ISO 8601.
        text: Markdown.
    """

    kind: str
    on: tuple[str, ...]
    turn: int | None
    quote: str
    detached: bool
    coder: str
    day: str
    text: str


def write(title: str, language: str, entries: Iterable[MemoEntry]) -> bytes:
    """Return the document, UTF-8.

    Args:
        title: Of the study.
        language: ISO 639-1 code; English for those without words of their own here.
        entries: In the order of the document; those of one kind, and those on one
            thing, together.
    """
    words = _HEADINGS.get(language, _HEADINGS["en"])
    parts = [f"# Memos: {prose(title)}" if title else "# Memos"]
    for kind, here in groupby(entries, key=lambda entry: entry.kind):
        parts.append(f"{'#' * SECTION} {words[kind]}")
        for (place, quote), memos in groupby(here, key=lambda e: _place(e, words)):
            if place:
                parts.append(f"{'#' * (SECTION + 1)} {prose(place)}")
            if quote:
                parts.append(_as_quotation(prose(quote)))
            for memo in memos:
                parts += [f"*{prose(memo.coder)}, {memo.day}*", lowered(memo.text)]
    return ("\n\n".join(parts) + "\n").encode()


def _place(entry: MemoEntry, words: dict[str, str]) -> tuple[str, str]:
    """Return the heading of what a memo is on, and its words."""
    turn = f"{words['turn']} {entry.turn}" if entry.turn is not None else ""
    file, *rest = entry.on or ("",)
    parts = (file, turn, *rest, words["detached"] if entry.detached else "")
    return ", ".join(part for part in parts if part), entry.quote


def _as_quotation(paragraphs: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in paragraphs.split("\n"))


def lowered(text: str, by: int = SECTION + 1) -> str:
    """Return Markdown whose headings lie lower, and whose code blocks end in it.

    Args:
        text: Markdown.
        by: How many levels; there are no more than six.
    """
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if opened and not fence:
            fence = opened[1]
        elif fence:
            fence = "" if _closes(line, fence) else fence
        elif (heading := _HEADING.match(line)) is not None:
            level = min(len(heading[1]) + by, 6)
            line = f"{'#' * level}{line[heading.end() :]}"
        elif _UNDERLINE.fullmatch(line) and (over := _text_above(lines)):
            level = min((1 if "=" in line else 2) + by, 6)
            line = f"{'#' * level} {' '.join(one.strip() for one in over)}"
            del lines[-len(over) :]
        lines.append(line)
    return "\n".join([*lines, fence] if fence else lines)


def _closes(line: str, fence: str) -> bool:
    """Tell whether a line ends a block of code that began with this fence."""
    mark = line.strip()
    return len(mark) >= len(fence) and not mark.strip(fence[0])


def _text_above(lines: list[str]) -> list[str]:
    """Return the lines that an underline would make a heading."""
    found: list[str] = []
    for line in reversed(lines):
        if not line.strip() or _HEADING.match(line) or _FENCE.match(line):
            break
        if _OTHER_BLOCK.match(line):
            return []
        found.append(line)
    return found[::-1]
