"""`kodierung review`: decide, code and read on the screen."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    CodeOption,
    CoderOption,
    TranscriptOption,
    coder_name,
    open_project,
)

if TYPE_CHECKING:
    from kodierung.workflow.desk.desk import Desk


class Order(StrEnum):
    """What the suggestions can be ordered by."""

    place = "place"
    code = "code"
    score = "score"
    informative = "informative"


def review(
    ctx: typer.Context,
    transcript: TranscriptOption = None,
    code: CodeOption = None,
    order: Annotated[
        Order, typer.Option("--order", help="Which suggestions come first.")
    ] = Order.place,
    reading: Annotated[
        bool,
        typer.Option("--reading", help="Read turn by turn, suggestions hidden."),
    ] = False,
    sample: Annotated[
        int | None,
        typer.Option(
            "--sample",
            metavar="N",
            min=1,
            help="Read N turns drawn from those where nothing is marked.",
        ),
    ] = None,
    plain: Annotated[
        bool,
        typer.Option("--plain", help="Ask line by line, for screen readers, scripts."),
    ] = False,
    light: Annotated[
        bool | None,
        typer.Option("--light/--dark", help="Colours; else as the terminal tells."),
    ] = None,
    coder: CoderOption = None,
) -> None:
    """Decide on suggestions, code by hand and read, on the whole screen.

    Everything is stored the moment it is done. The key ? shows all keys, q leaves.

    Example: kodierung review

    Example: kodierung review --code traeger.kooperation --order informative

    Example: kodierung review --reading --transcript FG01_traeger_leitung

    Example: kodierung review --sample 20
    """
    from kodierung.errors import UsageError
    from kodierung.workflow.desk.opening import open_desk

    if plain and (reading or sample):
        raise UsageError(
            "--reading and --sample need the screen.",
            "Leave out --plain; `kodierung transcripts sample` lists drawn turns.",
        )
    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    with open_desk(project, name, transcript, code, order.value) as desk:
        if plain:
            from kodierung.cli.review_plain import review_plain

            review_plain(desk)
        else:
            _on_screen(desk, reading, sample, is_light() if light is None else light)


def is_light() -> bool:
    """Tell whether the terminal says that its ground is light; many say nothing."""
    import os

    return os.environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")


def _on_screen(desk: Desk, reading: bool, sample: int | None, light: bool) -> None:
    """Review on the screen and say what it came to.

    Raises:
        UsageError: There is no terminal.
        CodingError: There is no turn to draw.
    """
    import sys

    from kodierung.cli.output import say
    from kodierung.errors import CodingError, UsageError
    from kodierung.text import counted

    if not all(s.isatty() for s in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            "The review needs a terminal.", "`kodierung review --plain` does without."
        )
    from kodierung.review.app import review

    drawn = desk.sample(sample).turns if sample else ()
    if sample and not drawn:
        raise CodingError(
            f"{desk.coder} has read, coded or suggestions for every turn of five words "
            "or more.",
            hint="There is nothing left to draw.",
        )
    summary = review(desk, reading=reading, drawn=drawn, light=light)
    dropped = counted(summary.dropped, "correction")
    say(
        f"{counted(summary.decided, 'suggestion')} decided by {desk.coder}, "
        f"{summary.open} open."
        + (f" {dropped} not accepted, so dropped." if summary.dropped else "")
    )
