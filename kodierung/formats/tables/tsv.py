"""TSV: keys as header, plain numbers, no quoting; line ends in a text become blanks."""

from __future__ import annotations

from collections.abc import Sequence

from kodierung.formats.matrix.tsv import field
from kodierung.formats.tables.plain import rectangle
from kodierung.model import Table

suffix = ".tsv"
binary = False
several = False


def write(tables: Sequence[Table]) -> bytes:
    """Return the table as TSV."""
    lines = ["\t".join(map(field, row)) for t in tables for row in rectangle(t)]
    return "".join(f"{line}\n" for line in lines).encode()
