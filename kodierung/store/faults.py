"""Database errors, said in words a researcher can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kodierung.errors import StoreError

# What the driver raises itself, and what SQLAlchemy wraps it in.
DATABASE_ERRORS = (sqlite3.Error, DBAPIError)

_SENTENCES = {
    "SQLITE_BUSY": (
        "Another kodierung is writing to this study; nothing was changed: {path}",
        "Wait until it has finished, then run the command again.",
    ),
    "SQLITE_FULL": (
        "There is no space left to write the study's database: {path}",
        "Nothing is half-done. Make room on the disk, then run the command again.",
    ),
    "SQLITE_READONLY": (
        "The study's database cannot be written, only read: {path}",
        "Nothing is half-done. Check that folder and file are not write-protected, "
        "or copy the study to a folder of your own.",
    ),
    "SQLITE_CANTOPEN": (
        "The study's database cannot be opened here: {path}",
        "Nothing is half-done. Check that you may write to the file and its folder, "
        "or copy the study to a folder of your own.",
    ),
    "SQLITE_NOTADB": (
        "This file is not a database of kodierung: {path}",
        "Move it away and put back a copy of the study's kodierung.db.",
    ),
    "SQLITE_CORRUPT": (
        "The study's database is damaged: {path}",
        "Keep the file, and put back the last good copy (a backup, or the "
        "synchronising service's version history).",
    ),
    "SQLITE_IOERR": (
        "The disk failed while the study's database was in use: {path}",
        "Nothing is half-done. Check the disk, the network drive and the free space.",
    ),
    "SQLITE_CONSTRAINT": (
        "The change contradicts what the study already holds: {path}",
        "Nothing is half-done.",
    ),
}
_SENTENCES["SQLITE_LOCKED"] = _SENTENCES["SQLITE_BUSY"]
_SENTENCES["SQLITE_PERM"] = _SENTENCES["SQLITE_CANTOPEN"]


def explain(error: Exception, path: Path) -> StoreError:
    """Return the sentence for a database error.

    Args:
        error: What SQLite or SQLAlchemy raised.
        path: The database.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(cause, "sqlite_errorname", "")
    for known, (message, hint) in _SENTENCES.items():
        if name.startswith(known):
            return StoreError(message.format(path=path), hint)
    return StoreError(
        f"The study's database could not be used ({cause}): {path}",
        "Nothing is half-done.",
    )
