"""Turns are read here or in several processes; what comes back are plain passages.

An engine is built only when there is something to read. Loading spaCy takes longer than
looking through a study that has not changed.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

from kodierung.errors import Problem
from kodierung.matching.turns import Passage, TurnToRead
from kodierung.model import Codebook, Transcript

if TYPE_CHECKING:
    from kodierung.matching.engine import SuggestionEngine

# How many transcripts wait for each process, so that none is ever idle.
_WAITING = 2


@dataclass(frozen=True, slots=True)
class Work:
    """A transcript to be read.

    Attributes:
        transcript: The transcript.
        turns: All its turns.
        known: What is known of some of them, by their keys.
    """

    transcript: Transcript
    turns: list[TurnToRead]
    known: dict[str, list[Passage]]

    @property
    def unread(self) -> list[TurnToRead]:
        """The turns of which nothing is known."""
        return [turn for turn in self.turns if turn.key not in self.known]


@dataclass(frozen=True, slots=True)
class Readings:
    """What was found.

    Attributes:
        found: Passages by the turns' keys.
        problems: Rules that were not carried out; None if no rule was looked at.
    """

    found: dict[str, list[Passage]]
    problems: tuple[Problem, ...] | None


def readings(
    works: Iterable[Work],
    codebook: Codebook,
    pipeline: str,
    codes: Collection[str] | None,
    jobs: int,
) -> Iterator[tuple[Work, Readings]]:
    """Read transcripts and yield each as soon as it is done.

    Args:
        works: Transcripts; each is asked for only when somebody is free to read it.
        codebook: Whose rules are carried out.
        pipeline: The trained pipeline, see `matching.trained.choice`.
        codes: Look only for these; None for all.
        jobs: Number of processes.
    """
    if jobs > 1:
        yield from _in_processes(works, codebook, pipeline, codes, jobs)
        return
    reader: Callable[[list[TurnToRead]], Readings] | None = None
    for work in works:
        unread = work.unread
        if unread and reader is None:
            reader = _reader(codebook, pipeline, codes)
        yield work, _with_known(work, reader(unread) if reader and unread else None)


def _in_processes(
    works: Iterable[Work],
    codebook: Codebook,
    pipeline: str,
    codes: Collection[str] | None,
    jobs: int,
) -> Iterator[tuple[Work, Readings]]:
    pool = ProcessPoolExecutor(
        jobs, get_context("spawn"), _start_worker, (codebook, pipeline, codes)
    )
    coming = iter(works)
    running: dict[Future[Readings], Work] = {}
    try:
        while True:
            for work in islice(coming, jobs * _WAITING - len(running)):
                running[pool.submit(_read_in_worker, work.unread)] = work
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=lambda f: running[f].transcript.name):
                work = running.pop(future)
                yield work, _with_known(work, future.result())
    finally:
        pool.shutdown(cancel_futures=True)


def _with_known(work: Work, read: Readings | None) -> Readings:
    if read is None:
        return Readings(work.known, None)
    return Readings(work.known | read.found, read.problems)


def _reader(
    codebook: Codebook, pipeline: str, codes: Collection[str] | None
) -> Callable[[list[TurnToRead]], Readings]:
    engine = engine_of(codebook, pipeline)
    return lambda turns: Readings(engine.read(turns, codes), engine.unsupported)


def engine_of(codebook: Codebook, pipeline: str) -> SuggestionEngine:
    """Return a codebook's engine; loads spaCy."""
    from kodierung.matching.engine import SuggestionEngine

    return SuggestionEngine(codebook, pipeline)


_readers: list[Callable[[list[TurnToRead]], Readings]] = []
"""The reader of a worker process; one per process because building it takes seconds."""


def _start_worker(
    codebook: Codebook, pipeline: str, codes: Collection[str] | None
) -> None:
    # Ctrl-C goes to all processes of a terminal; only the first one has words for it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _readers[:] = [_reader(codebook, pipeline, codes)]


def _read_in_worker(turns: list[TurnToRead]) -> Readings:
    return _readers[0](turns)
