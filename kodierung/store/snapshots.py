"""Reading from the database: each question by itself, or several of the same state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from kodierung.store.faults import DATABASE_ERRORS, explain


class Snapshots:
    """What everything that reads has in common.

    Args:
        engine: Opens connections to the database.
        path: The database, for messages.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self.path = path
        self._engine = engine
        self._current: Connection | None = None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let everything read within see the same state, whoever else writes.

        Others cannot finish writing meanwhile, so read and leave.
        """
        with self._reading() as connection:
            before, self._current = self._current, connection
            try:
                yield
            finally:
                self._current = before

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Yield the running transaction's connection, or one of its own."""
        try:
            if self._current is not None:
                yield self._current
            else:
                with self._engine.begin() as connection:
                    yield connection
        except DATABASE_ERRORS as error:
            raise explain(error, self.path) from error
