"""`kodierung matrix`: what promotes, what inhibits, who says so."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    BomOption,
    OutputOption,
    TableFormatOption,
    WhoseOption,
    coder_name,
    file_format,
    must_see,
    open_project,
)

if TYPE_CHECKING:
    from rich.text import Text

    from kodierung.model import FactorCell, Matrix, MatrixRow


class Statements(StrEnum):
    """Where the statements come from."""

    chosen = "chosen"
    codebook = "codebook"


class Cells(StrEnum):
    """What stands in the cells."""

    label = "label"
    summary = "summary"


class Order(StrEnum):
    """Of the themes of a perspective."""

    codebook = "codebook"
    evidence = "evidence"


StatementsOption = Annotated[
    Statements,
    typer.Option(
        "--statements",
        help="Quotations chosen from this material, or the codebook's own.",
    ),
]
CellsOption = Annotated[
    Cells,
    typer.Option(
        "--cells", help="The codebook's label, or your summary (see summary add)."
    ),
]
EvidenceOption = Annotated[
    bool, typer.Option("--evidence/--no-evidence", help="Show how many said so.")
]
AllOption = Annotated[
    bool, typer.Option("--all", help="Show factors without codings too.")
]
BasisOption = Annotated[
    bool, typer.Option("--basis", help="Say in the note what the figures rest on.")
]
OrderOption = Annotated[
    Order,
    typer.Option("--order", help="Themes as in the codebook, or the best backed."),
]
MinGroupsOption = Annotated[
    int,
    typer.Option("--min-groups", metavar="N", min=0, help="Only of N groups or more."),
]
MinSegmentsOption = Annotated[
    int,
    typer.Option("--min-segments", metavar="N", min=0, help="Only of N segments."),
]
SubcodesOption = Annotated[
    bool, typer.Option("--subcodes", help="List the codes below each factor.")
]
ContradictionsOption = Annotated[
    bool,
    typer.Option("--contradictions", help="Name groups that say both of a theme."),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="WHAT",
        help="The evidence side by side: group, speaker, function, or any attribute.",
    ),
]
TemplateOption = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help="Write docx into this document, where {{matrix}} stands.",
    ),
]


def matrix(
    ctx: typer.Context,
    format_name: TableFormatOption = None,
    output: OutputOption = None,
    statements: StatementsOption = Statements.chosen,
    cells: CellsOption = Cells.label,
    evidence: EvidenceOption = True,
    by: ByOption = None,
    show_all: AllOption = False,
    basis: BasisOption = False,
    order: OrderOption = Order.codebook,
    min_groups: MinGroupsOption = 0,
    min_segments: MinSegmentsOption = 0,
    subcodes: SubcodesOption = False,
    contradictions: ContradictionsOption = False,
    coder: WhoseOption = None,
    template: TemplateOption = None,
    bom: BomOption = False,
) -> None:
    """Make the factor matrix from one coder's confirmed codings.

    Without a format it is shown as a table, and as Markdown where it is not shown on a
    terminal. `--coder consensus` takes the codings made under that name.

    What the figures rest on is told beside: how many codings come from suggestions, how
    many were made by hand, and how much was read through.

    Example: kodierung matrix -o exports/tab1.docx

    Example: kodierung matrix --by level -o exports/tab1.docx --template journal.docx

    Example: kodierung matrix --min-groups 2 --subcodes --contradictions
    """
    from kodierung.cli.output import say, show_problems, write_output
    from kodierung.workflow import matrix as workflow
    from kodierung.workflow.wording import basis_note

    name = _format(format_name, output, template, bom=bom)
    project = open_project(ctx)
    must_see(ctx, project, coder)
    request = workflow.MatrixRequest(
        statements=statements.value,
        evidence=evidence,
        show_all=show_all,
        basis=basis,
        order=order.value,
        min_groups=min_groups,
        min_segments=min_segments,
        subcodes=subcodes,
        contradictions=contradictions,
        summaries=cells == Cells.summary,
        by=by,
        appendix=name == "xlsx",
    )
    made, remarks = workflow.make_matrix(
        project, coder_name(ctx, project, coder), request
    )
    show_problems(remarks)
    if made.basis and made.basis.codings:
        say(basis_note("en", made.basis))
    if name is None:
        print_matrix(made)
    else:
        written = workflow.write_matrix(made, name, bom=bom, template=template)
        write_output(written, output)


def _format(
    asked: str | None, output: Path | None, template: Path | None, *, bom: bool
) -> str | None:
    """Return the format's name; None for a table on the terminal.

    Raises:
        UsageError: The format does not exist, or would garble the terminal.
    """
    from kodierung.formats.matrix.registry import matrix_format, matrix_format_names

    if asked is None and output is None:
        if template is not None:
            asked = "docx"
        elif bom:
            asked = "csv"
        elif not sys.stdout.isatty():
            asked = "md"
    names = matrix_format_names()
    return file_format(asked, output, names, lambda name: matrix_format(name).binary)


def print_matrix(matrix: Matrix) -> None:
    """Print the matrix as a table for the terminal."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from kodierung.cli.output import console

    out = console()
    out.print()
    out.print(Text(matrix.caption, style="bold"))
    for perspective in matrix.perspectives:
        table = Table(
            box=box.ROUNDED, show_lines=True, title_justify="left", expand=True
        )
        table.title = Text(perspective.label, style="italic")
        for column in matrix.columns:
            table.add_column(Text(column), ratio=1, overflow="fold")
        for row in perspective.rows:
            table.add_row(
                *(_factor(cell, matrix) for cell in row.factors),
                _statements(row, matrix),
            )
        out.print(table)
    if matrix.note:
        out.print(Text(matrix.note, style="dim"))


def _factor(cell: FactorCell | None, matrix: Matrix) -> Text:
    from rich.text import Text

    from kodierung.formats.matrix.lines import heading, small_print

    if cell is None:
        return Text()
    text = Text(heading(cell))
    for line in small_print(cell, matrix):
        text.append(f"\n{line}", style="dim")
    return text


def _statements(row: MatrixRow, matrix: Matrix) -> Text:
    from rich.text import Text

    from kodierung.formats.matrix.lines import against
    from kodierung.formats.matrix.wording import citation, quoted

    parts = []
    for statement in row.statements:
        text = Text(quoted(statement, matrix.language))
        source = citation(statement, matrix.language, matrix.citation)
        if source:
            text.append(f"\n{source}", style="dim")
        parts.append(text)
    told = against(row, matrix)
    if told:
        parts.append(Text(told, style="dim"))
    return Text("\n").join(parts)
