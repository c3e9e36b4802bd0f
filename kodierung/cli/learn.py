"""`kodierung learn`: from decisions to suggestions that need no keywords."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kodierung.cli.options import CoderOption, JsonOption, coder_name, open_project

if TYPE_CHECKING:
    from kodierung.workflow.learn import LearnReport


def learn(
    ctx: typer.Context,
    encoder: Annotated[
        str,
        typer.Option(
            "--encoder",
            metavar="E",
            help="auto, e5, use, ngrams, or the folder of a model.",
        ),
    ] = "",
    most: Annotated[
        int | None,
        typer.Option(
            "--most",
            min=0,
            metavar="N",
            help="Suggest the N best passages, not those worth a look.",
        ),
    ] = None,
    forget: Annotated[
        bool,
        typer.Option("--forget", help="Drop what was learned and what it suggested."),
    ] = False,
    coder: CoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Learn from your decisions; suggest passages that no rule finds.

    What the codebook shows in examples and what you accepted, rejected and coded
    yourself is compared with every sentence, by meaning. The first time that takes
    some minutes. What is suggested counts for nothing before you accept it. As long as
    anybody codes blind only what the codebook shows is learned from.

    Example: kodierung learn

    Example: kodierung suggestions --status open --order learned
    """
    from kodierung.cli.output import progress_line, say, write_json_lines
    from kodierung.text import counted
    from kodierung.workflow import learn as workflow

    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    if forget:
        dropped = workflow.forget(project, name)
        say(
            f"What was learned from {name} is dropped, with "
            f"{counted(dropped, 'open suggestion')}."
        )
        return
    try:
        with progress_line() as progress:
            report = workflow.learn(
                project, name, encoder=encoder, most=most, progress=progress
            )
    except KeyboardInterrupt:
        say("Interrupted; `kodierung learn` goes on where it stopped.")
        raise
    if as_json:
        write_json_lines(_records(report))
    else:
        _show_counts(report)
    for sentence in _told(report):
        say(sentence)


def _show_counts(report: LearnReport) -> None:
    """Print what there was to learn from, for the codes that were given."""
    from kodierung.cli.output import write_table
    from kodierung.workflow.learn import FEW

    rows = [
        (code, yes, no, "too few" if yes < FEW else "")
        for code, (yes, no) in report.counts.items()
        if yes
    ]
    if report.decisions and rows:
        headings = ["Sentences\nfor it", "\nagainst it"]
        write_table(["*\nCode", *headings, "\nRemark"], rows, right=headings)


def _few(report: LearnReport) -> str:
    """Return a sentence on the codes with little to learn from, if there are any."""
    from kodierung.text import counted
    from kodierung.workflow.learn import FEW

    few = [yes for yes, _ in report.counts.values() if yes < FEW]
    if not report.decisions or not few:
        return ""
    none = few.count(0)
    said = (
        "No sentence speaks"
        if none == len(few)
        else f"No sentence, or fewer than {FEW}, speak"
    )
    return (
        f"{said} for {counted(len(few), 'code')}: what is suggested there leans on the "
        "codebook."
    )


def _told(report: LearnReport) -> Iterator[str]:
    from kodierung.text import counted
    from kodierung.workflow.learn import ENOUGH_DECISIONS

    if report.decisions:
        yield (
            f"Learned from {counted(report.decisions, 'decision')} of {report.coder} "
            f"and the passages of the codebook ({report.encoder})."
        )
    elif report.blind:
        yield (
            "blind: compared with the passages of the codebook alone "
            f"({report.encoder}). The queue is everybody's; decisions are learned from "
            f"when all have revealed (still blind: {', '.join(report.blind)})."
        )
    else:
        yield (
            f"{report.coder} has decided nothing yet: compared with the passages of "
            f"the codebook alone ({report.encoder})."
        )
    if few := _few(report):
        yield few
    if report.quality:
        good = report.quality
        yield (
            f"On groups it had not seen ({good.groups} in turn), of 100 suggestions "
            f"{good.precision * 100:.0f} met a coding, and of 100 codings "
            f"{good.recall * 100:.0f} were found (F1 {good.f1:.2f})."
        )
    elif report.decisions:
        yield ("How good it is cannot be told before passages of two groups are coded.")
    if report.quality and report.quality.brier is not None:
        yield (
            "What it says of a suggestion is how likely it is right (Brier score "
            f"{report.quality.brier:.3f}; 0 would be perfect, always saying the mean "
            f"would get {report.quality.base:.3f})."
        )
    else:
        yield (
            "What it says of a suggestion is a rank, no probability, before there are "
            f"{ENOUGH_DECISIONS} decisions, and codings in two groups or more."
        )
    yield (
        f"{counted(report.new, 'new suggestion')}; nothing counts before you accept "
        "it: `kodierung suggestions --status open --order learned`."
    )
    if report.waiting:
        yield (
            f"{counted(len(report.waiting), 'transcript')} left out until "
            "`kodierung suggest` has gone through."
        )


def _records(report: LearnReport) -> Iterator[dict[str, Any]]:
    from kodierung.workflow.learn import FEW

    quality = report.quality
    yield {
        "table": "overall",
        "coder": report.coder,
        "encoder": report.encoder,
        "decisions": report.decisions,
        "groups": quality.groups if quality else 0,
        "precision": quality.precision if quality else None,
        "recall": quality.recall if quality else None,
        "f1": quality.f1 if quality else None,
        "brier": quality.brier if quality else None,
        "base": quality.base if quality else None,
        "calibrated": report.calibrated,
        "new": report.new,
        "waiting": list(report.waiting),
    }
    for code, (yes, no) in report.counts.items():
        yield {
            "table": "code",
            "code": code,
            "positive": yes,
            "negative": no,
            "few": yes < FEW,
        }
