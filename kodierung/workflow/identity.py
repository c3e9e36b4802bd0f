"""When a coding is made, what its id is, and when two codings are the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from kodierung.model import Coding, Memo, Segment
from kodierung.text import short_id

Identified = TypeVar("Identified", Coding, Memo)
CodingKey = tuple[str, int, int, str, str]
"""Transcript, start, end, code and coder."""


def now() -> str:
    """Return the present moment as it is kept: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def key_of(coding: Coding) -> CodingKey:
    """Return what makes two codings the same: place, code and coder.

    The id does not: a coding keeps its id when its words have moved.
    """
    c = coding
    return (c.transcript, c.start, c.end, c.code, c.coder)


def with_free_id(made: Identified, is_taken: Callable[[str], object]) -> Identified:
    """Return a coding or memo with another id if its own is taken.

    A coding keeps its id when its words move, so the same words coded anew at the old
    place would get an id that is in use.

    Args:
        made: A new coding or memo.
        is_taken: Asked about an id; what it returns is true when the id is in use.
    """
    while is_taken(made.id):
        made = replace(made, id=short_id(made.id, "again"))
    return made


def new_coding(
    transcript: str,
    place: Segment,
    quote: str,
    code: str,
    coder: str,
    *,
    created: str = "",
    memo: str = "",
    origin: str = "manual",
    statement: bool = False,
    abridged: str = "",
) -> Coding:
    """Return a coding; made again in the same way it gets the same id.

    The words are part of the id, because a detached coding keeps its id and its offsets
    when other words have come to stand there.

    Args:
        transcript: Name of the transcript.
        place: The passage.
        quote: Its words.
        code: Id of the code.
        coder: Who codes.
        created: ISO 8601, UTC; now if empty.
        memo: A note.
        origin: `manual`, `import`, or `suggestion:<id>`.
        statement: Whether it is a chosen statement of its theme.
        abridged: How it is printed as one, if not in full.
    """
    return Coding(
        id=short_id(transcript, place.start, place.end, quote, code, coder),
        transcript=transcript,
        start=place.start,
        end=place.end,
        quote=quote,
        code=code,
        coder=coder,
        created=created or now(),
        memo=memo,
        origin=origin,
        statement=statement,
        abridged=abridged,
    )
