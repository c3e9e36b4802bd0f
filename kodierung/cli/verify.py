"""`kodierung verify`: is everything as it was stored?"""

from __future__ import annotations

import typer

from kodierung.cli.options import JsonOption, open_project


def verify(ctx: typer.Context, as_json: JsonOption = False) -> None:
    """Check that history, codings, texts and files agree; exit code 1 if not.

    The history is replayed from its beginning and compared with what is stored, every
    quotation with its words, and every transcript with its file, read again.

    Example: kodierung verify
    """
    from dataclasses import asdict

    from kodierung.cli.output import (
        progress_line,
        say,
        show_problems,
        write_json_lines,
    )
    from kodierung.text import counted
    from kodierung.workflow import verify as workflow

    project = open_project(ctx)
    with progress_line() as progress:
        found = workflow.verify(project, progress)
    if as_json:
        write_json_lines(asdict(problem) for problem in found.problems)
    else:
        show_problems(found.problems)
    names = ("transcript", "suggestion", "coding", "decision", "memo", "event")
    listed = ", ".join(counted(found.checked.get(name, 0), name) for name in names)
    say(f"Compared: {listed}.")
    if not found.is_sound:
        raise typer.Exit(1)
    say("Every text, every coding and every file is as it was stored.")
