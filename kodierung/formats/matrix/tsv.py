"""TSV: a line per theme, no quoting; tabulators and line ends in a text become blanks.

Texts that begin like a formula are treated as in CSV.
"""

from __future__ import annotations

import re

from kodierung.formats.matrix.csv import disarmed
from kodierung.formats.matrix.rows import header, rows
from kodierung.model import Matrix, Value

suffix = ".tsv"
binary = False

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def write(matrix: Matrix) -> bytes:
    """Return the table as TSV."""
    lines = ["\t".join(field(value) for value in row) for row in rows(matrix)]
    return "".join(f"{line}\n" for line in ["\t".join(header(matrix)), *lines]).encode()


def field(value: Value) -> str:
    """Return a value as a field of a line, None as nothing."""
    return "" if value is None else _BREAKS.sub(" ", str(disarmed(value)))
