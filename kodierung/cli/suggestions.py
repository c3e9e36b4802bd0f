"""`kodierung suggestions`: the queue."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    CodeOption,
    CoderOption,
    JsonOption,
    TranscriptOption,
    coder_name,
    open_project,
)

if TYPE_CHECKING:
    from kodierung.model import Suggestion


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


def suggestions(
    ctx: typer.Context,
    status: Annotated[
        Status | None, typer.Option("--status", help="Only those so decided.")
    ] = None,
    transcript: TranscriptOption = None,
    code: CodeOption = None,
    order: Annotated[
        Order, typer.Option("--order", help="What comes first: see `kodierung learn`.")
    ] = Order.place,
    coder: CoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """List suggestions with their reason and what the coder decided.

    Example: kodierung suggestions --status open --transcript FG01_traeger_leitung

    Example: kodierung suggestions --code traeger.kooperation.promoting --json
    """
    from kodierung.workflow.listing import SuggestionFilter, list_suggestions

    project = open_project(ctx)
    wanted = SuggestionFilter(
        transcript, code, status.value if status else None, order.value
    )
    found = list_suggestions(project, coder_name(ctx, project, coder), wanted)
    write_suggestions(found, as_json, learned=order is Order.learned)


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
