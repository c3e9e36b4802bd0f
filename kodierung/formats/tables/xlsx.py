"""XLSX: a sheet per table, real tables with filters, numbers as numbers.

Nothing is ever a formula: all texts are written as strings. The same tables give the
same bytes: no date, no author.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kodierung.formats.files.package import PLAIN_CELLS, dateless
from kodierung.formats.matrix.wording import printable, words
from kodierung.formats.matrix.xlsx_drawing import (
    LINE_GREY,
    LINE_POINTS,
    Looks,
    fitting,
    height,
    looks,
    set_print,
)
from kodierung.formats.matrix.xlsx_segments import TABLE_STYLE
from kodierung.formats.tables.page_width import widths
from kodierung.formats.tables.values import shown, shown_row
from kodierung.model import Column, Share, Table, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

suffix = ".xlsx"
binary = True
several = True

HEADER_LINE = 2
FIRST_LINE = HEADER_LINE + 1
# Limits of Excel: of a sheet's name, of a column's name, and what a name must not hold.
SHEET_LIMIT = 31
HEADER_LIMIT = 255
# The arrow of the filter takes room.
ARROW = 3
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_SECONDS_OF_A_DAY = 24 * 60 * 60


def write(tables: Sequence[Table]) -> bytes:
    """Return the tables as an Excel workbook."""
    from xlsxwriter.workbook import Workbook

    stream = io.BytesIO()
    with Workbook(stream, PLAIN_CELLS) as workbook:
        title = printable(tables[0].caption if tables else "")
        workbook.set_properties({"title": title[:HEADER_LIMIT]})
        add_sheets(workbook, tables, looks(workbook))
    return dateless(stream.getvalue())


def add_sheets(workbook: Workbook, tables: Sequence[Table], drawn: Looks) -> None:
    """Add a sheet for each table, called by its name."""
    names = _unique((_sheet_name(table.name) for table in tables), SHEET_LIMIT)
    for number, (table, name) in enumerate(zip(tables, names, strict=True), 1):
        sheet = workbook.add_worksheet(name)
        _Sheet(workbook, sheet, table, drawn).write(f"Table{number}")


def _sheet_name(name: str) -> str:
    kept = _NOT_IN_SHEET_NAMES.sub("-", printable(name)).strip().strip("'")
    # Excel keeps this name for itself.
    return f"{kept} -" if kept.casefold() == "history" else kept or "-"


def _unique(names: Iterator[str], limit: int) -> list[str]:
    """Return names that fit and differ, whatever their capitals."""
    taken: set[str] = set()
    found = []
    for name in names:
        fits, number = name[:limit].strip("'"), 1
        while fits.casefold() in taken:
            number += 1
            mark = f" ({number})"
            fits = name[: limit - len(mark)] + mark
        taken.add(fits.casefold())
        found.append(fits)
    return found


class _Sheet:
    """A sheet with caption, table and note."""

    def __init__(
        self, workbook: Workbook, sheet: Worksheet, table: Table, drawn: Looks
    ) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self.table = table
        self.looks = drawn
        self.cut = words(table.language).cut
        self.widths = [width + ARROW for width in widths(table)]
        self.formats: dict[tuple[str, bool], Format] = {}

    def write(self, name: str) -> None:
        """Write everything; the table gets this name."""
        table, last = self.table, max(0, len(self.table.columns) - 1)
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self._write_across(0, table.caption, self.looks.caption, LINE_POINTS + 3)
        self._write_header(name)
        for number, row in enumerate(table.rows):
            self._write_row(FIRST_LINE + number, row, foot=False)
        # What is beneath a table in use would be taken into it at the next sorting.
        below = FIRST_LINE + len(table.rows) + bool(table.foot)
        for number, row in enumerate(table.foot):
            self._write_row(below + number, row, foot=True)
        below += len(table.foot) + 1
        self._write_across(below, table.note, self.looks.note, LINE_POINTS)
        self.sheet.freeze_panes(FIRST_LINE, 1)
        set_print(self.sheet, HEADER_LINE, below, last)

    def _write_header(self, name: str) -> None:
        labels = _unique(
            (printable(c.label).strip() or c.key for c in self.table.columns),
            HEADER_LIMIT,
        )
        for column, label in enumerate(labels):
            self.sheet.write_string(HEADER_LINE, column, label, self.looks.header)
        widths = zip(labels, (w - ARROW for w in self.widths), strict=True)
        self.sheet.set_row(HEADER_LINE, height(list(widths)))
        if self.table.rows and labels:
            end = (HEADER_LINE + len(self.table.rows), len(labels) - 1)
            header = [
                {"header": label, "header_format": self.looks.header}
                for label in labels
            ]
            look = {"columns": header, "style": TABLE_STYLE, "name": name}
            self.sheet.add_table(HEADER_LINE, 0, *end, look)

    def _write_across(self, line: int, text: str, look: Format, points: float) -> None:
        """Write a text over all columns; merged, so that it wraps."""
        shown_text = fitting(text, self.cut)
        last = max(1, len(self.widths) - 1)
        if shown_text:
            self.sheet.merge_range(line, 0, line, last, "", look)
            self.sheet.write_string(line, 0, shown_text, look)
            room = sum(self.widths[: last + 1])
            self.sheet.set_row(line, height([(shown_text, room)], points))

    def _write_row(self, line: int, row: tuple[Value, ...], *, foot: bool) -> None:
        for column, value in enumerate(row):
            self._write_value(line, column, value, foot=foot)
        texts = shown_row(self.table, row)
        self.sheet.set_row(line, height(list(zip(texts, self.widths, strict=True))))

    def _write_value(self, line: int, column: int, value: Value, *, foot: bool) -> None:
        kind = self.table.columns[column].kind
        if isinstance(value, Share) and kind == "part":
            pattern = f'0" {words(self.table.language).of} {value.of}"'
            self.sheet.write_number(line, column, value.k, self._look(pattern, foot))
        elif isinstance(value, int | float):
            number = value / _SECONDS_OF_A_DAY if kind == "seconds" else value
            self.sheet.write_number(
                line, column, number, self._look(self._pattern(kind, value), foot)
            )
        elif value is not None:
            text = self._text(value, self.table.columns[column])
            look = self._look("@" if kind in ("text", "words") else "right", foot)
            self.sheet.write_string(line, column, text, look)
        elif foot:
            self.sheet.write_blank(line, column, None, self._look("@", foot))

    def _text(self, value: str | Share, column: Column) -> str:
        return fitting(shown(value, column, self.table.language), self.cut)

    def _pattern(self, kind: str, value: float) -> str:
        if kind == "share":
            return "0 %" if self.table.language.startswith("de") else "0%"
        if kind == "seconds":
            return "[h]:mm:ss"
        return "0" if value == int(value) else "0.##"

    def _look(self, pattern: str, foot: bool) -> Format:
        """Return the format of numbers of a pattern, or of texts (`@`, `right`)."""
        if (pattern, foot) not in self.formats:
            look = {"font_name": "Arial", "font_size": 10, "valign": "top"}
            if pattern == "@":
                look |= {"text_wrap": True}
            elif pattern == "right":
                look |= {"align": "right"}
            else:
                look |= {"align": "right", "num_format": pattern}
            if foot:
                look |= {"bold": True, "top": 1, "border_color": LINE_GREY}
            self.formats[pattern, foot] = self.workbook.add_format(look)
        return self.formats[pattern, foot]
