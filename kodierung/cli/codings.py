"""`kodierung codings`: codings from and to files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kodierung.cli.codebook_edit import CheckOption
from kodierung.cli.options import (
    CodeOption,
    CoderOption,
    JsonOption,
    SkipBadOption,
    TranscriptOption,
    WhoseOption,
    caller,
    open_project,
    whose_work,
)
from kodierung.errors import UsageError
from kodierung.project import Project

app = typer.Typer(no_args_is_help=True, help="Exchange codings.")


SettleOption = Annotated[
    bool,
    typer.Option(
        "--decide-suggestions",
        help="Record suggestions that these codings answer as decided.",
    ),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="THEIRS=CODE", help="One of their codes is this one."
    ),
]
DocumentsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--documents",
        metavar="THEIRS=NAME",
        help="One of their documents is this transcript.",
    ),
]
NotFoundOption = Annotated[
    Path | None,
    typer.Option(
        "--not-found", metavar="FILE", help="Write what was not found (.csv, .jsonl)."
    ),
]


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="JSON lines, or another program's work."),
    ],
    coder: CoderOption = None,
    settle: SettleOption = False,
    skip_bad: SkipBadOption = False,
    mapped: MapOption = None,
    documents: DocumentsOption = None,
    not_found: NotFoundOption = None,
    check: CheckOption = False,
    as_json: JsonOption = False,
) -> None:
    """Bring codings into the study, the whole file or nothing of it.

    From kodierung: JSON lines. Each holds transcript, code, quote and coder; start and
    end, or occurrence, where the quotation is not unique.

    From Taguette: the project (SQLite), or highlights as CSV, XLSX or HTML. From
    QualCoder and qc: the project's folder. From MAXQDA: coded segments as XLSX. Else a
    table with the columns document, code and quotation; speaker helps.

    Example: kodierung codings import codings_A.jsonl

    Example: kodierung codings import taguette.sqlite3 --coder B --check
    """
    from kodierung.formats.coded.recognise import read_work

    project = open_project(ctx)
    work = read_work(file)
    if work is None:
        if mapped or documents or not_found or check or as_json:
            raise UsageError(
                f"{file} holds JSON lines; --map, --documents, --not-found, --check "
                "and --json are for the work of other programs."
            )
        _import_lines(project, file, coder, skip_bad=skip_bad, settle=settle)
        return
    from kodierung.cli.codings_taken import documents_of, fail, show, write_not_found
    from kodierung.workflow.exchange.codebooks import maps_of
    from kodierung.workflow.exchange.coded import Meant, take_work, whose_to_show

    meant = Meant(coder, maps_of(mapped or []), documents_of(documents or []))
    taken = take_work(
        project, work, meant, skip_bad=skip_bad, settle_suggestions=settle, check=check
    )
    only = whose_to_show(project, caller(ctx).coder)
    show(taken, file, only, as_json=as_json, check=check)
    if not_found is not None:
        write_not_found(taken, file, not_found, only)
    fail(taken, skip_bad=skip_bad)


def _import_lines(
    project: Project, file: Path, coder: str | None, *, skip_bad: bool, settle: bool
) -> None:
    """Import JSON lines, and tell what became of them."""
    from kodierung.cli.output import say, show_problems
    from kodierung.text import counted
    from kodierung.workflow.codings import import_codings

    report = import_codings(
        project, file, coder, skip_bad=skip_bad, settle_suggestions=settle
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
