"""The sheet with every segment behind the matrix, one per row, to filter and sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from kodierung.formats.matrix.passages import PlacedCell, own_code
from kodierung.formats.matrix.wording import Words, words
from kodierung.formats.matrix.xlsx_drawing import (
    Looks,
    fitting,
    height,
    set_print,
)
from kodierung.model import Matrix, Passage

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Value = str | int | timedelta | None

# The rest is for filtering; all of it would be too small to read on paper.
PRINTED_COLUMNS = 9
TABLE_STYLE = "Table Style Light 1"
TABLE_NAME = "Segments"


def first_lines(cells: Sequence[PlacedCell]) -> dict[int, int]:
    """Return by cell number the line its segments begin on, counted from 0."""
    line, lines = 1, {}
    for placed in cells:
        lines[placed.number] = line
        line += len(placed.cell.passages)
    return lines


def write_segments(
    sheet: Worksheet,
    matrix: Matrix,
    drawn: Looks,
    cells: Sequence[PlacedCell],
    back: Mapping[int, str],
) -> None:
    """Write header and segments, grouped by cell.

    Args:
        sheet: An empty sheet.
        matrix: The matrix.
        drawn: The workbook's formats.
        cells: The cells of the matrix, in order.
        back: By cell number, the address of the cell on the matrix's sheet.
    """
    w = words(matrix.language)
    columns = _columns(w)
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, drawn.header)
    line = 1
    for placed in cells:
        for passage in placed.cell.passages:
            values = _values(placed, passage, matrix)
            _write_segment(sheet, line, values, w, drawn)
            sheet.write_url(line, 0, back[placed.number], drawn.linked)
            # A number over the text of a link leaves the link in place.
            sheet.write_number(line, 0, placed.number, drawn.linked)
            line += 1
    if line > 1:
        header = [{"header": h, "header_format": drawn.header} for h, _ in columns]
        look = {"columns": header, "style": TABLE_STYLE, "name": TABLE_NAME}
        sheet.add_table(0, 0, line - 1, len(columns) - 1, look)
    sheet.freeze_panes(1, 2)
    set_print(sheet, 0, line - 1, PRINTED_COLUMNS - 1)


def _columns(w: Words) -> tuple[tuple[str, int], ...]:
    """Return labels and widths of the columns, in the order of `_values`."""
    return (
        (w.cell, 7),
        (w.factor, 34),
        (w.polarity, 12),
        (w.group, 9),
        (w.speaker, 9),
        (w.function, 18),
        (w.time, 10),
        (w.quotation, 70),
        (w.memo, 30),
        (w.code, 34),
        (w.theme, 22),
        (w.perspective, 30),
        (w.transcript, 26),
        (w.turn.capitalize(), 13),
        (w.last_turn, 16),
        (w.start, 13),
        (w.end, 13),
        (w.coder, 14),
        (w.coding, 15),
    )


def _values(placed: PlacedCell, passage: Passage, matrix: Matrix) -> tuple[Value, ...]:
    time = passage.time
    return (
        placed.number,
        placed.cell.label,
        placed.column_label,
        passage.group,
        "; ".join(passage.speakers),
        "; ".join(f for f in passage.functions if f),
        None if time is None else timedelta(seconds=int(time)),
        passage.quote,
        passage.memo,
        own_code(passage, placed.cell, matrix),
        placed.row.label,
        placed.perspective.label,
        passage.transcript,
        passage.turn,
        passage.turn_end,
        passage.start,
        passage.end,
        matrix.coder,
        passage.coding,
    )


def _write_segment(
    sheet: Worksheet, line: int, values: Sequence[Value], w: Words, drawn: Looks
) -> None:
    texts: list[tuple[str, float]] = []
    for column, (value, (_, width)) in enumerate(zip(values, _columns(w), strict=True)):
        if isinstance(value, str) and value:
            shown = fitting(value, w.cut)
            texts.append((shown, width))
            sheet.write_string(line, column, shown, drawn.text)
        elif isinstance(value, timedelta):
            days = value / timedelta(days=1)
            sheet.write_number(line, column, days, drawn.duration)
        elif isinstance(value, int):
            sheet.write_number(line, column, value, drawn.text)
    sheet.set_row(line, height(texts))
