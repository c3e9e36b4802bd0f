"""`kodierung init`: an empty study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kodierung.cli.options import CoderOption, caller


def init(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder; made if missing.")
    ] = Path(),
    title: Annotated[
        str, typer.Option("--title", help="Title of the study; the folder's name.")
    ] = "",
    language: Annotated[
        str, typer.Option("--language", help="Language of the interviews.")
    ] = "de",
    coder: CoderOption = None,
) -> None:
    """Make an empty study with a commented codebook to start from.

    Example: kodierung init meine-studie --title "Zusammenarbeit" --coder AB
    """
    from kodierung.cli.output import say, show_problems
    from kodierung.workflow import init as workflow

    target = (caller(ctx).folder / folder).resolve()
    name = coder or caller(ctx).coder or ""
    project = workflow.init(target, title or target.name, language, name)
    warning = project.cloud_warning()
    show_problems([warning] if warning else [])
    say(f"A new study in {target}.")
    say(f"1. Describe your codes in {project.settings.codebook}.")
    say("2. kodierung codebook check")
    say("3. kodierung import FILE... --set KEY=VALUE")
    say("4. kodierung suggest")
