"""`kodierung speakers`: who speaks how much; say who the people are."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kodierung.cli.options import (
    CoderOption,
    JsonOption,
    TranscriptOption,
    caller,
    open_project,
)
from kodierung.errors import UsageError

if TYPE_CHECKING:
    from kodierung.workflow.speakers import DescriptionChange, SpeakersReport

app = typer.Typer(invoke_without_command=True, no_args_is_help=False)

GroupOption = Annotated[
    str | None, typer.Option("--group", metavar="NAME", help="Only this focus group.")
]


class By(StrEnum):
    """What a row of the list stands for."""

    speaker = "speaker"
    group = "group"


class Kind(StrEnum):
    """What somebody does in the conversation."""

    moderator = "moderator"
    participant = "participant"


@app.callback()
def speakers(
    ctx: typer.Context,
    by: Annotated[
        By, typer.Option("--by", help="A row for each speaker, or for each group.")
    ] = By.speaker,
    transcript: TranscriptOption = None,
    group: GroupOption = None,
    as_json: JsonOption = False,
) -> None:
    """List speakers with turns, words, share of speech and time; silent ones included.

    The share is that of all words said in the group, the moderator's included.

    Example: kodierung speakers --group FG01

    Example: kodierung speakers --by group
    """
    if ctx.invoked_subcommand is not None:
        if transcript or group or as_json:
            raise UsageError(
                f'These options stand before "{ctx.invoked_subcommand}".',
                hint=f"Put them behind it: kodierung speakers "
                f"{ctx.invoked_subcommand} … --group NAME",
            )
        return
    from kodierung.cli.output import write_json_lines
    from kodierung.workflow.listing import by_group, list_speakers

    records = list_speakers(open_project(ctx), transcript, group)
    if by is By.group:
        records = by_group(records)
    if as_json:
        write_json_lines(records)
    elif by is By.group:
        _print_groups(records)
    else:
        _print_people(records)


def _print_people(records: Iterable[dict[str, Any]]) -> None:
    from kodierung.cli.output import clock, write_table
    from kodierung.workflow.listing import by_person

    write_table(
        ["Group", "Speaker", "*Function", "Turns", "Words", "Share", "Time"],
        [
            (
                r["group"],
                r["speaker"],
                _function(r),
                r["turns"],
                r["words"],
                _percent(r["share"]),
                clock(r["seconds"]),
            )
            for r in by_person(records)
        ],
        right=["Turns", "Words", "Share", "Time"],
    )


def _print_groups(records: Iterable[dict[str, Any]]) -> None:
    from kodierung.cli.output import clock, write_table

    write_table(
        ["*Group", "Files", "People", "Turns", "Words", "Moderation", "Time"],
        [
            (
                r["group"],
                r["transcripts"],
                f"{r['participants']} + {r['moderators']}",
                r["turns"],
                r["words"],
                _percent(r["moderation"]),
                clock(r["seconds"]),
            )
            for r in records
        ],
        right=["Files", "People", "Turns", "Words", "Moderation", "Time"],
    )


def _function(record: dict[str, Any]) -> str:
    """Return what somebody is; who does not count as a person is marked."""
    mark = "(several)" if record["collective"] else ""
    mark = "(moderator)" if record["kind"] == "moderator" else mark
    return f"{record['function']} {mark}".strip()


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f} %"


@app.command("set")
def set_(
    ctx: typer.Context,
    said: Annotated[
        list[str] | None,
        typer.Argument(metavar="LABEL|KEY=VALUE", help="Who, and attributes of them."),
    ] = None,
    transcript: Annotated[
        str | None,
        typer.Option("--transcript", metavar="NAME", help="Only in this transcript."),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option("--group", metavar="NAME", help="In all files of this group."),
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="Moderators never count.")
    ] = None,
    function: Annotated[
        str | None,
        typer.Option("--function", metavar="TEXT", help='What they are; "" for none.'),
    ] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option("--unset", metavar="KEY", help="Take this attribute away."),
    ] = None,
    coder: CoderOption = None,
) -> None:
    """Say who speakers are; without a label, what a whole group is.

    What you say of a person, no file overrules: not at the next import either.

    Example: kodierung speakers set B1 B2 --group FG01 level=leitung

    Example: kodierung speakers set --group FG01 perspective=traeger

    Example: kodierung speakers set "Frau M." --kind moderator
    """
    from kodierung.workflow.attributes import parse_assignments
    from kodierung.workflow.speakers import Description, set_speakers

    words = said or []
    values = parse_assignments((w for w in words if "=" in w), "speakers set ")
    labels = [word for word in words if "=" not in word]
    attributes: dict[str, str | None] = {**values, **dict.fromkeys(unset or [])}
    description = Description(kind.value if kind else None, function, attributes)
    _show(
        set_speakers(
            open_project(ctx),
            labels,
            description,
            transcript=transcript,
            group=group,
            coder=coder or caller(ctx).coder,
        )
    )


@app.command("export")
def export(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx file.")],
) -> None:
    """Write the table of speakers and groups, to be filled in and applied.

    Rows without a speaker describe a whole group. An XLSX file offers the values that
    the codebook allows.

    Example: kodierung speakers export exports/speakers.xlsx
    """
    from kodierung.cli.output import say
    from kodierung.workflow.speaker_table import export_speakers

    project = open_project(ctx)
    word = "Replaced" if path.is_file() else "Written"
    say(f"{word}: {path} ({export_speakers(project, path)} rows)")


@app.command("apply")
def apply(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx file.")],
    coder: CoderOption = None,
) -> None:
    """Take over a table of speakers and groups: all of it, or nothing if it has faults.

    An empty cell leaves what is known, a single - takes it away.

    Example: kodierung speakers apply exports/speakers.xlsx
    """
    from kodierung.workflow.speaker_table import apply_speakers

    _show(apply_speakers(open_project(ctx), path, coder or caller(ctx).coder))


def _show(report: SpeakersReport) -> None:
    """Tell what was changed, and what follows."""
    from kodierung.cli.output import say, show_problems

    for one in report.changes:
        nothing = "(as the group)" if _is_own(one) else "(none)"
        before, after = one.before or nothing, one.after or nothing
        say(f"{_place(one)}: {one.field} {before} → {after}")
    if not report.changes:
        say("Nothing changed: all of this was known already.")
    for one in report.kept:
        say(
            f"warning: {_place(one)}: {one.field}={one.after}, said of this person, "
            "stays"
        )
    show_problems(report.problems)
    if report.outdated:
        number = len(report.outdated)
        whose = report.outdated[0] if number == 1 else f"{number} transcripts"
        say(f"Suggestions depend on this: `kodierung suggest` makes {whose} anew.")


def _is_own(change: DescriptionChange) -> bool:
    """Tell whether it is one person's attribute, over that of her group."""
    return bool(change.speaker) and change.field not in ("kind", "function")


def _place(change: DescriptionChange) -> str:
    return f"{change.transcript}, {change.speaker or 'the group'}"
