"""Compare what the database holds with itself and with the transcripts' files."""

from __future__ import annotations

from collections.abc import Iterator

from kodierung.errors import Problem
from kodierung.model import Coding, Transcript
from kodierung.project import Project
from kodierung.text import digest
from kodierung.workflow.status import missing_files


def verify(project: Project) -> list[Problem]:
    """Return every difference between codings, settled texts and files.

    Args:
        project: The study.
    """
    found: list[Problem] = []
    with project.open_store() as store, store.snapshot():
        misplaced = set(store.misplaced())
        for name in store.transcript_names():
            transcript = store.transcript(name)
            if transcript is not None:
                found += _text(transcript)
                for coding in store.codings(transcript=name):
                    found += _coding(coding, transcript, coding.id in misplaced)
        found += missing_files(project, store.sources().values())
    return found


def _text(transcript: Transcript) -> Iterator[Problem]:
    if digest(transcript.text) != transcript.digest:
        yield Problem(
            transcript.name,
            "the settled text is not the one that was stored",
            "put back the last good copy of kodierung.db",
        )
    if any(not 0 <= t.start <= t.end <= len(transcript.text) for t in transcript.turns):
        yield Problem(
            transcript.name,
            "turns lie outside the text",
            "put back the last good copy of kodierung.db",
        )


def _coding(
    coding: Coding, transcript: Transcript, misplaced: bool
) -> Iterator[Problem]:
    if misplaced or transcript.quote(coding.segment) != coding.quote:
        fault = "does not lie on its words"
    elif not transcript.turns_in(coding.segment):
        fault = "lies outside every turn"
    else:
        return
    yield Problem(
        f"{transcript.name}:{coding.start}",
        f"coding {coding.id[:8]} {fault}",
        f'put it there with `kodierung code move {coding.id[:8]} --quote "…"`',
    )
