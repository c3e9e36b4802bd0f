"""`kodierung undo`, `redo` and `forget`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import CoderOption, coder_name, open_project
from kodierung.errors import UsageError

if TYPE_CHECKING:
    from kodierung.project import Project
    from kodierung.workflow.undo import Undone

NumberArgument = Annotated[
    int | None,
    typer.Argument(metavar="NUMBER", help="As `kodierung history` counts; else last."),
]


def undo(
    ctx: typer.Context, number: NumberArgument = None, coder: CoderOption = None
) -> None:
    """Take back what one command did, the last one if no number is given.

    Runs of suggest are not taken back; files in transcripts/ stay as they are.

    Example: kodierung undo
    """
    from kodierung.workflow import undo as workflow

    project = open_project(ctx)
    _tell("Undone", workflow.undo(project, number, _who(ctx, project, coder)))


def redo(
    ctx: typer.Context, number: NumberArgument = None, coder: CoderOption = None
) -> None:
    """Make again what was taken back with undo.

    Example: kodierung redo
    """
    from kodierung.workflow import undo as workflow

    project = open_project(ctx)
    _tell("Made again", workflow.redo(project, number, _who(ctx, project, coder)))


def forget(
    ctx: typer.Context,
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT")],
    coder: CoderOption = None,
) -> None:
    """Remove the earlier words of a corrected transcript from the database.

    For names that were taken out. Its updates cannot be undone afterwards. Quotations
    of codings and in the history stay, and so do files in transcripts/.

    Example: kodierung forget FG01
    """
    from kodierung.cli.output import say
    from kodierung.workflow import undo as workflow

    project = open_project(ctx)
    gone = workflow.forget(project, transcript, _who(ctx, project, coder))
    say(f"{gone.transcript}: earlier versions removed: {gone.versions}")
    for file in gone.files:
        say(f"  still there: {file}; delete it yourself if its words must go")
    say("  still there: what the history quotes, and the words of detached codings")


def _who(ctx: typer.Context, project: Project, coder: str | None) -> str:
    """Return who asks; what nobody was named for needs no name."""
    try:
        return coder_name(ctx, project, coder)
    except UsageError:
        if coder is not None:
            raise
        return ""


def _tell(word: str, undone: Undone) -> None:
    from kodierung.cli.output import say

    say(f"{word}: {undone.number}, {undone.verb} of {undone.time[:16]}")
    for change in undone.changes:
        say(f"  {change}")
    if undone.passed_over:
        runs = ", ".join(map(str, undone.passed_over))
        say(
            f"Suggestions are not undone (suggest: {runs}); "
            "run `kodierung suggest` for the text as it is now."
        )
