"""`kodierung status`: a study at a glance."""

from __future__ import annotations

from dataclasses import asdict

import typer

from kodierung.cli.options import JsonOption, open_project


def status(ctx: typer.Context, as_json: JsonOption = False) -> None:
    """Show what the study holds and what is not as it should be.

    Example: kodierung status
    """
    from kodierung.cli.output import show_problems, write_json_lines, write_table
    from kodierung.workflow import status as workflow

    found = workflow.status(open_project(ctx))
    faulty = any(p.severity == "error" for p in found.problems)
    if as_json:
        record = asdict(found) | {"folder": str(found.folder)}
        write_json_lines([record])
        raise typer.Exit(1 if faulty else 0)
    rows: list[tuple[str, object]] = [
        ("Study", found.title),
        ("Folder", found.folder),
        ("Codebook", found.codebook),
        ("Language pipeline", found.pipeline or "kodierung's own"),
        ("Transcripts", f"{found.transcripts} of {found.groups} groups"),
        ("Analysed", f"{found.analysed} of {found.transcripts} transcripts"),
        ("Suggestions", found.suggestions),
    ]
    rows += [(f"Decisions by {c}", n) for c, n in found.decisions.items()]
    rows += [(f"Codings by {c}", n) for c, n in found.codings.items()]
    write_table(["What", "*How many"], rows)
    show_problems(found.problems)
    if faulty:
        raise typer.Exit(1)
