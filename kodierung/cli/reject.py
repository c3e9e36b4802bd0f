"""`kodierung reject`: decide on suggestions without a screen."""

from __future__ import annotations

from typing import Annotated

import typer

from kodierung.cli.options import CoderOption, coder_name, open_project


def reject(
    ctx: typer.Context,
    ids: Annotated[
        list[str], typer.Argument(metavar="ID", help="Ids, or how they begin.")
    ],
    coder: CoderOption = None,
) -> None:
    """Reject suggestions: they are kept, and not asked about again.

    Example: kodierung reject 3f2a 91bc
    """
    from kodierung.cli.output import show_verdicts
    from kodierung.workflow.decide import decide

    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    show_verdicts(decide(project, ids, "rejected", name), "rejected", name)
