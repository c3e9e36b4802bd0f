"""HTML: one file with all tables; nothing is loaded from elsewhere, nothing is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kodierung.formats.files.webpage import webpage
from kodierung.formats.matrix.wording import tag
from kodierung.formats.tables.values import RIGHT, in_sections, shown_row
from kodierung.model import Table

suffix = ".html"
binary = False
several = True

TEMPLATE = "tables.html.jinja"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value as it is shown, with the class that says how it is set."""

    text: str
    kind: str


_Row = tuple[list[str], tuple[_Cell, ...]]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A table as it is shown; before its cells a row has the headings above it."""

    caption: str
    note: str
    header: tuple[_Cell, ...]
    rows: tuple[_Row, ...]
    foot: tuple[_Row, ...]


def write(tables: Sequence[Table]) -> bytes:
    """Return the tables as one HTML page."""
    return webpage(
        __package__,
        TEMPLATE,
        title=tables[0].caption or tables[0].name if tables else "",
        tables=[_shown(table) for table in tables],
        language=tag(tables[0].language if tables else ""),
    )


def _shown(table: Table) -> _Shown:
    kinds = [_kind(column.kind) for column in table.columns]

    def cells(texts: Sequence[str]) -> tuple[_Cell, ...]:
        return tuple(map(_Cell, texts, kinds))

    return _Shown(
        caption=table.caption,
        note=table.note,
        header=cells([column.label for column in table.columns]),
        rows=tuple((headings, cells(row)) for headings, row in in_sections(table)),
        foot=tuple(([], cells(shown_row(table, row))) for row in table.foot),
    )


def _kind(kind: str) -> str:
    return "figure" if kind in RIGHT else kind
