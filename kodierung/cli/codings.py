"""`kodierung codings`: codings from and to files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kodierung.cli.options import (
    CodeOption,
    CoderOption,
    SkipBadOption,
    TranscriptOption,
    WhoseOption,
    open_project,
    whose_work,
)

app = typer.Typer(no_args_is_help=True, help="Exchange codings as JSON lines.")


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines.")],
    coder: CoderOption = None,
    settle: Annotated[
        bool,
        typer.Option(
            "--decide-suggestions",
            help="Record suggestions that these codings answer as decided.",
        ),
    ] = False,
    skip_bad: SkipBadOption = False,
) -> None:
    """Bring codings into the study, the whole file or nothing of it.

    Each line holds transcript, code, quote and coder; start and end, or occurrence,
    where the quotation is not unique.

    Example: kodierung codings import codings_A.jsonl
    """
    from kodierung.cli.output import say, show_problems
    from kodierung.text import counted
    from kodierung.workflow.codings import import_codings

    report = import_codings(
        open_project(ctx),
        file,
        coder,
        skip_bad=skip_bad,
        settle_suggestions=settle,
    )
    show_problems(report.problems)
    were = "was" if report.known == 1 else "were"
    told = f"{counted(len(report.added), 'coding')} imported"
    say(f"{told}; {report.known} {were} there already.")
    if settle:
        say(f"{counted(report.settled, 'suggestion')} recorded as decided.")
    if any(p.severity == "error" for p in report.problems):
        raise typer.Exit(1)


@app.command("export")
def export(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Else printed.")
    ] = None,
    coder: WhoseOption = None,
    code: CodeOption = None,
    transcript: TranscriptOption = None,
) -> None:
    """Write codings as JSON lines, of all coders unless one is named.

    Example: kodierung codings export exports/codings_A.jsonl --coder A
    """
    from kodierung.cli.output import json_lines, write_output
    from kodierung.workflow.codings import CodingFilter, list_codings

    project = open_project(ctx)
    only = whose_work(ctx, project, coder)
    whose = coder if only is None else only
    records = list_codings(project, CodingFilter(whose, code, transcript))
    to_stdout = file is None or str(file) == "-"
    write_output(json_lines(records), None if to_stdout else file)
