"""What the tables hold, told as the history tells it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from kodierung.store import rows
from kodierung.store.codings import coding_state
from kodierung.store.snapshots import Snapshots
from kodierung.store.tables import (
    coding,
    decision,
    memo,
    read_turn,
    suggestion,
    transcript,
)

State = tuple[str, rows.Values]


class States(Snapshots):
    """The part of reading that compares with the history; all within a snapshot."""

    def coding_states(self) -> Iterator[State]:
        """Yield every coding's id and state."""
        query = select(coding, transcript.c.name).join_from(coding, transcript)
        with self._reading() as connection:
            for row in connection.execute(query.execution_options(yield_per=1000)):
                described = rows.as_coding(row, row.name)
                yield described.id, coding_state(described, row._mapping)

    def decision_states(self) -> Iterator[State]:
        """Yield every decision's suggestion and state."""
        query = select(decision).execution_options(yield_per=1000)
        with self._reading() as connection:
            for row in connection.execute(query):
                yield row.suggestion_id, rows.told(rows.as_decision(row))

    def memo_states(self) -> Iterator[State]:
        """Yield every memo's id and state."""
        with self._reading() as connection:
            for row in connection.execute(select(memo)).mappings():
                yield row["id"], dict(row)

    def read_marks(self) -> Iterator[tuple[str, str, str]]:
        """Yield transcript, coder and key of every turn marked as read through."""
        query = select(read_turn.c.transcript, read_turn.c.coder, read_turn.c.turn)
        with self._reading() as connection:
            for row in connection.execute(query.execution_options(yield_per=1000)):
                yield row.transcript, row.coder, row.turn

    def unknown_suggestions(self) -> list[tuple[str, str]]:
        """Return suggestion and coder of decisions whose suggestion is not there."""
        query = (
            select(decision.c.suggestion_id, decision.c.coder)
            .outerjoin(suggestion)
            .where(suggestion.c.id.is_(None))
        )
        with self._reading() as connection:
            return [(row.suggestion_id, row.coder) for row in connection.execute(query)]
