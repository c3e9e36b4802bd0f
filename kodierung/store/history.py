"""What can be read of the study's history."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    or_,
    select,
)

from kodierung.store import rows
from kodierung.store.records import Event
from kodierung.store.snapshots import Snapshots
from kodierung.store.tables import coding, decision, event, suggestion, transcript

AT_ONCE = 50
"""Transactions read together, so that the first few of a long history cost little."""

_UNDONE = "batch"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which changes are meant; None means all.

    Attributes:
        transcript: Only those about this transcript, by its full name.
        codes: Only of these codes: codings, decisions, memos, changes of the codebook.
        coder: Only this coder's.
        since: Only from this moment on, ISO 8601 in UTC.
        seen_by: Only this coder's own work, and what is nobody's own.
    """

    transcript: str | None = None
    codes: frozenset[str] | None = None
    coder: str | None = None
    since: str | None = None
    seen_by: str | None = None


Batched = tuple[int, tuple[Event, ...], bool]
"""A transaction: its number, its events, first one first, and whether it is undone."""


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
        query = _EVENTS.where(event.c.batch >= since)
        if batch is not None:
            query = query.where(event.c.batch == batch)
        query = query.order_by(event.c.number.desc()).limit(limit)
        with self._reading() as connection:
            return [rows.as_event(row) for row in connection.execute(query)]

    def all_events(self) -> Iterator[Event]:
        """Yield the history from its beginning, few changes in memory at a time.

        To be read to its end within a snapshot.
        """
        query = _EVENTS.order_by(event.c.number).execution_options(yield_per=1000)
        with self._reading() as connection:
            for row in connection.execute(query):
                yield rows.as_event(row)

    def batches(self, wanted: EventFilter | None = None) -> Iterator[Batched]:
        """Yield the transactions with a change that is meant, latest first.

        Only as many are read as are asked for. To be used within a snapshot.

        Args:
            wanted: Which.
        """
        query = (
            select(event.c.batch)
            .select_from(_WITH_PLACES)
            .where(*_conditions(wanted or EventFilter()))
            .distinct()
            .order_by(event.c.batch.desc())
            .execution_options(yield_per=AT_ONCE)
        )
        with self._reading() as connection:
            numbers = connection.execute(query).scalars()
            while some := list(islice(numbers, AT_ONCE)):
                yield from self._batches(some)

    def batch(self, number: int) -> Batched | None:
        """Return the transaction with this number, or None."""
        return next(iter(self._batches([number])), None)

    def _batches(self, numbers: Collection[int]) -> list[Batched]:
        undone = self.undone(numbers)
        query = _EVENTS.where(event.c.batch.in_(numbers))
        query = query.order_by(event.c.batch.desc(), event.c.number)
        with self._reading() as connection:
            found = [rows.as_event(row) for row in connection.execute(query)]
        return [
            (number, tuple(events), number in undone)
            for number, events in groupby(found, key=lambda one: one.batch)
        ]

    def last_event(self) -> int:
        """Return the number of the latest change, 0 if there is none."""
        with self._reading() as connection:
            return connection.scalar(select(func.max(event.c.number))) or 0

    def last_batch(self) -> int:
        """Return the number of the latest transaction, 0 if there is none."""
        with self._reading() as connection:
            return connection.scalar(select(func.max(event.c.batch))) or 0

    def changes_since(self, batch: int) -> dict[tuple[str, str], int]:
        """Return what was changed after a transaction.

        Returns:
            Kind of thing and who changed it, with the last such transaction.
        """
        query = (
            select(event.c.kind, event.c.coder, func.max(event.c.batch))
            .where(event.c.batch > batch)
            .group_by(event.c.kind, event.c.coder)
        )
        with self._reading() as connection:
            return {(kind, who): last for kind, who, last in connection.execute(query)}

    def undone(self, numbers: Collection[int]) -> dict[int, int]:
        """Return which of these transactions are taken back, and by which one."""
        query = (
            select(event.c.subject, event.c.batch, event.c.after)
            .where(event.c.kind == _UNDONE, event.c.subject.in_(map(str, numbers)))
            .order_by(event.c.number)
        )
        found: dict[int, int] = {}
        with self._reading() as connection:
            for row in connection.execute(query):
                if rows.from_json(row.after)["undone"]:
                    found[int(row.subject)] = row.batch
                else:
                    found.pop(int(row.subject), None)
        return found

    # --- what undo asks ------------------------------------------------------------

    def deeds(self, coders: Collection[str], lasting: Collection[str]) -> Iterator[int]:
        """Yield the transactions in force that coders may take back, latest first.

        Those of verbs that bring in others' codings are among them; whose they are is
        the caller's to tell. To be used within a transaction or snapshot.

        Args:
            coders: Their names, `""` for what is nobody's.
            lasting: Verbs whose work is never taken back.
        """
        return self._numbers(_deeds(coders, lasting).where(~_IS_UNDONE))

    def last_deed(self, coders: Collection[str], lasting: Collection[str]) -> int:
        """Return the coders' latest transaction, taken back or not; 0 if none is."""
        return next(self._numbers(_deeds(coders, lasting)), 0)

    def undone_deeds(
        self, coders: Collection[str], lasting: Collection[str]
    ) -> Iterator[tuple[int, int]]:
        """Yield what these coders may make again, what was undone last first.

        With the number of the transaction that took it back; see `deeds`.
        """
        mine = event.alias("undoing")
        later = event.alias("later")
        deed = _deeds(coders, lasting).where(
            event.c.batch == cast(mine.c.subject, Integer)
        )
        superseded = select(later.c.number).where(
            later.c.kind == _UNDONE,
            later.c.subject == mine.c.subject,
            later.c.number > mine.c.number,
        )
        query = (
            select(mine.c.subject, mine.c.batch)
            .where(mine.c.kind == _UNDONE, func.json_extract(mine.c.after, "$.undone"))
            .where(~superseded.exists(), deed.correlate(mine).exists())
            .order_by(mine.c.number.desc())
            .execution_options(yield_per=AT_ONCE)
        )
        with self._reading() as connection:
            for row in connection.execute(query):
                yield int(row.subject), row.batch

    def later_about_same(self, batch: int, passing: Collection[str]) -> Iterator[Event]:
        """Yield later changes in force of what a transaction changed, latest first.

        Args:
            batch: The transaction.
            passing: Verbs that are passed over.
        """
        mine, later = event.alias("mine"), event.alias("later")
        same = and_(mine.c.kind == later.c.kind, mine.c.subject == later.c.subject)
        about = (
            select(later.c.number)
            .select_from(mine.join(later, same))
            .where(mine.c.batch == batch, later.c.batch > batch)
        )
        return self._later(batch, passing, event.c.number.in_(about))

    def later_about(
        self,
        batch: int,
        passing: Collection[str],
        transcripts: Collection[str],
        kind: str | None = None,
    ) -> Iterator[Event]:
        """Yield later changes in force about transcripts, latest first.

        Args:
            batch: The transaction.
            passing: Verbs that are passed over.
            transcripts: Their names.
            kind: Only changes of this kind, whose subject is a transcript.
        """
        if not transcripts:
            return iter(())
        if kind is None:
            return self._later(batch, passing, _PLACE.in_(transcripts))
        about = and_(event.c.kind == kind, event.c.subject.in_(transcripts))
        return self._later(batch, passing, about)

    def _later(
        self, batch: int, passing: Collection[str], condition: ColumnElement[bool]
    ) -> Iterator[Event]:
        query = (
            _EVENTS.where(
                event.c.batch > batch, event.c.verb.not_in(passing), ~_IS_UNDONE
            )
            .where(condition)
            .order_by(event.c.batch.desc(), event.c.number.desc())
            .execution_options(yield_per=AT_ONCE)
        )
        with self._reading() as connection:
            for row in connection.execute(query):
                yield rows.as_event(row)

    def last_about(self, kind: str, subject: str) -> int:
        """Return the number of the latest transaction that changed something, or 0."""
        query = select(func.max(event.c.batch)).where(
            event.c.kind == kind, event.c.subject == subject
        )
        with self._reading() as connection:
            return connection.scalar(query) or 0

    def runs_after(self, batch: int) -> list[int]:
        """Return the numbers of the runs of `suggest` after a transaction."""
        query = select(event.c.batch).where(
            event.c.batch > batch, event.c.verb == "suggest"
        )
        with self._reading() as connection:
            found = query.distinct().order_by(event.c.batch)
            return list(connection.execute(found).scalars())

    def misplaced(self, transcripts: Collection[str] | None = None) -> list[str]:
        """Return the ids of confirmed codings whose offsets are of another text.

        Args:
            transcripts: Only those in these.
        """
        query = (
            select(coding.c.id)
            .join_from(coding, transcript)
            .where(coding.c.status == "confirmed")
            .where(coding.c.text_digest != transcript.c.digest)
            .order_by(coding.c.id)
        )
        if transcripts is not None:
            query = query.where(transcript.c.name.in_(transcripts))
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    def led_nowhere(self, codings: Collection[str]) -> list[str]:
        """Return the suggestions decided as one of these codings that is not there."""
        query = (
            select(decision.c.suggestion_id)
            .outerjoin(coding, coding.c.id == decision.c.coding_id)
            .where(decision.c.coding_id.in_(codings), coding.c.id.is_(None))
            .order_by(decision.c.suggestion_id)
        )
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    def _numbers(self, query: Select[Any]) -> Iterator[int]:
        query = query.distinct().order_by(event.c.batch.desc())
        with self._reading() as connection:
            query = query.execution_options(yield_per=AT_ONCE)
            yield from connection.execute(query).scalars()


