"""What a memo is on: found without guessing, and told in words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kodierung.errors import UsageError
from kodierung.model import Coding, Memo, Segment, Transcript
from kodierung.project import Project
from kodierung.store.store import Store
from kodierung.text import shortened
from kodierung.workflow.code import Place, locate, owned
from kodierung.workflow.codes import find_code, find_transcript
from kodierung.workflow.speakers import people_called, transcripts_meant

QUOTED = 60  # characters of a quotation

Noted = Memo | Coding
"""What carries a memo's words: a memo, or a coding with its own."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a memo is on, as the researcher says it; the study if nothing is said.

    Attributes:
        transcript: A transcript, or where a segment or a speaker is.
        group: The focus group of a speaker.
        speaker: A speaker's label, or `GROUP/LABEL`.
        code: A code's id.
        coding: A coding's id, or how it begins.
        place: A segment of the transcript.
    """

    transcript: str | None = None
    group: str | None = None
    speaker: str | None = None
    code: str | None = None
    coding: str | None = None
    place: Place = field(default_factory=Place)


def find_subject(project: Project, store: Store, said: Subject, coder: str) -> Noted:
    """Return what a memo is to be on: a memo without words, or a coding.

    Args:
        project: The study.
        store: Its database.
        said: What is meant.
        coder: Who writes; the coding must be her own.

    Raises:
        UsageError: Several things are meant, or one is named by half.
        CodingError: It is not there, or several fit.
    """
    _must_be_one(said)
    blank = Memo(id="", kind="study", text="", coder=coder)
    if said.coding is not None:
        return owned(store, said.coding, coder)
    if said.code is not None:
        code = find_code(project.load_codebook(), said.code).id
        return replace(blank, kind="code", code=code)
    if said.speaker is not None:
        group, label = _person(store, said, said.speaker)
        return replace(blank, kind="speaker", group=group, speaker=label)
    if said.transcript is None:
        return blank
    transcript = find_transcript(store, said.transcript)
    if said.place != Place():
        return on_segment(transcript, locate(transcript, said.place), coder)
    return replace(blank, kind="transcript", transcript=transcript.name)


def on_segment(transcript: Transcript, segment: Segment, coder: str) -> Memo:
    """Return a memo without words on a segment."""
    return Memo(
        id="",
        kind="segment",
        text="",
        coder=coder,
        transcript=transcript.name,
        start=segment.start,
        end=segment.end,
        quote=transcript.quote(segment),
    )


def text_of(noted: Noted) -> str:
    """Return the words of a memo, or of a coding's own."""
    return noted.memo if isinstance(noted, Coding) else noted.text


def told(noted: Noted) -> str:
    """Return in words what a memo is on."""
    if isinstance(noted, Coding):
        where = f"the coding {noted.id[:8]} ({noted.code}), {noted.transcript}"
    else:
        where = {
            "study": "the study",
            "transcript": noted.transcript,
            "segment": noted.transcript,
            "speaker": f"{noted.speaker} in {noted.group}",
            "code": f"the code {noted.code}",
            "summary": f"what {_cell(noted)}",
            "note": f"the cell of {noted.code}",
        }[noted.kind]
    return f"{where}: “{shortened(noted.quote, QUOTED)}”" if noted.quote else where


def _cell(memo: Memo) -> str:
    """Return in words what a summary sums up."""
    who = f"{memo.group} says" if memo.group else "all groups say"
    return f"{who} on {memo.code}" if memo.code else who


def split_person(said: str, groups: set[str]) -> tuple[str | None, str]:
    """Return the group, if it is named, and the label of `GROUP/LABEL`.

    Either may have a slash of its own.

    Args:
        said: What was typed.
        groups: The study's focus groups.
    """
    known = {group.casefold() for group in groups}
    for at, character in enumerate(said):
        if character == "/" and said[:at].strip().casefold() in known:
            return said[:at].strip(), said[at + 1 :]
    return None, said


def _must_be_one(said: Subject) -> None:
    """Make sure that one thing is named, and the whole of it.

    Raises:
        UsageError: It is not so.
    """
    parts = {
        "--transcript": said.transcript is not None,
        "--group": said.group is not None,
        "--speaker": said.speaker is not None,
        "--code": said.code is not None,
        "--coding": said.coding is not None,
        "a passage": said.place != Place(),
    }
    named = {part for part, is_said in parts.items() if is_said}
    together = (
        {"--transcript", "a passage"},
        {"--transcript", "--speaker"},
        {"--group", "--speaker"},
    )
    if len(named) > 1 and named not in together:
        raise UsageError(
            "A memo is on one thing, but several are named: "
            f"{', '.join(part for part in parts if part in named)}.",
            hint="Write a memo on each.",
        )
    if named == {"a passage"}:
        raise UsageError(
            "It is not said in which transcript the passage stands.",
            hint="Name it with --transcript.",
        )
    if named == {"--group"}:
        raise UsageError(
            "A memo cannot be on a whole group.",
            hint="Name one of its people with --speaker, or a transcript with "
            "--transcript.",
        )


def _person(store: Store, said: Subject, speaker: str) -> tuple[str, str]:
    """Return group and label of the person that is meant."""
    group, label = said.group, speaker
    if group is None and said.transcript is None:
        groups = {transcript.group for transcript in store.descriptions()}
        group, label = split_person(speaker, groups)
    there = transcripts_meant(store, said.transcript, group)
    target = people_called(label, there)[0]
    of = next(t.group for t in there if t.name == target.transcript)
    return of, target.label
