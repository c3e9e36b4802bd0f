"""`kodierung summary`: what groups say on themes, in the researcher's words."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kodierung.cli.options import (
    BomOption,
    CoderOption,
    JsonOption,
    LimitOption,
    OutputOption,
    TableFormatOption,
    WhoseOption,
    coder_name,
    must_see,
    open_project,
    table_file_format,
    whose_work,
)

if TYPE_CHECKING:
    from kodierung.model import Table
    from kodierung.workflow.summaries.write import Cell

app = typer.Typer(
    no_args_is_help=True,
    help="Sum up what groups say on themes; write notes on cells of the matrix.\n\n"
    "Example: kodierung summary add --group FG01 --code traeger.kooperation",
)

GroupOption = Annotated[
    str | None, typer.Option("--group", metavar="NAME", help="What this group says.")
]
TopicOption = Annotated[
    str | None,
    typer.Option("--code", metavar="CODE", help="On this theme, factor or code."),
]
TextArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="TEXT", help="Markdown; - reads it from stdin. Else your editor opens."
    ),
]
FileOption = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="Take the text from this file."),
]


class Level(StrEnum):
    """What the columns of the table are."""

    theme = "theme"
    factor = "factor"


@app.command("add")
def add(
    ctx: typer.Context,
    text: TextArgument = None,
    group: GroupOption = None,
    code: TopicOption = None,
    file: FileOption = None,
    coder: CoderOption = None,
) -> None:
    """Sum up what a group says on a theme; or all that it says, or what all groups say.

    With group and code it is a cell of the table of summaries, with a group alone the
    summary of the case. With a factor alone it can stand in the matrix in place of the
    label (`matrix --cells summary`). Written again, it is changed.

    Without a text your editor opens ($VISUAL or $EDITOR), the passages below.

    Example: kodierung summary add --group FG01 --code traeger.kooperation

    Example: kodierung summary add --group FG01 "Eine Gruppe, die viel erlebt hat."
    """
    from kodierung.workflow.summaries.write import Cell

    _write(ctx, Cell(group, code), text, file, coder)


@app.command("note")
def note(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Id of a factor.")],
    text: TextArgument = None,
    file: FileOption = None,
    coder: CoderOption = None,
) -> None:
    """Write what is printed beneath a cell of the matrix. Written again, it is changed.

    Example: kodierung summary note traeger.kooperation.inhibiting "Nur in Städten."
    """
    from kodierung.workflow.summaries.write import Cell

    _write(ctx, Cell(None, code, "note"), text, file, coder)


def _write(
    ctx: typer.Context,
    cell: Cell,
    text: str | None,
    file: Path | None,
    coder: str | None,
) -> None:
    """Write a summary or note, and tell so."""
    from kodierung.cli.editor import words_given
    from kodierung.cli.output import say
    from kodierung.workflow.summaries.write import find_written, write

    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    found = find_written(project, cell, name)
    what = cell.kind.capitalize()
    below = "\n\n".join(found.passages)
    about = f"{cell.kind} of {found.told}"
    with words_given(text, file, about, found.memo.text, below) as words:
        if words is None:
            say("Nothing was written.")
            return
        stored, was_there = write(project, cell, words, name)
    did = "written" if not was_there else "changed"
    if was_there and stored.text == found.memo.text:
        did = "was so already"
    say(f"{what} {stored.id[:8]} ({found.told}): {did}")


@app.command("list")
def list_(
    ctx: typer.Context,
    group: GroupOption = None,
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="CODE", help="On this code, and all below."),
    ] = None,
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="NAME", help="Only this coder's summaries."),
    ] = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List summaries and notes, of all coders unless one is named.

    Example: kodierung summary list --code traeger.kooperation
    """
    from kodierung.cli.output import first_shown, write_json_lines, write_table
    from kodierung.text import shortened
    from kodierung.workflow.summaries.listing import SummaryFilter, list_summaries

    project = open_project(ctx)
    only = whose_work(ctx, project, coder)
    wanted = SummaryFilter(coder if only is None else only, group, code)
    records = list_summaries(project, wanted)
    if as_json:
        write_json_lines(records[:limit])
        return
    write_table(
        ["Summary", "*Of what, and text"],
        [
            (
                f"{r['id'][:8]}  {r['coder']}\n{r['changed'][:16].replace('T', ' ')}",
                f"{_of(r)}\n{shortened(r['text'], 200)}",
            )
            for r in first_shown(records, limit)
        ],
        lines=True,
    )


