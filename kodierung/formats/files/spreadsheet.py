"""Rows of a CSV, TSV or Excel file, whatever its separators and encoding."""

from __future__ import annotations

import codecs
import csv
import io
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from kodierung.errors import TranscriptError
from kodierung.formats.files import archive, columns, encoding

SEPARATORS = ("\t", ";", ",", "|")
MOST_COLUMNS = 50

_DAMAGED = "Open it in Excel or LibreOffice and save it anew."


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        place: Where it is, for messages: `:12` or `:sheet "Gruppe 1", row 12`.
        cells: Words of its cells; times of day as `00:01:12.5`.
    """

    place: str
    cells: Sequence[str]


Sheet = tuple[str, Sequence[Row]]
"""A sheet's title and its rows."""


def is_excel(data: bytes) -> bool:
    """Tell whether the content is an Excel file."""
    types = "[Content_Types].xml"
    main = (b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml")
    return any(archive.holds(data, types, kind) for kind in main)


def of_excel(data: bytes, name: str) -> list[Sheet]:
    """Return the sheets of an Excel file, less the rows that are empty.

    Args:
        data: The file.
        name: Its name, for messages.

    Raises:
        TranscriptError: It is damaged, too large, or its XML declares entities.
    """
    encoding.refuse_opendocument_table(data, name)
    archive.refuse_odd_members(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and the like
            return _sheets(data)
    # Damage inside an archive shows as nearly any exception of three libraries.
    except Exception:
        raise TranscriptError(
            f"{name}: this is a damaged Excel file.", _DAMAGED
        ) from None


def _sheets(data: bytes) -> list[Sheet]:
    """Return the title and the rows of each sheet."""
    from openpyxl.reader.excel import load_workbook

    book = load_workbook(  # type: ignore[no-untyped-call]
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    found: list[Sheet] = []
    for sheet in book.worksheets:
        # Some programs write a size that is too small; the cells count.
        sheet.reset_dimensions()
        values = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        rows = [
            Row(f':sheet "{sheet.title}", row {at}', _cells(row))
            for at, row in enumerate(values, start=1)
            # Programs write rows by the million in which nothing stands.
            if row.count(None) < len(row)
        ]
        found.append((sheet.title, rows))
    return found


def _cells(values: Sequence[object]) -> list[str]:
    """Return the cells of a row, less those behind the last one with anything in it."""
    cells = list(map(_written, values))
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _written(value: object) -> str:
    """Return a cell's value as text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        hours, rest = divmod(value.total_seconds(), 3600)
        return f"{hours:02.0f}:{rest // 60:02.0f}:{rest % 60:06.3f}"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def of_text(
    data: bytes, name: str, told: str | None, separator: str
) -> tuple[list[Row], str]:
    """Return the rows of a text file, and the encoding it was read with.

    Args:
        data: The file.
        name: Its name, for messages.
        told: Encoding that the user says it has, or None.
        separator: What stands between cells.

    Raises:
        TranscriptError: It is no text, or a quotation mark is astray.
    """
    text, used = encoding.decode(data, name, told)
    text = _without_separator_line(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        found: list[Row] = []
        line = 1
        for cells in rows:
            found.append(Row(f":{line}", cells))
            line = rows.line_num + 1
        return found, used
    except csv.Error:
        place = f"{name}:{rows.line_num}"
    if separator == "\t" and '"' in text:
        # Most programs put nothing between tabs in quotation marks.
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        cut = (line.split(separator) for line in lines)
        return [Row(f":{number}", cells) for number, cells in enumerate(cut, 1)], used
    raise TranscriptError(
        f"{place}: this row is damaged; a quotation mark is astray or missing.",
        'Words that hold a quotation mark are written ""so"", the whole cell in "…".',
    )


def separator_of(head: str) -> str:
    """Return what most likely stands between the cells of a table.

    Args:
        head: Its first lines.
    """
    lines = head.lstrip("\ufeff").split("\n")[:20]
    told = lines[0].strip("\r")
    if told.lower().startswith("sep=") and len(told) == 5:
        return told[4]
    headed = next(filter(None, map(headed_by, lines)), None)
    return headed or max(SEPARATORS, key="\n".join(lines).count)


def separator_by(head: str, known: Callable[[list[str]], int]) -> str:
    """Return what stands between the headings of a table, else most often in it.

    Words of a table hold more commas than its first line has semicolons.

    Args:
        head: Its first lines.
        known: Tells how many of some headings, in small letters, are known.
    """
    line = _without_separator_line(head.lstrip("\ufeff")).partition("\n")[0].lower()
    cut = {one: [cell.strip('"\r ') for cell in line.split(one)] for one in SEPARATORS}
    best = max(SEPARATORS, key=lambda one: known(cut[one]))
    return best if known(cut[best]) > 1 else separator_of(head)


def headed_by(line: str) -> str | None:
    """Return what separates headings of a transcript, or None if it has no such."""
    for separator in SEPARATORS:
        cells = [cell.strip('"\r\ufeff ') for cell in line.split(separator)]
        if columns.tell_all(columns.find(cells)):
            return separator
    return None


def _without_separator_line(text: str) -> str:
    """Return a text without the line in which Excel says what separates the cells."""
    start = text.lstrip("\ufeff")
    line, _, rest = start.partition("\n")
    return rest if line.lower().startswith("sep=") and len(line.strip()) == 5 else start


def beginning(data: bytes) -> str:
    """Return the first lines of what may be a text, decoded as far as that goes."""
    head = data[:8000]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="replace")
    if b"\0" in head:
        return ""
    decoded = head.decode("utf-8-sig", errors="replace")
    lines = decoded.partition("\n")[0]
    return head.decode("cp1252", errors="replace") if "\ufffd" in lines else decoded
