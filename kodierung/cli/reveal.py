"""`kodierung reveal`: the end of coding blind, for one coder."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kodierung.cli.options import CoderOption, coder_name, open_project


def reveal(
    ctx: typer.Context,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask; for scripts.")
    ] = False,
    coder: CoderOption = None,
) -> None:
    """See what the others coded and decided, in a study that is coded blind.

    For good: what was seen cannot be unseen, and the history says when it was.

    Example: kodierung reveal --coder A
    """
    from kodierung.cli.output import say
    from kodierung.errors import UsageError
    from kodierung.workflow import blind

    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    blind.must_be_blind(project)
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError(
                "This cannot be taken back, and there is nobody to ask.",
                hint=f"If {name} has coded what there is to code, add --yes.",
            )
        say(f"{name} will see what the others coded and decided, for good.")
        if not typer.confirm("Go on?", err=True):
            say("Nothing was changed.")
            raise typer.Exit(1)
    if blind.reveal(project, name):
        say(f"{name} sees the work of the others from now on.")
    else:
        say(f"{name} sees the work of the others already.")
