"""`kodierung statements`: telling quotations, chosen, proposed and abridged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.code import IdArgument
from kodierung.cli.options import (
    CodeOption,
    CoderOption,
    JsonOption,
    WhoseOption,
    coder_name,
    must_see,
    open_project,
)

if TYPE_CHECKING:
    from kodierung.workflow.statements import Quoted, Themes

app = typer.Typer(
    no_args_is_help=True,
    help="Telling quotations: list those chosen, propose others, abridge.\n\n"
    "Example: kodierung statements propose --code traeger.kooperation",
)


@app.command("list")
def list_(
    ctx: typer.Context,
    code: CodeOption = None,
    coder: WhoseOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the statements of each theme that has codings.

    They are chosen with `kodierung code choose ID`, several with --also.

    Example: kodierung statements list
    """
    from kodierung.workflow.statements import chosen_statements

    project = open_project(ctx)
    must_see(ctx, project, coder)
    name = coder_name(ctx, project, coder)
    _show(chosen_statements(project, name, code), as_json=as_json)


@app.command("propose")
def propose(
    ctx: typer.Context,
    code: CodeOption = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="So many of each theme.")
    ] = 3,
    coder: WhoseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Propose passages that may tell a theme best, and say why.

    A passage is worth more with 8 to 40 words, as one person's thought from the
    beginning of a sentence to the end of one, and with words that the other passages of
    its code share. Nothing is chosen: `kodierung code choose ID` does that.

    Example: kodierung statements propose --code traeger.kooperation --limit 5
    """
    from kodierung.workflow.statements import proposed_statements

    project = open_project(ctx)
    must_see(ctx, project, coder)
    name = coder_name(ctx, project, coder)
    _show(proposed_statements(project, name, code, limit), as_json=as_json)


@app.command("abridge")
def abridge(
    ctx: typer.Context,
    coding: IdArgument,
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="TEXT", help="The words, [...] for what is left out; - for stdin."
        ),
    ] = None,
    none: Annotated[
        bool, typer.Option("--none", help="Print it in full, after all.")
    ] = False,
    coder: CoderOption = None,
) -> None:
    """Leave parts of a statement out where it is printed; the coding stays whole.

    What is left must be the words as transcribed, in their order, and [...] must stand
    wherever something is left out. Without a text your editor opens with the words
    ($VISUAL or $EDITOR).

    Example: kodierung statements abridge 3f2a "Wir sind [...] Dienstleister."
    """
    from kodierung.cli.editor import words_given
    from kodierung.cli.output import say
    from kodierung.errors import UsageError
    from kodierung.workflow import choosing as workflow

    if none and text is not None:
        raise UsageError("--none takes no text.", "Leave out one of the two.")
    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    found = workflow.find_own(project, coding, name)
    about = f"how coding {found.id[:8]} is printed; put [...] for what you leave out"
    before = found.abridged or found.quote
    with words_given("" if none else text, None, about, before) as words:
        if words is None:
            say(f"Coding {found.id[:8]} was left as it was.")
            return
        after = workflow.abridge(project, found.id, words, name)
    printed = f"as: {after.abridged}" if after.abridged else "in full"
    say(f"Coding {after.id[:8]} is printed {printed}")
    if not after.statement:
        say(f"It is no statement yet: kodierung code choose {after.id[:8]}")


def _show(found: Themes, *, as_json: bool) -> None:
    """Print statements by theme, or as records."""
    from rich.table import Table
    from rich.text import Text

    from kodierung.cli.output import console, say, visible, write_json_lines
    from kodierung.workflow.statements import record

    if as_json:
        write_json_lines(record(theme, one) for theme in found for one in theme.quoted)
        return
    if not found.themes:
        say("No theme has codings yet.")
    out, before = console(), None
    for theme in found:
        if theme.perspective != before:
            before = theme.perspective
            out.print(Text(visible(before), style="bold underline"), end="\n\n")
        label = (visible(theme.label), "bold")
        out.print(Text.assemble(label, (f"  {theme.theme}", "dim")))
        grid = Table.grid(padding=(0, 2))
        for one in theme.quoted:
            lines = "\n".join(_lines(one, found))
            grid.add_row(Text(f"  {one.coding.id[:8]}"), Text(visible(lines)))
        if not theme.quoted:
            grid.add_row(Text("  none yet", style="dim"))
        out.print(grid)
        out.print()


def _lines(one: Quoted, found: Themes) -> Iterator[str]:
    """Yield a statement as it is printed, and what is to be known of it."""
    from kodierung.formats.matrix.wording import cited
    from kodierung.text import on_one_line
    from kodierung.workflow.statements import reason

    yield on_one_line(cited(one.statement, found.language, found.citation))
    told = [f"→ {one.coding.code}"]
    if one.proposal is not None and one.coding.statement:
        told.append("chosen already")
    if one.coding.abridged:
        told.append("abridged")
    yield ", ".join(told)
    if one.proposal is not None:
        yield reason(one.proposal)
    if not one.printed:
        yield "not printed: nobody whose words count speaks here"
