"""`kodierung report`: everything on one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kodierung.cli.options import WhoseOption, coder_name, must_see, open_project


def report(
    ctx: typer.Context,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="An .html file; else exports/report.html in the study.",
        ),
    ] = None,
    transcripts: Annotated[
        bool,
        typer.Option(
            "--transcripts/--no-transcripts",
            help="With whole transcripts, or with the coded passages alone.",
        ),
    ] = True,
    quotes: Annotated[
        bool,
        typer.Option(
            "--quotes/--no-quotes", help="With quotations, or with figures alone."
        ),
    ] = True,
    coder: WhoseOption = None,
) -> None:
    """Write one page with matrix, passages, transcripts, pictures and codebook.

    It works offline, in any browser, and can be printed. Every figure of the matrix
    opens its passages. Look before you hand it on: it holds what people said, their
    labels and functions. --no-transcripts and --no-quotes leave words out.

    Example: kodierung report

    Example: kodierung report --no-quotes -o exports/anhang.html
    """
    from kodierung.cli.output import say, show_problems, write_output
    from kodierung.workflow import report as workflow

    _check(output)
    project = open_project(ctx)
    # In exports/ it stays out of git, as everything that people said.
    path = output or project.exports / "report.html"
    must_see(ctx, project, coder)
    request = workflow.ReportRequest(transcripts=transcripts, quotations=quotes)
    whose = coder_name(ctx, project, coder)
    made, remarks = workflow.make_report(project, whose, request)
    show_problems(remarks)
    write_output(workflow.write_report(made), path)
    if quotes:
        what = "whole transcripts" if transcripts else "quotations"
        say(f"It holds {what}: look before you hand it on.")


def _check(output: Path | None) -> None:
    """Make sure that the file will be opened by a browser.

    Raises:
        UsageError: Its ending says otherwise.
    """
    from kodierung.errors import UsageError

    if output and output.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            f"{output}: a report is a web page.", hint="Name the file .html."
        )
