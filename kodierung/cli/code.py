"""`kodierung code`: coding by hand."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from kodierung.cli.options import (
    CodeOption,
    CoderOption,
    JsonOption,
    LimitOption,
    TranscriptOption,
    WhoseOption,
    coder_name,
    open_project,
    whose_work,
)

app = typer.Typer(
    no_args_is_help=True,
    help="Code by hand: add, list, move, remove, choose.\n\n"
    'Example: kodierung code add role.markt FG01 --quote "Wir sind Dienstleister"',
)

IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The coding's id, or how it begins.")
]


QuoteOption = Annotated[
    str | None, typer.Option("--quote", help="The words, as transcribed.")
]
StartOption = Annotated[
    int | None, typer.Option("--start", help="First character, counted from 0.")
]
EndOption = Annotated[
    int | None, typer.Option("--end", help="Character after the last one.")
]
OccurrenceOption = Annotated[
    int | None, typer.Option("--occurrence", help="Which one, if words recur.")
]


class Status(StrEnum):
    """Whether a coding has its words."""

    CONFIRMED = "confirmed"
    DETACHED = "detached"


@app.command("add")
def add(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Id of the code.")],
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT")],
    quote: QuoteOption = None,
    start: StartOption = None,
    end: EndOption = None,
    occurrence: OccurrenceOption = None,
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
    status: Annotated[
        Status | None,
        typer.Option("--status", help="Only those that have, or lost, their words."),
    ] = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List codings, of all coders unless one is named.

    Example: kodierung code list --coder A --code traeger.kooperation.inhibiting

    Example: kodierung code list --status detached
    """
    from kodierung.cli.output import first_shown, place, write_json_lines, write_table
    from kodierung.text import on_one_line
    from kodierung.workflow.codings import CodingFilter, list_codings, why_detached

    project = open_project(ctx)
    only = whose_work(ctx, project, coder)
    whose = coder if only is None else only
    wanted = CodingFilter(whose, code, transcript, status.value if status else None)
    records = list_codings(project, wanted)
    if as_json:
        write_json_lines(records[:limit])
        return
    records = first_shown(records, limit)
    lost = (r["id"] for r in records if r["status"] == "detached")
    reasons = why_detached(project, lost)
    write_table(
        ["Coding", "*Passage and code"],
        [
            (
                f"{r['id'][:8]}  {r['coder']}\n"
                f"{place(r['transcript'], r['turn'], ', '.join(r['speakers']))}",
                "\n".join(
                    (
                        on_one_line(r["quote"]),
                        f"→ {r['code']}",
                        *_remarks(r, reasons.get(r["id"], "its words are gone")),
                    )
                ),
            )
            for r in records
        ],
        lines=True,
    )


def _remarks(record: dict[str, Any], reason: str) -> list[str]:
    remarks = []
    if record["status"] == "detached":
        remarks.append(f"detached: {reason}")
    if record["statement"]:
        remarks.append("chosen as a statement of its theme")
    if record["abridged"]:
        remarks.append(f"printed as: {record['abridged']}")
    if record["memo"]:
        remarks.append(f"memo: {record['memo']}")
    return remarks


@app.command("move")
def move(
    ctx: typer.Context,
    coding: IdArgument,
    quote: QuoteOption = None,
    start: StartOption = None,
    end: EndOption = None,
    occurrence: OccurrenceOption = None,
    coder: CoderOption = None,
) -> None:
    """Put one of your codings to other words of its transcript.

    A coding that was detached counts again by that.

    Example: kodierung code move 3f2a91bc --quote "Wir sind nur Dienstleister"
    """
    from kodierung.cli.output import say, show_problems
    from kodierung.text import shortened
    from kodierung.workflow import code as workflow

    project = open_project(ctx)
    place = workflow.Place(quote, start, end, occurrence)
    was, moved, remarks = workflow.move(
        project, coding, place, coder_name(ctx, project, coder)
    )
    show_problems(remarks)
    say(f"Moved: {moved.id[:8]} {moved.code} ({moved.transcript})")
    say(f"  from “{shortened(was.quote, 66)}”")
    say(f"  to “{shortened(moved.quote, 66)}”")
    if moved.abridged != was.abridged:
        say(f"  It was abridged; now it is printed in full: “{was.abridged}”")


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
    if removed.memo:
        say("Its memo went with it; `kodierung undo` brings both back.")


@app.command("choose")
def choose(
    ctx: typer.Context,
    coding: IdArgument,
    also: Annotated[
        bool, typer.Option("--also", help="Beside those chosen before.")
    ] = False,
    no: Annotated[bool, typer.Option("--no", help="No longer, after all.")] = False,
    coder: CoderOption = None,
) -> None:
    """Use a coding's words as its theme's statement in the matrix.

    It takes the place of those chosen before, unless it is to stand beside them.

    Example: kodierung code choose 3f2a91bc

    Example: kodierung code choose 3f2a91bc --also
    """
    from kodierung.cli.output import say
    from kodierung.errors import UsageError
    from kodierung.text import shortened
    from kodierung.workflow.choosing import choose

    if no and also:
        raise UsageError("--also chooses and --no takes back.", "Leave out one.")
    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    chosen, replaced = choose(project, coding, name, chosen=not no, also=also)
    what = "No statement any more" if no else "Statement"
    say(f"{what}: “{shortened(chosen.quote, 120)}” ({chosen.code})")
    for one in replaced:
        say(f"In place of {one.id[:8]}: “{shortened(one.quote, 120)}”")
