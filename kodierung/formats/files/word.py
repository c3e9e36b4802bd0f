"""Word documents for print: a page, named styles, and tables ruled as in a journal.

The same content gives the same bytes: no date, no author.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from kodierung.formats.files.package import dateless
from kodierung.formats.matrix.wording import printable, tag

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

FONT = "Arial"
PAGE_CM = (29.7, 21.0)
MARGIN_CM = 2.0
ROOM_CM = PAGE_CM[0] - 2 * MARGIN_CM
GREY = (0x59, 0x59, 0x59)
# The newest mode Word knows; an older one is announced in the title bar.
WORD_2013 = "15"
TITLE_LIMIT = 255
# Eighths of a point.
RULE_HEAVY, RULE, RULE_HAIR = 12, 6, 4
_GAP = "{{paragraphs}}"
_WORDS = '<w:t xml:space="preserve">'


class Style(NamedTuple):
    """A paragraph style: sizes and distances in points."""

    name: str
    based_on: str
    size: float
    bold: bool = False
    before: float = 0
    after: float = 0


_PLAIN = (Style("Normal", "", 10), Style("Caption", "", 10, bold=True, after=6))


def landscape(title: str, language: str, styles: Sequence[Style]) -> Document:
    """Return an empty document, A4 across.

    Args:
        title: Of the document, for its properties.
        language: ISO 639-1, for spelling and hyphenation.
        styles: Paragraph styles beside `Normal` and `Caption`.
    """
    import docx

    document = docx.Document()
    clear_properties(document, title, language)
    _set_page(document)
    _set_styles(document, language, styles)
    return document


def upright(title: str, language: str, styles: Sequence[Style]) -> Document:
    """Return an empty document like `landscape`, but A4 upright."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    document = landscape(title, language, styles)
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(PAGE_CM[1]), Cm(PAGE_CM[0])
    return document


def saved(document: Document) -> bytes:
    """Return the document's bytes, without the moment they were written."""
    return dateless(_bytes(document))


def saved_with(document: Document, paragraphs: Iterable[bytes]) -> bytes:
    """Return the bytes of a document with paragraphs at its end, like `saved`.

    Args:
        document: All but these paragraphs.
        paragraphs: Their XML; they may be more than memory holds at once.
    """
    document.add_paragraph(_GAP)
    gap = f"<w:p><w:r><w:t>{_GAP}</w:t></w:r></w:p>".encode()
    return dateless(_bytes(document), {"word/document.xml": (gap, paragraphs)})


def paragraph(text: str, look: bytes) -> bytes:
    """Return the XML of a paragraph, for `saved_with`.

    Args:
        text: Its words; may have several lines.
        look: The XML of its properties, `<w:pPr>…</w:pPr>`.
    """
    words = escape(printable(text))
    for sign, element in (("\n", "<w:br/>"), ("\t", "<w:tab/>")):
        words = words.replace(sign, f"</w:t>{element}{_WORDS}")
    return b"<w:p>%b<w:r>%b</w:r></w:p>" % (look, f"{_WORDS}{words}</w:t>".encode())


def _bytes(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def clear_properties(document: Document, title: str, language: str) -> None:
    """Leave nothing in a document's properties but its title and language."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    properties = document.core_properties
    for element in list(properties._element):
        properties._element.remove(element)
    properties.title = printable(title)[:TITLE_LIMIT]
    properties.language = tag(language)
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _set_page(document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(PAGE_CM[0]), Cm(PAGE_CM[1])
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(MARGIN_CM)


def _set_styles(document: Document, language: str, added: Sequence[Style]) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn

    styles = document.styles
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), tag(language))
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_2013)
    for one in added:
        made = styles.add_style(one.name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles[one.based_on]
    for one in (*_PLAIN, *added):
        set_style(styles[one.name], one)
    fonts = styles["Normal"].element.rPr.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    styles["Caption"].paragraph_format.keep_with_next = True


def set_style(style: ParagraphStyle, one: Style) -> None:
    """Give a style its size and distances, in black on lines without space between."""
    from docx.shared import Pt, RGBColor

    style.font.size, style.font.bold = Pt(one.size), one.bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.space_before = Pt(one.before)
    style.paragraph_format.space_after = Pt(one.after)
    style.paragraph_format.line_spacing = 1.0


def rule_table(
    table: Table, widths_cm: Sequence[float], caption: str, style_id: str = ""
) -> None:
    """Give a table its widths, lines above and beneath, and a header that repeats.

    Args:
        table: With all its rows, the first of them the header.
        widths_cm: Of the columns.
        caption: Read aloud to who cannot see the table.
        style_id: Of a table style, which then says what lines there are.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Cm

    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
    old = table._tbl.tblPr
    lines = _line("top", RULE_HEAVY) + _line("bottom", RULE_HEAVY)
    properties = parse_xml(
        f"<w:tblPr {nsdecls('w')}>{'<w:tblStyle/>' if style_id else ''}"
        f'<w:tblW w:type="dxa" w:w="{_twips(sum(widths_cm))}"/>'
        f"{'' if style_id else f'<w:tblBorders>{lines}</w:tblBorders>'}"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        '</w:tblCellMar><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
        "<w:tblCaption/></w:tblPr>"
    )
    properties[-1].set(qn("w:val"), printable(caption))
    if style_id:
        properties[0].set(qn("w:val"), style_id)
    table._tbl.replace(old, properties)
    for index, row in enumerate(table.rows):
        row_properties = row._tr.get_or_add_trPr()
        for name in ["cantSplit"] if index else ["cantSplit", "tblHeader"]:
            row_properties.append(parse_xml(f"<w:{name} {nsdecls('w')}/>"))


def _twips(centimetres: float) -> int:
    return round(centimetres * 567)


def _line(side: str, size: int, color: str = "000000") -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'


def draw(cell: _Cell, side: str, *, strong: bool) -> None:
    """Draw a line at a side of a cell, a hair line if it is not strong."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    line = _line(side, RULE) if strong else _line(side, RULE_HAIR, "A6A6A6")
    borders = parse_xml(f"<w:tcBorders {nsdecls('w')}>{line}</w:tcBorders>")
    cell._tc.get_or_add_tcPr().append(borders)


def fill(cell: _Cell, text: str, style: str | ParagraphStyle) -> Paragraph:
    """Write a text into the first paragraph of a cell and return that."""
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = style
    if text:
        paragraph.add_run(printable(text))
    return paragraph
