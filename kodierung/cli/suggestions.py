"""`kodierung suggestions`: list them, decide on them in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    CodeOption,
    CoderOption,
    JsonOption,
    LimitOption,
    TranscriptOption,
    coder_name,
    open_project,
)

if TYPE_CHECKING:
    from kodierung.model import Suggestion
    from kodierung.workflow.listing import SuggestionFilter

app = typer.Typer(invoke_without_command=True, no_args_is_help=False)


class Status(StrEnum):
    """What a coder may have decided."""

    open = "open"
    accepted = "accepted"
    rejected = "rejected"
    changed = "changed"


class Order(StrEnum):
    """What the queue can be ordered by."""

    place = "place"
    score = "score"
    learned = "learned"
    informative = "informative"


StatusOption = Annotated[
    Status | None, typer.Option("--status", help="Only those so decided.")
]
OrderOption = Annotated[
    Order,
    typer.Option(
        "--order",
        help="What comes first; learned: see `kodierung learn`; informative: what "
        "teaches most.",
    ),
]


@app.callback()
def suggestions(
    ctx: typer.Context,
    status: StatusOption = None,
    transcript: TranscriptOption = None,
    code: CodeOption = None,
    order: OrderOption = Order.place,
    limit: LimitOption = None,
    coder: CoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """List suggestions with their reason and what the coder decided.

    Or decide on them in a spreadsheet: export writes it, apply reads the answers.

    Example: kodierung suggestions --status open --transcript FG01_traeger_leitung

    Example: kodierung suggestions --code traeger.kooperation.promoting --json
    """
    if ctx.invoked_subcommand is not None:
        return
    from kodierung.cli.output import first_shown
    from kodierung.workflow.listing import list_suggestions

    project = open_project(ctx)
    wanted = _filter(transcript, code, status, order)
    found = list_suggestions(project, coder_name(ctx, project, coder), wanted)
    shown = found[:limit] if as_json else first_shown(found, limit)
    write_suggestions(shown, as_json, learned=order is Order.learned)


@app.command("export")
def export(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="What to write.")],
    status: StatusOption = None,
    transcript: TranscriptOption = None,
    code: CodeOption = None,
    order: OrderOption = Order.place,
    coder: CoderOption = None,
) -> None:
    """Write suggestions into a spreadsheet to decide on them there.

    The coloured columns are for answers: decision, another code, memo. Nothing else can
    be changed by mistake. `apply` takes the answers over.

    Example: kodierung suggestions export exports/open.xlsx --status open
    """
    from kodierung.cli.output import say
    from kodierung.text import counted
    from kodierung.workflow.suggestion_sheet import export_suggestions

    project = open_project(ctx)
    wanted = _filter(transcript, code, status, order)
    number = export_suggestions(project, file, coder_name(ctx, project, coder), wanted)
    say(f"Written: {file}, with {counted(number, 'suggestion')}")


@app.command("apply")
def apply(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="With answers.")],
    check: Annotated[
        bool, typer.Option("--check", help="Only tell what would be done.")
    ] = False,
    coder: CoderOption = None,
) -> None:
    """Decide as a spreadsheet of `export` says, on all its suggestions or on none.

    Every row is checked first. Rows without an answer stay as they are.

    Example: kodierung suggestions apply exports/open.xlsx --check

    Example: kodierung suggestions apply exports/open.xlsx
    """
    from kodierung.cli.output import say
    from kodierung.workflow.suggestion_sheet import apply_suggestions

    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    done = apply_suggestions(project, file, name, check=check)
    say(
        f"{name} {'would decide' if check else 'decided'}: {done.accepted} accepted, "
        f"{done.changed} changed, {done.rejected} rejected."
    )
    say(f"Decided so before: {done.unchanged}. Rows without an answer: {done.blank}.")
    if done.number is not None:
        say(f"To take all of it back: kodierung undo {done.number}")


def _filter(
    transcript: str | None, code: str | None, status: Status | None, order: Order
) -> SuggestionFilter:
    from kodierung.workflow.listing import SuggestionFilter

    return SuggestionFilter(
        transcript, code, status.value if status else None, order.value
    )


def write_suggestions(
    found: Sequence[Suggestion], as_json: bool, *, learned: bool = False
) -> None:
    """Print suggestions as JSON lines or as a table.

    Args:
        found: In the order to print them.
        as_json: One JSON object per line.
        learned: Show what learning says of them instead of the score.
    """
    from kodierung.cli.output import place, write_json_lines, write_table
    from kodierung.text import on_one_line
    from kodierung.workflow.listing import suggestion_record

    if as_json:
        write_json_lines(suggestion_record(s) for s in found)
        return
    write_table(
        ["Suggestion", "*Passage, code and reason"],
        [
            (
                f"{s.id[:8]}  {_figure(s.learned if learned else s.score)}"
                f"\n{place(s.transcript, s.turn, s.speaker)}"
                f"\n{s.status}",
                f"{on_one_line(s.quote)}\n→ {s.code}\n{s.reason}",
            )
            for s in found
        ],
        lines=True,
    )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
