"""What the rules suggest on interviews of other fields, where all of it is wrong."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kodierung.analysis.intervals import Interval, of_count
from kodierung.errors import Problem, TranscriptError
from kodierung.model import Codebook, Suggestion, Transcript
from kodierung.project import Project, is_clutter
from kodierung.text import counted, words
from kodierung.workflow.codes import codes_under
from kodierung.workflow.progress import Progress
from kodierung.workflow.read import Reading, read_file

_MOST_LISTED = 5


@dataclass(frozen=True, slots=True)
class AlarmRate:
    """How often something was suggested.

    Attributes:
        name: A perspective's or a file's.
        words: The participants' words; moderators are never suggested on.
        alarms: Suggestions on them.
    """

    name: str
    words: int
    alarms: int

    @property
    def per_thousand(self) -> float:
        """Alarms per 1,000 words."""
        return 1000 * self.alarms / self.words if self.words else 0.0

    @property
    def interval(self) -> Interval:
        """95 % interval of it, alarms taken as a Poisson count."""
        each = 1000 / self.words if self.words else 0.0
        found = of_count(self.alarms)
        return Interval(each * found.low, each * found.high)


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """How often rules suggest something where nothing is to be found.

    Attributes:
        perspectives: The rate if all speakers had this perspective, the worst first.
        files: Each file's rate under the worst perspective.
        codes: Code to alarms under it, the most frequent first.
        rules: Rule to alarms under it, the most frequent first.
        problems: What is worth knowing of the files.
    """

    perspectives: tuple[AlarmRate, ...]
    files: tuple[AlarmRate, ...]
    codes: Mapping[str, int]
    rules: Mapping[str, int]
    problems: tuple[Problem, ...]


def false_alarms(
    project: Project,
    paths: Iterable[Path],
    codes: Sequence[str] = (),
    progress: Progress | None = None,
) -> FalseAlarms:
    """Count what the rules suggest on interviews of other fields.

    Nothing says whose words these interviews hold, and rules are meant for the words of
    one perspective. So they are gone through once for each perspective, as if all of
    their speakers belonged to it.

    Args:
        project: The study whose codebook is asked.
        paths: Files, or folders with all that lies in them, read as `match` reads them;
            what is no transcript is left out.
        codes: Code ids or paths above them; empty for all.
        progress: Told after each file and perspective.

    Raises:
        StudyError: A file cannot be read.
        TranscriptError: None of them is a transcript.
        CodingError: A code does not exist.
    """
    from kodierung.matching.engine import SuggestionEngine

    codebook = project.load_codebook()
    wanted = frozenset[str]().union(*(codes_under(codebook, c) for c in codes)) or None
    transcripts, problems = _interviews(paths)
    engine = SuggestionEngine(codebook, project.pipeline)
    perspectives = _perspectives(codebook)
    total = len(perspectives) * len(transcripts)
    found: dict[str, list[list[Suggestion]]] = {name: [] for name in perspectives}
    for name, where in perspectives.items():
        for transcript in transcripts:
            here = _as_if(transcript, where)
            found[name].append(engine.suggest(here, wanted))
            if progress:
                progress(here.name, sum(map(len, found.values())), total)
    return _report(transcripts, found, (*problems, *engine.unsupported))


def _interviews(paths: Iterable[Path]) -> tuple[list[Transcript], list[Problem]]:
    """Return what are transcripts, named by where they lie, and what is amiss."""
    files = _files(paths)
    within = os.path.commonpath([path.parent for path in files]) if files else ""
    transcripts: list[Transcript] = []
    problems: list[Problem] = []
    left_out: dict[str, list[str]] = defaultdict(list)
    for path in files:
        name = path.relative_to(within).as_posix()
        try:
            read = read_file(path, Reading())
        except TranscriptError as error:
            why = error.message.removeprefix(f"{path.name}: ").rstrip(".")
            left_out[why].append(name)
            continue
        transcripts.append(replace(read.transcript, name=name))
        short = read.transcript.name
        problems += [
            replace(p, place=name + p.place.removeprefix(short))
            if p.place.startswith(short)
            else p
            for p in read.problems
        ]
    why = "; ".join(f"{_listed(names)} ({why})" for why, names in left_out.items())
    if not transcripts:
        raise TranscriptError(
            f"There is no transcript here: {why or 'the folder holds no file'}.",
            hint="Name interviews, or a folder that holds some.",
        )
    if why:
        left = counted(sum(map(len, left_out.values())), "file")
        problems.insert(0, Problem(left, f"left out: {why}", severity="warning"))
    return transcripts, problems


def _files(paths: Iterable[Path]) -> list[Path]:
    """Return the files meant, each once; a folder stands for all files below it."""
    found: list[Path] = []
    for path in map(Path.absolute, paths):
        inside = sorted(path.rglob("*")) if path.is_dir() else ()
        found += [
            file
            for file in inside
            if file.is_file() and not any(map(is_clutter, file.relative_to(path).parts))
        ]
        found += [] if path.is_dir() else [path]
    return list({path.resolve(): path for path in found}.values())


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_LISTED
    shown = ", ".join(names[:_MOST_LISTED])
    return f"{shown} and {more} more" if more > 0 else shown


def _perspectives(codebook: Codebook) -> dict[str, Mapping[str, str]]:
    """Return the attributes of each perspective's speakers by its label."""
    asked = {p.label: p.where for p in codebook.perspectives if p.where}
    return asked or {"": {}}


def _as_if(transcript: Transcript, where: Mapping[str, str]) -> Transcript:
    return replace(transcript, attributes={**transcript.attributes, **where})


def _report(
    transcripts: Sequence[Transcript],
    found: Mapping[str, Sequence[Sequence[Suggestion]]],
    problems: tuple[Problem, ...],
) -> FalseAlarms:
    spoken = [_participants_words(t) for t in transcripts]
    rates = [
        AlarmRate(name, sum(spoken), sum(map(len, files)))
        for name, files in found.items()
    ]
    rates.sort(key=lambda rate: -rate.alarms)
    worst = found[rates[0].name]
    alarms = [s for here in worst for s in here]
    return FalseAlarms(
        perspectives=tuple(rates),
        files=tuple(
            AlarmRate(t.name, said, len(here))
            for t, said, here in zip(transcripts, spoken, worst, strict=True)
        ),
        codes=_most_first(s.code for s in alarms),
        rules=_most_first(s.rule for s in alarms),
        problems=problems,
    )


def _most_first(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _participants_words(transcript: Transcript) -> int:
    participants: Collection[str] = {s.label for s in transcript.participants()}
    return sum(
        words(transcript.quote(turn.segment))
        for turn in transcript.turns
        if turn.speaker in participants
    )
