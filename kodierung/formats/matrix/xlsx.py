"""XLSX: the matrix, every segment behind it on the next sheet, codes and people after.

Beside the table stands in which row of the other sheet a cell's segments begin, as a
link, and each segment leads back. Links are on numbers because LibreOffice cuts a
linked text off after one line. Nothing is ever a formula: all texts are written as
strings. The same matrix gives the same bytes: no date, no author.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kodierung.formats.files.package import PLAIN_CELLS, dateless
from kodierung.formats.matrix.lines import against, heading, small_print
from kodierung.formats.matrix.passages import PlacedCell, passage_said, placed_cells
from kodierung.formats.matrix.wording import cited, printable, words
from kodierung.formats.matrix.xlsx_drawing import (
    CELL_LIMIT,
    LINE_POINTS,
    Looks,
    fitting,
    height,
    link_to,
    looks,
    set_print,
)
from kodierung.formats.matrix.xlsx_segments import first_lines, write_segments
from kodierung.formats.tables.xlsx import add_sheets
from kodierung.model import Matrix, MatrixPerspective, MatrixRow

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

suffix = ".xlsx"
binary = True

HEADER_LINE = 2
FIRST_LINE = HEADER_LINE + 1
WIDTHS = (30, 44, 44, 44)
STATEMENT_COLUMN = 3
# After the table and an empty column.
ROWS_COLUMN = 5
ROWS_WIDTH = 13
CAPTION_POINTS = 16.5
# Excel takes this much for a title.
TITLE_LIMIT = 255


def write(matrix: Matrix) -> bytes:
    """Return the matrix and its segments as an Excel workbook."""
    from xlsxwriter.workbook import Workbook

    stream = io.BytesIO()
    with Workbook(stream, PLAIN_CELLS) as workbook:
        title = printable(matrix.title or matrix.caption)[:TITLE_LIMIT]
        workbook.set_properties({"title": title})
        drawn = looks(workbook)
        w, cells = words(matrix.language), placed_cells(matrix)
        sheet = workbook.add_worksheet(w.matrix_sheet)
        _MatrixSheet(sheet, matrix, drawn, cells).write()
        back = {c.number: _back(c, w.matrix_sheet) for c in cells}
        segments = workbook.add_worksheet(w.segments_sheet)
        write_segments(segments, matrix, drawn, cells, back)
        add_sheets(workbook, matrix.appendix, drawn)
    return dateless(stream.getvalue())


def _back(placed: PlacedCell, sheet: str) -> str:
    return link_to(sheet, FIRST_LINE + placed.line, 1 + placed.column)


class _MatrixSheet:
    """The sheet with the table as it is printed."""

    def __init__(
        self, sheet: Worksheet, matrix: Matrix, drawn: Looks, cells: list[PlacedCell]
    ) -> None:
        self.sheet = sheet
        self.matrix = matrix
        self.looks = drawn
        self.cells = cells
        self.at = {(c.line, c.column): c for c in cells}
        self.words = words(matrix.language)
        self.targets = first_lines(cells)

    def write(self) -> None:
        """Write caption, header, rows and note."""
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        self._write_across(0, self.matrix.caption, self.looks.caption, CAPTION_POINTS)
        for column, label in enumerate(("", *self.matrix.columns)):
            self._write_text(HEADER_LINE, column, label, self.looks.header)
        self._write_rows_header()
        number = 0
        for perspective in self.matrix.perspectives:
            self._write_block(number, perspective)
            number += len(perspective.rows)
        below = FIRST_LINE + number + 1
        self._write_across(below, self.matrix.note, self.looks.note, LINE_POINTS)
        self.sheet.freeze_panes(FIRST_LINE, 1)
        set_print(self.sheet, HEADER_LINE, below, STATEMENT_COLUMN)

    def _write_rows_header(self) -> None:
        last = ROWS_COLUMN + STATEMENT_COLUMN - 1
        self.sheet.set_column(ROWS_COLUMN - 1, ROWS_COLUMN - 1, 2)
        self.sheet.set_column(ROWS_COLUMN, last, ROWS_WIDTH)
        above = (HEADER_LINE - 1, ROWS_COLUMN, HEADER_LINE - 1, last)
        self.sheet.merge_range(*above, self.words.in_segments, self.looks.note)
        for column, label in enumerate(self.matrix.columns, start=ROWS_COLUMN):
            self._write_text(HEADER_LINE, column, label, self.looks.header)

    def _write_across(self, line: int, text: str, look: Format, points: float) -> None:
        self.sheet.merge_range(line, 0, line, STATEMENT_COLUMN, "", look)
        shown = self._write_text(line, 0, text, look)
        self.sheet.set_row(line, height([(shown, sum(WIDTHS))], points))

    def _write_block(self, number: int, perspective: MatrixPerspective) -> None:
        count = len(perspective.rows)
        first = FIRST_LINE + number
        if count == 0:
            return
        if count > 1:
            look = self.looks.perspective
            self.sheet.merge_range(first, 0, first + count - 1, 0, "", look)
        label = self._write_text(first, 0, perspective.label, self.looks.perspective)
        shared = height([(label, WIDTHS[0])]) / count
        for index, row in enumerate(perspective.rows):
            texts = [
                *(self._write_factor(number + index, column) for column in (0, 1)),
                self._write_statements(number + index, row),
            ]
            own = height(list(zip(texts, WIDTHS[1:], strict=True)))
            self.sheet.set_row(first + index, max(own, shared))

    def _write_text(self, line: int, column: int, text: str, look: Format) -> str:
        shown = fitting(text, self.words.cut)
        self.sheet.write_string(line, column, shown, look)
        return shown

    def _write_factor(self, number: int, factor_column: int) -> str:
        line, column = FIRST_LINE + number, 1 + factor_column
        placed = self.at.get((number, factor_column))
        if placed is None:
            return self._write_text(line, column, "", self.looks.cell)
        small = "\n".join(small_print(placed.cell, self.matrix))
        figures = fitting(small, self.words.cut, CELL_LIMIT // 2)
        if placed.cell.passages:
            self._write_link(number, factor_column, self.targets[placed.number])
        room = CELL_LIMIT - len(figures.encode("utf-16-le")) // 2 - 1
        label = fitting(heading(placed.cell), self.words.cut, room)
        text = "\n".join(part for part in (label, figures) if part)
        self.sheet.write_string(line, column, text, self.looks.cell)
        if label and figures:
            parts = (self.looks.label_font, f"{label}\n", self.looks.figures_font)
            self.sheet.write_rich_string(line, column, *parts, figures, self.looks.cell)
        return text

    def _write_statements(self, number: int, row: MatrixRow) -> str:
        form = self.matrix.citation
        said = [cited(one, self.matrix.language, form) for one in row.statements]
        text = "\n".join(filter(None, (*said, against(row, self.matrix))))
        line = FIRST_LINE + number
        shown = self._write_text(line, STATEMENT_COLUMN, text, self.looks.cell)
        passages = (passage_said(one, number, self.cells) for one in row.statements)
        found = next(filter(None, passages), None)
        if found:
            target = self.targets[found[0].number] + found[1]
            self._write_link(number, STATEMENT_COLUMN - 1, target)
        return shown

    def _write_link(self, number: int, column: int, target: int) -> None:
        place = (FIRST_LINE + number, ROWS_COLUMN + column)
        address = link_to(self.words.segments_sheet, target)
        self.sheet.write_url(*place, address, self.looks.linked)
        # A number over the text of a link leaves the link in place.
        self.sheet.write_number(*place, target + 1, self.looks.linked)
