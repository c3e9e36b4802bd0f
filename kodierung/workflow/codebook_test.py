"""Try a codebook's rules on its own examples and tests.

An anchor example should be suggested with its code, a counterexample should not, and
what stands under `tests` must hold. A suggestion for a subcode counts for the codes
above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kodierung.errors import Problem
from kodierung.matching.engine import SuggestionEngine
from kodierung.model import Codebook, Speaker, Transcript, Turn
from kodierung.text import digest
from kodierung.workflow.codebook import read_codebook

PassageKind = Literal["example", "counterexample", "test"]

_MODERATOR = "I"


@dataclass(frozen=True, slots=True)
class Passage:
    """Something to be tried.

    Attributes:
        kind: Where in the codebook it stands.
        line: Its line there.
        text: What somebody says.
        code: Whose example or counterexample it is; empty for a test.
        wanted: Codes to be suggested.
        unwanted: Codes not to be; of a test without codes: all.
        who: Attributes of the speaker.
        question: The moderator's words before.
    """

    kind: PassageKind
    line: int
    text: str
    code: str = ""
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    who: Mapping[str, str] = field(default_factory=dict)
    question: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a passage.

    Attributes:
        passage: As in the codebook.
        found: Code to the rule that suggested it, of everything suggested.
        missing: Wanted codes that were not suggested.
        beside: Unwanted codes that were.
        rules: The rules that suggested wanted or unwanted codes.
    """

    passage: Passage
    found: Mapping[str, str]
    missing: tuple[str, ...]
    beside: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether everything was as it should be."""
        return not self.missing and not self.beside


@dataclass(frozen=True, slots=True)
class CodebookTrial:
    """All trials of a codebook in the order of its lines, and what else to know."""

    codebook: Codebook
    trials: tuple[Trial, ...]
    problems: tuple[Problem, ...]

    def of(self, kind: PassageKind) -> list[Trial]:
        """Return the trials of one kind."""
        return [trial for trial in self.trials if trial.passage.kind == kind]


def try_codebook(path: Path, pipeline: str = "") -> CodebookTrial:
    """Try a codebook file's rules on its examples and tests.

    Args:
        path: The codebook.
        pipeline: A trained language pipeline: a package, a folder, or `blank` for none;
            empty for the best one installed.

    Raises:
        StudyError: The file cannot be read.
        CodebookError: It has faults.
        PipelineError: The pipeline is not there or cannot be used.
    """
    codebook, problems = read_codebook(path)
    engine = SuggestionEngine(codebook, pipeline)
    passages = sorted(passages_of(codebook), key=lambda passage: passage.line)
    found = _suggested(engine, passages)
    trials = (_trial(codebook, p, f) for p, f in zip(passages, found, strict=True))
    return CodebookTrial(codebook, tuple(trials), (*problems, *engine.unsupported))


def passages_of(codebook: Codebook) -> Iterator[Passage]:
    """Yield the examples, counterexamples and tests of a codebook.

    Those of a factor are tried as said by somebody whose words count for it.
    """
    for code in codebook.codes.values():
        for line, text in zip(code.example_lines, code.examples, strict=True):
            yield Passage("example", line, text, code.id, (code.id,), who=code.where)
        lines = code.counterexample_lines
        for line, text in zip(lines, code.counterexamples, strict=True):
            yield Passage(
                "counterexample", line, text, code.id, (), (code.id,), who=code.where
            )
    for test in codebook.tests:
        anything = not test.codes and not test.never
        unwanted = tuple(codebook.codes) if anything else test.never
        yield Passage(
            "test", test.line, test.text, "", test.codes, unwanted, test.who,
            test.question,
        )  # fmt: skip


def _trial(codebook: Codebook, passage: Passage, found: Mapping[str, str]) -> Trial:
    suggested: dict[str, list[str]] = {}
    for code, rule in found.items():
        for each in codebook.with_ancestors(code):
            suggested.setdefault(each, []).append(rule)
    asked = (*passage.wanted, *passage.unwanted)
    rules = (rule for code in asked for rule in suggested.get(code, ()))
    return Trial(
        passage,
        found,
        missing=tuple(code for code in passage.wanted if code not in suggested),
        beside=tuple(code for code in passage.unwanted if code in suggested),
        rules=tuple(dict.fromkeys(rules)),
    )


def _suggested(
    engine: SuggestionEngine, passages: Sequence[Passage]
) -> list[dict[str, str]]:
    """Return the suggested codes of each passage with the rules that suggested them."""
    found: list[dict[str, str]] = [{} for _ in passages]
    numbers = range(len(passages))
    # A question would be taken for that of the passages behind it as well.
    alone = [[n] for n in numbers if passages[n].question]
    together = [n for n in numbers if not passages[n].question]
    for group in (together, *alone):
        transcript, places = _conversation([passages[n] for n in group])
        for suggestion in engine.suggest(transcript):
            number = group[places[suggestion.turn]]
            found[number].setdefault(suggestion.code, suggestion.rule)
    return found


def _conversation(passages: Iterable[Passage]) -> tuple[Transcript, dict[int, int]]:
    """Return the passages as turns of one conversation, and turn number to passage."""
    text = ""
    turns: list[Turn] = []
    places: dict[int, int] = {}
    labels: dict[tuple[tuple[str, str], ...], str] = {}
    for number, passage in enumerate(passages):
        who = tuple(sorted(passage.who.items()))
        label = labels.setdefault(who, f"B{len(labels) + 1}")
        for speaker, words in ((_MODERATOR, passage.question), (label, passage.text)):
            if words:
                start, end = len(text), len(text) + len(words)
                turns.append(Turn(len(turns) + 1, speaker, start, end))
                text += f"{words}\n\n"
        places[len(turns)] = number
    speakers = (
        Speaker(_MODERATOR, "moderator"),
        *(Speaker(label, attributes=dict(who)) for who, label in labels.items()),
    )
    name = "examples"
    return Transcript(name, name, text, digest(text), tuple(turns), speakers), places
