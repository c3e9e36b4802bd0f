"""Word files: paragraphs, line breaks, tracked insertions, tables, text boxes."""

from __future__ import annotations

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

suffixes = (".docx", ".docm", ".dotx", ".dotm")

# "Strict" Word files differ from the others in the name of this namespace.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_USUAL.decode()}}}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was deleted or moved away is not said; a fallback repeats its choice.
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK})
_TRACKED = (f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo")
_REMARKS = (f"{_W}footnoteReference", f"{_W}endnoteReference", f"{_W}commentReference")
_SILENT = _GONE | {f"{_W}{tag}" for tag in ("pPr", "rPr", "txbxContent", "rt")}
_AS_TEXT = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
}
_DAMAGED = "Open it in Word or LibreOffice and save it anew, or as plain text."


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content is a Word file."""
    return archive.holds(
        data, "[Content_Types].xml", b"wordprocessingml.document.main"
    ) or any(
        member.startswith("word/document") for member in encoding.zip_members(data)
    )


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read a Word file by the rules for lines of text, then render it."""
    body = _body(data, name)
    return office.read(_blocks(body), name, options, _problems(body, name))


def _body(data: bytes, name: str) -> _Element:
    """Open a Word file and return its body, or say why that fails."""
    if not sniff(name, data):
        if encoding.zip_members(data) or not data.startswith(b"PK"):
            encoding.refuse_binary(data, name)
        raise TranscriptError(
            f"{name}: this is no Word file, or a damaged one.", _DAMAGED
        )
    content = archive.member(data, name, _main_part(data, name))
    root = archive.root(content.replace(_STRICT, _USUAL), name)
    body = root.find(f"{_W}body")
    if body is None:
        raise TranscriptError(f"{name}: this is a damaged Word file.", _DAMAGED)
    return body


def _main_part(data: bytes, name: str) -> str:
    """Return the member with the words, which need not have its usual name."""
    usual = "word/document.xml"
    inside = archive.members(data, name)
    if "_rels/.rels" not in inside:
        return usual
    for relation in archive.root(archive.member(data, name, "_rels/.rels"), name):
        if relation.get("Type", "").endswith("/officeDocument"):
            target = relation.get("Target", "").lstrip("/")
            return target if target in inside else usual
    return usual


def _problems(body: _Element, name: str) -> Iterator[Problem]:
    """Warn of changes not decided on, of words that do not show or stand beside."""
    if next(body.iter(*_TRACKED), None) is not None:
        yield office.tracked_changes(name)
    hidden = (run for run in body.iter(f"{_W}r") if _is_hidden(run))
    if any(run.findtext(f"{_W}t") for run in hidden):
        yield office.hidden_text(name)
    yield from office.remarks(sum(1 for _ in body.iter(*_REMARKS)), name)


def _blocks(parent: _Element) -> Iterator[Block]:
    """Yield lines and tables in order."""
    # A paragraph whose end was deleted goes on in the next one.
    begun: list[str] = []
    for child in parent:
        if child.tag == f"{_W}p":
            begun.append(_words(child))
            if child.find(f"{_W}pPr/{_W}rPr/{_W}del") is None:
                yield "".join(begun)
                begun = []
            yield from _boxes(child)
        elif child.tag == f"{_W}tbl":
            yield _table(child)
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from _blocks(child)
    if begun:
        yield "".join(begun)


def _boxes(paragraph: _Element) -> Iterator[Block]:
    """Yield lines and tables of the text boxes that hang on a paragraph."""
    if next(paragraph.iter(f"{_W}txbxContent"), None) is not None:
        for box in markup.within(paragraph, f"{_W}txbxContent", _GONE):
            yield from _blocks(box)


def _table(table: _Element) -> Table:
    """Return a table without the rows that were deleted."""
    return Table(
        [
            [list(_blocks(cell)) for cell in markup.within(row, f"{_W}tc", _GONE)]
            for row in markup.within(table, f"{_W}tr", _GONE)
            if row.find(f"{_W}trPr/{_W}del") is None
        ]
    )


def _words(element: _Element) -> str:
    """Return the words below an element, line breaks and tabs kept."""
    parts: list[str] = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _AS_TEXT:
            parts.append(_AS_TEXT[child.tag])
        elif child.tag not in _SILENT and not _is_hidden(child):
            parts.append(_words(child))
    return "".join(parts)


def _is_hidden(element: _Element) -> bool:
    """Tell whether an element is a run that has the property "hidden"."""
    if element.tag != f"{_W}r":
        return False
    hidden = element.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val") not in ("0", "false", "off")
