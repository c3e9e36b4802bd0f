"""JSON: an object per table, its rows as objects; numbers as they are."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kodierung.model import Table

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
            "rows": [_row(table, row) for row in table.rows],
        }
        for table in tables
    ]
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _row(table: Table, row: Sequence[object]) -> dict[str, object]:
    return dict(zip((column.key for column in table.columns), row, strict=True))
