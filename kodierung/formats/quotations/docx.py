"""DOCX: quotations to paste from, a heading for each code, every paragraph in a style.

The same list gives the same bytes: no date, no author.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kodierung.formats.files.word import GREY, Style, paragraph, saved_with, upright
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
    document = upright(quotations.title, quotations.language, STYLES)
    _set_looks(document)
    looks = {style.name: document.styles[style.name].style_id for style in STYLES}
    return saved_with(document, _written(quotations, looks))


def _written(quotations: QuotationList, ids: Mapping[str, str]) -> Iterator[bytes]:
    """Yield the XML of all paragraphs.

    A paragraph that python-docx adds takes a kilobyte and more; with turns around
    them, 100,000 quotations would take a gigabyte.
    """
    plain = {name: _look(style_id) for name, style_id in ids.items()}
    apart = {name: _look(style_id, APART) for name, style_id in ids.items()}
    yield paragraph(quotations.title, plain[TITLE])
    yield paragraph(quotations.note, plain[NOTE])
    for section in quotations.sections:
        if section.heading:
            yield paragraph(section.heading, plain[HEADING])
        for one in section.quotations:
            looks = apart
            for text, style in _paragraphs(one):
                yield paragraph(text, looks[style])
                looks = plain


def _look(style_id: str, before: float | None = None) -> bytes:
    """Return the properties of a paragraph: its style, and points before it."""
    twips = "" if before is None else f'<w:spacing w:before="{before * 20:.0f}"/>'
    return f'<w:pPr><w:pStyle w:val="{style_id}"/>{twips}</w:pPr>'.encode()


def _paragraphs(one: Quotation) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a quotation with their styles."""
    yield from ((turn, CONTEXT) for turn in one.before)
    yield one.cited, TEXT
    yield from ((turn, CONTEXT) for turn in one.after)
    yield from ((note, NOTE) for note in (one.code, one.memo) if note)


def _set_looks(document: Document) -> None:
    """Let headings be found as such, and context step back."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm, RGBColor

    for level, name in enumerate((TITLE, HEADING)):
        style = document.styles[name]
        style.paragraph_format.keep_with_next = True
        outline = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>')
        style.element.get_or_add_pPr().append(outline)
    for name in (CONTEXT, NOTE):
        style = document.styles[name]
        style.font.color.rgb = RGBColor(*GREY)
        style.paragraph_format.left_indent = Cm(1)
