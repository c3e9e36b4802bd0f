"""What can be read of the study's history."""

from __future__ import annotations

from sqlalchemy import func, select

from kodierung.store import rows
from kodierung.store.records import Event
from kodierung.store.snapshots import Snapshots
from kodierung.store.tables import coding, event, suggestion, transcript


class History(Snapshots):
    """The part of reading that is about changes."""

    def events(
        self, limit: int | None = None, *, since: int = 0, batch: int | None = None
    ) -> list[Event]:
        """Return the history, latest change first.

        Args:
            limit: Only so many.
            since: Only of transactions from this number on.
            batch: Only of this transaction.
        """
        query = select(event).where(event.c.batch >= since)
        if batch is not None:
            query = query.where(event.c.batch == batch)
        query = query.order_by(event.c.number.desc()).limit(limit)
        with self._reading() as connection:
            return [rows.as_event(row) for row in connection.execute(query)]

    def last_batch(self) -> int:
        """Return the number of the latest transaction, 0 if there is none."""
        with self._reading() as connection:
            return connection.scalar(select(func.max(event.c.batch))) or 0

    def undone(self) -> dict[int, int]:
        """Return which transactions are taken back, and by which one."""
        query = (
            select(event.c.subject, event.c.batch, event.c.after)
            .where(event.c.kind == "batch")
            .order_by(event.c.number)
        )
        found: dict[int, int] = {}
        with self._reading() as connection:
            for row in connection.execute(query):
                if rows.from_json(row.after)["undone"]:
                    found[int(row.subject)] = row.batch
                else:
                    del found[int(row.subject)]
        return found

    def suggestion_transcripts(self) -> dict[str, str]:
        """Return suggestion id to name of its transcript."""
        query = select(suggestion.c.id, transcript.c.name).join_from(
            suggestion, transcript
        )
        with self._reading() as connection:
            return {row.id: row.name for row in connection.execute(query)}

    def misplaced(self) -> list[str]:
        """Return the ids of confirmed codings whose offsets are of another text."""
        query = (
            select(coding.c.id)
            .join_from(coding, transcript)
            .where(coding.c.status == "confirmed")
            .where(coding.c.text_digest != transcript.c.digest)
            .order_by(coding.c.id)
        )
        with self._reading() as connection:
            return list(connection.execute(query).scalars())
