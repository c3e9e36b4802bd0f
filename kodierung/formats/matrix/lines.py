"""What stands in a cell, line by line, for formats to set in large and small print."""

from __future__ import annotations

from kodierung.formats.matrix.wording import evidence, figures, words
from kodierung.model import FactorCell, Matrix, MatrixRow


def heading(cell: FactorCell) -> str:
    """Return what a factor's cell says first: the researcher's text, else the label."""
    return cell.text or cell.label


def small_print(cell: FactorCell, matrix: Matrix) -> list[str]:
    """Return what stands beneath: the evidence, the codes below, and the note."""
    lines = [evidence(cell, matrix.language)] if matrix.evidence else []
    for subcode in cell.subcodes:
        told = f": {figures(subcode, matrix.language)}" if matrix.evidence else ""
        lines.append(f"– {subcode.label}{told}")
    return [*lines, cell.note] if cell.note else lines


def against(row: MatrixRow, matrix: Matrix) -> str:
    """Return who says both of a theme: `Widersprüche: FG03 (+ B1, − B4, ± B2)`."""
    if not row.contradictions:
        return ""
    told = []
    for one in row.contradictions:
        signs = (("+", one.promoting), ("−", one.inhibiting), ("±", one.both))
        parts = [f"{sign} {' '.join(who)}" for sign, who in signs if who]
        told.append(f"{one.group} ({', '.join(parts)})")
    return f"{words(matrix.language).contradictions}: {', '.join(told)}"
