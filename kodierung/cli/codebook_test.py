"""What `kodierung codebook test` prints: per code what was found, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kodierung.workflow.codebook_test import CodebookTrial, Trial

_LONGEST_PASSAGE = 90
_VERDICTS = {"example": "miss", "counterexample": "wrong", "test": "FAIL"}


def write_trials(trial: CodebookTrial, as_json: bool) -> None:
    """Print every passage with what came of it.

    Args:
        trial: Of a whole codebook.
        as_json: One JSON object per passage instead of a list to read.
    """
    from kodierung.cli.output import visible, write_json_lines, write_text

    if as_json:
        write_json_lines(_record(each) for each in trial.trials)
    elif trial.trials:
        write_text(visible("\n".join(_lines(trial))))


def summary(trial: CodebookTrial) -> str:
    """Return the figures of a whole codebook on one line."""
    figures = _figures(trial.of("example"), trial.of("counterexample"))
    tests = trial.of("test")
    return f"{figures}; {_count(tests, 'tests hold')}" if tests else figures


def _figures(examples: Sequence[Trial], counterexamples: Sequence[Trial]) -> str:
    wrong = sum(not each.holds for each in counterexamples)
    return (
        f"{_count(examples, 'examples found')}, "
        f"{wrong} of {len(counterexamples)} counterexamples suggested"
    )


def _count(trials: Sequence[Trial], what: str) -> str:
    return f"{sum(each.holds for each in trials)} of {len(trials)} {what}"


def _lines(trial: CodebookTrial) -> Iterator[str]:
    codes = trial.codebook.codes
    examples: dict[str, list[Trial]] = {code: [] for code in codes}
    counterexamples: dict[str, list[Trial]] = {code: [] for code in codes}
    for each in trial.of("example"):
        examples[each.passage.code].append(each)
    for each in trial.of("counterexample"):
        counterexamples[each.passage.code].append(each)
    for code in codes:
        right, wrong = examples[code], counterexamples[code]
        if right or wrong:
            yield f"{code}: {_figures(right, wrong)}"
            yield from map(_line, [*right, *wrong])
    if tests := trial.of("test"):
        yield f"tests: {_count(tests, 'hold')}"
        yield from map(_line, tests)


def _line(trial: Trial) -> str:
    passage = trial.passage
    verdict = "ok" if trial.holds else _VERDICTS[passage.kind]
    said = shorten(passage.text, _LONGEST_PASSAGE, placeholder=" …")
    return f"  {verdict:<5} line {passage.line} ({passage.kind}) {_why(trial)}: {said}"


def _why(trial: Trial) -> str:
    """Return which rule found the passage, or what was not as it should be."""
    if trial.holds and not trial.passage.wanted:
        return "left alone"
    missing = [f"{code} not suggested" for code in trial.missing]
    beside = [f"{code} suggested" for code in trial.beside]
    rules = [f'by rule "{rule}"' for rule in trial.rules]
    return ", ".join([*missing, *beside, *rules])


def _record(trial: Trial) -> Mapping[str, Any]:
    passage = trial.passage
    return {
        "kind": passage.kind,
        "line": passage.line,
        "code": passage.code or None,
        "text": passage.text,
        "holds": trial.holds,
        "found": [{"code": c, "rule": r} for c, r in trial.found.items()],
        "missing": list(trial.missing),
        "beside": list(trial.beside),
    }
