"""Make suggestions for a study's transcripts: one transaction per transcript.

A transcript that was analysed with the same codebook, engine and description before is
skipped, so that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import signal
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from kodierung.errors import Problem
from kodierung.matching.engine import SuggestionEngine
from kodierung.model import Codebook, Suggestion, Transcript
from kodierung.project import Project
from kodierung.store.store import Store
from kodierung.text import short_id
from kodierung.workflow.attributes import SUGGESTED, undescribed
from kodierung.workflow.codes import codes_under, find_transcript
from kodierung.workflow.read import Progress


@dataclass(frozen=True, slots=True)
class SuggestReport:
    """What a run did.

    Attributes:
        done: Transcript to number of suggestions, for those analysed now.
        skipped: Transcripts that were up to date.
        problems: Rules that were not carried out, groups of unknown perspective.
    """

    done: dict[str, int]
    skipped: tuple[str, ...]
    problems: tuple[Problem, ...]


def suggest(
    project: Project,
    transcripts: Sequence[str] = (),
    codes: Sequence[str] = (),
    jobs: int = 1,
    progress: Progress | None = None,
) -> SuggestReport:
    """Make suggestions and keep them.

    Open suggestions are replaced; those that somebody decided on stay as they are.

    Args:
        project: The study.
        transcripts: Names; empty for all.
        codes: Code ids or paths above them; empty for all.
        jobs: Number of processes.
        progress: Told after each transcript.

    Raises:
        CodingError: A transcript or code does not exist.
    """
    codebook = project.load_codebook()
    engine = SuggestionEngine(codebook)
    wanted = _wanted_codes(codebook, codes)
    done: dict[str, int] = {}
    with project.open_store() as store:
        chosen = (
            [find_transcript(store, name) for name in transcripts]
            if transcripts
            else store.transcripts()
        )
        analysed = store.analysed()
        marks = {t.name: _fingerprint(engine, t, wanted) for t in chosen}
        stale = [t for t in chosen if analysed.get(t.name) != marks[t.name]]
        for transcript, found in _run(engine, codebook, stale, wanted, jobs):
            with store.writing("suggest") as change:
                here = store.transcript(transcript.name)
                if here is None or here.digest != transcript.digest:
                    continue  # a new version came in meanwhile; the next run takes it
                kept = _others_open(store, transcript.name, wanted)
                change.set_suggestions(
                    transcript.name, [*kept, *found], marks[transcript.name]
                )
            done[transcript.name] = len(found)
            if progress:
                progress(transcript.name, len(done), len(stale))
    fresh = tuple(t.name for t in chosen if t.name not in done)
    problems = (*engine.unsupported, *undescribed(chosen, codebook, SUGGESTED))
    return SuggestReport(done, fresh, problems)


def _wanted_codes(codebook: Codebook, codes: Sequence[str]) -> frozenset[str] | None:
    if not codes:
        return None
    return frozenset().union(*(codes_under(codebook, c) for c in codes))


def _fingerprint(
    engine: SuggestionEngine, transcript: Transcript, wanted: Collection[str] | None
) -> str:
    """Return what must be the same for a transcript not to be analysed again."""
    people = [
        (s.label, s.kind, sorted(transcript.attributes_of(s.label).items()))
        for s in transcript.speakers
    ]
    asked = "all" if wanted is None else sorted(wanted)
    return short_id(engine.fingerprint, transcript.digest, people, asked)


def _others_open(
    store: Store, transcript: str, wanted: Collection[str] | None
) -> list[Suggestion]:
    """Return the suggestions for codes that this run does not look for."""
    if wanted is None:
        return []
    return [
        s for s in store.suggestions("", transcript=transcript) if s.code not in wanted
    ]


def _run(
    engine: SuggestionEngine,
    codebook: Codebook,
    transcripts: Sequence[Transcript],
    wanted: Collection[str] | None,
    jobs: int,
) -> Iterator[tuple[Transcript, list[Suggestion]]]:
    if jobs <= 1 or len(transcripts) < 2:
        for transcript in transcripts:
            yield transcript, engine.suggest(transcript, wanted)
        return
    pool = ProcessPoolExecutor(
        min(jobs, len(transcripts)), get_context("spawn"), _start_worker, (codebook,)
    )
    try:
        work = [(t, wanted) for t in transcripts]
        yield from zip(transcripts, pool.map(_suggest_in_worker, work), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


_worker: list[SuggestionEngine] = []
"""The engine of a worker process; one per process because building it takes seconds."""


def _start_worker(codebook: Codebook) -> None:
    # Ctrl-C goes to all processes of a terminal; only the first one has words for it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker[:] = [SuggestionEngine(codebook)]


def _suggest_in_worker(
    work: tuple[Transcript, Collection[str] | None],
) -> list[Suggestion]:
    transcript, wanted = work
    return _worker[0].suggest(transcript, wanted)
