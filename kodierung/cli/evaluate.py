"""`kodierung evaluate`: how good suggestions are."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    CoderOption,
    JsonOption,
    caller,
    must_see,
    open_project,
)

if TYPE_CHECKING:
    from kodierung.project import Project
    from kodierung.workflow.evaluate import EvaluationRequest


class Source(StrEnum):
    """What suggestions come from."""

    rule = "rule"
    similar = "similar"
    learned = "learned"


def evaluate(
    ctx: typer.Context,
    more: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="More interviews for --others."),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="CODER|FILE",
            help="Whose codings: of this study, or of a file of codings.",
        ),
    ] = None,
    codes: Annotated[
        list[str] | None,
        typer.Option("--code", metavar="CODE", help="Only this code, or all below."),
    ] = None,
    transcripts: Annotated[
        list[str] | None,
        typer.Option("--transcript", metavar="NAME", help="Only this transcript."),
    ] = None,
    sources: Annotated[
        list[Source] | None,
        typer.Option(
            "--source",
            metavar="rule|similar|learned",
            help="Only suggestions that come from this.",
        ),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option(
            "--queue",
            metavar="N",
            min=1,
            help="How many of the queue; else as many as there are codings.",
        ),
    ] = None,
    learned: Annotated[
        bool,
        typer.Option(
            "--learned",
            help="Learn from all focus groups but one, and measure in that one.",
        ),
    ] = False,
    others: Annotated[
        list[Path] | None,
        typer.Option(
            "--others",
            metavar="PATH",
            help="Interviews of another field: count the false alarms on them.",
        ),
    ] = None,
    coder: CoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare suggestions with somebody's codings; nothing is stored.

    What the figures mean is said in docs/evaluation.md.

    Example: kodierung evaluate --against A

    Example: kodierung evaluate --against codings_B.jsonl --source rule --json

    Example: kodierung evaluate --others nursing/*.docx
    """
    from kodierung.errors import UsageError
    from kodierung.workflow.evaluate import EvaluationRequest

    if against is None and not others:
        raise UsageError(
            "Nothing is named to compare the suggestions with.",
            "Say whose codings with --against, or other interviews with --others.",
        )
    if against is None and learned:
        raise UsageError(
            "--learned needs somebody's codings.", "Say whose with --against."
        )
    if more and not others:
        raise UsageError(
            f"It is not said what {more[0]} is for.",
            "Write --others before interviews of another field.",
        )
    project = open_project(ctx)
    if against is not None:
        asking = must_see(ctx, project, against, coder).coder
        request = EvaluationRequest(
            against=against,
            codes=tuple(codes or ()),
            transcripts=tuple(transcripts or ()),
            sources=tuple(source.value for source in sources or ()),
            depth=depth,
            asking=asking,
        )
        _show_evaluation(project, request, as_json)
        if learned:
            _show_learned(project, request, coder or caller(ctx).coder, as_json)
    if others:
        _show_false_alarms(project, [*others, *(more or ())], codes or [], as_json)


def _show_evaluation(
    project: Project, request: EvaluationRequest, as_json: bool
) -> None:
    from kodierung.cli.evaluation_tables import print_evaluation
    from kodierung.cli.output import show_problems, write_json_lines
    from kodierung.workflow import evaluate as workflow
    from kodierung.workflow.evaluation_records import evaluation_records

    found = workflow.evaluate(project, request)
    show_problems(found.material.problems)
    if as_json:
        write_json_lines(evaluation_records(found))
    else:
        print_evaluation(found)


def _show_learned(
    project: Project, request: EvaluationRequest, coder: str | None, as_json: bool
) -> None:
    from kodierung.cli.evaluation_tables import print_learned
    from kodierung.cli.output import progress_line, write_json_lines
    from kodierung.workflow.evaluate_learned import evaluate_learned
    from kodierung.workflow.evaluation_records import learned_records

    with progress_line() as progress:
        found = evaluate_learned(project, request, coder, progress)
    if as_json:
        write_json_lines(learned_records(found))
    else:
        print_learned(found)


def _show_false_alarms(
    project: Project, paths: list[Path], codes: list[str], as_json: bool
) -> None:
    from kodierung.cli.evaluation_tables import print_false_alarms
    from kodierung.cli.output import progress_line, show_problems, write_json_lines
    from kodierung.workflow.evaluation_records import alarm_records
    from kodierung.workflow.false_alarms import false_alarms

    with progress_line() as progress:
        found = false_alarms(project, paths, codes, progress)
    show_problems(found.problems)
    if as_json:
        write_json_lines(alarm_records(found))
    else:
        print_false_alarms(found)
