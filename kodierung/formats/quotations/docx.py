"""DOCX: quotations to paste from, a heading for each code, every paragraph in a style.

The same list gives the same bytes: no date, no author.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kodierung.formats.files.word import GREY, PAGE_CM, Style, landscape, saved
from kodierung.formats.matrix.wording import printable
from kodierung.formats.quotations.quotation_list import Quotation, QuotationList

if TYPE_CHECKING:
    from docx.document import Document

TITLE, HEADING = "Quotation List", "Quotation Heading"
TEXT, CONTEXT, NOTE = "Quotation Text", "Quotation Context", "Quotation Note"
# Points between two quotations.
APART = 14
STYLES = (
    Style(TITLE, "Normal", 16, bold=True, after=6),
    Style(HEADING, "Normal", 12, bold=True, before=18, after=6),
    Style(TEXT, "Normal", 10.5, before=2, after=4),
    Style(CONTEXT, "Normal", 9, after=2),
    Style(NOTE, "Normal", 9, after=4),
)


def write(quotations: QuotationList) -> bytes:
    """Return the list as a Word document."""
    from docx.shared import Pt

    document = landscape(quotations.title, quotations.language, STYLES)
    _set_looks(document)
    document.add_paragraph(printable(quotations.title), style=TITLE)
    document.add_paragraph(printable(quotations.note), style=NOTE)
    for section in quotations.sections:
        if section.heading:
            document.add_paragraph(printable(section.heading), style=HEADING)
        for one in section.quotations:
            first, *_ = (
                document.add_paragraph(printable(text), style=style)
                for text, style in _paragraphs(one)
            )
            first.paragraph_format.space_before = Pt(APART)
    return saved(document)


def _paragraphs(one: Quotation) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a quotation with their styles."""
    yield from ((turn, CONTEXT) for turn in one.before)
    yield one.cited, TEXT
    yield from ((turn, CONTEXT) for turn in one.after)
    yield from ((note, NOTE) for note in (one.code, one.memo) if note)


def _set_looks(document: Document) -> None:
    """Turn the page upright; let headings be found as such, context step back."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm, RGBColor

    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(PAGE_CM[1]), Cm(PAGE_CM[0])
    for level, name in enumerate((TITLE, HEADING)):
        style = document.styles[name]
        style.paragraph_format.keep_with_next = True
        outline = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>')
        style.element.get_or_add_pPr().append(outline)
    for name in (CONTEXT, NOTE):
        style = document.styles[name]
        style.font.color.rgb = RGBColor(*GREY)
        style.paragraph_format.left_indent = Cm(1)
