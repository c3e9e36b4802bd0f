"""`kodierung crosstab`: codes by groups, people, attributes, and by each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    BomOption,
    CodeOption,
    JsonOption,
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
    from kodierung.model import Column, Table
    from kodierung.project import Project


# What lies between two columns on the terminal.
GAP = 3
# Formats to calculate in name codes by their ids too.
WITH_IDS = frozenset({"csv", "tsv", "xlsx", "json"})


class Count(StrEnum):
    """What is counted."""

    segments = "segments"
    speakers = "speakers"
    groups = "groups"
    words = "words"
    binary = "binary"
    jaccard = "jaccard"


class Percent(StrEnum):
    """Of what percentages are told."""

    none = "none"
    row = "row"
    column = "column"
    coded = "coded"


class Level(StrEnum):
    """What the rows are."""

    theme = "theme"
    factor = "factor"
    code = "code"


class Parts(StrEnum):
    """What the parts of a discussion have in common."""

    words = "words"
    time = "time"


ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="COLUMNS",
        help="group (if nothing is said), transcript, speaker, function, coder, or "
        "any attribute.",
    ),
]
CountsOption = Annotated[
    list[Count] | None,
    typer.Option(
        "--count",
        metavar="FIGURE",
        help="segments (if nothing is said), speakers, groups, words, binary, or "
        "jaccard with --cooccurrence; several give several tables.",
    ),
]
PercentOfOption = Annotated[
    Percent,
    typer.Option(
        "--percent",
        help="Of the code's total, of the column's, or of the column's coded words.",
    ),
]
LeastOption = Annotated[
    int,
    typer.Option(
        "--percent-from", min=1, metavar="N", help="No percentage of fewer than N."
    ),
]
LevelOfOption = Annotated[Level, typer.Option("--level", help="What the rows are.")]
ShowAllOption = Annotated[
    bool, typer.Option("--all", help="Show codes without codings too.")
]
TogetherOption = Annotated[
    bool,
    typer.Option("--cooccurrence", help="Codes by codes: on the same words."),
]
NearOption = Annotated[
    int | None,
    typer.Option(
        "--near", min=0, metavar="N", help="With --cooccurrence: within N turns."
    ),
]
InPartsOption = Annotated[
    int | None,
    typer.Option(
        "--course",
        min=2,
        max=100,
        metavar="N",
        help="Over the course of the discussion, cut into N parts.",
    ),
]
CourseByOption = Annotated[
    Parts | None,
    typer.Option("--course-by", help="Parts of as many words, or as long."),
]
TransposeOption = Annotated[bool, typer.Option("--transpose", help="Codes as columns.")]
TotalsOption = Annotated[
    bool, typer.Option("--totals/--no-totals", help="Show totals.")
]
TidyOption = Annotated[
    bool,
    typer.Option("--tidy", help="One line per code, column and figure, for R."),
]


def crosstab(
    ctx: typer.Context,
    by: ByOption = None,
    counts: CountsOption = None,
    percent: PercentOfOption = Percent.none,
    least: LeastOption = 10,
    level: LevelOfOption = Level.code,
    code: CodeOption = None,
    show_all: ShowAllOption = False,
    together: TogetherOption = False,
    near: NearOption = None,
    parts: InPartsOption = None,
    course_by: CourseByOption = None,
    transpose: TransposeOption = False,
    totals: TotalsOption = True,
    tidy: TidyOption = False,
    coder: WhoseOption = None,
    format_name: TableFormatOption = None,
    output: OutputOption = None,
    bom: BomOption = False,
    as_json: JsonOption = False,
) -> None:
    """Count codes by groups, people, attributes, coders, time, or by other codes.

    What counts is what counts in the matrix: one coder's confirmed codings, identical
    segments once, subcodes for what is above them, of people k of N. What a figure
    means stands beneath its table.

    Example: kodierung crosstab --by level --count speakers --count segments

    Example: kodierung crosstab --cooccurrence --level factor -o exports/codes.xlsx

    Example: kodierung crosstab --by speaker --tidy -o exports/codes.csv
    """
    from kodierung.cli.output import json_lines, show_problems, write_output
    from kodierung.formats.tables.json import record
    from kodierung.formats.tables.registry import write_tables
    from kodierung.workflow import cross_tables
    from kodierung.workflow import crosstab as workflow

    _check(by, near, course_by, together=together, parts=parts)
    name = None if as_json else table_file_format(format_name, output)
    if name is None and (tidy or bom):
        name = "csv"
    project = open_project(ctx)
    request = workflow.CrossRequest(
        by=by or "group",
        together=together,
        near=near,
        parts=parts,
        by_time=course_by == Parts.time,
        figures=tuple(dict.fromkeys(one.value for one in counts or [Count.segments])),
        percent=percent.value,
        least=least,
        level=level.value,
        code=code,
        show_all=show_all,
        totals=totals,
        transpose=transpose,
    )
    whose = _whose(ctx, project, coder, by)
    counted, remarks = workflow.count(project, whose, request)
    show_problems(remarks)
    if as_json:
        long = cross_tables.tidy(counted)
        write_output(json_lines(record(long, row) for row in long.rows), output)
        return
    tables = cross_tables.cross_tables(counted, ids=name in WITH_IDS)
    if tidy:
        tables = (cross_tables.tidy(counted),)
    if name is None:
        print_tables(tables)
    else:
        write_output(write_tables(tables, name, bom=bom), output)


def _check(
    by: str | None,
    near: int | None,
    course_by: Parts | None,
    *,
    together: bool,
    parts: int | None,
) -> None:
    """Make sure that only one thing is to stand in the columns.

    Raises:
        UsageError: It is not so.
    """
    from kodierung.errors import UsageError

    if sum((by is not None, together, parts is not None)) > 1:
        raise UsageError(
            "--by, --cooccurrence and --course are three different tables.",
            "Ask for one of them at a time.",
        )
    if near is not None and not together:
        raise UsageError(
            "--near says how far apart two codes may be.", "Add --cooccurrence."
        )
    if course_by is not None and parts is None:
        raise UsageError(
            "--course-by says how the discussion is cut.", "Add --course N."
        )


def _whose(
    ctx: typer.Context, project: Project, coder: str | None, by: str | None
) -> str | None:
    """Return whose codings are counted; None where coders are the columns."""
    if by == "coder":
        only = whose_work(ctx, project, coder)
        return coder if only is None else only
    must_see(ctx, project, coder)
    return coder_name(ctx, project, coder)


def print_tables(tables: Sequence[Table]) -> None:
    """Print tables so that they fit the terminal, in several parts if need be."""
    from rich.text import Text

    from kodierung.cli.output import console, visible, write_table
    from kodierung.formats.tables.page_width import in_blocks
    from kodierung.formats.tables.values import RIGHT

    out = console()
    for table in tables:
        out.print(Text(visible(table.caption), style="bold"))
        for block in in_blocks(table, out.width, GAP):
            part = block.table
            sized = zip(part.columns, block.widths, strict=True)
            first, *others = (_heading(c, width) for c, width in sized)
            right = [column.kind in RIGHT for column in part.columns[1:]]
            write_table(
                [f"*{first}", *others],
                list(_rows(part)),
                right=[
                    label
                    for label, is_right in zip(others, right, strict=True)
                    if is_right
                ],
            )
        out.print(Text(visible(table.note), style="dim"))
        out.print()


def _rows(table: Table) -> Iterator[list[str]]:
    """Yield rows; those of headings have one cell, and a blank line above them."""
    from kodierung.formats.tables.values import in_sections, shown_row

    for headings, texts in in_sections(table):
        if headings:
            yield ["\n".join(["", *headings])]
        yield [_spaced(text) for text in texts]
    for row in table.foot:
        yield [_spaced(text) for text in shown_row(table, row)]


def _spaced(text: str) -> str:
    """A terminal breaks no lines at this blank, and `visible` would hide it."""
    return text.replace("\xa0", " ")


def _heading(column: Column, width: int) -> str:
    return fill(column.label, width).replace("\xa0", " ")
