"""Brings the database of an older kodierung up to date, after copying it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from kodierung.errors import StoreError
from kodierung.store import tables
from kodierung.store.connection import connect, immediate, make_engine
from kodierung.store.faults import DATABASE_ERRORS, explain

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, revision: str, timeout: float) -> Path | None:
    """Copy the database, then bring it up to date, all or nothing.

    Args:
        path: The database.
        revision: The migration it is at.
        timeout: Seconds to wait for another writer.

    Returns:
        The copy, or None when somebody else upgraded it just now.

    Raises:
        StoreError: If a newer kodierung made it, or it cannot be upgraded.
    """
    config = configuration()
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    if revision not in {script.revision for script in scripts}:
        raise StoreError(
            f"The study was made by a newer kodierung than this one: {path}",
            "Nothing was changed. Bring kodierung up to date: "
            "pip install --upgrade kodierung",
        )
    engine = make_engine(path, "rw", timeout)
    try:
        with immediate(engine.connect()) as connection:
            # Rebuilding a table drops it, which must leave alone what refers to it.
            # SQLite heeds this only before the transaction begins.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                return _upgrade(connection, config, path, revision)
    except DATABASE_ERRORS as error:
        raise explain(error, path) from error


def configuration() -> Config:
    """Return Alembic's settings, which are kept in no file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _upgrade(
    connection: Connection, config: Config, path: Path, revision: str
) -> Path | None:
    current = MigrationContext.configure(connection).get_current_revision()
    if current == tables.REVISION:  # while this process waited for the lock
        return None
    copy = _copy(path, revision)
    try:
        config.attributes["connection"] = connection
        command.upgrade(config, tables.REVISION)
        _check_references(connection, path)
    except BaseException:
        # Nothing has changed, and the next attempt will make its own copy.
        copy.unlink()
        raise
    return copy


def _check_references(connection: Connection, path: Path) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        raise StoreError(
            f"The study's database could not be brought up to date, because rows of "
            f'"{broken[0]}" contradict each other: {path}',
            "Nothing was changed. Go on with the earlier version of kodierung, and "
            "report this.",
        )


def _copy(path: Path, revision: str) -> Path:
    """Copy the database beside itself, never over an earlier copy."""
    copy = path.with_name(f"{path.name}.backup-{revision}")
    number = 2
    while copy.exists():
        copy = path.with_name(f"{path.name}.backup-{revision}-{number}")
        number += 1
    unfinished = copy.with_name(f"{copy.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        _copy_pages(path, unfinished)
        return unfinished.replace(copy)
    except OSError as error:
        raise StoreError(
            f"The study's database has to be copied before it is brought up to date, "
            f"but {copy} cannot be written ({error.strerror}).",
            "Nothing was changed. Check that you may write to the folder, or copy the "
            "study to a folder of your own.",
        ) from error
    except sqlite3.Error:
        unfinished.unlink(missing_ok=True)
        raise


def _copy_pages(path: Path, copy: Path) -> None:
    """Copy through SQLite: reading the file past it would drop its locks."""
    origin = connect(path, "rw", timeout=0)
    target = connect(copy, "rwc", timeout=0)
    try:
        origin.backup(target)
    finally:
        target.close()
        origin.close()
