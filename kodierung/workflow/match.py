"""Suggestions for files outside any study: nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kodierung.errors import Problem, TranscriptError
from kodierung.matching.engine import SuggestionEngine
from kodierung.matching.learning.encoders import find_encoder
from kodierung.matching.learning.ranker import require_scikit_learn
from kodierung.matching.learning.training import from_decided
from kodierung.matching.learning.vectors import Vectors
from kodierung.model import Codebook, Suggestion, Transcript
from kodierung.project import Answers
from kodierung.workflow.attributes import OUTSIDE, check_attributes, undescribed
from kodierung.workflow.codebook import read_codebook
from kodierung.workflow.explain import Explanation, explain
from kodierung.workflow.fitting import Fitting
from kodierung.workflow.learned import ENCODED, Corpus, Study
from kodierung.workflow.progress import Progress, telling
from kodierung.workflow.read import Reading, files_of, read_file


@dataclass(frozen=True, slots=True)
class Matches:
    """What was suggested, and what is worth knowing about it.

    Attributes:
        suggestions: By transcript and place.
        problems: Rules not carried out, what is doubtful about the files.
        explanation: What led to the suggestions, if asked for.
    """

    suggestions: tuple[Suggestion, ...]
    problems: tuple[Problem, ...]
    explanation: Explanation | None = None


def match(
    codebook_path: Path,
    paths: Iterable[Path],
    reading: Reading | None = None,
    pipeline: str = "",
    *,
    explained: bool = False,
    similar: str = "",
    progress: Progress | None = None,
) -> Matches:
    """Suggest codes for files.

    Args:
        codebook_path: The codebook.
        paths: Files, or folders of files.
        reading: How to read them; its attributes say whose words they hold.
        pipeline: A trained language pipeline: a package, a folder, or `blank` for none;
            empty for the best one installed.
        explained: Whether to tell what led to each suggestion.
        similar: Encoder by which to suggest, too, what resembles the codebook's
            passages (see `docs/learning.md`); empty for rules alone.
        progress: Told while sentences are encoded.

    Returns:
        Suggestions sorted by transcript and start.

    Raises:
        CodebookError: The codebook has faults.
        PipelineError: The pipeline is not there or cannot be used.
        StudyError: scikit-learn or the encoder is missing.
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
    engine = SuggestionEngine(codebook, pipeline)
    problems += [
        *fitting.problems(),
        *engine.unsupported,
        *undescribed(transcripts, codebook, OUTSIDE),
    ]
    suggestions = [s for t in transcripts for s in engine.suggest(t)]
    if similar:
        suggestions = _beside_similar(
            codebook, transcripts, suggestions, similar, progress
        )
    suggestions.sort(key=lambda s: (s.transcript, s.start, s.end, s.code))
    explanation = explain(engine, transcripts, suggestions) if explained else None
    return Matches(tuple(suggestions), tuple(problems), explanation)


def _beside_similar(
    codebook: Codebook,
    transcripts: Sequence[Transcript],
    rules: Sequence[Suggestion],
    encoder: str,
    progress: Progress | None,
) -> list[Suggestion]:
    """Return the rules' suggestions with what resembles the codebook's passages."""
    require_scikit_learn()

    meanings = find_encoder(encoder, Path.cwd())
    vectors = Vectors(meanings, told=telling(progress, ENCODED)) if meanings else None
    study = Study(Corpus(codebook, transcripts, rules, vectors))
    learned = from_decided(study.corpus.material, study.decided)
    found = study.found(learned.ranker, learned.scores, study.reasons)
    return [
        suggestion
        for transcript in transcripts
        for suggestion in found.merged(
            transcript.name, [s for s in rules if s.transcript == transcript.name]
        )
    ]
