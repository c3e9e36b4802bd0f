"""DOCX into a researcher's own document: page, fonts, header and styles stay theirs.

The matrix goes where `{{matrix}}` stands alone in a paragraph, else to the end. Styles
are taken by their names, English or German; those that the document lacks are added.
The same matrix and the same document give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from kodierung.errors import CodingError
from kodierung.formats.files.archive import member, members, refuse_odd_members
from kodierung.formats.files.word import (
    GREY,
    PAGE_CM,
    Style,
    clear_properties,
    saved,
    set_style,
)
from kodierung.formats.matrix.docx import STYLES, WIDTHS_CM, Look, add_matrix
from kodierung.model import Matrix

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import BaseStyle, ParagraphStyle

MARKER = "{{matrix}}"
CAPTION = Style("Caption", "Normal", 10, bold=True, after=6)

_NAMES = {
    "Caption": ("Caption", "Beschriftung"),
    "Matrix Table": ("Matrix Table", "Table Grid", "Tabellenraster"),
}
"""Which styles of a document are taken, in this order; others by their own name."""

_TYPES = "[Content_Types].xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"


def write_into(matrix: Matrix, template: bytes, name: str) -> bytes:
    """Return a researcher's document with the matrix in it.

    Args:
        matrix: The matrix.
        template: The document, a .docx or .dotx.
        name: Its file's name, for messages.

    Raises:
        CodingError: It is no such document, or has no place for a table where
            `{{matrix}}` stands.
        TranscriptError: It is damaged, has a password or is far too large.
    """
    document = _opened(template, name)
    marker = _marker(document, name)
    body = document.element.body
    before = len(body)
    clear_properties(document, matrix.title or matrix.caption, matrix.language)
    room = _room_cm(document, marker)
    add_matrix(document, matrix, _look(document, room))
    if marker is not None:
        # The properties of the last section stand behind everything.
        for element in list(body)[before - 1 : -1]:
            marker.addprevious(element)
        _remove(marker)
    return saved(document)


def _opened(template: bytes, name: str) -> Document:
    """Open a document, or one made from a template.

    Raises:
        CodingError: It is none.
        TranscriptError: It is damaged, has a password or is far too large.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    broken = (PackageNotFoundError, LxmlError, LookupError, ValueError, AttributeError)
    no_document = CodingError(
        f"{name} is no Word document (.docx or .dotx).",
        hint="Open it in Word or LibreOffice and save it as .docx.",
    )
    if not template.startswith(b"PK"):
        raise no_document
    refuse_odd_members(template, name)
    if _TYPES not in members(template, name):
        raise no_document
    try:
        document = docx.Document(io.BytesIO(_as_document(template, name)))
        document.element.body.get_or_add_sectPr()
        _set_missing_page(document)
    except broken:
        raise no_document from None
    return document


def _as_document(template: bytes, name: str) -> bytes:
    """Return the package of a .dotx as that of a .docx, one of a .docx as it is."""
    types = member(template, name, _TYPES)
    if _TEMPLATE not in types:
        return template
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template)) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        for inside in source.namelist():
            content = member(template, name, inside)
            if inside == _TYPES:
                content = types.replace(_TEMPLATE, _DOCUMENT)
            target.writestr(inside, content)
    return stream.getvalue()


def _set_missing_page(document: Document) -> None:
    """Give a page to sections that say nothing of theirs, and margins."""
    from docx.shared import Cm

    for section in document.sections:
        if section.page_width is None or section.page_height is None:
            section.page_width, section.page_height = Cm(PAGE_CM[1]), Cm(PAGE_CM[0])
        section.left_margin = Cm(2.5) if (left := section.left_margin) is None else left
        right = section.right_margin
        section.right_margin = Cm(2.5) if right is None else right


def _marker(document: Document, name: str) -> BaseOxmlElement | None:
    """Return the paragraph where the matrix goes; None for the end.

    Raises:
        CodingError: It does not stand alone, stands in a table, or several times.
    """
    from docx.oxml.ns import qn

    body = document.element.body
    found: list[tuple[BaseOxmlElement, bool]] = []
    for paragraph in body.iter(qn("w:p")):
        text = "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
        if MARKER in text:
            found.append((paragraph, text.strip() == MARKER))
    if not found:
        return None
    if len(found) > 1 or not found[0][1] or found[0][0].getparent() is not body:
        raise CodingError(
            f"{name}: {MARKER} must stand once, alone in a paragraph of the text.",
            hint="Not in a table or a text box, and no words beside it.",
        )
    return found[0][0]


def _remove(marker: BaseOxmlElement) -> None:
    """Remove the paragraph; where it ends a section, it stays, without words."""
    from docx.oxml.ns import qn

    around = marker.getparent()
    if around is not None and marker.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        around.remove(marker)
        return
    for child in list(marker):
        if child.tag != qn("w:pPr"):
            marker.remove(child)


def _room_cm(document: Document, marker: BaseOxmlElement | None) -> float:
    """Return how wide a table may be where the matrix goes, in centimetres."""
    from docx.oxml.ns import qn
    from docx.section import Section

    body = document.element.body
    ends = list(body.iter(qn("w:sectPr")))
    if marker is None:
        properties = ends[-1]
    else:
        order = {element: number for number, element in enumerate(body.iter())}
        properties = next(end for end in ends if order[end] > order[marker])
    section = Section(properties, document.part)
    width, left, right = (
        section.page_width or 0,
        section.left_margin or 0,
        section.right_margin or 0,
    )
    room = float((width - left - right - (section.gutter or 0)) / 360_000)
    columns = properties.find(qn("w:cols"))
    if columns is None:
        return room
    number = int(columns.get(qn("w:num"), "1"))
    between = int(columns.get(qn("w:space"), "720")) / 567
    return (room - (number - 1) * between) / number


def _look(document: Document, room_cm: float) -> Look:
    """Return in which styles of the document the matrix is set."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    there = {style.name for style in document.styles}
    caption, cell, header, evidence, note = (
        _paragraph_style(document, style) for style in (CAPTION, *STYLES)
    )
    if evidence.name not in there:
        evidence.font.color.rgb = RGBColor(*GREY)
    table = _named(document, _NAMES["Matrix Table"], WD_STYLE_TYPE.TABLE)
    share = room_cm / sum(WIDTHS_CM)
    return Look(
        caption,
        cell,
        header,
        evidence,
        note,
        widths_cm=tuple(width * share for width in WIDTHS_CM),
        table=table.style_id if table is not None else "",
    )


def _paragraph_style(document: Document, wanted: Style) -> ParagraphStyle:
    """Return the document's own style of that name, or add it."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    names = _NAMES.get(wanted.name, (wanted.name,))
    there = _named(document, names, WD_STYLE_TYPE.PARAGRAPH)
    if there is not None:
        return cast("ParagraphStyle", there)
    styles = document.styles
    made: ParagraphStyle = styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    above = _named(document, (wanted.based_on,), WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = above or styles.default(WD_STYLE_TYPE.PARAGRAPH)
    set_style(made, wanted)
    made.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    made.paragraph_format.first_line_indent = Pt(0)
    return made


def _named(document: Document, names: Sequence[str], kind: object) -> BaseStyle | None:
    """Return the first style of a kind that is called by one of the names."""
    known = {s.name.casefold(): s for s in document.styles if s.type == kind and s.name}
    return next((known[n.casefold()] for n in names if n.casefold() in known), None)
