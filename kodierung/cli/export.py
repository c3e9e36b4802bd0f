"""`kodierung export`: transcripts for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kodierung.cli.options import WhoseOption, open_project
from kodierung.cli.project_exchange import QDPX, AnonymousOption, TargetOption


def export(
    ctx: typer.Context,
    format_name: Annotated[
        str, typer.Argument(metavar="FORMAT", help="maxqda, f4, md, vtt or qdpx.")
    ],
    transcripts: Annotated[
        list[str] | None,
        typer.Argument(metavar="TRANSCRIPT", help="Which; all if none is named."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE|DIR", help="Write a file, or into a folder."
        ),
    ] = None,
    target: TargetOption = "",
    coder: WhoseOption = None,
    anonymous: AnonymousOption = False,
) -> None:
    """Write transcripts for other programs, or all of the study as a project.

    Transcripts, a paragraph per turn with its time: maxqda, for MAXQDA's import of
    focus groups; f4, text with `#00:01:02-5#`; md, Markdown; vtt, subtitles with
    voices, which need times.

    qdpx: a project of REFI-QDA with all transcripts, codes, confirmed codings of all
    coders, memos, people and attributes. What will not arrive stands beside it.

    Whatever a file would not give back is named. A single transcript is printed
    when no output is named.

    Example: kodierung export maxqda -o exports

    Example: kodierung export qdpx -o exports/study.qdpx --for maxqda

    Example: kodierung export vtt FG01.txt -o FG01.vtt
    """
    from kodierung.cli.output import say, show_problems, write_bytes
    from kodierung.errors import UsageError
    from kodierung.workflow.export_transcripts import export_transcripts

    project = open_project(ctx)
    if format_name == QDPX:
        from kodierung.cli.project_exchange import export_project

        if transcripts:
            raise UsageError("A project holds all transcripts; name none.")
        export_project(ctx, project, output, target, coder, anonymous=anonymous)
        return
    made = export_transcripts(project, format_name, transcripts or (), output)
    for one in made:
        show_problems(one.problems)
    if output is None and len(made) > 1:
        raise UsageError(
            f"{len(made)} transcripts cannot be printed at once.",
            hint="Name a folder, such as -o exports, or a single transcript.",
        )
    for one in made:
        if one.path is None:
            write_bytes(one.data)
        else:
            say(f"{'Replaced' if one.replaced else 'Written'}: {one.path}")
    if not made:
        say("The study has no transcripts yet.")
