"""How the database is opened: durable, in one file, never waiting for ever."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event

Mode = Literal["rw", "rwc"]

_IMMEDIATE = "kodierung_immediate"
_SETTINGS = (
    # One file at all times: a log beside it would be synchronised apart from it.
    "journal_mode = DELETE",
    # What was confirmed survives a power cut.
    "synchronous = EXTRA",
    "foreign_keys = ON",
    # What was replaced, such as a name before anonymising, does not linger in the file.
    "secure_delete = ON",
)


def connect(path: Path, mode: Mode, timeout: float) -> sqlite3.Connection:
    """Open the database with the settings every part of kodierung relies on.

    Args:
        path: The file; where only reading is allowed, SQLite opens it for reading.
        mode: `rw` never creates the file, `rwc` does.
        timeout: Seconds to wait for another writer.
    """
    address = path.absolute().as_posix()
    address = address if address.startswith("/") else f"/{address}"
    connection = sqlite3.connect(
        f"file://{quote(os.fsencode(address), safe='/:')}?mode={mode}",
        uri=True,
        timeout=timeout,
        isolation_level=None,  # transactions are begun by `use_transactions`
        check_same_thread=False,
    )
    try:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}").close()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def make_engine(path: Path, mode: Mode, timeout: float) -> Engine:
    """Return an engine whose connections are those of `connect`."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(path, mode, timeout),
        poolclass=NullPool,  # opening is cheap, and an idle open file is in the way
    )
    event.listen(engine, "begin", _begin)
    return engine


def immediate(connection: Connection) -> Connection:
    """Make the connection's transactions take the write lock at once.

    Otherwise two writers could both read first and one would fail in the middle.
    """
    return connection.execution_options(**{_IMMEDIATE: True})


def _begin(connection: Connection) -> None:
    kind = "IMMEDIATE" if connection.get_execution_options().get(_IMMEDIATE) else ""
    connection.exec_driver_sql(f"BEGIN {kind}")
