"""What a study knows already of a file that is read again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from kodierung.errors import Problem
from kodierung.model import Speaker, Transcript
from kodierung.project import Answers, from_record
from kodierung.store.store import Source
from kodierung.workflow.read import ReadFile

FileStatus = Literal["new", "unchanged", "updated", "refused"]

_OWN = ("kind", "function")


@dataclass(frozen=True, slots=True)
class Known:
    """A transcript of the study and the file it was read from."""

    transcript: Transcript
    source: Source

    def answers(self, digest: str) -> Answers:
        """Return what was said when the transcript was read.

        What was said of its people holds for later versions; what was said of its
        bytes, format and encoding, only as long as the file is the same.

        Args:
            digest: SHA-256 of the file that is to be read now.
        """
        said = from_record(self.source.reading)
        same = digest == self.source.digest
        return said if same else replace(said, format="", encoding="")


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes."""
    return sha256(data).hexdigest()


def with_group(read: ReadFile, known: Transcript) -> ReadFile:
    """Add what was said of a transcript's group before and was not said anew.

    Its name stays, whatever the file is called.
    """
    transcript = replace(
        read.transcript,
        name=known.name,
        group=read.transcript.group if read.group_named else known.group,
        attributes={**known.attributes, **read.transcript.attributes},
    )
    return replace(read, transcript=transcript)


def with_people(read: ReadFile, known: Transcript) -> ReadFile:
    """Keep who moderates, and what the researcher told of people, over the file.

    Functions stay the file's, since the header describes people by them.
    """
    before = {speaker.label: speaker for speaker in known.speakers}
    speakers = tuple(
        _with_told(speaker, before.get(speaker.label, speaker))
        for speaker in read.transcript.speakers
    )
    transcript = replace(read.transcript, speakers=speakers)
    problems = (*read.problems, *_gone(known, transcript))
    return replace(read, transcript=transcript, problems=problems)


def with_functions(read: ReadFile, known: Transcript) -> ReadFile:
    """Keep the functions that the researcher told, over those of the file."""
    told = {s.label: s.function for s in known.speakers if "function" in s.told}
    speakers = tuple(
        replace(speaker, function=told.get(speaker.label, speaker.function))
        for speaker in read.transcript.speakers
    )
    return replace(read, transcript=replace(read.transcript, speakers=speakers))


def _with_told(speaker: Speaker, known: Speaker) -> Speaker:
    """Return a speaker as the file has her, under what the researcher told of her."""
    told = frozenset(known.told)
    attributes = {
        **{key: value for key, value in speaker.attributes.items() if key not in told},
        **{key: value for key, value in known.attributes.items() if key in told},
    }
    moderates = known.kind == "moderator"
    return replace(
        speaker,
        kind=known.kind if moderates or "kind" in told else speaker.kind,
        attributes=attributes,
        told=known.told,
    )


def _gone(known: Transcript, transcript: Transcript) -> list[Problem]:
    """Warn when somebody is no longer there of whom the researcher told something."""
    return [
        Problem(
            transcript.name,
            f'"{speaker.label}" is not in the new version, and what you said of this '
            f"person goes too: {', '.join(_told(speaker))}",
            "if she has another label now, say it of that one with `kodierung speakers "
            f'set`, or give her the old one: --alias "…={speaker.label}"',
            "warning",
        )
        for speaker in known.speakers
        if speaker.told and transcript.speaker(speaker.label) is None
    ]


def _told(speaker: Speaker) -> list[str]:
    """Return what was told of somebody, in words."""
    own = {"kind": speaker.kind, "function": speaker.function or "none"}
    return [f"{key} {own[key]}" for key in _OWN if key in speaker.told] + [
        f"{key}={speaker.attributes.get(key, '-')}"
        for key in speaker.told
        if key not in _OWN
    ]


def compare(
    read: ReadFile, said: Answers, known: Known, *, update: bool
) -> tuple[FileStatus, tuple[Problem, ...]]:
    """Tell what becomes of a file that the study knows, and what there is to say.

    Args:
        read: The file, with what is known of its group and people.
        said: How it was read, as it is to be kept.
        known: What the study holds under its name.
        update: Whether changed files are to be taken.
    """
    name = read.transcript.name
    same_file = known.source.digest == digest_of(read.data)
    same_answers = said.record() == dict(known.source.reading)
    alike = _described_alike(known.transcript, read.transcript)
    if same_file and same_answers and alike:
        return "unchanged", ()
    if update:
        return "updated", ()
    if same_file:
        remark = Problem(
            name,
            "it is in the study already, described or read in another way",
            "use --update to take it as it would be now",
            "warning",
        )
        return "unchanged", (remark,)
    refusal = Problem(
        name,
        f"the file has changed since it was imported on {known.source.imported[:10]}",
        "use --update to take the new version; the old one is kept",
    )
    return "refused", (refusal,)


def _described_alike(known: Transcript, read: Transcript) -> bool:
    def description(transcript: Transcript) -> tuple[object, ...]:
        return (
            transcript.digest,
            transcript.group,
            dict(transcript.attributes),
            transcript.speakers,
            transcript.turns,
        )

    return description(known) == description(read)
