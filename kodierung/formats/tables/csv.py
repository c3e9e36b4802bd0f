"""CSV after RFC 4180, for R, pandas and spreadsheets: keys as header, plain numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from kodierung.formats.matrix.csv import disarmed
from kodierung.model import Table

suffix = ".csv"
binary = False
several = False


def write(tables: Sequence[Table]) -> bytes:
    """Return the table as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for table in tables:
        writer.writerow([column.key for column in table.columns])
        writer.writerows([disarmed(value) for value in row] for row in table.rows)
    return stream.getvalue().encode()
