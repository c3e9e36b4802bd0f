"""Tables as programs read them: a rectangle of plain values under keys."""

from __future__ import annotations

from collections.abc import Iterator

from kodierung.errors import UsageError
from kodierung.formats.matrix.csv import disarmed
from kodierung.model import Share, Table, Value

BOM = b"\xef\xbb\xbf"
"""Says to Excel that a text file is UTF-8."""


def with_bom(content: bytes, format_name: str) -> bytes:
    """Return a file's content behind the mark by which Excel knows UTF-8.

    Raises:
        UsageError: Files of the format take no mark.
    """
    if format_name not in ("csv", "tsv"):
        raise UsageError(
            f"A {format_name} file takes no byte order mark.",
            hint="It is for csv and tsv; Excel reads umlauts in the others anyway.",
        )
    return BOM + content


def rectangle(table: Table) -> Iterator[list[Value]]:
    """Yield the keys of the columns, then the rows, totals last.

    A column of parts becomes two, `key` and `key_of`. A share too small to be told
    stays empty. A text that begins like a formula gets an apostrophe before it.
    """
    yield [key for column in table.columns for key in _keys(column.key, column.kind)]
    for row in (*table.rows, *table.foot):
        pairs = zip(row, table.columns, strict=True)
        yield [v for value, column in pairs for v in _values(value, column.kind)]


def _keys(key: str, kind: str) -> tuple[str, ...]:
    return (key, f"{key}_of") if kind == "part" else (key,)


def _values(value: Value, kind: str) -> tuple[Value, ...]:
    if kind == "part":
        return (value.k, value.of) if isinstance(value, Share) else (value, None)
    return (None if isinstance(value, Share) else disarmed(value),)
