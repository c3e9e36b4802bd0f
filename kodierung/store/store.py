"""The study's database: opened, read, and changed one transaction per verb."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, inspect, text

from kodierung.errors import StoreError
from kodierung.store import tables
from kodierung.store.connection import immediate, make_engine
from kodierung.store.faults import DATABASE_ERRORS, explain
from kodierung.store.reading import Reading
from kodierung.store.records import Event, Source, Version
from kodierung.store.writing import Change

__all__ = ["Change", "Event", "Source", "Store", "Version"]

TIMEOUT = 10.0  # seconds to wait for another writer


class Store(Reading):
    """An open database; made by `create` or `open`.

    Args:
        engine: Opens connections to the database.
        path: The database.
        upgraded_from_copy: Where the database as it was before an upgrade was kept.
    """

    def __init__(
        self, engine: Engine, path: Path, upgraded_from_copy: Path | None = None
    ) -> None:
        super().__init__(engine, path)
        self.upgraded_from_copy = upgraded_from_copy

    @classmethod
    def create(cls, path: Path, timeout: float = TIMEOUT) -> Self:
        """Make an empty database.

        Args:
            path: Where; an empty file, left by an interrupted attempt, is used.
            timeout: Seconds to wait for another writer.

        Raises:
            StoreError: If there is something already, or it cannot be written.
        """
        engine = make_engine(path, "rwc", timeout)
        try:
            if path.is_file() and path.stat().st_size:
                raise _exists(path)
            with immediate(engine.connect()) as connection, connection.begin():
                if inspect(connection).get_table_names():
                    raise _exists(path)
                _make_tables(connection)
        except DATABASE_ERRORS as error:
            raise explain(error, path) from error
        return cls(engine, path)

    @classmethod
    def open(cls, path: Path, timeout: float = TIMEOUT) -> Self:
        """Open a database; one of an older kodierung is copied, then upgraded.

        Args:
            path: The file; may be write-protected as long as nothing is written.
            timeout: Seconds to wait for another writer.

        Raises:
            StoreError: If it is missing, damaged, no database of kodierung, made by a
                newer kodierung, or cannot be upgraded.
        """
        if not path.is_file():
            raise StoreError(
                f"The study's database is missing: {path}",
                "Put back a copy of it; transcripts/ and codebooks/ alone do not hold "
                "the codings. A study fresh from git gets one with `kodierung init`.",
            )
        engine = make_engine(path, "rw", timeout)
        try:
            with engine.begin() as connection:
                revision = _revision(connection, path)
        except DATABASE_ERRORS as error:
            raise explain(error, path) from error
        copy = None
        if revision != tables.REVISION:
            # Alembic takes longer to import than everything else here together.
            from kodierung.store.upgrade import upgrade  # noqa: PLC0415

            copy = upgrade(path, revision, timeout)
        return cls(engine, path, copy)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def writing(self, verb: str, coder: str = "") -> Iterator[Change]:
        """Change the study in one transaction: all of it, or on any exception nothing.

        What is read from the store within sees the changes made so far.

        Args:
            verb: The command, for the history.
            coder: Who runs it, or `""`.

        Raises:
            StoreError: If it cannot be written, or somebody else writes for too long.
        """
        if self._current is not None:
            message = "a transaction of this store is still open"
            raise RuntimeError(message)
        try:
            with immediate(self._engine.connect()) as connection, connection.begin():
                self._current = connection
                change = Change(connection, verb, coder)
                yield change
                change.finish()
        except DATABASE_ERRORS as error:
            raise explain(error, self.path) from error
        finally:
            self._current = None


def _exists(path: Path) -> StoreError:
    return StoreError(
        f"There is already a database: {path}",
        "Nothing was changed. Work on with it, or choose another folder.",
    )


def _make_tables(connection: Connection) -> None:
    """Make the tables as the migrations would, without taking the time for them."""
    tables.metadata.create_all(connection)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(
        text("INSERT INTO alembic_version VALUES (:revision)"),
        {"revision": tables.REVISION},
    )


def _revision(connection: Connection, path: Path) -> str:
    """Return which migration the database is at."""
    known = text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
    row = None
    if connection.execute(known).one_or_none():
        current = text("SELECT version_num FROM alembic_version")
        row = connection.execute(current).one_or_none()
    if row is None:
        raise StoreError(
            f"This file is not a database of kodierung: {path}",
            "Move it away and put back a copy of the study's kodierung.db.",
        )
    return str(row.version_num)
