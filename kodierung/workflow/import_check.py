"""What an import tells of a file: how it was read, who speaks, what looks wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePath
from shlex import quote

from kodierung.errors import Problem
from kodierung.model import Coding, SpeakerKind, Transcript
from kodierung.project import Answers, is_clutter
from kodierung.workflow.known import FileStatus
from kodierung.workflow.listing import Record, duration, speaker_records
from kodierung.workflow.new_version import CodingFate, MemoFate, VersionReport


@dataclass(frozen=True, slots=True)
class Share:
    """What one speaker says in one file.

    Attributes:
        speaker: The label.
        kind: Moderator or participant.
        function: What the person is; may be empty.
        turns: How many.
        words: How many.
        share: Part of the words of all speakers, moderators included; None of none.
        seconds: Speaking time, None without times.
    """

    speaker: str
    kind: SpeakerKind
    function: str
    turns: int
    words: int
    share: float | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A transcript in figures.

    Attributes:
        turns: How many.
        words: How many are spoken.
        seconds: The last time it names, or None.
        speakers: In order of appearance, silent ones included.
    """

    turns: int
    words: int
    seconds: float | None
    speakers: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file.

    Attributes:
        name: The transcript's name.
        status: What was done with it, or would be with `check`.
        transcript: Its description, without text and turns; None when nothing was read.
        figures: What it holds, None when nothing was read.
        problems: Why it was refused, or what is worth knowing.
        notes: Header lines.
        answers: What was said of how to read it, by options, answers, or earlier.
        version: After an update: what became of its codings.
    """

    name: str
    status: FileStatus
    transcript: Transcript | None = None
    figures: Figures | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    answers: Answers = field(default_factory=Answers)
    version: VersionReport | None = None

    @property
    def codings(self) -> tuple[CodingFate, ...]:
        """What became of its codings, none without an update."""
        return self.version.codings if self.version is not None else ()

    @property
    def memos(self) -> tuple[MemoFate, ...]:
        """What became of the memos on its segments, likewise."""
        return self.version.memos if self.version is not None else ()


def figures(transcript: Transcript) -> Figures:
    """Count what a transcript holds, as a whole and for each speaker."""
    records = speaker_records(transcript)
    whole = sum(record["words"] for record in records)
    return Figures(
        turns=len(transcript.turns),
        words=whole,
        seconds=duration(transcript),
        speakers=tuple(
            Share(
                speaker=record["speaker"],
                kind=record["kind"],
                function=record["function"],
                turns=record["turns"],
                words=record["words"],
                share=round(record["words"] / whole, 4) if whole else None,
                seconds=record["seconds"],
            )
            for record in records
        ),
    )


def without_words(transcript: Transcript) -> Transcript:
    """Return a transcript's description, to keep of many without their texts."""
    return replace(transcript, text="", turns=())


def check_record(file: ImportedFile) -> Record:
    """Return what became of a file as JSON values."""
    read, counted = file.transcript, file.figures
    return {
        "transcript": file.name,
        "status": file.status,
        "format": read.format if read else None,
        "encoding": read.encoding if read else None,
        "turns": counted.turns if counted else None,
        "words": counted.words if counted else None,
        "seconds": counted.seconds if counted else None,
        "group": read.group if read else None,
        "attributes": dict(read.attributes) if read else {},
        "speakers": [asdict(one) for one in counted.speakers] if counted else [],
        "problems": [asdict(problem) for problem in file.problems],
        "notes": list(file.notes),
        "answers": file.answers.record(),
        "codings": dict(Counter(one.fate for one in file.codings)),
        "changes": [_change(one) for one in file.codings if one.fate != "unchanged"],
        "memos": dict(Counter(one.fate for one in file.memos)),
    }


def _change(fate: CodingFate) -> Record:
    """Return what became of a coding as JSON values."""
    lost = fate.after.status == "detached"
    return {
        "id": fate.before.id,
        "coder": fate.before.coder,
        "code": fate.before.code,
        "fate": fate.fate,
        "turn": fate.turn,
        "speakers": list(fate.speakers),
        "before": _passage(fate.before),
        "after": None if lost else _passage(fate.after),
        "reason": fate.reason or None,
        "in_full_again": bool(fate.before.abridged and not fate.after.abridged),
    }


def _passage(coding: Coding) -> Record:
    return {"start": coding.start, "end": coding.end, "quote": coding.quote}


def below_name(problem: Problem, name: str) -> str:
    """Return a problem as it is told where its file is named above."""
    place = problem.place.removeprefix(name).removeprefix(":")
    place = f"line {place}" if place.isdigit() else place
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{place}{': ' if place else ''}{problem.message}{hint}"


def unknown_files(names: Sequence[str], answers: Answers) -> list[Problem]:
    """Warn of files that answers name and that are not among those given.

    Patterns may fit none: one file of answers may serve several imports.
    """
    missing = [
        key
        for key in answers.files
        if key not in names and not any(sign in key for sign in "*?[")
    ]
    return [
        Problem(
            key,
            "the answers name this file, but it is not among those given",
            "check its name",
            "warning",
        )
        for key in missing
    ]


def folders_left_out(paths: Iterable[Path]) -> list[Problem]:
    """Tell which folders inside those given were not looked into."""
    return [
        Problem(
            f"{path}",
            f"folders inside it are not looked into: {', '.join(inside)}",
            f"name them as well: kodierung import {quote(str(path / inside[0]))}",
            "warning",
        )
        for path in paths
        if path.is_dir()
        and (
            inside := sorted(
                p.name for p in path.iterdir() if p.is_dir() and not is_clutter(p.name)
            )
        )
    ]


def stem_of(name: str) -> str:
    """Return a file's name without its ending, as it is compared."""
    return PurePath(name).stem.casefold()


def of_same_stem(name: str, other: str) -> Problem:
    """Warn of a new file called like another transcript but for its ending."""
    return Problem(
        name,
        f"there is {other} already; this becomes another transcript, without the "
        "codings of that one",
        "if it is a new version of that one: "
        f"kodierung import {quote(name)} --as {quote(other)}",
        "warning",
    )
