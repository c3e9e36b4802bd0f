"""Markdown: a GitHub table, which is also what the terminal shows.

Labels are data: characters that Markdown or HTML would read as markup are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kodierung.formats.matrix.lines import against, heading, small_print
from kodierung.formats.matrix.wording import cited, printable
from kodierung.model import FactorCell, Matrix, MatrixPerspective, MatrixRow

suffix = ".md"
binary = False

_MARKUP = re.compile(r"[\\`*\[<|~$]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_BLOCK_START = re.compile(r"^(\d{1,9}(?=[.)](\s|$))|(?=[#>+=-]))")


def write(matrix: Matrix) -> bytes:
    """Return caption, table and note as Markdown."""
    header = "| " + " | ".join(["", *(cell_text(c) for c in matrix.columns)]) + " |"
    table = [header, "| --- | --- | --- | --- |"]
    for perspective in matrix.perspectives:
        table += _block(perspective, matrix)
    parts = [prose(matrix.caption), "\n".join(table), prose(matrix.note)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _block(perspective: MatrixPerspective, matrix: Matrix) -> list[str]:
    label = cell_text(perspective.label)
    first = f"**{label}**" if label else ""
    lines = []
    for row in perspective.rows:
        lines.append("| " + " | ".join([first, *_cells(row, matrix)]) + " |")
        first = ""
    return lines


def _cells(row: MatrixRow, matrix: Matrix) -> list[str]:
    said = [cited(one, matrix.language, matrix.citation) for one in row.statements]
    told = [line for line in (*said, against(row, matrix)) if line]
    return [*(_factor(cell, matrix) for cell in row.factors), _cell_lines(told)]


def _factor(cell: FactorCell | None, matrix: Matrix) -> str:
    if cell is None:
        return ""
    return _cell_lines([heading(cell), *small_print(cell, matrix)])


def _cell_lines(texts: Iterable[str]) -> str:
    return "<br>".join(map(cell_text, texts))


def _escape(text: str) -> str:
    return _MARKUP.sub(lambda found: "\\" + found.group(), text)


def cell_text(text: str) -> str:
    """Return a text as a cell of a table shows it, its lines parted by breaks."""
    lines = printable(text).strip().split("\n")
    return "<br>".join(_escape(line.strip().replace("\t", " ")) for line in lines)


def prose(text: str) -> str:
    """Return a text as Markdown that shows it as it is, a paragraph per line."""
    lines = (" ".join(line.split()) for line in printable(text).split("\n"))
    return "\n\n".join(_unblock(_escape(line)) for line in lines if line)


def _unblock(line: str) -> str:
    """Keep a line from being read as heading, list or quotation."""
    return _BLOCK_START.sub(lambda found: found.group() + "\\", line)