def _told(key: str) -> ColumnElement[Any]:
    """Return what an event tells of something, afterwards or else before."""
    return func.json_extract(func.coalesce(event.c.after, event.c.before), f"$.{key}")


_WITH_PLACES: FromClause = event.outerjoin(
    suggestion,
    and_(event.c.kind == "decision", suggestion.c.id == event.c.subject),
).outerjoin(transcript, transcript.c.id == suggestion.c.transcript_id)

_PLACE: ColumnElement[str] = case(
    (
        event.c.kind.in_(("transcript", "suggestions", "versions", "reading")),
        event.c.subject,
    ),
    (event.c.kind == "decision", func.coalesce(transcript.c.name, "")),
    (event.c.kind.in_(("coding", "memo")), func.coalesce(_told("transcript"), "")),
    else_="",
)
"""The transcript that an event is about, or an empty text."""


_EVENTS: Select[Any] = select(event, _PLACE.label("transcript")).select_from(
    _WITH_PLACES
)


def _is_undone() -> ColumnElement[bool]:
    """Return whether the transaction of an event is taken back."""
    latest = event.alias("latest")
    last = (
        select(func.json_extract(latest.c.after, "$.undone"))
        .where(latest.c.kind == _UNDONE)
        .where(latest.c.subject == cast(event.c.batch, Text))
        .order_by(latest.c.number.desc())
        .limit(1)
        .correlate(event)
        .scalar_subquery()
    )
    return func.coalesce(last, 0) == 1


