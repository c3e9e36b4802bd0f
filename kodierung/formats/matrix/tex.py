r"""LaTeX: a document that compiles as it is, with pdfTeX, XeTeX or LuaTeX.

Between two marks stands the table alone, to be copied into an article; the comment at
the top names the packages it needs. Every special character is escaped, quotation marks
stay the characters they are.
"""

from __future__ import annotations

from kodierung.formats.files.latex import (
    bold,
    latex_document,
    latex_text,
    longtable,
    paragraph_column,
)
from kodierung.formats.matrix.lines import against, heading, small_print
from kodierung.formats.matrix.wording import citation, quoted
from kodierung.model import (
    FactorCell,
    Matrix,
    MatrixPerspective,
    MatrixRow,
    Statement,
)

suffix = ".tex"
binary = False

WIDTHS_CM = (3.9, 6.9, 6.9, 6.3)


def write(matrix: Matrix) -> bytes:
    """Return the matrix as a LaTeX document."""
    return latex_document(_table(matrix), matrix.language)


def _table(matrix: Matrix) -> list[str]:
    return longtable(
        [paragraph_column(width) for width in WIDTHS_CM],
        matrix.caption,
        ["", *matrix.columns],
        _blocks(matrix),
        matrix.note,
    )


def _blocks(matrix: Matrix) -> list[str]:
    filled = [perspective for perspective in matrix.perspectives if perspective.rows]
    lines: list[str] = []
    for perspective in filled:
        if lines:
            lines.append(r"\midrule")
        lines += _block(perspective, matrix)
    return lines


def _block(perspective: MatrixPerspective, matrix: Matrix) -> list[str]:
    label, count = bold(perspective.label), len(perspective.rows)
    first = (
        rf"\multirow[t]{{{count}}}{{=}}{{\raggedright{label}}}" if count > 1 else label
    )
    lines: list[str] = []
    for row in perspective.rows:
        if lines:
            lines.append(r"\cmidrule(l){2-4}")
        cells = (
            first,
            _factor(row.promoting, matrix),
            _factor(row.inhibiting, matrix),
            _statements(row, matrix),
        )
        lines.append("\n  & ".join(cells).lstrip("\n") + r" \\")
        first = ""
    return lines


def _factor(cell: FactorCell | None, matrix: Matrix) -> str:
    if cell is None:
        return ""
    small = (_small(line) for line in small_print(cell, matrix))
    return r"\newline ".join(
        part for part in (latex_text(heading(cell)), *small) if part
    )


def _small(line: str) -> str:
    return _grey(rf"\footnotesize {latex_text(line)}")


def _statements(row: MatrixRow, matrix: Matrix) -> str:
    parts = [_statement(one, matrix) for one in row.statements]
    told = against(row, matrix)
    return r"\newline ".join([*parts, _small(told)] if told else parts)


def _statement(statement: Statement, matrix: Matrix) -> str:
    where = latex_text(citation(statement, matrix.language, matrix.citation), " ")
    parts = [
        latex_text(quoted(statement, matrix.language)),
        _grey(where) if where else "",
    ]
    return " ".join(part for part in parts if part)


def _grey(content: str) -> str:
    return rf"{{\color{{black!65}}{content}}}"
