"""Tables on the terminal: columns as wide as they need, words broken where they can be.

Rich measures and paints every cell several times, which takes a minute and a half for
100,000 suggestions, and it breaks file names anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

_WORD = re.compile(r"\s*\S+")
# FG01_ traeger_ leitung .txt
_PART = re.compile(r"\.?[^_\-./]*[_\-/]?")
_NARROW, _NARROWEST = 20, 8  # cells


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table looks like.

    Attributes:
        left: What begins each line.
        gap: What stands between columns.
        rule: What rules are made of; empty for none.
        parted: Whether rules part the rows too, and frame the table.
    """

    left: str = " "
    gap: str = "   "
    rule: str = "─"
    parted: bool = False


def table_lines(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    width: int,
    shape: Shape,
    right: Sequence[str] = (),
) -> Iterator[str]:
    """Yield the lines of a table.

    Args:
        columns: Headings; where room lacks, those that begin with `*` are broken first.
        rows: Cells; every line of one is a paragraph. A row of one cell alone is a
            heading across all columns.
        width: Cells of the terminal.
        shape: What it looks like.
        right: Headings of columns set flush right.
    """
    wide = [column.startswith("*") for column in columns]
    columns = [column.removeprefix("*") for column in columns]
    cells = [[cell.split("\n") for cell in row] for row in (columns, *rows)]
    gaps = len(shape.gap) * (len(columns) - 1)
    widths = _widths(cells, width - 2 * len(shape.left) - gaps, wide)
    flush = [column in right for column in columns]
    rule = shape.left + shape.rule * (sum(widths) + gaps)
    if shape.rule:
        yield rule if shape.parted else ""
    for at, row in enumerate(cells):
        if len(row) < len(widths):
            across = (sum(widths) + gaps,)
            yield from _lines(row, across, flush[:1], shape)
            continue
        yield from _lines(row, widths, flush, shape)
        if shape.parted or (at == 0 and shape.rule):
            yield rule
    if shape.rule and not shape.parted:
        yield ""


def _widths(
    cells: Sequence[Sequence[Sequence[str]]], room: int, wide: Sequence[bool]
) -> list[int]:
    """Return how wide columns are: as their widest line, while there is room."""
    widths = [
        min(max(cell_len(line) for cell in column for line in cell), max(room, 1))
        for column in zip(*(r for r in cells if len(r) == len(wide)), strict=True)
    ]
    while sum(widths) > room:
        can = [at for at, one in enumerate(widths) if wide[at] and one > _NARROW]
        can = can or [at for at, one in enumerate(widths) if one > _NARROWEST]
        if not can:
            break
        widths[max(can, key=widths.__getitem__)] -= 1
    return widths


def _lines(
    row: Sequence[Sequence[str]],
    widths: Sequence[int],
    flush: Sequence[bool],
    shape: Shape,
) -> Iterator[str]:
    columns = [
        [part for line in cell for part in wrapped(line, width)]
        for cell, width in zip(row, widths, strict=True)
    ]
    for at in range(max(map(len, columns))):
        parts = [column[at] if at < len(column) else "" for column in columns]
        line = shape.gap.join(map(_padded, parts, widths, flush))
        yield f"{shape.left}{line}".rstrip()


def _padded(text: str, width: int, flush: bool) -> str:
    blanks = " " * (width - cell_len(text))
    return blanks + text if flush else text + blanks


def wrapped(line: str, width: int) -> list[str]:
    """Return a line as lines of at most so many cells, broken between words.

    A word that is wider than that is broken inside, as a file name between its parts.

    Args:
        line: Without line ends.
        width: In cells.
    """
    if cell_len(line) <= width:
        return [line]
    lines: list[str] = []
    used = 0
    for word in _WORD.findall(line):
        used += cell_len(word)
        if lines and used <= width:
            lines[-1] += word
            continue
        lines += _broken(word.lstrip(), width)
        used = cell_len(lines[-1])
    return lines


def _broken(word: str, width: int) -> list[str]:
    """Return a word in pieces of at most so many cells."""
    if cell_len(word) <= width:
        return [word]
    pieces = [""]
    for part in _PART.findall(word):
        if cell_len(pieces[-1] + part) <= width:
            pieces[-1] += part
        else:
            pieces += chop_cells(part, width)
    return list(filter(None, pieces))
