"""The matrix as a rectangle of values, a row per theme, for CSV and TSV.

The columns of the table itself are called as the codebook calls them; all others have
English names that never change. Figures stand in columns of their own, as numbers.
Every row says whose codings it is made from, and the table's caption and note.
Where the evidence is compared, there is a row per theme and value, and the figures are
those of the value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kodierung.formats.matrix.lines import heading
from kodierung.formats.matrix.wording import place
from kodierung.model import FactorCell, Matrix, MatrixRow, Part, Value

FIGURES = ("segments", "speakers", "speakers_of", "groups", "groups_of")


def keys(matrix: Matrix) -> list[str]:
    """Return what the columns hold; without evidence there are none for figures."""
    names = ["perspective", "theme"]
    if matrix.comparison:
        names += ["by", "value", "value_label"]
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
        [perspective.label, row.theme, *values, *told]
        for perspective in matrix.perspectives
        for row in perspective.rows
        for values in _lines(row, matrix)
    ]


def _lines(row: MatrixRow, matrix: Matrix) -> Iterator[list[Value]]:
    """Yield one line of values, or one for each value that is compared."""
    if matrix.comparison is None:
        yield _values(row, row.factors, matrix)
        return
    found = [
        {part.value: part for part in cell.parts} if cell else {}
        for cell in row.factors
    ]
    for value, label in matrix.comparison.values:
        parts = [of_cell.get(value) for of_cell in found]
        yield [matrix.comparison.by, value, label, *_values(row, parts, matrix)]


def _values(
    row: MatrixRow, counted: Sequence[FactorCell | Part | None], matrix: Matrix
) -> list[Value]:
    values: list[Value] = []
    for cell, part in zip(row.factors, counted, strict=True):
        values.append(heading(cell) if cell else "")
        if matrix.evidence:
            values += _figures(part)
    said = "\n".join(statement.text for statement in row.statements)
    places = (
        place(statement, matrix.language, matrix.citation)
        for statement in row.statements
    )
    return [*values, said, "; ".join(filter(None, places))]


def _figures(cell: FactorCell | Part | None) -> list[Value]:
    if cell is None:
        return [""] * len(FIGURES)
    return [
        cell.segments,
        cell.speakers.k,
        cell.speakers.of,
        cell.groups.k,
        cell.groups.of,
    ]
