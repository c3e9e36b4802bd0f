"""`kodierung transcripts`: list them, print a settled text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kodierung.cli.options import (
    CoderOption,
    EncodingOption,
    FormatOption,
    JsonOption,
    ModeratorOption,
    caller,
    coder_name,
    open_project,
    reading,
    study_around,
)

app = typer.Typer(invoke_without_command=True, no_args_is_help=False)


@app.callback()
def transcripts(ctx: typer.Context, as_json: JsonOption = False) -> None:
    """List the study's transcripts, or print one's settled text.

    The coder's share of reading is that of the participants' turns.

    Example: kodierung transcripts

    Example: kodierung transcripts text FG01_traeger_leitung.txt
    """
    if ctx.invoked_subcommand is not None:
        return
    from kodierung.cli.output import clock, percent, write_json_lines, write_table
    from kodierung.workflow.listing import list_transcripts

    project = open_project(ctx)
    coder = project.coder_if_named(caller(ctx).coder)
    records = list_transcripts(project, coder)
    if as_json:
        write_json_lines(records)
        return
    write_table(
        ["*Transcript", "Group", "Attributes", "Turns", "Words", "Read", "Length"],
        [
            (
                r["transcript"],
                r["group"],
                ", ".join(r["attributes"].values()),
                r["turns"],
                r["words"],
                percent(r["turns_read"], r["participants_turns"]),
                clock(r["seconds"]),
            )
            for r in records
        ],
        right=["Turns", "Words", "Read", "Length"],
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


@app.command("sample")
def sample(
    ctx: typer.Context,
    number: Annotated[
        int, typer.Argument(metavar="N", min=1, help="How many turns.")
    ] = 10,
    seed: Annotated[
        int, typer.Option("--seed", metavar="NUMBER", help="Another one draws others.")
    ] = 0,
    coder: CoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draw turns that you have not read and in which nothing is suggested or coded.

    What you find in them tells what suggestions miss. Repeated, it draws the same ones.

    Example: kodierung transcripts sample 20
    """
    from kodierung.cli.output import place, say, write_json_lines, write_table
    from kodierung.text import counted, on_one_line
    from kodierung.workflow.desk.sample import sample_turns, turn_record

    project = open_project(ctx)
    found = sample_turns(project, coder_name(ctx, project, coder), number, seed)
    if as_json:
        write_json_lines(map(turn_record, found.turns))
        return
    write_table(
        ["Turn", "*Words"],
        [
            (place(t.transcript, t.turn.number, t.turn.speaker), on_one_line(t.text))
            for t in found.turns
        ],
        lines=True,
    )
    say(f"{counted(len(found.turns), 'turn')} of {found.among} unread and unmarked.")
