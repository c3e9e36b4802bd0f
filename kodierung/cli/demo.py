"""`kodierung demo`: the whole way of the data on the example study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kodierung.cli.options import caller


def demo(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="A new folder for the example.")
    ] = Path("kodierung-demo"),
) -> None:
    """Make a whole example study and print its table of factors.

    Eight fictional focus groups are imported, codes are suggested, a coder's codings
    are taken in, and the factor matrix is written in every format.

    Example: kodierung demo
    """
    from kodierung.cli.matrix import print_matrix
    from kodierung.cli.output import say
    from kodierung.cli.suggest import progress_line
    from kodierung.workflow import demo as workflow

    target = caller(ctx).folder / folder
    with progress_line() as progress:
        report = workflow.demo(target, say, progress)
    found = report.comparison
    say(
        f"Suggested {found.suggestions} passages; {found.suggestions_met} of them "
        f"({found.precision:.0%}) meet a coding of coder {workflow.CODER}, and "
        f"{found.codings_met} of her {found.codings} codings ({found.recall:.0%}) "
        "were among the suggestions."
    )
    say(
        f"Imported coder {workflow.CODER}'s {report.codings} codings; "
        f"{report.settled} suggestions are recorded as decided by them, "
        f"{found.suggestions - report.settled} stay open."
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
