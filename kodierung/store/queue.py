"""Reading suggestions one by one, and all of them lightly, for who decides on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from kodierung.model import Coding, Decision, Segment, Suggestion, SuggestionStatus
from kodierung.store import rows
from kodierung.store.snapshots import Snapshots
from kodierung.store.tables import coding, decision, suggestion, transcript, turn

AT_ONCE = 1000
"""Ids asked for together; SQLite takes some thousands."""


class Waiting(NamedTuple):
    """A suggestion in the queue, without its words.

    Attributes:
        id: Of the suggestion.
        transcript: Name of its transcript.
        start: First character.
        end: Character after the last one.
        turn: Number of its turn.
        code: The suggested code.
        score: 0 to 1.
        learned: What learning gives it, or None.
        status: As the coder decided.
    """

    id: str
    transcript: str
    start: int
    end: int
    turn: int
    code: str
    score: float
    learned: float | None
    status: SuggestionStatus


class QueueReading(Snapshots):
    """The part of reading that serves deciding."""

    def queue(self, coder: str) -> list[Waiting]:
        """Return all suggestions by transcript, place and code, as the coder decided.

        What the latest run no longer suggests is there only if the coder decided on it.
        """
        columns = ("transcript_id", "id", "start", "end", "turn", "code", "score")
        place = ("transcript_id", "start", "end", "code", "id")
        decided = select(decision.c.suggestion_id, decision.c.status)
        decided = decided.where(decision.c.coder == coder)
        mine = decided.with_only_columns(decision.c.suggestion_id)
        query: Select[Any] = (
            select(*(suggestion.c[key] for key in columns), suggestion.c.learned)
            .where(or_(suggestion.c.current == 1, suggestion.c.id.in_(mine)))
            .order_by(*(suggestion.c[key] for key in place))
        )
        # Names and decisions are added here: joining them would cost as much again.
        with self._reading() as connection:
            named = select(transcript.c.id, transcript.c.name)
            names = dict(connection.execute(named).all())
            status = dict(connection.execute(decided).all())
            found = [
                Waiting(
                    key, names[where], start, end, turn_, code, score, learned,
                    status.get(key, "open"),
                )
                for where, key, start, end, turn_, code, score, learned
                in connection.execute(query).all()
            ]  # fmt: skip
        return sorted(found, key=attrgetter("transcript"))

    def suggestion(self, suggestion_id: str, coder: str) -> Suggestion | None:
        """Return the suggestion with this id, as the coder decided, or None."""
        found = self._suggestions(coder, suggestion.c.id == suggestion_id)
        return next(iter(found), None)

    def suggestions_named(self, ids: Collection[str], coder: str) -> list[Suggestion]:
        """Return those with one of these ids by transcript, as the coder decided."""
        found: list[Suggestion] = []
        rest = iter(sorted(ids))
        while some := list(islice(rest, AT_ONCE)):
            found += self._suggestions(coder, suggestion.c.id.in_(some))
        return sorted(found, key=lambda one: (one.transcript, one.segment))

    def suggestions_that_begin(self, prefix: str, coder: str) -> list[str]:
        """Return the ids of the coder's suggestions that begin so, sorted."""
        begins = suggestion.c.id.startswith(prefix, autoescape=True)
        query = _as_decided(
            select(suggestion.c.id).select_from(suggestion).where(begins), coder
        ).order_by(suggestion.c.id)
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    def decision(self, suggestion_id: str, coder: str) -> Decision | None:
        """Return what a coder decided on a suggestion, or None."""
        query = select(decision).where(
            decision.c.suggestion_id == suggestion_id, decision.c.coder == coder
        )
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else rows.as_decision(row)

    def decisions_for(self, coding_id: str, coder: str) -> list[Decision]:
        """Return a coder's decisions that led to a coding."""
        query = (
            select(decision)
            .where(decision.c.coding_id == coding_id, decision.c.coder == coder)
            .order_by(decision.c.suggestion_id)
        )
        with self._reading() as connection:
            return [rows.as_decision(row) for row in connection.execute(query)]

    def codings_like(self, made: Coding) -> list[Coding]:
        """Return the coder's codings of the same origin, or of the same code and place.

        Args:
            made: A coding, stored or not; whose transcript, coder, origin, code and
                place count.
        """
        alike = and_(
            coding.c.start == made.start,
            coding.c.end == made.end,
            coding.c.code == made.code,
        )
        query = (
            select(coding)
            .join_from(coding, transcript)
            .where(transcript.c.name == made.transcript, coding.c.coder == made.coder)
            .where(or_(coding.c.origin == made.origin, alike))
            .order_by(coding.c.start, coding.c.end, coding.c.code, coding.c.id)
        )
        with self._reading() as connection:
            found = connection.execute(query)
            return [rows.as_coding(row, made.transcript) for row in found]

    def words_at(self, name: str, segment: Segment) -> str:
        """Return a segment's words, without reading the whole text into memory.

        Args:
            name: The transcript's name; `""` is returned if there is none.
            segment: The passage.
        """
        length = segment.end - segment.start
        part = func.substr(transcript.c.text, segment.start + 1, length)
        with self._reading() as connection:
            mine = transcript.c.name == name
            words = connection.scalar(select(part).where(mine)) or ""
            if len(words) != length:  # SQLite stops counting at a NUL
                text = connection.scalar(select(transcript.c.text).where(mine)) or ""
                words = text[segment.start : segment.end]
        return words

    def is_spoken(self, name: str, segment: Segment) -> bool:
        """Tell whether a segment shares at least one character with a turn."""
        query = (
            select(turn.c.number)
            .join_from(turn, transcript)
            .where(transcript.c.name == name)
            .where(turn.c.start < segment.end, turn.c.end > segment.start)
            .limit(1)
        )
        with self._reading() as connection:
            return connection.scalar(query) is not None

    def decided(self) -> dict[str, dict[str, int]]:
        """Return coder to status to number of decisions."""
        query = (
            select(decision.c.coder, decision.c.status, func.count().label("number"))
            .group_by(decision.c.coder, decision.c.status)
            .order_by(decision.c.coder, decision.c.status)
        )
        found: dict[str, dict[str, int]] = {}
        with self._reading() as connection:
            for row in connection.execute(query):
                found.setdefault(row.coder, {})[row.status] = row.number
        return found

    def _suggestions(
        self, coder: str, *conditions: ColumnElement[bool]
    ) -> list[Suggestion]:
        """Return suggestions by transcript, place and code, as the coder decided."""
        columns = suggestion_columns(func.coalesce(decision.c.status, "open"))
        query = _as_decided(
            select(*columns).select_from(suggestion).where(*conditions), coder
        ).order_by(
            transcript.c.name,
            *(suggestion.c[key] for key in ("start", "end", "code", "id")),
        )
        with self._reading() as connection:
            return [Suggestion(*row) for row in connection.execute(query).all()]


def suggestion_columns(status: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """Return the columns that a suggestion is made of, in the order of its fields.

    So a row is a suggestion as it stands: to look up every field by its name takes
    twice as long as all the rest.

    Args:
        status: What counts as decided.
    """
    told = {**suggestion.c, "transcript": transcript.c.name, "status": status}
    return [told[field.name] for field in fields(Suggestion)]


def _as_decided(query: Select[Any], coder: str) -> Select[Any]:
    """Join a coder's decisions; leave out what is neither current nor decided on."""
    mine = and_(decision.c.suggestion_id == suggestion.c.id, decision.c.coder == coder)
    return (
        query.join(transcript)
        .outerjoin(decision, mine)
        .where(or_(suggestion.c.current == 1, decision.c.status.is_not(None)))
    )
