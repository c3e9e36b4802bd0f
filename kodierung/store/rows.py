"""The model's nouns as rows, and rows as the model's nouns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from kodierung.errors import StoreError
from kodierung.model import (
    Coding,
    Decision,
    Memo,
    Speaker,
    Suggestion,
    Transcript,
    Turn,
)
from kodierung.store.records import Event, Source, Version
from kodierung.text import digest

Values = dict[str, Any]


def to_json(values: Mapping[str, object]) -> str:
    """Return a JSON object with its letters readable."""
    return json.dumps(dict(values), ensure_ascii=False)


def from_json(text: str) -> dict[str, Any]:
    """Return the mapping written by `to_json`."""
    values: dict[str, Any] = json.loads(text)
    return values


def told(noun: Coding | Decision | Suggestion | Memo | Turn) -> Values:
    """Return what there is to tell of a noun; `asdict` takes ten times as long."""
    return {name: getattr(noun, name) for name in noun.__dataclass_fields__}


def of_transcript(transcript: Transcript) -> Values:
    """Return the row of a transcript, its turns and speakers left out."""
    return {
        "name": transcript.name,
        "group": transcript.group,
        "text": transcript.text,
        "digest": transcript.digest,
        "attributes": to_json(transcript.attributes),
        "format": transcript.format,
        "encoding": transcript.encoding,
    }


def of_turns(transcript: Transcript, transcript_id: int) -> list[Values]:
    """Return the rows of a transcript's turns."""
    return [{"transcript_id": transcript_id, **told(t)} for t in transcript.turns]


def of_version(transcript: Transcript) -> Values:
    """Return the row that keeps a transcript's words and who said them."""
    turns = json.dumps(
        [list(told(t).values()) for t in transcript.turns], ensure_ascii=False
    )
    return {
        "transcript": transcript.name,
        "key": digest(f"{transcript.digest}\n{turns}"),
        "text": transcript.text,
        "digest": transcript.digest,
        "turns": turns,
    }


def as_version(name: str, row: Row[Any]) -> Version:
    """Return what was kept of an earlier version of a transcript.

    Raises:
        StoreError: It is not what was kept.
    """
    if digest(row.text) != row.digest:
        raise StoreError(
            f"{name}: the words kept of an earlier version are damaged.",
            "Put back the last good copy of kodierung.db.",
        )
    return Version(row.text, row.digest, as_turns(row.turns))


def of_source(source: Source, transcript_id: int) -> Values:
    """Return the row of a source; its earlier versions have rows of their own."""
    return {
        "transcript_id": transcript_id,
        "file": source.file,
        "digest": source.digest,
        "imported": source.imported,
        "reading": to_json(source.reading),
    }


def of_speakers(transcript: Transcript, transcript_id: int) -> list[Values]:
    """Return the rows of a transcript's speakers."""
    return [
        {
            "transcript_id": transcript_id,
            "position": position,
            "label": speaker.label,
            "kind": speaker.kind,
            "function": speaker.function,
            "attributes": to_json(speaker.attributes),
            "told": json.dumps(speaker.told, ensure_ascii=False),
            "collective": int(speaker.collective),
        }
        for position, speaker in enumerate(transcript.speakers)
    ]


def of_suggestion(suggestion: Suggestion, transcript_id: int) -> Values:
    """Return the row of a suggestion; its status is the decisions' business."""
    values = told(suggestion)
    del values["transcript"], values["status"]
    return {**values, "transcript_id": transcript_id, "current": 1}


def of_coding(
    coding: Coding, transcript_id: int, text_digest: str, version: str = ""
) -> Values:
    """Return the row of a coding.

    Args:
        coding: The coding.
        transcript_id: Its transcript.
        text_digest: The text its offsets were last right in.
        version: That text's version, if the coding is detached.
    """
    values = told(coding)
    del values["transcript"]
    values["statement"] = int(coding.statement)
    return {
        **values,
        "transcript_id": transcript_id,
        "text_digest": text_digest,
        "version": version,
    }


def of_decision(decision: Decision) -> Values:
    """Return the row of a decision."""
    return {
        "suggestion_id": decision.suggestion,
        "coder": decision.coder,
        "status": decision.status,
        "created": decision.created,
        "coding_id": decision.coding,
    }


def as_transcript(
    row: Row[Any], turns: Sequence[Turn], speakers: Sequence[Speaker]
) -> Transcript:
    """Return the transcript of a row."""
    return Transcript(
        name=row.name,
        group=row.group,
        text=row.text,
        digest=row.digest,
        turns=tuple(turns),
        speakers=tuple(speakers),
        attributes=from_json(row.attributes),
        format=row.format,
        encoding=row.encoding,
    )


def as_turn(row: Sequence[Any]) -> Turn:
    """Return the turn of a row, its columns in the order of the table."""
    return Turn(*row[1:])


def as_turns(turns: str) -> tuple[Turn, ...]:
    """Return the turns kept with a version."""
    return tuple(Turn(*values) for values in json.loads(turns))


def as_speaker(row: Row[Any]) -> Speaker:
    """Return the speaker of a row."""
    return Speaker(
        label=row.label,
        kind=row.kind,
        function=row.function,
        attributes=from_json(row.attributes),
        told=tuple(json.loads(row.told)),
        collective=bool(row.collective),
    )


def as_coding(row: Row[Any], transcript: str) -> Coding:
    """Return the coding of a row."""
    return Coding(
        id=row.id,
        transcript=transcript,
        start=row.start,
        end=row.end,
        quote=row.quote,
        code=row.code,
        coder=row.coder,
        created=row.created,
        memo=row.memo,
        origin=row.origin,
        statement=bool(row.statement),
        status=row.status,
        abridged=row.abridged,
    )


def as_decision(row: Row[Any]) -> Decision:
    """Return the decision of a row."""
    return Decision(
        suggestion=row.suggestion_id,
        coder=row.coder,
        status=row.status,
        created=row.created,
        coding=row.coding_id,
    )


def of_memo(memo: Memo, version: str = "") -> Values:
    """Return the row of a memo; a detached one names the version it was right in."""
    return {**told(memo), "version": version}


def as_memo(row: Row[Any]) -> Memo:
    """Return the memo of a row."""
    values = dict(row._mapping)
    del values["version"]
    return Memo(**values)


def as_source(row: Row[Any], versions: tuple[str, ...]) -> Source:
    """Return the source of a row, with the files of earlier versions."""
    return Source(row.file, row.digest, row.imported, versions, from_json(row.reading))


def as_event(row: Row[Any]) -> Event:
    """Return the event of a row."""
    return Event(
        number=row.number,
        batch=row.batch,
        time=row.time,
        verb=row.verb,
        coder=row.coder,
        kind=row.kind,
        subject=row.subject,
        before=None if row.before is None else from_json(row.before),
        after=None if row.after is None else from_json(row.after),
        transcript=row.transcript,
    )
