"""The table of speakers as CSV or XLSX, as spreadsheets open and save it.

CSV is written with a byte order mark and semicolons, which is what Excel opens in
German; commas and tabs are read as well. A text that begins like a formula gets an
apostrophe before it, and loses it when it is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from kodierung.errors import UsageError
from kodierung.formats.files import spreadsheet
from kodierung.formats.files.package import PLAIN_CELLS, dateless
from kodierung.text import settle

Row = Sequence[str | int]

REMOVE = "-"
"""A cell that takes away what is there; an empty one leaves it."""

_FORMULA = re.compile(r"'*[=+\-@]")
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\s]+")
_LONGEST_CELL = 30_000  # Excel takes 32,767 characters
_WIDTHS = {"transcript": 30, "function": 40, "turns": 8, "words": 8}


def cell(text: str) -> str:
    """Return a text as it stands in a cell: on one line, and no formula."""
    shown = _NOT_SHOWN.sub(" ", text).strip()[:_LONGEST_CELL]
    return f"'{shown}" if _FORMULA.match(shown) else shown


def text_of(written: str) -> str:
    """Return the text of a cell without what keeps it from being a formula."""
    escaped = written.startswith("'") and _FORMULA.match(written)
    return written[1:] if escaped else written


def write(
    rows: Sequence[Row], choices: Mapping[str, Sequence[str]], name: str
) -> bytes:
    """Return the table as a file.

    Args:
        rows: The first one holds the headings; texts as `cell` returns them.
        choices: Values offered in a column, by its heading.
        name: The file's name, whose ending says the format.

    Raises:
        UsageError: The ending says no format of tables.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".csv":
        return _as_csv(rows)
    if suffix == ".xlsx":
        return _as_xlsx(rows, choices)
    raise UsageError(
        f'{name}: the ending "{suffix}" is no format of a table of speakers.',
        hint="Call the file .csv or .xlsx.",
    )


def _as_csv(rows: Sequence[Row]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def _as_xlsx(rows: Sequence[Row], choices: Mapping[str, Sequence[str]]) -> bytes:
    """Write two sheets: the table, and what may be chosen in it."""
    from xlsxwriter.workbook import Workbook

    stream = io.BytesIO()
    with Workbook(stream, PLAIN_CELLS) as workbook:
        bold = workbook.add_format({"bold": True})
        sheet = workbook.add_worksheet("speakers")
        offered = workbook.add_worksheet("values")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(at, column, value, bold if at == 0 else None)
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, max(1, len(rows) - 1), len(rows[0]) - 1)
        for column, heading in enumerate(map(str, rows[0])):
            sheet.set_column(column, column, _WIDTHS.get(heading, 16))
        for column, (heading, values) in enumerate(choices.items()):
            offered.write_column(0, column, (heading, *values))
            letter = _letters(column)
            sheet.data_validation(
                1,
                list(rows[0]).index(heading),
                max(1, len(rows) - 1),
                list(rows[0]).index(heading),
                {
                    "validate": "list",
                    "source": f"=values!${letter}$2:${letter}${len(values) + 1}",
                },
            )
    return dateless(stream.getvalue())


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def read(data: bytes, name: str) -> list[spreadsheet.Row]:
    """Return the rows of a table, the headings first; cells without outer blanks.

    Args:
        data: The file; of several sheets the first one counts.
        name: Its name, for messages.

    Raises:
        TranscriptError: It is no table, damaged, or far too large.
    """
    if data.startswith(b"PK"):
        rows = next((held for _, held in spreadsheet.of_excel(data, name)), [])
    else:
        separator = spreadsheet.separator_of(spreadsheet.beginning(data))
        rows, _ = spreadsheet.of_text(data, name, None, separator)
    tidy = (replace(row, cells=[settle(c).strip() for c in row.cells]) for row in rows)
    return [row for row in tidy if any(row.cells)]
