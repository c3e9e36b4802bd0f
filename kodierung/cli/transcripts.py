"""`kodierung transcripts`: list them, print a settled text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kodierung.cli.options import (
    EncodingOption,
    FormatOption,
    JsonOption,
    ModeratorOption,
    open_project,
    reading,
    study_around,
)

app = typer.Typer(invoke_without_command=True, no_args_is_help=False)


@app.callback()
def transcripts(ctx: typer.Context, as_json: JsonOption = False) -> None:
    """List the study's transcripts, or print one's settled text.

    Example: kodierung transcripts

    Example: kodierung transcripts text FG01_traeger_leitung.txt
    """
    if ctx.invoked_subcommand is not None:
        return
    from kodierung.cli.output import clock, write_json_lines, write_table
    from kodierung.workflow.listing import list_transcripts

    records = list_transcripts(open_project(ctx))
    if as_json:
        write_json_lines(records)
        return
    write_table(
        ["*Transcript", "Group", "Attributes", "Turns", "Words", "Length"],
        [
            (
                r["transcript"],
                r["group"],
                ", ".join(r["attributes"].values()),
                r["turns"],
                r["words"],
                clock(r["seconds"]),
            )
            for r in records
        ],
        right=["Turns", "Words", "Length"],
    )


@app.command("text")
def text(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="FILE|NAME", help="A file, or a transcript.")
    ],
    format_name: FormatOption = None,
    encoding: EncodingOption = None,
    moderators: ModeratorOption = None,
) -> None:
    """Print the settled text that offsets refer to, character for character.

    A file is read as `import` would read it here; it needs no study for that.

    Example: kodierung transcripts text interview.docx
    """
    from kodierung.cli.output import write_bytes
    from kodierung.workflow.listing import settled_text, settled_text_of_file

    if Path(name).is_file():
        how = reading(format_name, encoding, None, None, moderators)
        found = settled_text_of_file(Path(name), how, study_around(ctx))
    else:
        found = settled_text(open_project(ctx), name)
    write_bytes(found.encode())
