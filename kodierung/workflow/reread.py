"""A transcript compared with its file, read again as it was read."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from kodierung.errors import KodierungError, Problem
from kodierung.model import Transcript
from kodierung.project import Answers, Project, from_record
from kodierung.project import read_file as file_bytes
from kodierung.store.store import Source
from kodierung.workflow.read import Reading, read_file


def reread(
    project: Project, transcript: Transcript, source: Source, *, told: bool
) -> Iterator[Problem]:
    """Yield in what a transcript differs from what its file gives now.

    Args:
        project: The study.
        transcript: As it was settled.
        source: Its file.
        told: Whether the history says how it was read; an earlier kodierung did not.
    """
    path = project.folder / source.file
    if not path.exists():
        yield Problem(
            source.file,
            "the transcript's file is no longer there; its text is in the database",
            "put it back from your own copy",
        )
        return
    data = file_bytes(path)
    if sha256(data).hexdigest() != source.digest:
        yield Problem(
            source.file,
            "the file is not as it was imported; the study works with the old text",
            "put the old file back, or import the new one with --update",
        )
        return
    general = project.settings.answers.of(transcript.name)
    said = from_record(source.reading)
    differs = _difference(path, data, transcript, (general, said))
    if not differs:
        return
    others = general.record()
    if others and not _difference(path, data, transcript, (said,)):
        doubt = "`import:` in kodierung.yaml has changed since it was read"
    elif others:
        doubt = "`import:` in kodierung.yaml may have changed since it was read"
    elif not told:
        doubt = "the kodierung that imported it did not note how it was read"
    else:
        doubt = ""
    yield Problem(
        source.file,
        f"read again, {differs}" + (f"; {doubt}" if doubt else ""),
        ""
        if doubt
        else "put back the last good copy of kodierung.db; or if a newer kodierung "
        "reads it otherwise, take that with --update",
        "warning" if doubt else "error",
    )


def _difference(
    path: Path, data: bytes, transcript: Transcript, answers: tuple[Answers, ...]
) -> str:
    """Return in words how a file differs from a transcript, nothing if it does not."""
    # It may have got a number when it was copied into the study.
    named = path.with_name(transcript.name)
    named = named if named.suffix == path.suffix else path
    try:
        read = read_file(named, Reading(answers=answers), data).transcript
    except KodierungError as fault:
        return f"it is no transcript: {fault.message.rstrip('.')}"
    if read.text != transcript.text:
        pairs = enumerate(zip(read.text, transcript.text, strict=False))
        shorter = min(len(read.text), len(transcript.text))
        at = next((at for at, (one, other) in pairs if one != other), shorter)
        return f"its text is another one from character {at} on"
    if read.turns != transcript.turns:
        turns = zip(read.turns, transcript.turns, strict=False)
        first = next((t.number for now, t in turns if now != t), None)
        return f"its turns are others{f', from turn {first} on' if first else ''}"
    return ""
