"""What can be read from the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    exists,
    func,
    literal,
    select,
)

from kodierung.model import (
    Coding,
    CodingStatus,
    Decision,
    Speaker,
    Suggestion,
    SuggestionStatus,
    Transcript,
)
from kodierung.store import rows
from kodierung.store.archive import Archive
from kodierung.store.history import History
from kodierung.store.identities import IdentityReading
from kodierung.store.memory import AT_ONCE, StoredRanker
from kodierung.store.notes import NoteReading
from kodierung.store.queue import QueueReading, suggestion_columns
from kodierung.store.records import Source, Version
from kodierung.store.states import States
from kodierung.store.tables import (
    analysed,
    coding,
    decision,
    ranker,
    remembered,
    source,
    speaker,
    suggestion,
    turn,
    version,
)
from kodierung.store.tables import (
    transcript as transcript_table,
)
from kodierung.store.totals import TotalReading


class Reading(
    History,
    States,
    QueueReading,
    NoteReading,
    TotalReading,
    Archive,
    IdentityReading,
):
    """The reading half of the store."""

    # --- transcripts ---------------------------------------------------------------

    def transcripts(self) -> list[Transcript]:
        """Return all transcripts, by name."""
        return self._transcripts(None)

    def transcript(self, name: str) -> Transcript | None:
        """Return the transcript with this name, or None."""
        return next(iter(self._transcripts(name)), None)

    def descriptions(self) -> list[Transcript]:
        """Return all transcripts by name, their texts and turns left out.

        For questions about groups, attributes and speakers of large studies.
        """
        described = [c for c in transcript_table.c if c.name != "text"]
        query: Select[Any] = select(*described, literal("").label("text"))
        query = query.order_by(transcript_table.c.name)
        with self._reading() as connection:
            found = connection.execute(query).all()
            speakers = self._speakers(connection, select(transcript_table.c.id))
        return [rows.as_transcript(row, (), speakers[row.id]) for row in found]

    def transcript_names(self) -> list[str]:
        """Return the names of all transcripts, sorted."""
        with self._reading() as connection:
            query = select(transcript_table.c.name).order_by(transcript_table.c.name)
            return list(connection.execute(query).scalars())

    def _transcripts(self, name: str | None) -> list[Transcript]:
        chosen = select(transcript_table).order_by(transcript_table.c.name)
        if name is not None:
            chosen = chosen.where(transcript_table.c.name == name)
        ids = chosen.with_only_columns(transcript_table.c.id).order_by(None)
        turns = defaultdict(list)
        with self._reading() as connection:
            texts = connection.execute(chosen).all()
            for row in connection.execute(
                select(turn)
                .where(turn.c.transcript_id.in_(ids))
                .order_by(turn.c.transcript_id, turn.c.number)
            ).all():
                turns[row.transcript_id].append(rows.as_turn(row))
            speakers = self._speakers(connection, ids)
        return [
            rows.as_transcript(row, turns[row.id], speakers[row.id]) for row in texts
        ]

    @staticmethod
    def _speakers(
        connection: Connection, ids: Select[tuple[int]]
    ) -> defaultdict[int, list[Speaker]]:
        """Return the speakers of the transcripts with these ids, by id."""
        found = defaultdict(list)
        for row in connection.execute(
            select(speaker)
            .where(speaker.c.transcript_id.in_(ids))
            .order_by(speaker.c.transcript_id, speaker.c.position)
        ):
            found[row.transcript_id].append(rows.as_speaker(row))
        return found

    def sources(self) -> dict[str, Source]:
        """Return each transcript's name with the file it was read from."""
        query = (
            select(source, transcript_table.c.name)
            .join_from(source, transcript_table)
            .order_by(transcript_table.c.name, source.c.id)
        )
        found: dict[str, Source] = {}
        with self._reading() as connection:
            for row in connection.execute(query):
                earlier = found.get(row.name)
                versions = (*earlier.versions, earlier.file) if earlier else ()
                found[row.name] = rows.as_source(row, versions)
        return found

    def version(self, name: str, key: str) -> Version | None:
        """Return the archived version of a transcript with this key, or None."""
        query = (
            select(version)
            .where(version.c.transcript == name)
            .where(version.c.key == key)
        )
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return rows.as_version(name, row)

    def analysed(self) -> dict[str, str]:
        """Return transcript name to fingerprint of its last analysis."""
        query = select(transcript_table.c.name, analysed.c.fingerprint).join_from(
            analysed, transcript_table
        )
        with self._reading() as connection:
            return {row.name: row.fingerprint for row in connection.execute(query)}

    # --- suggestions ---------------------------------------------------------------

    def suggestions(
        self,
        coder: str,
        transcript: str | None = None,
        code: str | None = None,
        status: SuggestionStatus | None = None,
    ) -> list[Suggestion]:
        """Return suggestions by transcript, place and code, as the coder decided.

        Args:
            coder: Whose decisions give the status; what the latest run no longer
                suggests is only shown to who decided on it.
            transcript: Only of this transcript.
            code: Only of this code, subcodes left out.
            status: Only with this status.
        """
        conditions = _only(suggestion, transcript, code)
        if status is not None:
            conditions.append(func.coalesce(decision.c.status, "open") == status)
        return self._suggestions(coder, *conditions)

    def all_suggestions(self, transcript: str) -> list[tuple[Suggestion, bool]]:
        """Return a transcript's suggestions, and whether anybody decided on each."""
        decided = exists().where(decision.c.suggestion_id == suggestion.c.id)
        query = (
            select(*suggestion_columns(literal("open")), decided)
            .join_from(suggestion, transcript_table)
            .where(transcript_table.c.name == transcript)
            .order_by(suggestion.c.start, suggestion.c.end, suggestion.c.id)
        )
        with self._reading() as connection:
            return [
                (Suggestion(*row), bool(decided))
                for *row, decided in connection.execute(query)
            ]

    def decisions(self, coder: str | None = None) -> list[Decision]:
        """Return the decisions in force, oldest first."""
        query = select(decision).order_by(
            decision.c.created, decision.c.suggestion_id, decision.c.coder
        )
        if coder is not None:
            query = query.where(decision.c.coder == coder)
        with self._reading() as connection:
            return [rows.as_decision(row) for row in connection.execute(query)]

    # --- what is kept to save work -------------------------------------------------

    def remembered(self, kind: str, keys: Collection[str]) -> dict[str, bytes]:
        """Return the remembered values of a kind that have one of the keys."""
        ordered = sorted(set(keys))
        found: dict[str, bytes] = {}
        with self._reading() as connection:
            for first in range(0, len(ordered), AT_ONCE):
                query = (
                    select(remembered.c.key, remembered.c.value)
                    .where(remembered.c.kind == kind)
                    .where(remembered.c.key.in_(ordered[first : first + AT_ONCE]))
                )
                found |= {row.key: row.value for row in connection.execute(query)}
        return found

    def ranker(self, coder: str) -> StoredRanker | None:
        """Return what was learned from a coder's decisions, or None."""
        query = select(ranker).where(ranker.c.coder == coder)
        with self._reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        return StoredRanker(**{**row, "report": rows.from_json(row["report"])})

    # --- codings -------------------------------------------------------------------

    def codings(
        self,
        coder: str | None = None,
        transcript: str | None = None,
        code: str | None = None,
        status: CodingStatus | None = "confirmed",
    ) -> list[Coding]:
        """Return codings by transcript, place and code.

        Args:
            coder: Only this coder's.
            transcript: Only of this transcript.
            code: Only of this code, subcodes left out.
            status: Only with this status; None for all.
        """
        query = (
            select(coding, transcript_table.c.name)
            .join_from(coding, transcript_table)
            .where(*_only(coding, transcript, code))
            .order_by(
                transcript_table.c.name,
                coding.c.start,
                coding.c.end,
                coding.c.code,
                coding.c.id,
            )
        )
        if coder is not None:
            query = query.where(coding.c.coder == coder)
        if status is not None:
            query = query.where(coding.c.status == status)
        with self._reading() as connection:
            return [rows.as_coding(row, row.name) for row in connection.execute(query)]

    def detached(self, transcript: str) -> list[tuple[Coding, str]]:
        """Return detached codings, and in which archived version they were right."""
        query = (
            select(coding, transcript_table.c.name)
            .join_from(coding, transcript_table)
            .where(transcript_table.c.name == transcript)
            .where(coding.c.status == "detached")
            .order_by(coding.c.start, coding.c.end, coding.c.id)
        )
        with self._reading() as connection:
            return [
                (rows.as_coding(row, row.name), row.version)
                for row in connection.execute(query)
            ]

    def coding(self, coding_id: str) -> Coding | None:
        """Return the coding with this id, or None."""
        query = (
            select(coding, transcript_table.c.name)
            .join_from(coding, transcript_table)
            .where(coding.c.id == coding_id)
        )
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else rows.as_coding(row, row.name)

    def coding_by_prefix(self, prefix: str) -> list[str]:
        """Return the ids of the codings that begin so, sorted."""
        query = (
            select(coding.c.id)
            .where(coding.c.id.startswith(prefix, autoescape=True))
            .order_by(coding.c.id)
        )
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    def coders(self) -> dict[str, int]:
        """Return everybody who coded, with the number of confirmed codings."""
        confirmed = func.count().filter(coding.c.status == "confirmed")
        query = (
            select(coding.c.coder, confirmed.label("codings"))
            .group_by(coding.c.coder)
            .order_by(coding.c.coder)
        )
        with self._reading() as connection:
            return {row.coder: row.codings for row in connection.execute(query)}

    # --- the whole -----------------------------------------------------------------

    def counts(self) -> dict[str, int]:
        """Return how much of everything there is."""
        whole = [transcript_table, turn, speaker, decision]
        query = select(
            *(_count(table).label(f"{table.name}s") for table in whole),
            _count(suggestion, suggestion.c.current == 1).label("suggestions"),
            _count(coding, coding.c.status == "confirmed").label("codings"),
            _count(coding, coding.c.status == "detached").label("detached"),
            select(func.count(coding.c.coder.distinct()))
            .scalar_subquery()
            .label("coders"),
        )
        with self._reading() as connection:
            return dict(connection.execute(query).mappings().one())


def _only(
    table: Table, transcript: str | None, code: str | None
) -> list[ColumnElement[bool]]:
    conditions = []
    if transcript is not None:
        conditions.append(transcript_table.c.name == transcript)
    if code is not None:
        conditions.append(table.c.code == code)
    return conditions


def _count(table: Table, *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    return select(func.count()).select_from(table).where(*conditions).scalar_subquery()
