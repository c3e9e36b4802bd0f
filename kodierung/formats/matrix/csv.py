"""CSV after RFC 4180: UTF-8 without a mark, commas, CRLF, quoted where needed.

A text that begins like a formula gets an apostrophe before it, because spreadsheets
calculate what they find in a CSV; everything else stays as it is.
"""

from __future__ import annotations

import csv
import io

from kodierung.formats.matrix.rows import header, rows
from kodierung.model import Matrix, Value

suffix = ".csv"
binary = False

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write(matrix: Matrix) -> bytes:
    """Return the table as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header(matrix))
    writer.writerows([disarmed(value) for value in row] for row in rows(matrix))
    return stream.getvalue().encode()


def disarmed(value: Value) -> Value:
    """Return a value that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
