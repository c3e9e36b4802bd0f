"""`kodierung status`: where the study stands, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import JsonOption, caller, must_see, open_project
from kodierung.text import counted

if TYPE_CHECKING:
    from kodierung.workflow.status import Status

OUR_PIPELINE = "kodierung's own language rules"
FIGURES = {
    "Accepted": "accepted",
    "Rejected": "rejected",
    "Changed": "changed",
    "Suggested": "from_suggestions",
    "By hand": "by_hand",
    "Both": "both",
}
"""Column to figure: decisions on suggestions, then codings by origin."""

NAMED = 3
"""So many codes and themes are named on the screen; `--json` names all."""


def status(
    ctx: typer.Context,
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="NAME", help="Whose work is still to do."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show how far the study is, what is not as it should be, and what to do next.

    Codings come from suggestions that were accepted; or they were made by hand; or
    both, made by hand where the same code is suggested.

    Example: kodierung status

    Example: kodierung status --coder B --json
    """
    from kodierung.cli.output import show_problems, write_json_lines
    from kodierung.workflow import status as workflow

    project = open_project(ctx)
    must_see(ctx, project, coder)
    found = workflow.status(project, coder or caller(ctx).coder)
    if as_json:
        write_json_lines([asdict(found) | {"folder": str(found.folder)}])
    else:
        _show(found)
        show_problems(found.problems)
    if any(p.severity == "error" for p in found.problems):
        raise typer.Exit(1)


def _show(found: Status) -> None:
    """Print one screen: what there is, who did how much of it, what comes next."""
    from kodierung.cli.output import percent, write_table

    _print_pairs([("Study", found.title), ("", str(found.folder)), *_facts(found)])
    print()
    if found.coders:
        write_table(
            ["*Coder", *FIGURES, "Coded", "Read"],
            [
                (
                    name,
                    *(done[figure] for figure in FIGURES.values()),
                    percent(done["words_coded"], found.participants_words),
                    percent(done["turns_read"], found.participants_turns),
                )
                for name, done in found.coders.items()
            ],
            right=[*FIGURES, "Coded", "Read"],
            indent=1,
        )
        print()
    next_, *further = found.next
    steps = [("Next", next_), *(("", step) for step in further)]
    _print_pairs([(name, f"{s.command}\n  {s.reason}") for name, s in steps])


def _facts(found: Status) -> Iterator[tuple[str, str]]:
    """Yield what is told of the study as a whole, by name."""
    yield "Codebook", f"{found.codebook} {found.version}".strip()
    yield (
        "Transcripts",
        f"{found.transcripts} of {found.groups} groups, {found.words:,} words, "
        f"{found.participants_words:,} of them by participants",
    )
    stale = f"; {found.outdated} to go with this codebook" if found.outdated else ""
    yield (
        "Analysed",
        f"{found.analysed} of {found.transcripts} by "
        f"{found.pipeline or OUR_PIPELINE}{stale}",
    )
    whose = f" {found.coder} has" if found.coder else " nobody named has"
    waiting = f", {found.open} of them{whose} not decided on" if found.open else ""
    yield "Suggestions", f"{found.suggestions}{waiting}"
    if found.unused:
        by = f" by {found.coder}" if found.coder else ""
        never = f"{len(found.unused)} of {found.codes} never used{by}"
        yield "Codes", f"{never}: {_first(found.unused)}"
    if found.without_statement:
        themes = found.without_statement
        yield "Themes", f"{len(themes)} coded without a statement: {_first(themes)}"
    lost = [
        counted(number, noun)
        for noun in ("coding", "memo")
        if (number := sum(c[f"{noun}s_detached"] for c in found.coders.values()))
    ]
    if lost:
        yield "Detached", f"{' and '.join(lost)} without words in the text now"


def _first(names: Sequence[str]) -> str:
    """Return the first few names."""
    more = " …" if names[NAMED:] else ""
    return ", ".join(names[:NAMED]) + more


def _print_pairs(pairs: Iterable[tuple[str, str]]) -> None:
    """Print names with what is told of each, no headings."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from kodierung.cli.output import console, visible

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, told in pairs:
        table.add_row(Text(visible(name)), Text(visible(told)))
    console().print(Padding(table, (0, 0, 0, 1)))
