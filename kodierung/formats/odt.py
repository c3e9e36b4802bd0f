"""OpenDocument texts (LibreOffice, OpenOffice): `.odt` and the flat `.fodt`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import office
from kodierung.formats.files import archive, encoding, markup
from kodierung.formats.office import Block, Table
from kodierung.formats.registry import ReadOptions
from kodierung.model import Draft

if TYPE_CHECKING:
    from lxml.etree import _Element

suffixes = (".odt", ".ott", ".fodt")

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE, _TEXT, _TABLE, _DRAW = (
    f"{{{_OASIS}:{part}:1.0}}" for part in ("office", "text", "table", "drawing")
)
_MIMETYPE = b"application/vnd.oasis.opendocument.text"
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
# Remarks, footnotes and what was deleted are not said; a list of contents repeats.
_SILENT = frozenset(
    {
        *(f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_TEXT}table-of-content"),
        *(f"{_TEXT}ruby-text", f"{_TEXT}sequence-decls", f"{_OFFICE}annotation"),
        *(f"{_OFFICE}forms", f"{_DRAW}text-box", f"{_OFFICE}binary-data"),
    }
)
_AS_TEXT = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST = 1000
"""Repetitions of a blank or a cell; more are a trick."""

_DAMAGED = "Open it in LibreOffice and save it anew, or as plain text."


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content is an OpenDocument text."""
    if data.startswith(b"PK"):
        return archive.holds(data, "mimetype", _MIMETYPE)
    start = encoding.beginning(data, 8000)
    return markup.first_tag(data) == "document" and _MIMETYPE in start


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read an OpenDocument text by the rules for lines of text, then render it."""
    body = _body(data, name)
    return office.read(_blocks(body), name, options, _problems(body, name))


def _body(data: bytes, name: str) -> _Element:
    """Open a file and return its text, or say why that fails."""
    if not sniff(name, data):
        encoding.refuse_binary(data, name)
        raise TranscriptError(
            f"{name}: this is no OpenDocument text, or a damaged one.", _DAMAGED
        )
    if data.startswith(b"PK"):
        _refuse_password(data, name)
        root = archive.root(archive.member(data, name, "content.xml"), name)
    else:
        root = markup.parse(data, name)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise TranscriptError(f"{name}: this file is damaged.", _DAMAGED)
    return body


def _refuse_password(data: bytes, name: str) -> None:
    """Refuse a file that is encrypted."""
    manifest = "META-INF/manifest.xml"
    if archive.holds(data, manifest, b"encryption-data"):
        raise TranscriptError(
            f"{name}: this file has a password.",
            "Open it in LibreOffice and save it without one.",
        )


def _problems(body: _Element, name: str) -> Iterator[Problem]:
    """Warn of changes that nobody has decided on, and of words that stand beside."""
    if body.find(f".//{_TEXT}changed-region") is not None:
        yield office.tracked_changes(name)
    beside = body.iter(f"{_TEXT}note", f"{_OFFICE}annotation")
    yield from office.remarks(sum(1 for _ in beside), name)


def _blocks(parent: _Element) -> Iterator[Block]:
    """Yield lines and tables in order."""
    for child in parent:
        if child.tag in _PARAGRAPHS:
            yield _words(child).strip(" ")
            for box in markup.within(child, f"{_DRAW}text-box", _SILENT):
                yield from _blocks(box)
        elif child.tag == f"{_TABLE}table":
            yield _table(child)
        elif child.tag == f"{_DRAW}text-box" or child.tag not in _SILENT:
            yield from _blocks(child)


def _table(table: _Element) -> Table:
    """Return a table; cells that stand for several are written out."""
    rows = []
    for row in markup.within(table, f"{_TABLE}table-row", _SILENT):
        cells: list[list[Block]] = []
        for cell in _cells(row):
            often = _times(cell, f"{_TABLE}number-columns-repeated")
            cells += [list(_blocks(cell))] * often
        rows.append(cells)
    return Table(rows)


def _cells(row: _Element) -> Iterator[_Element]:
    """Yield a row's cells, those that another one covers included."""
    for cell in row:
        if markup.local(cell.tag) in ("table-cell", "covered-table-cell"):
            yield cell


def _words(element: _Element) -> str:
    """Return the words below an element; blanks in the XML itself count once."""
    parts = [_BLANKS.sub(" ", element.text or "")]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * _times(child, f"{_TEXT}c"))
        elif child.tag in _AS_TEXT:
            parts.append(_AS_TEXT[child.tag])
        elif child.tag not in _SILENT:
            parts.append(_words(child))
        parts.append(_BLANKS.sub(" ", child.tail or ""))
    return "".join(parts)


def _times(element: _Element, attribute: str) -> int:
    """Return how often an element stands for itself."""
    number = element.get(attribute, "1")
    return min(int(number), _MOST) if number.isdecimal() and len(number) < 9 else 1
