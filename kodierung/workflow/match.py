"""Suggestions for files outside any study: nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kodierung.errors import Problem, TranscriptError
from kodierung.matching.engine import SuggestionEngine
from kodierung.model import Suggestion, Transcript
from kodierung.project import Answers
from kodierung.workflow.attributes import OUTSIDE, check_attributes, undescribed
from kodierung.workflow.codebook import read_codebook
from kodierung.workflow.fitting import Fitting
from kodierung.workflow.read import Reading, files_of, read_file


@dataclass(frozen=True, slots=True)
class Matches:
    """What was suggested, and what is worth knowing about it."""

    suggestions: tuple[Suggestion, ...]
    problems: tuple[Problem, ...]


def match(
    codebook_path: Path, paths: Iterable[Path], reading: Reading | None = None
) -> Matches:
    """Suggest codes for files.

    Args:
        codebook_path: The codebook.
        paths: Files, or folders of files.
        reading: How to read them; its attributes say whose words they hold.

    Returns:
        Suggestions sorted by transcript and start.

    Raises:
        CodebookError: The codebook has faults.
        TranscriptError: A file cannot be read or is no transcript.
    """
    reading = reading or Reading()
    codebook, _ = read_codebook(codebook_path)
    transcripts: list[Transcript] = []
    problems: list[Problem] = []
    fitting = Fitting(reading, Answers())
    for path in files_of(paths):
        read = read_file(path, reading)
        name = read.transcript.name
        fitting.look(name, read, reading.said(name))
        found = (
            *read.problems,
            *check_attributes(read.transcript.attributes, codebook, name),
        )
        faults = [p for p in found if p.severity == "error"]
        if faults:
            raise TranscriptError(f"{name} cannot be matched.", problems=faults)
        transcripts.append(read.transcript)
        problems += found
    engine = SuggestionEngine(codebook)
    problems += [
        *fitting.problems(),
        *engine.unsupported,
        *undescribed(transcripts, codebook, OUTSIDE),
    ]
    suggestions = [s for t in transcripts for s in engine.suggest(t)]
    suggestions.sort(key=lambda s: (s.transcript, s.start, s.end, s.code))
    return Matches(tuple(suggestions), tuple(problems))
