"""From files on disk to settled transcripts, in a study or outside any."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kodierung.errors import Problem, TranscriptError
from kodierung.formats.diagnosis import diagnose
from kodierung.formats.lines.acceptance import renamed
from kodierung.formats.registry import (
    ReadOptions,
    importers,
    is_general,
    read_transcript,
)
from kodierung.model import Transcript
from kodierung.project import Answers, Settings, is_clutter
from kodierung.project import read_file as file_bytes
from kodierung.text import digest
from kodierung.workflow.attributes import GROUP, compile_name_pattern, from_name


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read.

    Attributes:
        format: Name of a format, or None to recognise it.
        encoding: Name of an encoding, or None to recognise it.
        attributes: `key=value` for every file; `group` names the focus group.
        name_pattern: `FG{group}_{perspective}_{level}`, or None.
        moderators: Labels that are moderators whatever they look like.
        aliases: Label as transcribed to label as meant.
        not_speakers: What looks like a label and is nobody's.
        answers: The same from other sources, for all files or some, weakest first; what
            is said above is stronger than all of them.
    """

    format: str | None = None
    encoding: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    name_pattern: str | None = None
    moderators: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    not_speakers: tuple[str, ...] = ()
    answers: tuple[Answers, ...] = ()

    def said(self, name: str) -> Answers:
        """Return all that is said of how to read the file of this name."""
        outright = Answers(
            format=self.format or "",
            encoding=self.encoding or "",
            moderators=self.moderators,
            aliases=self.aliases,
            not_speakers=self.not_speakers,
        )
        said = Answers()
        for answers in (*self.answers, outright):
            said = said.under(answers.of(name))
        return said


def with_settings(reading: Reading, settings: Settings) -> Reading:
    """Lay what is asked for over what a study's kodierung.yaml says of all imports."""
    return replace(reading, answers=(settings.answers, *reading.answers))


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read.

    Attributes:
        path: The file.
        data: Its bytes.
        transcript: What it holds.
        group_named: Whether the group was named, not taken from the file's name.
        problems: What is remarkable.
        notes: Header lines.
    """

    path: Path
    data: bytes
    transcript: Transcript
    group_named: bool
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


def file_name(path: Path) -> str:
    """Return a file's name as kodierung keeps it, umlauts composed on every system.

    Raises:
        TranscriptError: The name's bytes are no text.
    """
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        shown = path.name.encode("utf-8", "replace").decode()
        raise TranscriptError(
            f"{shown}: the file's name cannot be read.", hint="Rename the file."
        ) from None
    return unicodedata.normalize("NFC", path.name)


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Return the files meant: a folder stands for the files in it, sorted by name.

    Raises:
        TranscriptError: A path does not exist, a folder holds no file, or two files
            have the same name.
    """
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(
            p for p in path.iterdir() if p.is_file() and not is_clutter(p.name)
        )
        if not inside:
            raise TranscriptError(f"{path}: the folder holds no file.")
        files += inside
    by_name: dict[str, Path] = {}
    for path in files:
        other = by_name.setdefault(file_name(path), path)
        if other is not path and other.resolve() != path.resolve():
            raise TranscriptError(
                f"{other} and {path} have the same name, by which a study tells "
                "transcripts apart.",
                hint="Rename one of them.",
            )
    return list(by_name.values())


def read_file(path: Path, reading: Reading, data: bytes | None = None) -> ReadFile:
    """Read one file into a settled transcript.

    Args:
        path: The file.
        reading: How to read it.
        data: Its bytes, where they are at hand.

    Raises:
        TranscriptError: It cannot be read, or is no transcript.
        UsageError: The reading asks for something that does not exist.
    """
    name = file_name(path)
    data = file_bytes(path) if data is None else data
    attributes, problems = _attributes(name, reading)
    group = attributes.pop(GROUP, "")
    said = reading.said(name)
    options = ReadOptions(
        encoding=said.encoding or None,
        moderators=tuple(renamed(one, said.aliases) for one in said.moderators),
        aliases=said.aliases,
        not_speakers=said.not_speakers,
    )
    format_name, draft = read_transcript(data, name, said.format or None, options)
    by_line = is_general(importers()[0][format_name])
    transcript = Transcript(
        name=name,
        group=group or Path(name).stem,
        text=draft.text,
        digest=digest(draft.text),
        turns=draft.turns,
        speakers=draft.speakers,
        attributes=attributes,
        format=format_name,
        encoding=draft.encoding,
    )
    told = (*problems, *draft.problems, *diagnose(draft, name, by_line=by_line))
    return ReadFile(path, data, transcript, bool(group), told, draft.notes)


def _attributes(name: str, reading: Reading) -> tuple[dict[str, str], list[Problem]]:
    """Return what describes a file's group; what is said outright beats the name."""
    attributes: dict[str, str] = {}
    problems = []
    if reading.name_pattern is not None:
        found = from_name(name, compile_name_pattern(reading.name_pattern))
        if found is None:
            problems.append(
                Problem(
                    name,
                    f'the name does not fit the pattern "{reading.name_pattern}"',
                    "rename the file, or import it alone with --set",
                )
            )
        attributes |= found or {}
    return {**attributes, **reading.attributes}, problems
