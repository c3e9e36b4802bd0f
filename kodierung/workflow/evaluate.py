"""How good suggestions are, measured by a coder's codings; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kodierung.analysis.confusion import Confusion, confusion
from kodierung.analysis.intervals import ENOUGH_GROUPS, Interval, wilson
from kodierung.analysis.quality import Quality, RuleFigures, measure, rule_figures
from kodierung.analysis.ranking import Calibration, calibration, found_by, in_queue
from kodierung.errors import CodingError, Problem, did_you_mean
from kodierung.model import Codebook, Coding, Suggestion, SuggestionSource
from kodierung.project import Project, tidy_name
from kodierung.store.store import Store
from kodierung.text import counted
from kodierung.workflow.blind import sees_others
from kodierung.workflow.codes import (
    codes_under,
    find_transcript,
    under_present_names,
)
from kodierung.workflow.codings import read_codings
from kodierung.workflow.identity import key_of
from kodierung.workflow.status import unknown_codes
from kodierung.workflow.suggest import outdated


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """What is to be compared with what.

    Attributes:
        against: A coder of the study, or a file of codings.
        codes: Code ids or paths above them; empty for all.
        transcripts: Names; empty for all in which the coder coded.
        sources: What suggestions come from; empty for all.
        depth: How many of the queue; None for as many as there are codings.
        asking: Who asks, if not whose codings they are; blind, the decisions of others
            are left out of the figures.
    """

    against: str
    codes: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    sources: tuple[SuggestionSource, ...] = ()
    depth: int | None = None
    asking: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """What is compared.

    Attributes:
        coder: Whose codings.
        known: Whether she is a coder of the study, and not only of a file.
        suggestions: Those that can be right or wrong.
        codings: Hers, each once.
        groups: Transcript to focus group, for the transcripts compared.
        codebook: The study's.
        problems: What was left out, and what is doubtful.
    """

    coder: str
    known: bool
    suggestions: tuple[Suggestion, ...]
    codings: tuple[Coding, ...]
    groups: Mapping[str, str]
    codebook: Codebook
    problems: tuple[Problem, ...] = ()

    def comparable(self, suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
        """Return those suggestions that the codings can judge."""
        codes = {c.code for c in self.codings}
        return tuple(
            s for s in suggestions if s.code in codes and s.transcript in self.groups
        )


@dataclass(frozen=True, slots=True)
class Depth:
    """What is found by who works through the beginning of the queue.

    Attributes:
        first: How many suggestions from the top.
        there: How many of them there are.
        found: How many codings they find.
        codings: Of how many.
    """

    first: int
    there: int
    found: int
    codings: int

    @property
    def recall(self) -> float:
        """Share of the codings found."""
        return self.found / self.codings

    @property
    def interval(self) -> Interval:
        """Wilson's 95 % interval of it."""
        return wilson(self.found, self.codings)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good suggestions are.

    Attributes:
        material: What was compared.
        quality: Overall, by code, by source.
        rules: Each rule's figures, the worst first.
        confusion: What met what where suggestions and codings do not agree.
        queue: What is found within the first n, 2n and 3n.
        calibration: Whether the learned scores are what they say; None where they are
            only a rank.
    """

    material: Material
    quality: Quality
    rules: tuple[RuleFigures, ...]
    confusion: Confusion
    queue: tuple[Depth, ...]
    calibration: Calibration | None


def evaluate(project: Project, request: EvaluationRequest) -> Evaluation:
    """Compare the suggestions that the study holds with a coder's codings.

    Current suggestions count whether anybody decided on them or not.

    Args:
        project: The study.
        request: What is compared.

    Raises:
        CodingError: The coder has no codings here, the file cannot be read, or a code
            or transcript does not exist.
    """
    with project.open_store() as store, store.snapshot():
        material = gather(project, store, request)
        asking = request.asking or material.coder
        seen = sees_others(project, store, asking)
        decisions = store.decisions(None if seen else asking)
        calibrated = is_calibrated(store, material.coder)
    suggestions, codings = material.suggestions, material.codings
    return Evaluation(
        material=material,
        quality=measure(suggestions, codings, material.groups),
        rules=tuple(rule_figures(suggestions, codings, decisions)),
        confusion=confusion(suggestions, codings, material.codebook),
        queue=depths(in_queue(suggestions), codings, request.depth),
        calibration=calibration(suggestions, codings) if calibrated else None,
    )


def depths(
    queue: Sequence[Suggestion], codings: Sequence[Coding], depth: int | None
) -> tuple[Depth, ...]:
    """Return what is found within the first n, 2n and 3n of a queue.

    Args:
        queue: Suggestions in order.
        codings: At least one.
        depth: n; None for the number of codings.
    """
    found = [0, *found_by(queue, codings)]
    firsts = [times * (depth or len(codings)) for times in (1, 2, 3)]
    return tuple(
        Depth(first, there, found[there], len(codings))
        for first in firsts
        for there in [min(first, len(queue))]
    )


def is_calibrated(store: Store, coder: str) -> bool:
    """Tell whether what was learned from a coder gives probabilities."""
    learned = store.ranker(coder)
    return learned is not None and learned.report.get("calibrated") is True


def gather(project: Project, store: Store, request: EvaluationRequest) -> Material:
    """Return what can be compared, with a word on everything that is left out.

    Raises:
        CodingError: See `evaluate`.
    """
    codebook = project.load_codebook()
    wanted = _Wanted(store, codebook, request)
    read, known, problems = _codings(store, codebook, request.against)
    problems += unknown_codes((c.code for c in read), codebook)
    codings = tuple({key_of(c): c for c in read if wanted.has(c)}.values())
    if not codings:
        raise CodingError(
            f"{request.against} has no codings of what is to be compared.",
            hint="Leave out --code and --transcript, or see `kodierung code list`.",
        )
    described = {t.name: t.group for t in store.descriptions()}
    names = wanted.transcripts or {c.transcript for c in codings}
    suggestions = [s for s in store.suggestions("") if wanted.has(s)]
    material = Material(
        coder=codings[0].coder,
        known=known,
        suggestions=(),
        codings=codings,
        groups={name: described[name] for name in sorted(names)},
        codebook=codebook,
    )
    comparable = material.comparable(suggestions)
    problems += [
        *_outdated(
            [n for n in outdated(store, codebook, project.pipeline) if n in names]
        ),
        *_left_out(material, suggestions),
        *_few_groups(material),
        *_known_before(store, material.coder, comparable),
    ]
    return replace(material, suggestions=comparable, problems=tuple(problems))


class _Wanted:
    """Tells what was asked for from what was not.

    Attributes:
        transcripts: Full names; empty for all.
    """

    def __init__(
        self, store: Store, codebook: Codebook, request: EvaluationRequest
    ) -> None:
        asked = [codes_under(codebook, code) for code in request.codes]
        self._codes = frozenset[str]().union(*asked) if asked else codebook.codes.keys()
        self._sources = request.sources
        self.transcripts = {find_transcript(store, t).name for t in request.transcripts}

    def has(self, one: Coding | Suggestion) -> bool:
        """Tell whether a coding or suggestion was asked for."""
        if self.transcripts and one.transcript not in self.transcripts:
            return False
        if self._sources and isinstance(one, Suggestion):
            return one.source in self._sources and one.code in self._codes
        return one.code in self._codes


def _codings(
    store: Store, codebook: Codebook, against: str
) -> tuple[list[Coding], bool, list[Problem]]:
    """Return somebody's codings, whether she is a coder of the study, and doubts.

    Raises:
        CodingError: There is no such coder or file, or the file has faults.
    """
    coders = store.coders()
    coder = tidy_name(against)
    if coders.get(coder):
        return under_present_names(store.codings(coder), codebook), True, []
    path = Path(against)
    if not path.is_file():
        raise CodingError(
            f'"{against}" is neither a coder with codings in this study nor a file.',
            hint=did_you_mean(coder, list(coders))
            or f"Coders here are {', '.join(coders) or 'none yet'}.",
        )
    # A file without names is its own coder's.
    codings, problems = read_codings(store, codebook, path, coder=path.stem)
    faults = [p for p in problems if p.severity == "error"]
    if faults:
        raise CodingError(
            f"{path}: {counted(len(faults), 'coding')} cannot be placed in this study.",
            hint="Mend the lines, or import the transcripts they are of.",
            problems=faults,
        )
    names = sorted({c.coder for c in codings})
    if len(names) > 1:
        raise CodingError(
            f"{path} holds codings of {' and '.join(names)}; they cannot be mixed.",
            hint="Write those of one: kodierung codings export FILE --coder NAME.",
        )
    return codings, False, list(problems)


def _outdated(names: Sequence[str]) -> Iterator[Problem]:
    if names:
        yield Problem(
            _some(names),
            "what is suggested here was not made with the codebook and the transcript "
            "as they are now, or not for all codes",
            "run `kodierung suggest`",
            "warning",
        )


def _left_out(
    material: Material, suggestions: Iterable[Suggestion]
) -> Iterator[Problem]:
    """Tell of suggestions that the codings cannot judge."""
    coded = {c.code for c in material.codings}
    elsewhere = [s for s in suggestions if s.transcript not in material.groups]
    unused = Counter(
        s.code
        for s in suggestions
        if s.transcript in material.groups and s.code not in coded
    )
    if unused:
        listed = ", ".join(f"{code} ({n})" for code, n in sorted(unused.items()))
        yield Problem(
            "codes",
            f"left out: {counted(unused.total(), 'suggestion')} of codes that "
            f"{material.coder} never used: {listed}",
            severity="warning",
        )
    if elsewhere:
        names = sorted({s.transcript for s in elsewhere})
        yield Problem(
            _some(names),
            f"left out: {counted(len(elsewhere), 'suggestion')} where {material.coder} "
            "coded nothing",
            "name the transcripts with --transcript if nothing there deserves a code",
            "warning",
        )


def _few_groups(material: Material) -> Iterator[Problem]:
    groups = len(set(material.groups.values()))
    if groups < ENOUGH_GROUPS:
        yield Problem(
            counted(groups, "focus group"),
            f"with fewer than {ENOUGH_GROUPS} the interval of F1 is not to be relied "
            "upon",
            severity="warning",
        )


def _known_before(
    store: Store, coder: str, suggestions: Iterable[Suggestion]
) -> Iterator[Problem]:
    """Tell when suggestions are measured by what they were learned from."""
    ranker = store.ranker(coder)
    learned = any(s.learned is not None for s in suggestions)
    if learned and ranker is not None and ranker.report.get("decisions"):
        yield Problem(
            "learned suggestions",
            f"they were learned from decisions of {coder}, and cannot be measured by "
            "them: what was accepted counts as found, and what was coded otherwise is "
            "not suggested again",
            "see --learned, or take --source rule",
            "warning",
        )


def _some(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
