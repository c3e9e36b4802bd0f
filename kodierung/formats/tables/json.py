"""JSON: an object per table, its rows as objects; numbers as they are."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kodierung.model import Share, Table, Value

suffix = ".json"
binary = False
several = True


def write(tables: Sequence[Table]) -> bytes:
    """Return the tables as JSON: a list of objects."""
    told = [
        {
            "name": table.name,
            "caption": table.caption,
            "note": table.note,
            "columns": {column.key: column.label for column in table.columns},
            "rows": [record(table, row) for row in table.rows],
            "foot": [record(table, row) for row in table.foot],
        }
        for table in tables
    ]
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def record(table: Table, row: Sequence[Value]) -> dict[str, object]:
    """Return a row by the keys of its columns; "k of N" is an object."""
    keys = (column.key for column in table.columns)
    return dict(zip(keys, map(_plain, row), strict=True))


def _plain(value: Value) -> object:
    return {"k": value.k, "of": value.of} if isinstance(value, Share) else value