def _of(record: dict[str, Any]) -> str:
    """Return in words what a summary or note is on."""
    if record["kind"] == "note":
        return f"note on {record['code']}"
    parts = (record["group"] or "all groups", record["code"])
    return " → ".join(part for part in parts if part)


@app.command("show")
def show(
    ctx: typer.Context,
    group: GroupOption = None,
    code: TopicOption = None,
    coder: WhoseOption = None,
) -> None:
    """Print a summary, and below it the passages that it rests on.

    Example: kodierung summary show --group FG01 --code traeger.kooperation
    """
    from kodierung.cli.output import say, write_text
    from kodierung.workflow.summaries.write import Cell, find_written

    project = open_project(ctx)
    must_see(ctx, project, coder)
    name = coder_name(ctx, project, coder)
    found = find_written(project, Cell(group, code), name)
    memo = found.memo
    say(f"{memo.id[:8]}  {name}: {found.told}".strip())
    if not memo.id:
        say("There is no summary yet.")
    parts = [memo.text] if memo.id else []
    write_text("\n\n".join((*parts, *(f"> {words}" for words in found.passages))))


@app.command("remove")
def remove(
    ctx: typer.Context,
    summary: Annotated[
        str, typer.Argument(metavar="ID", help="Its id, or how it begins.")
    ],
    coder: CoderOption = None,
) -> None:
    """Remove one of your summaries or notes; `kodierung undo` brings it back.

    Example: kodierung summary remove 3f2a91bc
    """
    from kodierung.cli.output import say
    from kodierung.text import shortened
    from kodierung.workflow.memos.subjects import told
    from kodierung.workflow.summaries.write import remove as remove_summary

    project = open_project(ctx)
    removed = remove_summary(project, summary, coder_name(ctx, project, coder))
    say(f"{removed.kind.capitalize()} {removed.id[:8]} ({told(removed)}) removed:")
    say(f"  {shortened(removed.text, 200)}")


@app.command("table")
def table(
    ctx: typer.Context,
    level: Annotated[
        Level, typer.Option("--level", help="What the columns are.")
    ] = Level.theme,
    show_all: Annotated[
        bool, typer.Option("--all", help="Show themes without codings too.")
    ] = False,
    coder: WhoseOption = None,
    format_name: TableFormatOption = None,
    output: OutputOption = None,
    bom: BomOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make the table of summaries: groups as rows, themes as columns, cases last.

    Where nothing is summed up yet, the segments that wait are counted.

    Example: kodierung summary table -o exports/summaries.docx
    """
    from kodierung.cli.output import json_lines, write_output
    from kodierung.formats.tables.registry import write_tables
    from kodierung.workflow.summaries.table import records, summary_grid, summary_table

    name = None if as_json else table_file_format(format_name, output)
    if name is None and bom:
        name = "csv"
    project = open_project(ctx)
    must_see(ctx, project, coder)
    whose = coder_name(ctx, project, coder)
    grid = summary_grid(project, whose, level.value, show_all=show_all)
    if as_json:
        write_output(json_lines(records(grid)), output)
    elif name is None:
        _print(summary_table(grid))
    else:
        write_output(write_tables((summary_table(grid),), name, bom=bom), output)


def _print(made: Table) -> None:
    """Print the table group by group, since its columns fit no terminal."""
    from rich.table import Table as Grid
    from rich.text import Text

    from kodierung.cli.output import console, visible

    out = console()
    out.print(Text(visible(made.caption), style="bold"))
    out.print()
    for group, *cells in (*made.rows, *made.foot):
        grid = Grid.grid(padding=(0, 2), expand=True)
        grid.add_column(ratio=1)
        grid.add_column(ratio=2)
        for column, cell in zip(made.columns[1:], cells, strict=True):
            if cell:
                grid.add_row(*(Text(visible(str(one))) for one in (column.label, cell)))
        if grid.row_count:
            out.print(Text(visible(str(group)), style="bold"))
            out.print(grid)
            out.print()
    out.print(Text(visible(made.note), style="dim"))
