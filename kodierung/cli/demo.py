"""`kodierung demo`: the whole way of the data on the example study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kodierung.cli.options import caller


def demo(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new folder for the example.")
    ] = Path("kodierung-demo"),
) -> None:
    """Make a whole example study and print its table of factors.

    Eight fictional focus groups are imported, codes are suggested, a coder's codings
    are taken in, and the factor matrix is written in every format.

    Example: kodierung demo
    """
    from kodierung.cli.matrix import print_matrix
    from kodierung.cli.output import progress_line, say
    from kodierung.workflow import demo as workflow

    target = caller(ctx).folder / folder
    with progress_line() as progress:
        report = workflow.demo(target, say, progress)
    found = report.comparison
    say(f"Suggested {report.suggestions} passages, each with its rule and reason.")
    say(
        f"Against coder {workflow.CODER}: of {found.suggestions} suggestions for codes "
        f"she used, {found.suggestions_met} ({found.precision:.0%}) meet one of her "
        f"codings; of her {found.codings} codings, {found.codings_met} "
        f"({found.recall:.0%}) were suggested."
    )
    say(
        f"Imported her {report.codings} codings; {report.settled} suggestions are "
        f"recorded as decided by them, {report.suggestions - report.settled} stay open."
    )
    print_matrix(report.matrix)
    exports = report.project.exports
    say(f"\nThe table in every format: {exports}")
    for name in report.exports:
        say(f"  {name}")
    say(
        f"\nLook around: kodierung -C {target} status"
        f"\n             kodierung -C {target} suggestions --status open"
    )
