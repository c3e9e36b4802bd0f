"""How people head the columns of a transcript: speaker, text, start, end.

Upper and lower case, genders (`Sprecher:in`, `SprecherIn`), and units in brackets
(`Start (ms)`) make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from kodierung.errors import Problem
from kodierung.text import counted

Column = Literal["speaker", "text", "start", "end"]

# The surer ones first: beside "Text", a column "Transkript" holds names of files.
_NAMES: Mapping[Column, Sequence[str]] = {
    "speaker": (
        *("sprecher", "sprecherin", "sprecherinnen", "sprechende", "sprechender"),
        *("speaker", "speakername", "speakerid", "speakerlabel", "sprechername"),
        *("sprechendeperson", "namedessprechers", "namederperson", "sprecherkürzel"),
        *("person", "wer", "teilnehmer", "teilnehmerin", "teilnehmende", "tn"),
        *("befragte", "befragter", "participant", "voice", "kürzel", "label"),
        *("name", "who"),
    ),
    "text": (
        *("text", "wortlaut", "gesagtes", "äußerung", "äusserung", "aussage"),
        *("redebeitrag", "wortbeitrag", "beitrag", "utterance", "words", "speech"),
        *("inhalt", "content", "transkription", "transkript", "transcription"),
        *("transcript",),
    ),
    "start": (
        *(
            "start",
            "starttime",
            "startzeit",
            "beginn",
            "anfang",
            "anfangszeit",
            "begin",
        ),
        *("timecode", "tc", "tcin", "zeitmarke", "zeitstempel", "timestamp"),
        *("zeit", "time", "uhrzeit", "von", "from", "in"),
    ),
    "end": (
        *("ende", "end", "endtime", "endzeit", "stop", "tcout", "bis", "to", "out"),
    ),
}
_MOST = 100
"""Columns looked at; a transcript has a handful."""

_SHOWN = 40
"""Characters of a cell in a message."""

_TOLD = 8
"""Columns in a message."""

_WORD = re.compile(r"[^\W\d_]+")
_MILLISECONDS = frozenset({"ms", "msec", "millisekunden", "milliseconds", "millis"})
_UNITS = _MILLISECONDS | {"s", "sec", "sek", "sekunden", "seconds", "hh", "mm", "ss"}


def find(headings: Sequence[str]) -> dict[Column, int]:
    """Return which column holds what, as far as the headings tell.

    Args:
        headings: A row of cells that may be headings.
    """
    plain = [_plain(heading) for heading in headings[:_MOST]]
    found: dict[Column, int] = {}
    for column, names in _NAMES.items():
        at = next((plain.index(name) for name in names if name in plain), None)
        if at is not None:
            found[column] = at
    return found


def tell_all(found: Mapping[Column, int]) -> bool:
    """Tell whether there is a column of words, and one of speakers or two of times."""
    return "text" in found and ("speaker" in found or {"start", "end"} <= found.keys())


def is_heading(words: str, column: Column) -> bool:
    """Tell whether a cell's words are the heading of that column."""
    return len(words) < 60 and _plain(words) in _NAMES[column]


def in_milliseconds(heading: str) -> bool:
    """Tell whether a heading says that its times are milliseconds."""
    return not _MILLISECONDS.isdisjoint(_WORD.findall(heading.casefold()))


def cell(row: Sequence[str], column: int) -> str:
    """Return a cell's words; missing cells are empty.

    Args:
        row: The row's cells.
        column: From 0.
    """
    return row[column].strip() if column < len(row) else ""


def unread(
    rows: Sequence[Sequence[str]], headings: Sequence[str], taken: Collection[int]
) -> dict[str, list[str]]:
    """Return the cells with words in columns that are not taken, by their columns.

    Numbers and times are no words: they have no letters.

    Args:
        rows: Rows that turns are made of.
        headings: Those of the columns, as far as there are any.
        taken: Columns that are read.
    """
    found: dict[str, list[str]] = {}
    for row in rows:
        for at, words in enumerate(row):
            if at not in taken and any(map(str.isalpha, words)):
                heading = " ".join(cell(headings, at).split())[:_SHOWN]
                title = f'"{heading}"' if heading else str(at + 1)
                found.setdefault(title, []).append(words)
    return found


def left_out(found: Mapping[str, Sequence[str]], name: str) -> list[Problem]:
    """Warn of words that stand in columns nobody reads.

    Args:
        found: Cells with words, by their columns.
        name: The file's name.
    """
    if not found:
        return []
    listed = ", ".join(
        f"{title} ({counted(len(cells), 'cell')} with words, such as "
        f'"{" ".join(cells[0].split())[:_SHOWN]}")'
        for title, cells in list(found.items())[:_TOLD]
    )
    more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    are = "columns {} are" if len(found) > 1 else "column {} is"
    hint = "move what was said into the column of the words; head that Text"
    why = f"{are.format(listed + more)} left out"
    return [Problem(name, why, hint, "warning")]


def _plain(heading: str) -> str:
    """Return the letters of a heading without its unit: `sprecherin`, `start`."""
    words = _WORD.findall(heading[:60].casefold())
    return "".join(word for word in words if word not in _UNITS)
