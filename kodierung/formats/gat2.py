"""GAT 2 minimal transcripts: numbered segments in columns, speakers without a colon.

A speaker is named where somebody begins and not again, so a segment without one goes on
with the turn. A colon lengthens a sound (`ja:`) and never ends a label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePath

from kodierung.errors import TranscriptError
from kodierung.formats import voices
from kodierung.formats.files import encoding
from kodierung.formats.lines import legend
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.model import Draft
from kodierung.text import settle

suffixes: tuple[str, ...] = (".gat", ".gat2")

_HINT = (
    "Each line of a GAT 2 transcript has a number, then the speaker in a column of its "
    'own where somebody begins ("01   A    also das"), or blanks in its place.'
)
_SEGMENT = re.compile(r"[^\S\n]*\d{1,5}[^\S\n]+(?:(?:->|=>|→|⇒)[^\S\n]+)?(?=\S)")
_SPEAKER = re.compile(
    r"(?P<label>[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]{0,7}\d{0,2})(?::[^\S\n]+|[^\S\n]{2,}|\t)"
)
# Pauses, breathing, sounds that run together: what no other transcript has all over.
_MARK = re.compile(
    r"\((?:\.|-{1,3}|\d\.\d+)\)|°h{1,3}|h{1,3}°|\(\([^()\n]+\)\)|\w_\w|\w::"
)
_COLON_LABEL = re.compile(r"[A-ZÄÖÜ][\w .-]{0,30}:\s")
_START = 20_000
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """A numbered line: the column its words or speaker begin in, and these."""

    column: int
    rest: str


def sniff(name: str, data: bytes) -> bool:
    """Tell whether most lines are numbered segments with marks of GAT 2."""
    if PurePath(name).suffix.lower() not in (*suffixes, ".txt", ".text", ""):
        return False
    try:
        text = settle(encoding.decode(data, name)[0][:_START])
    except TranscriptError:
        return False
    rows = [row for row in text.split("\n") if row.strip()]
    lines = list(_segments(rows))
    if len(lines) < max(_FEWEST, 0.6 * len(rows)) or not _is_counted(rows):
        return False
    marked = sum(1 for line in lines if _MARK.search(line.rest))
    with_colon = sum(1 for line in lines if _COLON_LABEL.match(line.rest))
    column = _column(lines)
    named = sum(1 for line in lines if _label(line, column))
    return named > 1 and marked > 0.2 * len(lines) and with_colon < 0.8 * len(lines)


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read numbered segments; those of one speaker in a row are one turn."""
    text, used = encoding.decode(data, name, options.encoding)
    said = list(_utterances(settle(text).split("\n")))
    notes = [one.words for one in said if not one.speaker]
    utterances = said[len(notes) :]
    if not utterances:
        raise TranscriptError(
            f"{name}: no line of a GAT 2 transcript names who speaks.", _HINT
        )
    spoken = Counter(one.speaker for one in utterances)
    told = legend.read(notes, lambda _: False, spoken)
    draft = voices.draft(
        voices.merged(utterances), name, options, notes=notes, functions=told.functions
    )
    return replace(draft, encoding=used)


def _segments(rows: Sequence[str]) -> Iterator[_Line]:
    """Yield the numbered lines without their numbers."""
    for row in rows:
        found = _SEGMENT.match(row)
        if found:
            yield _Line(len(found[0].expandtabs()), row[found.end() :])


def _is_counted(rows: Sequence[str]) -> bool:
    """Tell whether the numbers count on."""
    numbers = [
        int(found[0]) for row in rows if (found := re.match(r"\s*(\d{1,5})\s", row))
    ]
    steps = sum(after - one == 1 for one, after in pairwise(numbers))
    return steps > 0.8 * (len(numbers) - 1)


def _column(lines: Sequence[_Line]) -> int:
    """Return the column that speakers stand in: the leftmost that is used often."""
    often = Counter(line.column for line in lines if _SPEAKER.match(line.rest))
    enough = [
        column for column, times in often.items() if 4 * times >= max(often.values())
    ]
    return min(enough, default=0)


def _label(line: _Line, column: int) -> str:
    """Return who a line names, or nothing; a number may push the column by one."""
    found = _SPEAKER.match(line.rest) if abs(line.column - column) <= 1 else None
    return found["label"] if found else ""


def _utterances(rows: Sequence[str]) -> Iterator[Utterance]:
    """Yield what is said, segment by segment; unnumbered lines go on with the last.

    Nobody is the speaker of what stands above the first one.
    """
    column = _column(list(_segments(rows)))
    label = ""
    for row in rows:
        words = row
        for line in _segments([row]):
            named = _label(line, column)
            words = line.rest.removeprefix(named).removeprefix(":" if named else "")
            label = named or label
        if words.strip():
            yield Utterance(label, " ".join(words.split()))
