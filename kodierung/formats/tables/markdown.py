"""Markdown: GitHub tables, caption above, note beneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kodierung.formats.matrix.markdown import cell_text, prose
from kodierung.formats.tables.values import RIGHT, in_sections, shown_row
from kodierung.model import Table

suffix = ".md"
binary = False
several = True


def write(tables: Sequence[Table]) -> bytes:
    """Return the tables as Markdown."""
    return ("\n\n".join(_table(table) for table in tables) + "\n").encode()


def _table(table: Table) -> str:
    rules = ["---:" if column.kind in RIGHT else "---" for column in table.columns]
    rows = [
        _line([cell_text(column.label) for column in table.columns]),
        _line(rules),
        *_rows(table),
        *(_line(map(_bold, shown_row(table, row))) for row in table.foot),
    ]
    parts = (prose(table.caption), "\n".join(rows), prose(table.note))
    return "\n\n".join(part for part in parts if part)


def _rows(table: Table) -> Iterator[str]:
    rest = [""] * (len(table.columns) - 1)
    for headings, texts in in_sections(table):
        yield from (_line([_bold(heading), *rest]) for heading in headings)
        yield _line(map(cell_text, texts))


def _line(cells: Sequence[str] | map[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _bold(text: str) -> str:
    shown = cell_text(text)
    return f"**{shown}**" if shown else ""
