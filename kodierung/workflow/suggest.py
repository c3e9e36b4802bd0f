"""Make suggestions for a study's transcripts: one transaction per transcript.

A transcript that was analysed with the same rules, engine and description before is
skipped, so that an interrupted run goes on where it stopped. Of a new version of a
transcript only the turns that changed are read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from kodierung.errors import Problem, UsageError
from kodierung.matching.turns import (
    carried_out_by,
    fingerprint,
    packed,
    suggestions_of,
    turns_to_read,
    unpacked,
)
from kodierung.model import Codebook, Suggestion, Transcript
from kodierung.project import Project, read_file
from kodierung.store.store import Change, Store
from kodierung.text import short_id
from kodierung.workflow.attributes import SUGGESTED, undescribed
from kodierung.workflow.codes import codes_under, find_transcript
from kodierung.workflow.progress import Progress
from kodierung.workflow.workers import Readings, Work, engine_of, readings

if TYPE_CHECKING:
    from kodierung.workflow.learned import Learner

# What is kept between runs so that no turn is read twice.
_FOUND: Final = "findings:"
_UNSUPPORTED: Final = "unsupported"
_TOLD: Final = "told"


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
    coder: str | None = None,
) -> SuggestReport:
    """Make suggestions and keep them.

    Open suggestions are replaced; those that somebody decided on stay as they are.

    Args:
        project: The study.
        transcripts: Names; empty for all.
        codes: Code ids or paths above them; empty for all.
        jobs: Number of processes.
        progress: Told after each transcript.
        coder: Who does it; else whom the environment or kodierung.yaml names.

    Raises:
        CodingError: A transcript or code does not exist.
        PipelineError: The study's language pipeline is not there or cannot be used.
    """
    book = read_file(project.codebook_path())
    who = project.coder_if_named(coder)
    with project.open_store() as store:
        run = _Run(project, store, _chosen(store, transcripts), codes, book, who)
        told = run.told_before()
        if told is None:
            return run.carry_out(jobs, progress)
        return SuggestReport({}, tuple(t.name for t in run.chosen), told)


@dataclass(frozen=True, slots=True)
class _Run:
    """What is asked for, and of what.

    Attributes:
        project: The study.
        store: Its store.
        chosen: The transcripts in question, their texts left out.
        codes: As `suggest` is given them.
        book: The codebook's file.
        coder: Who asks, or `""`.
    """

    project: Project
    store: Store
    chosen: Sequence[Transcript]
    codes: Sequence[str]
    book: bytes
    coder: str

    def carry_out(self, jobs: int, progress: Progress | None) -> SuggestReport:
        """Analyse what is not up to date."""
        from kodierung.codebook.load import load_codebook

        project, store, chosen = self.project, self.store, self.chosen
        codebook, _ = load_codebook(self.book, project.settings.codebook)
        pipeline = project.pipeline
        wanted = _wanted_codes(codebook, self.codes)
        mark = fingerprint(codebook, wanted, pipeline)
        marks = {t.name: _mark(mark, t) for t in chosen}
        stale = _stale(store, marks)
        learner, doubts = _learner(project, store, codebook) if stale else (None, [])
        works = _works(store, stale, codebook, mark)
        done: dict[str, int] = {}
        for work, read in readings(
            works, codebook, pipeline, wanted, min(jobs, len(stale))
        ):
            name = work.transcript.name
            found = suggestions_of(work.transcript, work.turns, read.found)
            if learner:
                found = learner.add(work.transcript, found, wanted)
            with store.writing("suggest", self.coder) as change:
                here = store.transcript(name)
                if here is None or here.digest != work.transcript.digest:
                    continue  # a new version came in meanwhile; the next run takes it
                both = [*_others_open(store, name, wanted), *found]
                change.set_suggestions(name, both, marks[name])
                _remember(change, work, read, mark, codebook.digest)
            done[name] = len(found)
            if progress:
                progress(name, len(done), len(stale))
        unsupported = _unsupported(store, codebook, pipeline, mark)
        unknown = undescribed(chosen, codebook, SUGGESTED)
        if done:
            self._remember_told(marks, codebook.language, [*unsupported, *unknown])
        return SuggestReport(
            done,
            tuple(name for name in marks if name not in done),
            (*unsupported, *doubts, *unknown),
        )

    def told_before(self) -> tuple[Problem, ...] | None:
        """Return what is to be told where nothing is to do, None if that is not known.

        To know it takes no codebook, which would take longer to read than all the rest.
        """
        key = self._key(self.store.analysed())
        packet = self.store.remembered(_TOLD, [key]).get(key)
        if packet is None:
            return None
        told = json.loads(packet)
        by = carried_out_by(told["language"], self.project.pipeline)
        if told["by"] != list(by):
            return None
        return tuple(Problem(**problem) for problem in told["problems"])

    def _remember_told(
        self, marks: Mapping[str, str], language: str, problems: Iterable[Problem]
    ) -> None:
        """Keep what the next run tells if it has nothing to do."""
        told = {
            "language": language,
            "by": carried_out_by(language, self.project.pipeline),
            "problems": [asdict(problem) for problem in problems],
        }
        with self.store.writing("suggest", self.coder) as change:
            change.remember(_TOLD, {self._key(marks): json.dumps(told).encode()})

    def _key(self, marks: Mapping[str, str]) -> str:
        """Return what the question and the study are known by.

        Args:
            marks: What the transcripts are analysed with.
        """
        return short_id(
            sha256(self.book).hexdigest(),
            self.project.settings.codebook,
            sorted(self.codes),
            [(t.name, marks.get(t.name), _mark("", t)) for t in self.chosen],
        )


def outdated(
    store: Store,
    codebook: Codebook,
    pipeline: str = "",
    described: Iterable[Transcript] | None = None,
) -> list[str]:
    """Return the transcripts that `suggest` has to go through, by name.

    Args:
        store: The study's.
        codebook: The one in use; suggestions for some of its codes only are no answer.
        pipeline: The study's language pipeline.
        described: All transcripts, if they have been read already.
    """
    mark = fingerprint(codebook, None, pipeline)
    known = store.descriptions() if described is None else described
    return _stale(store, {t.name: _mark(mark, t) for t in known})


def _stale(store: Store, marks: Mapping[str, str]) -> list[str]:
    """Return which transcripts are not analysed with these marks, by name."""
    analysed = store.analysed()
    return [name for name, mark in marks.items() if analysed.get(name) != mark]


def _learner(
    project: Project, store: Store, codebook: Codebook
) -> tuple[Learner | None, list[Problem]]:
    """Return what was learned from whoever codes here, and what is amiss with it."""
    try:
        stored = store.ranker(project.coder(None))
    except UsageError:
        return None, []
    if stored is None:
        return None, []
    from kodierung.workflow.learned import learner_of

    return learner_of(project, store, codebook, stored)


def _chosen(store: Store, names: Sequence[str]) -> list[Transcript]:
    """Return the transcripts named, or all, without their texts."""
    described = store.descriptions()
    if not names:
        return described
    wanted = dict.fromkeys(find_transcript(store, name).name for name in names)
    by_name = {transcript.name: transcript for transcript in described}
    return [by_name[name] for name in wanted]


def _works(
    store: Store, names: Iterable[str], codebook: Codebook, mark: str
) -> Iterator[Work]:
    """Yield transcripts one by one, with what is remembered of their turns."""
    for name in names:
        transcript = store.transcript(name)
        if transcript is not None:
            turns = turns_to_read(transcript, codebook)
            packet = store.remembered(_FOUND + mark, [name]).get(name)
            yield Work(transcript, turns, unpacked(packet) if packet else {})


def _remember(change: Change, work: Work, read: Readings, mark: str, book: str) -> None:
    """Keep what was found, and what rules were not carried out."""
    name = work.transcript.name
    here = {turn.key: read.found[turn.key] for turn in work.turns}
    change.remember(_FOUND + mark, {name: packed(here)})
    if read.problems is not None:
        told = json.dumps([(p.place, p.message) for p in read.problems])
        kept = {short_id(book, mark): told.encode()}
        change.remember(_UNSUPPORTED, kept)


def _unsupported(
    store: Store, codebook: Codebook, pipeline: str, mark: str
) -> list[Problem]:
    """Return which rules are not carried out, without an engine if it is known."""
    key = short_id(codebook.digest, mark)
    packet = store.remembered(_UNSUPPORTED, [key]).get(key)
    if packet is None:
        return list(engine_of(codebook, pipeline).unsupported)
    return [
        Problem(place, message, severity="warning")
        for place, message in json.loads(packet)
    ]


def _wanted_codes(codebook: Codebook, codes: Sequence[str]) -> frozenset[str] | None:
    if not codes:
        return None
    return frozenset().union(*(codes_under(codebook, c) for c in codes))


def _mark(found_with: str, transcript: Transcript) -> str:
    """Return what must be the same for a transcript not to be analysed again."""
    people = [
        (s.label, s.kind, sorted(transcript.attributes_of(s.label).items()))
        for s in transcript.speakers
    ]
    return short_id(found_with, transcript.digest, people)


def _others_open(
    store: Store, transcript: str, wanted: Collection[str] | None
) -> list[Suggestion]:
    """Return the suggestions for codes that this run does not look for."""
    if wanted is None:
        return []
    return [
        s for s in store.suggestions("", transcript=transcript) if s.code not in wanted
    ]
