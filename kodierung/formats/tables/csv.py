"""CSV after RFC 4180, for R, pandas and spreadsheets: keys as header, plain numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from kodierung.formats.tables.plain import rectangle
from kodierung.model import Table

suffix = ".csv"
binary = False
several = False


def write(tables: Sequence[Table]) -> bytes:
    """Return the table as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for table in tables:
        writer.writerows(rectangle(table))
    return stream.getvalue().encode()
