"""The matrix as a rectangle of values, a row per theme, for CSV and TSV.

Column names are English and never change, so that a script survives a codebook in
another language. Figures stand in columns of their own, as numbers.
"""

from __future__ import annotations

from kodierung.formats.matrix.wording import place
from kodierung.model import FactorCell, Matrix, MatrixRow

Value = str | int

FIGURES = ("segments", "speakers", "speakers_of", "groups", "groups_of")


def header(matrix: Matrix) -> list[str]:
    """Return the names of the columns; without evidence there are none for figures."""
    names = ["perspective", "theme"]
    for polarity in ("promoting", "inhibiting"):
        names.append(polarity)
        if matrix.evidence:
            names += [f"{polarity}_{figure}" for figure in FIGURES]
    return [*names, "statement", "statement_source"]


def rows(matrix: Matrix) -> list[list[Value]]:
    """Return one list of values per theme, in the order of `header`."""
    return [
        [perspective.label, row.theme, *_values(row, matrix)]
        for perspective in matrix.perspectives
        for row in perspective.rows
    ]


def _values(row: MatrixRow, matrix: Matrix) -> list[Value]:
    values: list[Value] = []
    for cell in row.factors:
        values.append(cell.label if cell else "")
        if matrix.evidence:
            values += _figures(cell)
    if row.statement is None:
        return [*values, "", ""]
    return [*values, row.statement.text, place(row.statement, matrix.language)]


def _figures(cell: FactorCell | None) -> list[Value]:
    if cell is None:
        return [""] * len(FIGURES)
    return [
        cell.segments,
        cell.speakers.k,
        cell.speakers.of,
        cell.groups.k,
        cell.groups.of,
    ]
