"""`kodierung verify`: is everything as it was stored?"""

from __future__ import annotations

import typer

from kodierung.cli.options import open_project


def verify(ctx: typer.Context) -> None:
    """Check that texts, codings and files agree; exit code 1 if not.

    Example: kodierung verify
    """
    from kodierung.cli.output import say, show_problems
    from kodierung.workflow import verify as workflow

    problems = workflow.verify(open_project(ctx))
    show_problems(problems)
    if problems:
        raise typer.Exit(1)
    say("Every text, every coding and every file is as it was stored.")
