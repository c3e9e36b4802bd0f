"""`kodierung history`: what was done to a study."""

from __future__ import annotations

from typing import Annotated

import typer

from kodierung.cli.options import (
    CodeOption,
    JsonOption,
    TranscriptOption,
    open_project,
    whose_work,
)


def history(
    ctx: typer.Context,
    transcript: TranscriptOption = None,
    code: CodeOption = None,
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="NAME", help="Only what this coder did."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Only from then on: 2026-11-22."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help="Only so many; else 20, with --json all."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what was done to the study, latest first; the numbers are for undo.

    Example: kodierung history --transcript FG01

    Example: kodierung history --code traeger.kooperation --coder A --since 2026-11-22
    """
    from kodierung.cli.output import write_json_lines, write_table
    from kodierung.workflow.history import HistoryFilter, list_history

    project = open_project(ctx)
    only = whose_work(ctx, project, coder)
    shown = limit if limit is not None or as_json else 20
    records = list_history(
        project,
        HistoryFilter(transcript, code, coder, since, shown, only),
    )
    if as_json:
        write_json_lines(records)
        return
    write_table(
        ["No.", "When (UTC)", "By", "*What"],
        [
            (
                r["number"],
                r["time"][:16].replace("T", " "),
                r["coder"],
                "\n".join((_heading(r), *r["changes"])),
            )
            for r in records
        ],
        right=["No."],
        lines=True,
    )


def _heading(record: dict[str, object]) -> str:
    return f"{record['verb']}{' (undone)' if record['undone'] else ''}"
