"""DOCX: a page for a journal, the table a real one with a header row that repeats.

Landscape A4, caption above, note beneath, thin lines as in a printed table. Paragraphs
carry named styles, so that a typesetter changes the look in one place. The same matrix
gives the same bytes: no date, no author.
"""

from __future__ import annotations

from dataclasses import dataclass
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
from kodierung.formats.matrix.wording import citation, printable, quoted
from kodierung.model import FactorCell, Matrix, MatrixRow, Statement

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
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


@dataclass(frozen=True, slots=True)
class Look:
    """In which styles of a document the matrix is set.

    Attributes:
        caption: Above the table.
        cell: In its cells.
        header: In the first row and the first column.
        evidence: In small print.
        note: Beneath the table.
        widths_cm: Of the columns.
        table: Id of the table style, which draws the lines; empty for thin lines.
    """

    caption: ParagraphStyle
    cell: ParagraphStyle
    header: ParagraphStyle
    evidence: ParagraphStyle
    note: ParagraphStyle
    widths_cm: tuple[float, ...] = WIDTHS_CM
    table: str = ""


def write(matrix: Matrix) -> bytes:
    """Return the matrix as a Word document."""
    from docx.shared import RGBColor

    title = matrix.title or matrix.caption
    document = landscape(title, matrix.language, STYLES)
    named = ("Caption", *(style.name for style in STYLES))
    caption, *others = (document.styles[name] for name in named)
    look = Look(caption, *others)
    look.evidence.font.color.rgb = RGBColor(*GREY)
    add_matrix(document, matrix, look)
    return saved(document)


def add_matrix(document: Document, matrix: Matrix, look: Look) -> None:
    """Add caption, table and note at the end of a document."""
    if matrix.caption:
        caption = document.add_paragraph(printable(matrix.caption), style=look.caption)
        if not look.caption.paragraph_format.keep_with_next:
            caption.paragraph_format.keep_with_next = True
    _Table(document, matrix, look).fill()
    # Word wants a paragraph after a table even if there is nothing to say.
    document.add_paragraph(printable(matrix.note), style=look.note)


class _Table:
    """The table itself.

    Args:
        document: At the end of which it is added.
        matrix: What it shows.
        look: Its styles.
    """

    def __init__(self, document: Document, matrix: Matrix, look: Look) -> None:
        count = sum(len(p.rows) for p in matrix.perspectives)
        self.table = document.add_table(rows=1 + count, cols=4)
        self.matrix = matrix
        self.look = look

    def fill(self) -> None:
        """Fill it row by row."""
        from docx.shared import Cm

        widths = self.look.widths_cm
        rule_table(self.table, widths, self.matrix.caption, self.look.table)
        grid = [list(row.cells) for row in self.table.rows]
        for cells in grid:
            for cell, width in zip(cells, widths, strict=True):
                cell.width = Cm(width)
        for cell, label in zip(grid[0], ("", *self.matrix.columns), strict=True):
            fill(cell, label, self.look.header)
            self._draw(cell, "bottom", strong=True)
        lines = iter(grid[1:])
        for perspective in self.matrix.perspectives:
            for index, row in enumerate(perspective.rows):
                cells = next(lines)
                label = "" if index else perspective.label
                fill(cells[0], label, self.look.header)
                self._fill_row(cells, row)
                if len(perspective.rows) > 1:
                    cells[0]._tc.vMerge = "continue" if index else "restart"
                for cell in cells[1:] if index else cells:
                    self._draw(cell, "top", strong=index == 0)

    def _draw(self, cell: _Cell, side: str, *, strong: bool) -> None:
        if not self.look.table:
            draw(cell, side, strong=strong)

    def _fill_row(self, cells: list[_Cell], row: MatrixRow) -> None:
        self._fill_factor(cells[1], row.promoting)
        self._fill_factor(cells[2], row.inhibiting)
        self._fill_statements(cells[3], row)

    def _fill_factor(self, cell: _Cell, factor: FactorCell | None) -> None:
        fill(cell, heading(factor) if factor else "", self.look.cell)
        for line in small_print(factor, self.matrix) if factor else ():
            cell.add_paragraph(printable(line), style=self.look.evidence)

    def _fill_statements(self, cell: _Cell, row: MatrixRow) -> None:
        paragraph = fill(cell, "", self.look.cell)
        for number, statement in enumerate(row.statements):
            if number:
                paragraph = cell.add_paragraph(style=self.look.cell)
            _add_statement(paragraph, statement, self.matrix)
        told = against(row, self.matrix)
        if told:
            cell.add_paragraph(printable(told), style=self.look.evidence)


def _add_statement(paragraph: Paragraph, statement: Statement, matrix: Matrix) -> None:
    from docx.shared import RGBColor

    paragraph.add_run(printable(quoted(statement, matrix.language)))
    where = citation(statement, matrix.language, matrix.citation)
    if where:
        run = paragraph.add_run(printable(f" {where}"))
        run.font.color.rgb = RGBColor(*GREY)
