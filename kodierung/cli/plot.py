"""`kodierung plot`: pictures for a paper."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kodierung.cli.options import WhoseOption, coder_name, must_see, open_project


class Kind(StrEnum):
    """What a picture shows."""

    groups = "groups"
    speech = "speech"
    timeline = "timeline"
    cooccurrence = "cooccurrence"


def plot(
    ctx: typer.Context,
    kind: Annotated[Kind, typer.Argument(help="What the picture shows.")],
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="FILE", help="An .svg or .png file to write."
        ),
    ],
    codes: Annotated[
        list[str] | None,
        typer.Option(
            "--code",
            metavar="CODE",
            help="Only this code and all below; may be given several times.",
        ),
    ] = None,
    coder: WhoseOption = None,
) -> None:
    """Draw codes by group, shares of speech, the course, or codes that meet.

    An SVG stays sharp at any size and can be edited; for a PNG the package resvg-py is
    needed. What counts is what counts in the matrix and in `kodierung crosstab`.

    Example: kodierung plot groups -o exports/gruppen.svg

    Example: kodierung plot timeline --code role -o exports/verlauf.png
    """
    from kodierung.cli.output import say, write_output
    from kodierung.workflow import plot as workflow

    format_name = _format(output)
    project = open_project(ctx)
    must_see(ctx, project, coder)
    whose = coder_name(ctx, project, coder)
    picture = workflow.plot(project, whose, kind.value, codes or ())
    write_output(workflow.write_plot(picture, format_name), output)
    say(f"{picture.title}. {picture.description}")


def _format(output: Path) -> str:
    """Return the format that the file's ending says.

    Raises:
        UsageError: It says none.
    """
    from kodierung.errors import UsageError
    from kodierung.formats.plots.files import FORMATS

    ending = output.suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        raise UsageError(
            f'{output}: pictures are not written as "{output.suffix}".',
            hint="Name the file .svg or .png.",
        )
    return ending
