"""Markdown: a GitHub table, which is also what the terminal shows.

Labels are data: characters that Markdown or HTML would read as markup are escaped.
"""

from __future__ import annotations

import re

from kodierung.formats.matrix.wording import cited, evidence, printable
from kodierung.model import FactorCell, Matrix, MatrixPerspective, MatrixRow

suffix = ".md"
binary = False

_MARKUP = re.compile(r"[\\`*\[<|~$]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_BLOCK_START = re.compile(r"^(\d{1,9}(?=[.)](\s|$))|(?=[#>+=-]))")


def write(matrix: Matrix) -> bytes:
    """Return caption, table and note as Markdown."""
    header = "| " + " | ".join(["", *(_cell_text(c) for c in matrix.columns)]) + " |"
    table = [header, "| --- | --- | --- | --- |"]
    for perspective in matrix.perspectives:
        table += _block(perspective, matrix)
    parts = [prose(matrix.caption), "\n".join(table), prose(matrix.note)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _block(perspective: MatrixPerspective, matrix: Matrix) -> list[str]:
    label = _cell_text(perspective.label)
    first = f"**{label}**" if label else ""
    lines = []
    for row in perspective.rows:
        lines.append("| " + " | ".join([first, *_cells(row, matrix)]) + " |")
        first = ""
    return lines


def _cells(row: MatrixRow, matrix: Matrix) -> list[str]:
    statement = row.statement
    said = _cell_text(cited(statement, matrix.language)) if statement else ""
    return [*(_factor(cell, matrix) for cell in row.factors), said]


def _factor(cell: FactorCell | None, matrix: Matrix) -> str:
    if cell is None:
        return ""
    label = _cell_text(cell.label)
    return f"{label}<br>{evidence(cell, matrix.language)}" if matrix.evidence else label


def _escape(text: str) -> str:
    return _MARKUP.sub(lambda found: "\\" + found.group(), text)


def _cell_text(text: str) -> str:
    lines = printable(text).strip().split("\n")
    return "<br>".join(_escape(line.strip().replace("\t", " ")) for line in lines)


def prose(text: str) -> str:
    """Return a text as Markdown that shows it as it is, a paragraph per line."""
    lines = (" ".join(line.split()) for line in printable(text).split("\n"))
    return "\n\n".join(_unblock(_escape(line)) for line in lines if line)


def _unblock(line: str) -> str:
    """Keep a line from being read as heading, list or quotation."""
    return _BLOCK_START.sub(lambda found: found.group() + "\\", line)
