"""The whole study at once and lightly, for figures about it.

What belongs to a transcript comes as one row of JSON: a row for each turn, suggestion
and coding would take twice as long in a study with a hundred thousand of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from kodierung.store.snapshots import Snapshots
from kodierung.store.tables import (
    coding,
    decision,
    memo,
    read_turn,
    suggestion,
    transcript,
    turn,
)


class Said(NamedTuple):
    """A turn without its words: who speaks, from which character to which."""

    speaker: str
    start: int
    end: int


class Coded(NamedTuple):
    """A confirmed coding without its words; `suggested` if it came of a suggestion."""

    id: str
    coder: str
    code: str
    start: int
    end: int
    suggested: bool
    statement: bool


class Offered(NamedTuple):
    """A current suggestion without its words and reason."""

    id: str
    code: str
    start: int
    end: int


class Spoken(NamedTuple):
    """What was said in a transcript: its name, its settled text, its turns by place."""

    name: str
    text: str
    turns: list[Said]


class Made(NamedTuple):
    """What was made of a transcript.

    Attributes:
        name: Of the transcript.
        coded: Confirmed codings of all coders.
        offered: What is suggested at present.
        read: Coder to the keys of the turns read through.
    """

    name: str
    coded: list[Coded]
    offered: list[Offered]
    read: dict[str, frozenset[str]]


class Decided(NamedTuple):
    """What one coder decided.

    Attributes:
        counts: Status to number of decisions.
        suggestions: Ids of the suggestions decided on.
        codings: Ids of the codings they led to.
    """

    counts: dict[str, int]
    suggestions: frozenset[str]
    codings: frozenset[str]


class TotalReading(Snapshots):
    """The part of reading that is about the study as a whole."""

    def spoken(self) -> Iterator[Spoken]:
        """Yield what was said in every transcript, by name, one text at a time.

        Exhaust it within a `snapshot`.
        """
        said = _by_transcript(turn, turn.c.speaker, turn.c.start, turn.c.end)
        texts = select(transcript.c.id, transcript.c.name, transcript.c.text)
        with self._reading() as connection:
            turns = _pairs(connection, said)
            for key, name, text in connection.execute(texts.order_by("name")):
                here = sorted((Said(*v) for v in _list(turns, key)), key=_start)
                yield Spoken(name, text, here)

    def made(self) -> Iterator[Made]:
        """Yield what was made of every transcript, by name.

        Exhaust it within a `snapshot`.
        """
        suggested = coding.c.origin.startswith("suggestion:")
        fields = ("id", "coder", "code", "start", "end")
        confirmed = _by_transcript(
            coding,
            *(coding.c[key] for key in fields),
            suggested,
            coding.c.statement,
        ).where(coding.c.status == "confirmed")
        current = _by_transcript(
            suggestion, *(suggestion.c[key] for key in ("id", "code", "start", "end"))
        ).where(suggestion.c.current == 1)
        named = select(transcript.c.id, transcript.c.name).order_by("name")
        with self._reading() as connection:
            codings, offers = (
                _pairs(connection, some) for some in (confirmed, current)
            )
            read = self._read()
            for key, name in connection.execute(named):
                yield Made(
                    name,
                    [Coded(*v) for v in _list(codings, key)],
                    [Offered(*v) for v in _list(offers, key)],
                    read.get(name, {}),
                )

    def verdicts(self) -> dict[str, Decided]:
        """Return what every coder decided, by coder."""
        query = (
            select(
                decision.c.coder,
                decision.c.status,
                func.json_group_array(decision.c.suggestion_id),
                func.json_group_array(decision.c.coding_id),
            )
            .group_by(decision.c.coder, decision.c.status)
            .order_by(decision.c.coder, decision.c.status)
        )
        found: dict[str, Decided] = {}
        nothing = Decided({}, frozenset(), frozenset())
        with self._reading() as connection:
            for coder, status, *lists in connection.execute(query):
                on, led = (frozenset(json.loads(ids)) for ids in lists)
                before = found.get(coder, nothing)
                found[coder] = Decided(
                    {**before.counts, status: len(on)},
                    before.suggestions | on,
                    before.codings | (led - {None}),
                )
        return found

    def detachments(self) -> dict[str, dict[str, int]]:
        """Return how many are detached: `coding` and `memo` to coder to number."""
        found = {}
        with self._reading() as connection:
            for table in (coding, memo):
                query = select(table.c.coder, func.count()).group_by(table.c.coder)
                detached = query.where(table.c.status == "detached")
                found[table.name] = _pairs(connection, detached)
        return found

    def _read(self) -> dict[str, dict[str, frozenset[str]]]:
        """Return transcript to coder to the keys of the turns read through."""
        columns = (read_turn.c.transcript, read_turn.c.coder)
        query = select(*columns, func.json_group_array(read_turn.c.turn)).group_by(
            *columns
        )
        found: dict[str, dict[str, frozenset[str]]] = {}
        with self._reading() as connection:
            for name, coder, keys in connection.execute(query):
                found.setdefault(name, {})[coder] = frozenset(json.loads(keys))
        return found


def _by_transcript(table: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    """Select one row per transcript: its id, and a list of lists of columns."""
    whose = table.c.transcript_id
    packed = func.json_group_array(func.json_array(*columns))
    return select(whose, packed).group_by(whose)


def _pairs(connection: Connection, query: Select[Any]) -> dict[Any, Any]:
    """Return a query's first column to its second."""
    return {row[0]: row[1] for row in connection.execute(query)}


def _list(packed: Mapping[int, str], key: int) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(packed.get(key, "[]"))
    return found


def _start(said: Said) -> int:
    return said.start
