"""Carries out the statements of one transaction and writes its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, func, insert, select

from kodierung.errors import StoreError
from kodierung.store import rows
from kodierung.store.tables import event, transcript

AT_ONCE = 50
"""Events written together; more of them would fill the memory in a large import."""


class Recorder:
    """What all changes of one transaction share.

    Args:
        connection: In a transaction that holds the write lock.
        verb: The command that makes the changes.
        coder: Who runs it, or `""`.

    Attributes:
        time: When the transaction began, ISO 8601 in UTC.
        batch: The number its events share.
        wrote: Whether anything was changed; if not, the number stays free.
    """

    def __init__(self, connection: Connection, verb: str, coder: str) -> None:
        self._connection = connection
        self._verb = verb
        self._coder = coder
        self._events: list[rows.Values] = []
        self._transcripts: dict[str, tuple[int, str]] = {}
        self.time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        last = connection.scalar(select(func.max(event.c.batch)))
        self.batch = (last or 0) + 1
        self.wrote = False

    def finish(self) -> None:
        """Write the events of the changes made so far."""
        if self._events:
            self._run(insert(event), self._events)
            self._events = []

    def _transcript(self, name: str) -> tuple[int, str]:
        """Return the id and the text's digest of a transcript."""
        if name not in self._transcripts:
            row = self._run(
                select(transcript.c.id, transcript.c.digest).where(
                    transcript.c.name == name
                )
            ).one_or_none()
            if row is None:
                raise missing("transcript", name)
            self._transcripts[name] = (row.id, row.digest)
        return self._transcripts[name]

    def _run(
        self,
        statement: Executable,
        values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> CursorResult[Any]:
        try:
            return self._connection.execute(statement, values)
        except UnicodeEncodeError as error:
            character = error.object[error.start]
            raise StoreError(
                f"A text holds a character that cannot be stored: {character!r}",
                "Nothing was changed. Write the text anew in UTF-8.",
            ) from error

    def _note(
        self,
        kind: str,
        subject: str,
        before: Mapping[str, object] | None,
        after: Mapping[str, object] | None,
    ) -> None:
        self.wrote = True
        self._events.append(
            {
                "batch": self.batch,
                "time": self.time,
                "verb": self._verb,
                "coder": self._coder,
                "kind": kind,
                "subject": subject,
                "before": None if before is None else rows.to_json(before),
                "after": None if after is None else rows.to_json(after),
            }
        )
        if len(self._events) >= AT_ONCE:
            self.finish()


def missing(kind: str, name: str) -> StoreError:
    """Return the error that there is no such thing in the study."""
    return StoreError(
        f'There is no {kind} "{name}" in the study.', "Nothing was changed."
    )


def changed_since(kind: str, name: str) -> StoreError:
    """Return the error that something is not as a change left it."""
    return StoreError(
        f'The {kind} "{name}" is no longer as that change left it.',
        "Nothing was changed. See `kodierung history` for what came in between.",
    )


def is_as(
    current: Mapping[str, object] | None, expected: Mapping[str, object] | None
) -> bool:
    """Tell whether something is as an event describes it.

    Args:
        current: Its state now, None if it is not there.
        expected: Its state in the event; an earlier kodierung told less, of the whole
            and of each of its people.
    """
    if current is None or expected is None:
        return current is expected
    return _is_as_told(rows.from_json(rows.to_json(current)), expected)


def _is_as_told(now: Mapping[str, object], told: Mapping[str, object]) -> bool:
    return all(_are_equal(now.get(key), value) for key, value in told.items())


def _are_equal(now: object, told: object) -> bool:
    """Compare values; rows of a list by what is told of them, all else in full."""
    if not (isinstance(now, list) and isinstance(told, list)):
        return now == told
    return len(now) == len(told) and all(
        _is_as_told(one, other)
        if isinstance(one, dict) and isinstance(other, dict)
        else one == other
        for one, other in zip(now, told, strict=True)
    )
