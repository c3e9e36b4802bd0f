"""DOCX: a page for a journal, the table a real one with a header row that repeats.

Landscape A4, caption above, note beneath, thin lines as in a printed table. Paragraphs
carry named styles, so that a typesetter changes the look in one place. The same matrix
gives the same bytes: no date, no author.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kodierung.formats.files.word import (
    GREY,
    Style,
    draw,
    fill,
    landscape,
    rule_table,
    saved,
)
from kodierung.formats.matrix.lines import against, heading, small_print
from kodierung.formats.matrix.wording import place, printable, quoted
from kodierung.model import FactorCell, Matrix, MatrixRow, Statement

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

suffix = ".docx"
binary = True

WIDTHS_CM = (4.1, 7.3, 7.3, 7.0)
STYLES = (
    Style("Matrix Cell", "Normal", 9.5),
    Style("Matrix Header", "Matrix Cell", 9.5, bold=True),
    Style("Matrix Evidence", "Matrix Cell", 8, before=2),
    Style("Matrix Note", "Normal", 8.5, before=6),
)


def write(matrix: Matrix) -> bytes:
    """Return the matrix as a Word document."""
    from docx.shared import RGBColor

    title = matrix.title or matrix.caption
    document = landscape(title, matrix.language, STYLES)
    document.styles["Matrix Evidence"].font.color.rgb = RGBColor(*GREY)
    if matrix.caption:
        document.add_paragraph(printable(matrix.caption), style="Caption")
    _add_table(document, matrix)
    # Word wants a paragraph after a table even if there is nothing to say.
    document.add_paragraph(printable(matrix.note), style="Matrix Note")
    return saved(document)


def _add_table(document: Document, matrix: Matrix) -> None:
    from docx.shared import Cm

    count = sum(len(p.rows) for p in matrix.perspectives)
    table = document.add_table(rows=1 + count, cols=4)
    rule_table(table, WIDTHS_CM, matrix.caption)
    grid = [list(row.cells) for row in table.rows]
    for cells in grid:
        for cell, width in zip(cells, WIDTHS_CM, strict=True):
            cell.width = Cm(width)
    for cell, label in zip(grid[0], ("", *matrix.columns), strict=True):
        fill(cell, label, "Matrix Header")
        draw(cell, "bottom", strong=True)
    lines = iter(grid[1:])
    for perspective in matrix.perspectives:
        for index, row in enumerate(perspective.rows):
            cells = next(lines)
            label = "" if index else perspective.label
            fill(cells[0], label, "Matrix Header")
            _fill_row(cells, row, matrix)
            if len(perspective.rows) > 1:
                cells[0]._tc.vMerge = "continue" if index else "restart"
            for cell in cells[1:] if index else cells:
                draw(cell, "top", strong=index == 0)


def _fill_row(cells: list[_Cell], row: MatrixRow, matrix: Matrix) -> None:
    _fill_factor(cells[1], row.promoting, matrix)
    _fill_factor(cells[2], row.inhibiting, matrix)
    _fill_statements(cells[3], row, matrix)


def _fill_factor(cell: _Cell, factor: FactorCell | None, matrix: Matrix) -> None:
    fill(cell, heading(factor) if factor else "", "Matrix Cell")
    for line in small_print(factor, matrix) if factor else ():
        cell.add_paragraph(printable(line), style="Matrix Evidence")


def _fill_statements(cell: _Cell, row: MatrixRow, matrix: Matrix) -> None:
    paragraph = fill(cell, "", "Matrix Cell")
    for number, statement in enumerate(row.statements):
        if number:
            paragraph = cell.add_paragraph(style="Matrix Cell")
        _add_statement(paragraph, statement, matrix.language)
    told = against(row, matrix)
    if told:
        cell.add_paragraph(printable(told), style="Matrix Evidence")


def _add_statement(paragraph: Paragraph, statement: Statement, language: str) -> None:
    from docx.shared import RGBColor

    paragraph.add_run(printable(quoted(statement, language)))
    where = place(statement, language)
    if where:
        run = paragraph.add_run(printable(f" ({where})"))
        run.font.color.rgb = RGBColor(*GREY)
