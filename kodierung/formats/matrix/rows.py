"""The matrix as a rectangle of values, a row per theme, for CSV and TSV.

The columns of the table itself are called as the codebook calls them; all others have
English names that never change. Figures stand in columns of their own, as numbers.
Every row says whose codings it is made from, and the table's caption and note.
"""

from __future__ import annotations

from kodierung.formats.matrix.wording import place
from kodierung.model import FactorCell, Matrix, MatrixRow, Value

FIGURES = ("segments", "speakers", "speakers_of", "groups", "groups_of")


def keys(matrix: Matrix) -> list[str]:
    """Return what the columns hold; without evidence there are none for figures."""
    names = ["perspective", "theme"]
    for polarity in ("promoting", "inhibiting"):
        names.append(polarity)
        if matrix.evidence:
            names += [f"{polarity}_{figure}" for figure in FIGURES]
    return [*names, "statement", "statement_source", "coder", "caption", "note"]


def header(matrix: Matrix) -> list[str]:
    """Return the names of the columns."""
    labels = dict(
        zip(("promoting", "inhibiting", "statement"), matrix.columns, strict=True)
    )
    return [labels.get(key, key) for key in keys(matrix)]


def rows(matrix: Matrix) -> list[list[Value]]:
    """Return one list of values per theme, in the order of `header`."""
    told = [matrix.coder, matrix.caption, matrix.note]
    return [
        [perspective.label, row.theme, *_values(row, matrix), *told]
        for perspective in matrix.perspectives
        for row in perspective.rows
    ]


def _values(row: MatrixRow, matrix: Matrix) -> list[Value]:
    values: list[Value] = []
    for cell in row.factors:
        values.append(cell.label if cell else "")
        if matrix.evidence:
            values += _figures(cell)
    said = "\n".join(statement.text for statement in row.statements)
    places = (place(statement, matrix.language) for statement in row.statements)
    return [*values, said, "; ".join(filter(None, places))]


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
