"""DOCX: a page for a journal, the table a real one with a header row that repeats.

Landscape A4, caption above, note beneath, thin lines as in a printed table. Paragraphs
carry named styles, so that a typesetter changes the look in one place. The same matrix
gives the same bytes: no date, no author.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kodierung.formats.files.package import dateless
from kodierung.formats.matrix.wording import evidence, place, printable, quoted, tag
from kodierung.model import FactorCell, Matrix, MatrixRow, Statement

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

suffix = ".docx"
binary = True

FONT = "Arial"
PAGE_CM = (29.7, 21.0)
MARGIN_CM = 2.0
WIDTHS_CM = (4.1, 7.3, 7.3, 7.0)
GREY = (0x59, 0x59, 0x59)
# The newest mode Word knows; an older one is announced in the title bar.
WORD_2013 = "15"
# Eighths of a point.
RULE_HEAVY, RULE, RULE_HAIR = 12, 6, 4
# Name, based on, size in points, bold, space before and after in points.
STYLES = (
    ("Matrix Cell", "Normal", 9.5, False, 0, 0),
    ("Matrix Header", "Matrix Cell", 9.5, True, 0, 0),
    ("Matrix Evidence", "Matrix Cell", 8, False, 2, 0),
    ("Matrix Note", "Normal", 8.5, False, 6, 0),
)


def write(matrix: Matrix) -> bytes:
    """Return the matrix as a Word document."""
    import docx

    document = docx.Document()
    _clear_properties(document, matrix)
    _set_page(document)
    _set_styles(document, matrix.language)
    if matrix.caption:
        document.add_paragraph(printable(matrix.caption), style="Caption")
    _add_table(document, matrix)
    # Word wants a paragraph after a table even if there is nothing to say.
    document.add_paragraph(printable(matrix.note), style="Matrix Note")
    stream = io.BytesIO()
    document.save(stream)
    return dateless(stream.getvalue())


def _clear_properties(document: Document, matrix: Matrix) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE

    properties = document.core_properties
    for element in list(properties._element):
        properties._element.remove(element)
    # Word takes 255 characters.
    properties.title = printable(matrix.title or matrix.caption)[:255]
    properties.language = tag(matrix.language)
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


def _set_styles(document: Document, language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles = document.styles
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), tag(language))
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_2013)
    for name, base, *_ in STYLES:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[base]
    plain = (("Normal", None, 10, False, 0, 0), ("Caption", None, 10, True, 0, 6))
    for name, _, size, bold, before, after in plain + STYLES:
        style = styles[name]
        style.font.size, style.font.bold = Pt(size), bold
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.0
    fonts = styles["Normal"].element.rPr.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    styles["Matrix Evidence"].font.color.rgb = RGBColor(*GREY)
    styles["Caption"].paragraph_format.keep_with_next = True


def _add_table(document: Document, matrix: Matrix) -> None:
    from docx.shared import Cm

    count = sum(len(p.rows) for p in matrix.perspectives)
    table = document.add_table(rows=1 + count, cols=4)
    _set_lines_and_widths(table, matrix)
    grid = [list(row.cells) for row in table.rows]
    for cells in grid:
        for cell, width in zip(cells, WIDTHS_CM, strict=True):
            cell.width = Cm(width)
    for cell, label in zip(grid[0], ("", *matrix.columns), strict=True):
        _fill(cell, label, "Matrix Header")
        _draw(cell, "bottom", strong=True)
    lines = iter(grid[1:])
    for perspective in matrix.perspectives:
        for index, row in enumerate(perspective.rows):
            cells = next(lines)
            label = "" if index else perspective.label
            _fill(cells[0], label, "Matrix Header")
            _fill_row(cells, row, matrix)
            if len(perspective.rows) > 1:
                cells[0]._tc.vMerge = "continue" if index else "restart"
            for cell in cells[1:] if index else cells:
                _draw(cell, "top", strong=index == 0)


def _set_lines_and_widths(table: Table, matrix: Matrix) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Cm

    for column, width in zip(table.columns, WIDTHS_CM, strict=True):
        column.width = Cm(width)
    old = table._tbl.tblPr
    properties = parse_xml(
        f'<w:tblPr {nsdecls("w")}><w:tblW w:type="dxa" w:w="{_twips(sum(WIDTHS_CM))}"/>'
        f"<w:tblBorders>{_line('top', RULE_HEAVY)}{_line('bottom', RULE_HEAVY)}"
        '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        '</w:tblCellMar><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
        "<w:tblCaption/></w:tblPr>"
    )
    properties[-1].set(qn("w:val"), printable(matrix.caption))
    table._tbl.replace(old, properties)
    for index, row in enumerate(table.rows):
        row_properties = row._tr.get_or_add_trPr()
        names = ["cantSplit"] if index else ["cantSplit", "tblHeader"]
        for name in names:
            row_properties.append(parse_xml(f"<w:{name} {nsdecls('w')}/>"))


def _twips(centimetres: float) -> int:
    return round(centimetres * 567)


def _line(side: str, size: int, color: str = "000000") -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'


def _draw(cell: _Cell, side: str, *, strong: bool) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    line = _line(side, RULE) if strong else _line(side, RULE_HAIR, "A6A6A6")
    borders = parse_xml(f"<w:tcBorders {nsdecls('w')}>{line}</w:tcBorders>")
    cell._tc.get_or_add_tcPr().append(borders)


def _fill_row(cells: list[_Cell], row: MatrixRow, matrix: Matrix) -> None:
    _fill_factor(cells[1], row.promoting, matrix)
    _fill_factor(cells[2], row.inhibiting, matrix)
    _fill_statement(cells[3], row.statement, matrix.language)


def _fill(cell: _Cell, text: str, style: str = "Matrix Cell") -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = style
    if text:
        paragraph.add_run(printable(text))
    return paragraph


def _fill_factor(cell: _Cell, factor: FactorCell | None, matrix: Matrix) -> None:
    _fill(cell, factor.label if factor else "")
    if factor and matrix.evidence:
        cell.add_paragraph(evidence(factor, matrix.language), style="Matrix Evidence")


def _fill_statement(cell: _Cell, statement: Statement | None, language: str) -> None:
    from docx.shared import RGBColor

    paragraph = _fill(cell, quoted(statement, language) if statement else "")
    where = place(statement, language) if statement else ""
    if where:
        run = paragraph.add_run(printable(f" ({where})"))
        run.font.color.rgb = RGBColor(*GREY)
