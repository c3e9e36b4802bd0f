"""DOCX: quotations to paste from, a heading for each code, every paragraph in a style.

The same list gives the same bytes: no date, no author.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from kodierung.formats.files.word import GREY, Style, saved, upright
from kodierung.formats.matrix.wording import printable
from kodierung.formats.quotations.quotation_list import Quotation, QuotationList

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.paragraph import CT_P
    from docx.text.paragraph import Paragraph

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

    document = upright(quotations.title, quotations.language, STYLES)
    _set_looks(document)
    page = _Page(document)
    page.add(quotations.title, TITLE)
    page.add(quotations.note, NOTE)
    for section in quotations.sections:
        if section.heading:
            page.add(section.heading, HEADING)
        for one in section.quotations:
            first, *_ = (page.add(text, style) for text, style in _paragraphs(one))
            first.paragraph_format.space_before = Pt(APART)
    return saved(document)


class _Page:
    """Takes paragraphs at its end.

    python-docx looks through all styles, and all paragraphs before, for each that is
    added: each would take longer than the one before it.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._end = document.element.body.sectPr
        self._blank = {style.name: self._made(style.name) for style in STYLES}

    def _made(self, style: str) -> CT_P:
        """Return an empty paragraph in a style, on no page."""
        made = self._document.add_paragraph(style=style)._p
        self._document.element.body.remove(made)
        return made

    def add(self, text: str, style: str) -> Paragraph:
        """Add a paragraph."""
        from docx.text.paragraph import Paragraph

        made = deepcopy(self._blank[style])
        self._end.addprevious(made)
        paragraph = Paragraph(made, self._document)
        if shown := printable(text):
            paragraph.add_run(shown)
        return paragraph


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
