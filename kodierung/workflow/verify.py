"""Compare what the database holds with itself, its history and the transcripts' files.

Decisions, codings, memos and reading marks are what the history makes of them, replayed
from its beginning; quotations lie on their words; texts are what their files give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kodierung.analysis.abridgement import still_abridged
from kodierung.errors import Problem
from kodierung.model import Coding, Memo, Suggestion, Transcript
from kodierung.project import Project
from kodierung.store.store import Source, Store
from kodierung.store.transcripts import transcript_state
from kodierung.text import digest
from kodierung.workflow.progress import Progress, telling
from kodierung.workflow.replay import REMEDY, Replay, Thing
from kodierung.workflow.reread import reread


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what was found.

    Attributes:
        problems: Every difference; warnings are doubts that accuse nobody.
        checked: How much of what was looked at, by name.
    """

    problems: tuple[Problem, ...]
    checked: Mapping[str, int]

    @property
    def is_sound(self) -> bool:
        """Whether nothing differs."""
        return all(problem.severity == "warning" for problem in self.problems)


def verify(project: Project, progress: Progress | None = None) -> Verified:
    """Look for differences between history, tables, texts and files.

    Args:
        project: The study; others who want to write wait for the first half of it.
        progress: Told how far it is.
    """
    with project.open_store() as store:
        with store.snapshot():
            check = _Check(store, telling(progress, "history"))
        names = list(check.digests)
        for done, name in enumerate(names):
            if progress:
                progress(name, done, len(names))
            check.problems += _file(project, store, check, name)
    return Verified(tuple(check.problems), dict(check.checked))


class _Check:
    """What is looked at in one state of the database.

    Attributes:
        problems: What differs.
        checked: How much was looked at.
        digests: Transcript to what its text's digest should be.
        sources: Transcript to its file.
        well_told: Transcripts of which the history tells how their files were read.
    """

    def __init__(self, store: Store, tell: Any) -> None:
        self.problems: list[Problem] = []
        self.checked = Counter[str]()
        self.digests: dict[str, str] = {}
        self.sources = store.sources()
        self._store = store
        replay = Replay()
        last = store.last_event()
        for event in store.all_events():
            replay.take(event)
            if event.number % 1000 == 0:
                tell(event.number, last)
        replay.compare("transcript", self._transcripts())
        replay.compare("coding", self._counted("coding", store.coding_states()))
        replay.compare("decision", self._decisions())
        replay.compare("memo", self._counted("memo", store.memo_states()))
        replay.compare("reading", self._reading())
        self.problems += replay.problems
        self.problems += _kept(store)
        self.checked["event"] = replay.taken
        self.well_told = {
            thing[1]
            for thing, state in replay.states.items()
            if thing[0] == "transcript" and "source" in state
        }

    def _transcripts(self) -> Iterator[tuple[Thing, Mapping[str, Any]]]:
        """Yield transcripts, each looked at with all that lies on it."""
        store, misplaced = self._store, set(self._store.misplaced())
        for name in store.transcript_names():
            transcript = store.transcript(name)
            assert transcript is not None  # noqa: S101 - its name was just read
            self.checked["transcript"] += 1
            self.problems += _text(transcript)
            for coding in store.codings(transcript=name):
                self.problems += _coding(coding, transcript, coding.id in misplaced)
            suggestions = store.suggestions("", transcript=name)
            self.checked["suggestion"] += len(suggestions)
            memos = [memo for memo, _ in store.memos_in(name)]
            self.problems += _quotations(transcript, [*suggestions, *memos])
            source = self.sources.get(name)
            if source is None:
                told = "where it came from is not noted any more"
                self.problems.append(Problem(name, told, REMEDY))
                continue
            self.digests[name] = transcript.digest
            yield ("transcript", name), transcript_state(transcript, source)

    def _decisions(self) -> Iterator[tuple[Thing, Mapping[str, Any]]]:
        for suggestion, coder in self._store.unknown_suggestions():
            place = f"decision of {coder} on suggestion {suggestion[:8]}"
            self.problems.append(Problem(place, "the suggestion is gone", REMEDY))
        for subject, state in self._store.decision_states():
            self.checked["decision"] += 1
            yield ("decision", subject, str(state["coder"])), state

    def _counted(
        self, kind: str, states: Iterable[tuple[str, Mapping[str, Any]]]
    ) -> Iterator[tuple[Thing, Mapping[str, Any]]]:
        for subject, state in states:
            self.checked[kind] += 1
            yield (kind, subject), state

    def _reading(self) -> Iterator[tuple[Thing, Mapping[str, Any]]]:
        for name, coder, turn in self._store.read_marks():
            self.checked["turn read"] += 1
            yield ("reading", name, coder, turn), {"read": True}


def _file(
    project: Project, store: Store, check: _Check, name: str
) -> Iterator[Problem]:
    """Compare a transcript with its file, unless somebody has replaced it meanwhile."""
    transcript = store.transcript(name)
    if transcript is not None and transcript.digest == check.digests[name]:
        source: Source = check.sources[name]
        yield from reread(project, transcript, source, told=name in check.well_told)


def _kept(store: Store) -> Iterator[Problem]:
    """Name what is kept for undoing and is not what was kept, or is gone."""
    for name in store.damaged_versions():
        told = "the words kept of an earlier version are not those that were stored"
        yield Problem(name, told, REMEDY)
    for file, text in store.damaged_codebooks():
        told = f"the version {text[:8]} that is kept to be put back is damaged or gone"
        yield Problem(file, told, REMEDY)


def _text(transcript: Transcript) -> Iterator[Problem]:
    if digest(transcript.text) != transcript.digest:
        told = "the settled text is not the one that was stored"
        yield Problem(transcript.name, told, REMEDY)
    if any(not 0 <= t.start <= t.end <= len(transcript.text) for t in transcript.turns):
        yield Problem(transcript.name, "turns lie outside the text", REMEDY)


def _coding(
    coding: Coding, transcript: Transcript, misplaced: bool
) -> Iterator[Problem]:
    if misplaced or transcript.quote(coding.segment) != coding.quote:
        fault = "does not lie on its words"
    elif not transcript.turns_in(coding.segment):
        fault = "lies outside every turn"
    elif still_abridged(coding) != coding:
        yield Problem(
            f"{transcript.name}:{coding.start}",
            f"coding {coding.id[:8]} is abridged to what was not said so",
            f"abridge it anew: `kodierung statements abridge {coding.id[:8]}`",
        )
        return
    else:
        return
    yield Problem(
        f"{transcript.name}:{coding.start}",
        f"coding {coding.id[:8]} {fault}",
        f'put it there with `kodierung code move {coding.id[:8]} --quote "…"`',
    )


def _quotations(
    transcript: Transcript, quoted: Iterable[Suggestion | Memo]
) -> Iterator[Problem]:
    """Name suggestions and memos that do not lie on their words."""
    for one in quoted:
        if one.status == "detached" or transcript.quote(one.segment) == one.quote:
            continue
        kind = "memo" if isinstance(one, Memo) else "suggestion"
        yield Problem(
            f"{transcript.name}:{one.start}",
            f"{kind} {one.id[:8]} does not lie on its words",
            REMEDY if kind == "memo" else "run `kodierung suggest`",
        )
