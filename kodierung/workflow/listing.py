"""What a study holds: transcripts, speakers, suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kodierung.model import Suggestion, SuggestionStatus, Transcript
from kodierung.project import Project
from kodierung.text import words
from kodierung.workflow.codes import codes_under, find_transcript
from kodierung.workflow.read import Reading, read_file, with_settings

Record = dict[str, Any]

SUGGESTION_KEYS = (
    "id", "transcript", "turn", "speaker", "start", "end", "quote", "code", "rule",
    "reason", "score", "modality", "status",
)  # fmt: skip


def list_transcripts(project: Project) -> list[Record]:
    """Return one record per transcript, in order of name."""
    with project.open_store() as store, store.snapshot():
        sources = store.sources()
        return [
            {
                "transcript": t.name,
                "group": t.group,
                "attributes": dict(t.attributes),
                "format": t.format,
                "encoding": t.encoding,
                "turns": len(t.turns),
                "words": sum(words(t.quote(turn.segment)) for turn in t.turns),
                "speakers": len(t.speakers),
                "seconds": duration(t),
                "file": sources[t.name].file,
                "imported": sources[t.name].imported,
                "digest": t.digest,
            }
            for t in sorted(store.transcripts(), key=lambda t: t.name)
        ]


def duration(transcript: Transcript) -> float | None:
    """Return the last time a transcript names, in seconds, or None."""
    times = [
        time
        for turn in transcript.turns
        for time in (turn.start_time, turn.end_time)
        if time is not None
    ]
    return max(times, default=None)


def list_speakers(project: Project) -> list[Record]:
    """Return one record per speaker and transcript, silent ones included."""
    with project.open_store() as store:
        transcripts = sorted(store.transcripts(), key=lambda t: t.name)
    return [record for t in transcripts for record in _speakers(t)]


def _speakers(transcript: Transcript) -> list[Record]:
    records = []
    for speaker in transcript.speakers:
        turns = [t for t in transcript.turns if t.speaker == speaker.label]
        lengths = [
            t.end_time - t.start_time
            for t in turns
            if t.start_time is not None and t.end_time is not None
        ]
        records.append(
            {
                "transcript": transcript.name,
                "group": transcript.group,
                "speaker": speaker.label,
                "kind": speaker.kind,
                "function": speaker.function,
                "attributes": transcript.attributes_of(speaker.label),
                "turns": len(turns),
                "words": sum(words(transcript.quote(t.segment)) for t in turns),
                "seconds": round(sum(lengths), 3) if lengths else None,
            }
        )
    return records


def settled_text(project: Project, name: str) -> str:
    """Return a transcript's settled text from the study.

    Raises:
        CodingError: The study has no such transcript.
    """
    with project.open_store() as store:
        return find_transcript(store, name).text


def settled_text_of_file(
    path: Path, reading: Reading, project: Project | None = None
) -> str:
    """Return the settled text a file would have in a study.

    Args:
        path: The file.
        reading: How to read it.
        project: The study whose moderators and aliases hold, if any.

    Raises:
        TranscriptError: It cannot be read, or is no transcript.
    """
    if project is not None:
        reading = with_settings(reading, project.settings)
    return read_file(path, reading).transcript.text


@dataclass(frozen=True, slots=True)
class SuggestionFilter:
    """Which suggestions are meant; None means all."""

    transcript: str | None = None
    code: str | None = None
    status: SuggestionStatus | None = None


def list_suggestions(
    project: Project, coder: str, wanted: SuggestionFilter | None = None
) -> list[Suggestion]:
    """Return suggestions as one coder has decided on them.

    Raises:
        CodingError: The transcript or code does not exist.
    """
    wanted = wanted or SuggestionFilter()
    with project.open_store() as store, store.snapshot():
        name = (
            find_transcript(store, wanted.transcript).name
            if wanted.transcript
            else None
        )
        suggestions = store.suggestions(coder, transcript=name, status=wanted.status)
        texts = {t.name: t for t in store.transcripts()}
    # One decided on stays in the database when its words have gone from the text.
    found = [s for s in suggestions if texts[s.transcript].quote(s.segment) == s.quote]
    if wanted.code:
        codebook = project.load_codebook()
        ids = codes_under(codebook, wanted.code)
        found = [s for s in found if s.code in ids]
    return found


def suggestion_record(suggestion: Suggestion) -> Record:
    """Return a suggestion with the keys of `SUGGESTION_KEYS`."""
    return {key: getattr(suggestion, key) for key in SUGGESTION_KEYS}
