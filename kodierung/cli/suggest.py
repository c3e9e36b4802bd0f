"""`kodierung suggest`: suggestions for the study's transcripts."""

from __future__ import annotations

from typing import Annotated

import typer

from kodierung.cli.options import JsonOption, caller, open_project


def suggest(
    ctx: typer.Context,
    transcripts: Annotated[
        list[str] | None,
        typer.Option("--transcript", metavar="NAME", help="Only this transcript."),
    ] = None,
    codes: Annotated[
        list[str] | None,
        typer.Option("--code", metavar="CODE", help="Only this code."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, help="Transcripts analysed side by side.")
    ] = 1,
    as_json: JsonOption = False,
) -> None:
    """Suggest codes in the study's transcripts; nothing counts before you accept it.

    Interrupted with Ctrl-C it goes on next time where it stopped. What you have
    decided stays decided.

    Example: kodierung suggest

    Example: kodierung suggest --code traeger.kooperation.promoting
    """
    from kodierung.cli.output import (
        progress_line,
        say,
        show_problems,
        write_json_lines,
    )
    from kodierung.text import counted
    from kodierung.workflow import suggest as workflow

    project = open_project(ctx)
    try:
        with progress_line() as progress:
            report = workflow.suggest(
                project,
                transcripts or (),
                codes or (),
                jobs,
                progress,
                caller(ctx).coder,
            )
    except KeyboardInterrupt:
        say("Interrupted; `kodierung suggest` goes on where it stopped.")
        raise
    show_problems(report.problems)
    total = sum(report.done.values())
    say(
        f"{counted(total, 'suggestion')} in {counted(len(report.done), 'transcript')}; "
        f"{len(report.skipped)} up to date."
    )
    if as_json:
        from kodierung.workflow.listing import list_suggestions, suggestion_record

        names = {*report.done, *report.skipped}
        found = list_suggestions(project, project.settings.coder)
        write_json_lines(suggestion_record(s) for s in found if s.transcript in names)
    else:
        say("Look at them with `kodierung suggestions`.")
