"""Passages that were found as records, with the keys of docs/json.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from kodierung.workflow.segments import Found
from kodierung.workflow.segments_shown import Line, Shown


def passage_record(one: Shown) -> dict[str, Any]:
    """Return a passage with the keys of docs/json.md."""
    return {
        **_where_record(one),
        "quote": one.statement.text,
        "words": one.words,
        "code": one.hit.code,
        "path": list(one.path),
        "codings": [coding.id for coding in one.hit.codings],
        "coders": [coding.coder for coding in one.hit.codings],
        "memo": one.memo,
        "statement": any(coding.statement for coding in one.hit.codings),
        "found": [[place.start, place.end] for place in one.hit.words],
        "before": list(one.before),
        "after": list(one.after),
    }


def line_record(one: Line) -> dict[str, Any]:
    """Return words in context with the keys of docs/json.md."""
    return {**_where_record(one.shown), **asdict(one.words)}


def _where_record(one: Shown) -> dict[str, Any]:
    statement = one.statement
    return {
        "transcript": statement.transcript,
        "group": statement.group,
        "turn": statement.turn,
        "turn_end": one.turn_end,
        "speakers": list(one.speakers),
        "functions": list(one.functions),
        "attributes": one.attributes,
        "time": statement.time,
        "start": statement.start,
        "end": statement.end,
    }


def figure_records(found: Found) -> Iterator[dict[str, Any]]:
    """Yield the figures of all and of each person, with the keys of docs/json.md."""
    yield {"of": "all", "group": None, "speaker": None} | asdict(
        found.retrieved.figures
    )
    for (group, speaker), figures in found.retrieved.by_person().items():
        told = asdict(figures)
        numbers = {key: told[key] for key in ("segments", "hits", "words")}
        yield {"of": "speaker", "group": group, "speaker": speaker} | numbers
