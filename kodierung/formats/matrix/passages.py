"""Which cell stands where, and which passages are behind it, for formats with links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kodierung.model import (
    FactorCell,
    Matrix,
    MatrixPerspective,
    MatrixRow,
    Passage,
    Statement,
)


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A factor cell that is not empty, with its place in the table.

    Attributes:
        number: From 1, in reading order.
        line: Number of its row among all rows, from 0.
        column: 0 for promoting, 1 for inhibiting.
        column_label: Label of the column.
        perspective: Its perspective.
        row: Its row.
        cell: The cell itself.
    """

    number: int
    line: int
    column: int
    column_label: str
    perspective: MatrixPerspective
    row: MatrixRow
    cell: FactorCell


def placed_cells(matrix: Matrix) -> list[PlacedCell]:
    """Return the factor cells that are not empty, in reading order."""
    rows = [(p, row) for p in matrix.perspectives for row in p.rows]
    cells: list[PlacedCell] = []
    for line, (perspective, row) in enumerate(rows):
        for column, cell in enumerate(row.factors):
            if cell is not None:
                label, number = matrix.columns[column], len(cells) + 1
                placed = PlacedCell(number, line, column, label, perspective, row, cell)
                cells.append(placed)
    return cells


def passage_said(
    statement: Statement, line: int, cells: Sequence[PlacedCell]
) -> tuple[PlacedCell, int] | None:
    """Find the passage a statement was chosen from.

    Args:
        statement: From the row `line`.
        line: Number of its row; that row's cells are looked through first.
        cells: As `placed_cells` gives them.

    Returns:
        The cell and the passage's index in it, or None.
    """
    said = (statement.transcript, statement.start, statement.end)
    for placed in sorted(cells, key=lambda c: c.line != line):
        for index, passage in enumerate(placed.cell.passages):
            if (passage.transcript, passage.start, passage.end) == said:
                return placed, index
    return None


def own_code(passage: Passage, cell: FactorCell, matrix: Matrix) -> str:
    """Return the label of the passage's own code, which may be below the factor."""
    if passage.code == cell.code:
        return cell.label
    return matrix.codes.get(passage.code, passage.code)
