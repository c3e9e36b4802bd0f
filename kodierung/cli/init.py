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
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE.qdpx", help="Make it of this project."),
    ] = None,
) -> None:
    """Make an empty study with a commented codebook to start from.

    With --from a project of REFI-QDA becomes the study: its codes, texts, codings,
    memos, people and attributes.

    Example: kodierung init meine-studie --title "Zusammenarbeit" --coder AB

    Example: kodierung init aus-maxqda --from MeinProjekt.qdpx
    """
    from kodierung.cli.output import say, show_problems
    from kodierung.workflow import init as workflow

    target = (caller(ctx).folder / folder).resolve()
    name = coder or caller(ctx).coder or ""
    if source is not None:
        _of_project(target, source, title, language, name)
        return
    project = workflow.init(target, title or target.name, language, name)
    warning = project.cloud_warning()
    show_problems([warning] if warning else [])
    say(f"A new study in {target}.")
    say(f"1. Describe your codes in {project.settings.codebook}.")
    say("2. kodierung codebook check")
    say("3. kodierung import FILE... --set KEY=VALUE")
    say("4. kodierung suggest")


def _of_project(
    target: Path, source: Path, title: str, language: str, coder: str
) -> None:
    """Make a study of another program's project, and tell what became of it."""
    from kodierung.cli.output import say
    from kodierung.cli.project_exchange import read_file, show
    from kodierung.workflow.exchange.projects import begin

    taken = read_file(source)
    project, brought = begin(target, taken, language, title=title, coder=coder)
    say(f"A new study in {target}, coded with {project.settings.codebook}.")
    show(brought)
