"""What stands in a cell, line by line, for formats to set in large and small print."""

from __future__ import annotations

from kodierung.formats.matrix.wording import (
    evidence,
    figures,
    grouped,
    part_figures,
    words,
)
from kodierung.model import FactorCell, Matrix, MatrixRow

MOST_VALUES = 8
"""Of more values than that, cells name those alone of whom something is coded."""

MOST_SHOWN = 20
"""Values that a cell names at most; then it says how many there are beside."""


def heading(cell: FactorCell) -> str:
    """Return what a factor's cell says first: the researcher's text, else the label."""
    return cell.text or cell.label


def small_print(cell: FactorCell, matrix: Matrix) -> list[str]:
    """Return what stands beneath: the evidence, all and by value, codes, the note."""
    lines = [evidence(cell, matrix.language)] if matrix.evidence else []
    lines += _side_by_side(cell, matrix)
    for subcode in cell.subcodes:
        told = f": {figures(subcode, matrix.language)}" if matrix.evidence else ""
        lines.append(f"– {subcode.label}{told}")
    return [*lines, cell.note] if cell.note else lines


def _side_by_side(cell: FactorCell, matrix: Matrix) -> list[str]:
    """Return the evidence of each value, as far as there is room."""
    few = matrix.comparison and len(matrix.comparison.values) <= MOST_VALUES
    parts = [part for part in cell.parts if few or part.segments]
    lines = [part_figures(part, matrix.language) for part in parts[:MOST_SHOWN]]
    left = len(parts) - len(lines)
    return [*lines, f"… (+\xa0{grouped(left, matrix.language)})"] if left else lines


def against(row: MatrixRow, matrix: Matrix) -> str:
    """Return who says both of a theme: `Widersprüche: FG03 (+ B1, − B4, ± B2)`."""
    if not row.contradictions:
        return ""
    told = []
    for one in row.contradictions:
        signs = (("+", one.promoting), ("−", one.inhibiting), ("±", one.both))
        parts = [f"{sign}\xa0{' '.join(who)}" for sign, who in signs if who]
        told.append(f"{one.group} ({', '.join(parts)})")
    return f"{words(matrix.language).contradictions}: {', '.join(told)}"
