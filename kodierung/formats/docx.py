"""Word files: paragraphs, line breaks, tracked insertions, and tables of speakers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kodierung.errors import TranscriptError
from kodierung.formats import encoding, labels, times, turns, unusual
from kodierung.formats.heads import Names
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance, render
from kodierung.model import Draft
from kodierung.text import settle

if TYPE_CHECKING:
    from lxml.etree import _Element

suffixes = (".docx", ".docm")

Row = Sequence[Sequence[str]]

LARGEST = 300_000_000
"""Unpacked bytes; a transcript takes a few millions, pictures included."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was deleted or moved away is not said; a fallback repeats its choice.
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK})
_AS_TEXT = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}p": "\n",
}
_HEADINGS = (
    *("text", "transkript", "transkription", "inhalt", "wortlaut", "gesagtes"),
    *("äußerung", "beitrag", "redebeitrag", "aussage", "transcript", "content"),
)
_DAMAGED = "Open it in Word or LibreOffice and save it anew, or as plain text."


def sniff(name: str, data: bytes) -> bool:  # noqa: ARG001  (one signature for all)
    """Tell whether the content is a Word file."""
    return data.startswith(b"PK\x03\x04") and any(
        member.startswith("word/document") for member in encoding.zip_members(data)
    )


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read a Word file by the rules for lines of text, then render it."""
    body = _body(data, name)
    known: set[str] = set()
    users = (*options.moderators, *options.aliases, *options.aliases.values())
    rows = list(_rows(body, known, Names((), users)))
    found = turns.read(settle("\n".join(rows)), name, options, frozenset(known))
    utterances = [
        Utterance(
            turn.speaker,
            found.text[turn.start : turn.end],
            turn.start_time,
            turn.end_time,
        )
        for turn in found.turns
    ]
    text, rendered = render(utterances, found.notes)
    return replace(found, text=text, turns=rendered)


def _body(data: bytes, name: str) -> _Element:
    """Open a Word file and return its body, or say why that fails."""
    import docx

    if not sniff(name, data):
        if encoding.zip_members(data) or not data.startswith(b"PK"):
            encoding.refuse_binary(data, name)
        raise TranscriptError(
            f"{name}: this is no Word file, or a damaged one.", _DAMAGED
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > LARGEST:
            raise TranscriptError(
                f"{name}: this is too large, {size // 1_000_000} MB when unpacked.",
                "Save the words alone as plain text.",
            )
        body: _Element = docx.Document(io.BytesIO(data)).element.body
    except TranscriptError:
        raise
    # Damage inside an archive shows as nearly any exception of four libraries.
    except Exception:
        raise TranscriptError(
            f"{name}: this is a damaged Word file.", _DAMAGED
        ) from None
    return body


def _rows(parent: _Element, known: set[str], names: Names) -> Iterator[str]:
    """Yield the lines in order; labels found in tables are added to `known`."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _words(child).split("\n")
        elif child.tag == f"{_W}tbl":
            yield from _table(child, known, names)
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from _rows(child, known, names)


def _words(element: _Element) -> str:
    """Return the words below an element, line breaks and tabs kept."""
    parts: list[str] = []
    for child in element:
        if child.tag in _GONE or child.tag == f"{_W}pPr":
            continue
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        else:
            parts.append(_AS_TEXT.get(child.tag, "") + _words(child))
    return "".join(parts)


def _table(table: _Element, known: set[str], names: Names) -> Iterator[str]:
    """Yield a table's lines: turns if a column names speakers, else cell by cell."""
    cells = [
        [list(_rows(cell, known, names)) for cell in row.iter(f"{_W}tc")]
        for row in table.iterchildren(f"{_W}tr")
    ]
    speaking = _speaker_column(cells, names)
    if speaking is None:
        yield from (line for row in cells for cell in row for line in cell)
        return
    speaker, words = speaking
    for row in cells:
        label = labels.tidy(_cell(row, speaker).rstrip(": "))
        plain = labels.without_brackets(label)[0]
        if _is_heading(_cell(row, words)) or (label and not _may_speak(plain, names)):
            yield "\t".join(" ".join(cell) for cell in row)
            continue
        if label:
            known.add(plain)
            yield f"{_mark(row, speaking)}{label}:"
        yield from row[words] if words < len(row) else []


def _speaker_column(cells: Sequence[Row], names: Names) -> tuple[int, int] | None:
    """Return the columns of the speakers and of their words, if the table has such."""
    width = max((len(row) for row in cells), default=0)
    said = [row for row in cells if not _is_heading(_cell(row, width - 1))]
    labelled: list[tuple[int, list[str]]] = []
    for column in range(width):
        found = [labels.tidy(_cell(row, column).rstrip(": ")) for row in said]
        found = [labels.without_brackets(one)[0] for one in found if one]
        if found and all(_may_speak(one, names) for one in found):
            labelled.append((column, found))
    # Running numbers may be labels; whatever looks more like one goes before them.
    labelled.sort(key=lambda pair: not all(map(labels.is_label, pair[1])))
    for column, found in labelled:
        longest = max(range(width), key=lambda at: sum(len(_cell(r, at)) for r in said))
        if longest != column and _are_speakers(found, names):
            return column, longest
    return None


def _may_speak(label: str, names: Names) -> bool:
    """Tell whether a cell may be a speaker's label."""
    return label in names or unusual.form(label) != "other"


def _are_speakers(found: Sequence[str], names: Names) -> bool:
    """Tell whether a column's labels are surely speakers': known, codes or repeated."""
    if any(label in names or labels.is_code(label) for label in found):
        return True
    repeated = len(found) - len(set(found))
    if all(map(labels.is_label, found)):
        return repeated > 0
    return 2 * repeated >= len(found)


def _cell(row: Row, column: int) -> str:
    """Return a cell's words on one line; missing cells are empty."""
    return " ".join(row[column]).strip() if column < len(row) else ""


def _is_heading(words: str) -> bool:
    """Tell whether a cell is the heading of the words' column."""
    return words.casefold().strip(": ") in _HEADINGS


def _mark(row: Row, speaking: tuple[int, int]) -> str:
    """Return the time that a row has in a column of its own, as a mark, or nothing."""
    for column in range(len(row)):
        words = _cell(row, column)
        if column not in speaking and times.lone(words) is not None:
            return f"[{words.strip('#[]()')}] "
    return ""
