"""`kodierung code`: coding by hand."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kodierung.cli.options import (
    CodeOption,
    CoderOption,
    JsonOption,
    TranscriptOption,
    WhoseOption,
    coder_name,
    open_project,
)

app = typer.Typer(no_args_is_help=True, help="Code by hand: add, list, remove, choose.")

IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The coding's id, or how it begins.")
]


@app.command("add")
def add(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Id of the code.")],
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT")],
    quote: Annotated[
        str | None, typer.Option("--quote", help="The words, as transcribed.")
    ] = None,
    start: Annotated[
        int | None, typer.Option("--start", help="First character, counted from 0.")
    ] = None,
    end: Annotated[
        int | None, typer.Option("--end", help="Character after the last one.")
    ] = None,
    occurrence: Annotated[
        int | None, typer.Option("--occurrence", help="Which one, if words recur.")
    ] = None,
    memo: Annotated[str, typer.Option("--memo", help="A note on this coding.")] = "",
    coder: CoderOption = None,
) -> None:
    """Code a passage, named by its words or by offsets.

    Example: kodierung code add role.markt FG01.txt --quote "Wir sind Dienstleister"
    """
    from kodierung.cli.output import say, show_problems
    from kodierung.workflow import code as workflow

    project = open_project(ctx)
    place = workflow.Place(quote, start, end, occurrence)
    coding, remarks = workflow.add(
        project, code, transcript, place, coder_name(ctx, project, coder), memo
    )
    show_problems(remarks)
    say(f"Coded as {coding.id[:8]}: {coding.transcript}, {coding.code}")


@app.command("list")
def list_(
    ctx: typer.Context,
    coder: WhoseOption = None,
    code: CodeOption = None,
    transcript: TranscriptOption = None,
    as_json: JsonOption = False,
) -> None:
    """List codings, of all coders unless one is named.

    Example: kodierung code list --coder A --code traeger.kooperation.inhibiting
    """
    from kodierung.cli.output import place, write_json_lines, write_table
    from kodierung.text import on_one_line
    from kodierung.workflow.codings import CodingFilter, list_codings

    records = list_codings(open_project(ctx), CodingFilter(coder, code, transcript))
    if as_json:
        write_json_lines(records)
        return
    write_table(
        ["Coding", "*Passage and code"],
        [
            (
                f"{r['id'][:8]}  {r['coder']}\n"
                f"{place(r['transcript'], r['turn'], ', '.join(r['speakers']))}",
                "\n".join((on_one_line(r["quote"]), f"→ {r['code']}", *_remarks(r))),
            )
            for r in records
        ],
        lines=True,
    )


def _remarks(record: dict[str, Any]) -> list[str]:
    remarks = []
    if record["status"] == "detached":
        remarks.append("detached: these words are no longer in the transcript")
    if record["statement"]:
        remarks.append("chosen as the theme's statement")
    if record["memo"]:
        remarks.append(f"memo: {record['memo']}")
    return remarks


@app.command("remove")
def remove(ctx: typer.Context, coding: IdArgument, coder: CoderOption = None) -> None:
    """Take back one of your codings.

    Example: kodierung code remove 3f2a91bc
    """
    from kodierung.cli.output import say
    from kodierung.workflow import code as workflow

    project = open_project(ctx)
    removed = workflow.remove(project, coding, coder_name(ctx, project, coder))
    say(f"Removed: {removed.id[:8]} {removed.code} ({removed.transcript})")


@app.command("choose")
def choose(
    ctx: typer.Context,
    coding: IdArgument,
    no: Annotated[bool, typer.Option("--no", help="No longer, after all.")] = False,
    coder: CoderOption = None,
) -> None:
    """Use a coding's words as its theme's statement in the matrix.

    Example: kodierung code choose 3f2a91bc
    """
    from kodierung.cli.output import say
    from kodierung.text import shortened
    from kodierung.workflow import code as workflow

    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    chosen, replaced = workflow.choose(project, coding, name, chosen=not no)
    what = "No statement any more" if no else "Statement"
    say(f"{what}: “{shortened(chosen.quote, 120)}” ({chosen.code})")
    if replaced is not None:
        say(f"In place of {replaced.id[:8]}: “{shortened(replaced.quote, 120)}”")
