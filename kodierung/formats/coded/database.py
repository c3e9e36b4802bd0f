"""SQLite databases of other programs: read, never changed, never trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kodierung.errors import TranscriptError

HEAD = b"SQLite format 3\0"

LONGEST = 64_000_000
"""Bytes of a value; a text that is longer is no transcript."""

MOST_ROWS = 300_000
"""Of a table; 1,400 interviews have 100,000 codings."""

Row = dict[str, Any]


class Database:
    """An open database.

    Args:
        connection: To it.
        name: Its file's name, for messages.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    def columns(self, table: str) -> frozenset[str]:
        """Return the names of a table's columns, none if there is no such table.

        What only looks like a table, and would compute its rows, is none.
        """
        rows = self._run(
            "SELECT info.name FROM sqlite_master AS made, pragma_table_info(made.name) "
            "AS info WHERE made.type = 'table' AND made.name = ? "
            "AND made.sql NOT LIKE 'CREATE VIRTUAL%'",
            (table,),
        )
        return frozenset(str(row["name"]) for row in rows)

    def rows(self, table: str, columns: dict[str, str], order: str) -> list[Row]:
        """Return a table's rows.

        Args:
            table: Its name.
            columns: What each is called here, with its name in the table; one that an
                older version of the program does not know comes as None.
            order: The column they are ordered by.

        Raises:
            TranscriptError: The table cannot be read, or has far too many rows.
        """
        # As far as needed: a table of a stranger may be as large as it likes.
        many = f'SELECT 1 FROM "{table}" LIMIT 1 OFFSET {MOST_ROWS}'  # noqa: S608
        if self._run(many):
            raise TranscriptError(
                f'{self._name}: the table "{table}" has more than {MOST_ROWS} rows.'
            )
        there = self.columns(table)
        wanted = (
            f'"{column}" AS "{name}"' if column in there else f'NULL AS "{name}"'
            for name, column in columns.items()
        )
        # The names are our own; nothing of the file is put into the query.
        query = f'SELECT {", ".join(wanted)} FROM "{table}" ORDER BY "{order}"'  # noqa: S608
        return self._run(query)

    def _run(self, query: str, values: tuple[str, ...] = ()) -> list[Row]:
        try:
            return [dict(row) for row in self._connection.execute(query, values)]
        except (sqlite3.Error, OverflowError, MemoryError) as fault:
            raise TranscriptError(
                f"{self._name}: this database cannot be read ({fault}).",
                "Open the project in the program it was made with, and close it there.",
            ) from None


@contextmanager
def opened(path: Path, program: str, tables: frozenset[str]) -> Iterator[Database]:
    """Open a database for reading.

    Args:
        path: The file.
        program: Whose it should be, for messages.
        tables: Those it must have.

    Raises:
        TranscriptError: It is none, or not that program's.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        raise TranscriptError(
            f"{path}: {program} has this project open, or has not saved all of it.",
            f"Close it in {program}, then try again.",
        )
    # Not as it may be while the program writes: what is read is what was saved.
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(address, uri=True)
    except sqlite3.Error:
        raise TranscriptError(f"{path}: this file cannot be opened.") from None
    with closing(connection):
        connection.row_factory = sqlite3.Row
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        # A view or trigger of a stranger must not call anything.
        connection.execute("PRAGMA trusted_schema = OFF")
        found = Database(connection, path.name)
        if missing := [table for table in sorted(tables) if not found.columns(table)]:
            raise TranscriptError(
                f'{path}: no project of {program} is without a table "{missing[0]}".',
                "Name the file or folder that the program saves its project in.",
            )
        yield found


def text_of(value: object) -> str:
    """Return what a column holds as a text; nothing is an empty one."""
    return "" if value is None else str(value)