_IS_UNDONE = _is_undone()
BRINGING = "codings import"
"""The verb whose codings are those of the coders its file names."""
PERSONAL = ("coding", "decision", "memo", "reading")
"""Kinds of changes that are one coder's own work."""


def _deeds(coders: Collection[str], lasting: Collection[str]) -> Select[Any]:
    whose = or_(event.c.coder.in_(coders), event.c.verb == BRINGING)
    return select(event.c.batch).where(event.c.verb.not_in(lasting), whose)


def _conditions(wanted: EventFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield event.c.time >= wanted.since
    if wanted.seen_by is not None:
        own = or_(event.c.kind.not_in(PERSONAL), _told("coder") == wanted.seen_by)
        yield and_(event.c.kind != _UNDONE, own)
    if wanted.transcript is not None:
        yield _PLACE.in_([wanted.transcript])
    if wanted.coder is not None:
        named = case((event.c.verb == BRINGING, _told("coder")), else_=event.c.coder)
        yield named == wanted.coder
    if wanted.codes is not None:
        before, after = (
            func.json_extract(column, "$.code")
            for column in (event.c.before, event.c.after)
        )
        renamed = func.json_each(_told("codes")).table_valued("key", "value")
        about = or_(renamed.c.key.in_(wanted.codes), renamed.c.value.in_(wanted.codes))
        yield or_(
            and_(event.c.kind == "decision", suggestion.c.code.in_(wanted.codes)),
            and_(
                event.c.kind == "codebook", select(renamed.c.key).where(about).exists()
            ),
            and_(
                event.c.kind.in_(("coding", "memo")),
                or_(before.in_(wanted.codes), after.in_(wanted.codes)),
            ),
        )
