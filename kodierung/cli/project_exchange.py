"""Whole studies to and from other programs: `export qdpx`, `import FILE.qdpx`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import caller, must_see, whose_work
from kodierung.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kodierung.formats.refi.taken import TakenProject
    from kodierung.project import Project
    from kodierung.workflow.exchange.brought import Brought

QDPX = "qdpx"

TargetOption = Annotated[
    str,
    typer.Option(
        "--for",
        metavar="PROGRAM",
        help="qdpx: what is lost in maxqda, atlasti, nvivo, qualcoder, taguette.",
    ),
]
AnonymousOption = Annotated[
    bool,
    typer.Option("--anonymous", help="qdpx: numbers in place of coders' names."),
]
TheirCodesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="THEIRS=CODE",
        help="qdpx: one of their codes is this one of the study.",
    ),
]


def is_project(path: Path) -> bool:
    """Tell whether a file is a project of REFI-QDA, by its name."""
    return path.suffix.lower() == f".{QDPX}"


def export_project(
    ctx: typer.Context,
    project: Project,
    output: Path | None,
    target: str,
    coder: str | None,
    *,
    anonymous: bool,
) -> None:
    """Write a study as a project of REFI-QDA, and beside it what is lost with it.

    Raises:
        UsageError: No file is named, or there is no such program.
    """
    from kodierung.cli.output import say, write_output
    from kodierung.workflow.exchange.losses import check_target, loss_report, losses
    from kodierung.workflow.exchange.projects import handed_on

    check_target(target)
    if output is None:
        raise UsageError(
            "A project is an archive and cannot be printed.",
            hint="Name it: -o FILE.qdpx",
        )
    only = whose_work(ctx, project, coder)
    whose = coder if only is None else only
    hidden = anonymous or project.settings.anonymous
    made = handed_on(project, whose, anonymous=hidden)
    language = made.study.codebook.language
    found = losses(made.study, target, made.left_out)
    write_output(made.data, output)
    report = output.with_name(f"{output.name}.losses.md")
    write_output(loss_report(found, output.name, target, language).encode(), report)
    for one in found:
        say(f"  {one}")
    if not hidden:
        say("It names who coded; --anonymous gives numbers. It holds all interviews.")


def import_project(
    ctx: typer.Context,
    project: Project,
    paths: Sequence[Path],
    coder: str | None,
    mapped: Sequence[str],
    *,
    check: bool,
    as_json: bool,
) -> None:
    """Bring a project of REFI-QDA into the study.

    Raises:
        UsageError: Several files are named.
        TranscriptError: It is no sound project.
        CodingError: Its codings cannot be taken.
    """
    from kodierung.workflow.exchange.codebooks import maps_of
    from kodierung.workflow.exchange.taking import bring_in

    if len(paths) != 1:
        raise UsageError("Projects are brought in one by one.")
    must_see(ctx, project, None)
    taken = read_file(paths[0])
    who = coder or caller(ctx).coder
    brought = bring_in(project, taken, who, maps_of(mapped), check=check)
    show(brought, as_json=as_json)


def read_file(path: Path) -> TakenProject:
    """Read a project's file."""
    from kodierung.project import read_file as file_bytes
    from kodierung.workflow.exchange.taking import read_taken

    return read_taken(file_bytes(path), path.name)


def show(brought: Brought, *, as_json: bool = False) -> None:
    """Tell what became of a project."""
    from dataclasses import asdict

    from kodierung.cli.output import say, write_json_lines, write_table
    from kodierung.text import counted
    from kodierung.workflow.exchange.losses import lost_in_reading

    if as_json:
        write_json_lines([asdict(brought)])
        return
    write_table(
        ["*Transcript", "Status", "Turns", "Codings", "Known", "Comments"],
        [
            (
                one.name,
                "new" if one.is_new else "there",
                one.turns,
                one.codings,
                one.known,
                one.memos,
            )
            for one in brought.texts
        ],
        right=["Turns", "Codings", "Known", "Comments"],
    )
    for name, number in brought.coders.items():
        say(f"{counted(number, 'coding')} of {name}")
    if brought.memos:
        say(f"{counted(brought.memos, 'memo')} on what is no passage")
    odd = {one.counting for one in brought.texts if one.counting != STANDARD}
    for counting in sorted(odd):
        say(f"Positions are counted in {counting}; they were worked out.")
    for line in (*brought.remarks, *lost_in_reading(brought.lost)):
        say(f"  {line}")
    if not brought.stored:
        say("Nothing was stored.")


STANDARD = "code points, line ends as 1"
"""The standard's way of counting, in words."""
