"""`kodierung import`: transcripts into the study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    EncodingOption,
    FormatOption,
    ModeratorOption,
    NamePatternOption,
    SetOption,
    SkipBadOption,
    open_project,
    reading,
)

if TYPE_CHECKING:
    from kodierung.workflow.import_ import ImportedFile


def import_(
    ctx: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Files or folders.")
    ],
    format_name: FormatOption = None,
    assignments: SetOption = None,
    name_pattern: NamePatternOption = None,
    moderators: ModeratorOption = None,
    encoding: EncodingOption = None,
    update: Annotated[
        bool,
        typer.Option("--update", help="Take changed files, or other --set, anew."),
    ] = False,
    skip_bad: SkipBadOption = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only show what would be imported.")
    ] = False,
) -> None:
    """Bring transcripts into the study: all of them or none.

    Text (`B1: …`, f4 with `#00:01:23-4#`, `[00:01:12] TN3 (w): …`), DOCX, WebVTT, SRT.
    The files are copied into transcripts/ and never changed.

    Example: kodierung import interviews/ --name-pattern 'FG{group}_{perspective}'

    Example: kodierung import FG01.docx --set perspective=traeger --set group=FG01
    """
    from kodierung.cli.output import progress_line, say, show_problems
    from kodierung.workflow.import_ import import_transcripts

    project = open_project(ctx)
    how = reading(format_name, encoding, assignments, name_pattern, moderators)
    with progress_line() as progress:
        report = import_transcripts(
            project,
            paths,
            how,
            update=update,
            skip_bad=skip_bad,
            check=check,
            progress=progress,
        )
    _print_files(report.files)
    for file in report.files:
        show_problems(file.problems)
        if file.version is not None and file.version.detached:
            say(
                f"warning: {file.name}: codings now detached, because it is not sure "
                f"where their words are: {len(file.version.detached)} "
                "(kodierung code list)"
            )
    show_problems(report.problems)
    if check:
        say("Nothing was stored.")
    if report.refused:
        raise typer.Exit(1)


def _print_files(files: tuple[ImportedFile, ...]) -> None:
    """Print what became of each file."""
    from kodierung.cli.output import clock, write_table
    from kodierung.workflow.listing import duration

    rows: list[tuple[object, ...]] = []
    for file in files:
        found = file.transcript
        if found is None:
            rows.append((file.name, file.status, *[""] * 4))
            continue
        people = len(found.participants())
        rows.append(
            (
                file.name,
                file.status,
                " ".join(part for part in (found.format, found.encoding) if part),
                len(found.turns),
                f"{people} + {len(found.speakers) - people}",
                clock(duration(found)),
            )
        )
    write_table(
        ["*Transcript", "Status", "Read as", "Turns", "People", "Length"],
        rows,
        right=["Turns", "Length"],
    )
