"""`kodierung memo`: notes on the study and all that is in it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kodierung.cli.code import (
    EndOption,
    OccurrenceOption,
    QuoteOption,
    StartOption,
    Status,
)
from kodierung.cli.options import (
    CodeOption,
    CoderOption,
    JsonOption,
    LimitOption,
    OutputOption,
    TranscriptOption,
    coder_name,
    open_project,
    whose_work,
)

if TYPE_CHECKING:
    from kodierung.project import Project
    from kodierung.workflow.memos.listing import MemoFilter

app = typer.Typer(
    no_args_is_help=True,
    help="Write, list, search and export memos, in Markdown.\n\n"
    'Example: kodierung memo add --transcript FG01 "Noch einmal anhören."',
)

IdArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The memo's id, or how it begins; a coding's for its memo."
    ),
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


class Kind(StrEnum):
    """What a memo is on."""

    STUDY = "study"
    TRANSCRIPT = "transcript"
    SPEAKER = "speaker"
    SEGMENT = "segment"
    CODING = "coding"
    CODE = "code"
    SUMMARY = "summary"
    NOTE = "note"


KindOption = Annotated[
    Kind | None, typer.Option("--kind", help="Only memos on such things.")
]
SpeakerOption = Annotated[
    str | None,
    typer.Option(
        "--speaker", metavar="WHO", help="Only on this person and what she says."
    ),
]
SearchOption = Annotated[
    str | None,
    typer.Option(
        "--search", metavar="WORDS", help="Only with all these words, or their parts."
    ),
]
WhoseOption = Annotated[
    str | None,
    typer.Option("--coder", metavar="NAME", help="Only this coder's memos."),
]


@app.command("add")
def add(
    ctx: typer.Context,
    text: TextArgument = None,
    transcript: Annotated[
        str | None,
        typer.Option("--transcript", metavar="NAME", help="On this transcript."),
    ] = None,
    quote: QuoteOption = None,
    start: StartOption = None,
    end: EndOption = None,
    occurrence: OccurrenceOption = None,
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", metavar="WHO", help="On this person: GROUP/LABEL."),
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="NAME", help="Whose speaker it is.")
    ] = None,
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="On this code.")
    ] = None,
    coding: Annotated[
        str | None, typer.Option("--coding", metavar="ID", help="On your coding.")
    ] = None,
    file: FileOption = None,
    coder: CoderOption = None,
) -> None:
    """Write a memo on the study, or on what you name.

    Without a text your editor opens ($VISUAL or $EDITOR).

    Example: kodierung memo add "Zwei Gruppen fehlen noch."

    Example: kodierung memo add --transcript FG01 --quote "auf Augenhöhe" "Ironisch?"

    Example: kodierung memo add --speaker FG01/B2 --file b2.md

    Example: kodierung memo add --code role.markt
    """
    from kodierung.cli.editor import words_given
    from kodierung.cli.output import say
    from kodierung.workflow.code import Place
    from kodierung.workflow.memos import write as workflow
    from kodierung.workflow.memos.subjects import Subject, told

    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    place = Place(quote, start, end, occurrence)
    subject = Subject(transcript, group, speaker, code, coding, place)
    about = workflow.about(project, subject, name)
    with words_given(text, file, f"memo on {about}") as words:
        if words is None:
            say("Nothing was written, so there is no memo.")
            return
        stored = workflow.add(project, subject, words, name)
    say(f"Memo {stored.id[:8]} on {told(stored)}")


@app.command("list")
def list_(
    ctx: typer.Context,
    coder: WhoseOption = None,
    kind: KindOption = None,
    transcript: TranscriptOption = None,
    speaker: SpeakerOption = None,
    code: CodeOption = None,
    search: SearchOption = None,
    status: Annotated[
        Status | None,
        typer.Option("--status", help="Only those that have, or lost, their words."),
    ] = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List memos, the last written first, of all coders unless one is named.

    Those on codings are among them. Umlauts need not be typed in a search.

    Example: kodierung memo list --transcript FG01 --kind segment

    Example: kodierung memo list --search "augenhoehe ironisch"
    """
    from kodierung.cli.output import first_shown, write_json_lines, write_table
    from kodierung.workflow.memos.listing import list_memos, why_lost

    project = open_project(ctx)
    wanted = _wanted(
        ctx, project, coder, kind, transcript, speaker, code, search, status
    )
    records = list_memos(project, wanted)
    if as_json:
        write_json_lines(records[:limit])
        return
    records = first_shown(records, limit)
    reasons = why_lost(project, records)
    write_table(
        ["Memo", "*On what, and text"],
        [
            (
                f"{r['id'][:8]}  {r['coder']}\n{_when(r)}",
                "\n".join((*_on(r, reasons), _in_short(r["text"]))),
            )
            for r in records
        ],
        lines=True,
    )


@app.command("show")
def show(ctx: typer.Context, memo: IdArgument) -> None:
    """Print a whole memo, as it was written.

    Example: kodierung memo show 3f2a91bc
    """
    from kodierung.cli.output import say, write_text
    from kodierung.workflow.memos.listing import find_memo, why_lost

    project = open_project(ctx)
    record = find_memo(project, memo, whose_work(ctx, project, None))
    say(f"{record['id'][:8]}  {record['coder']}, {_when(record)}")
    say("\n".join(_on(record, why_lost(project, [record]))))
    write_text(record["text"])


@app.command("edit")
def edit(
    ctx: typer.Context,
    memo: IdArgument,
    text: TextArgument = None,
    file: FileOption = None,
    coder: CoderOption = None,
) -> None:
    """Give one of your memos other words.

    Without a text your editor opens ($VISUAL or $EDITOR).

    Example: kodierung memo edit 3f2a91bc
    """
    from kodierung.cli.editor import words_given
    from kodierung.cli.output import say
    from kodierung.workflow.memos import write as workflow
    from kodierung.workflow.memos.subjects import text_of, told

    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    found = workflow.find_own(project, memo, name)
    about = f"memo on {told(found)}"
    with words_given(text, file, about, text_of(found)) as words:
        if words is None:
            say(f"Memo {found.id[:8]} was left as it was.")
            return
        stored = workflow.edit(project, found.id, words, name)
    same = text_of(stored) == text_of(found)
    did = "was so already" if same else "changed"
    say(f"Memo {stored.id[:8]} on {told(stored)} {did}")


@app.command("move")
def move(
    ctx: typer.Context,
    memo: IdArgument,
    quote: QuoteOption = None,
    start: StartOption = None,
    end: EndOption = None,
    occurrence: OccurrenceOption = None,
    coder: CoderOption = None,
) -> None:
    """Put one of your memos on other words of its transcript, as when it lost them.

    Example: kodierung memo move 3f2a91bc --quote "auf Augenhöhe"
    """
    from kodierung.cli.output import say
    from kodierung.workflow.code import Place
    from kodierung.workflow.memos import write as workflow
    from kodierung.workflow.memos.subjects import told

    project = open_project(ctx)
    place = Place(quote, start, end, occurrence)
    moved = workflow.move(project, memo, place, coder_name(ctx, project, coder))
    say(f"Memo {moved.id[:8]} is on {told(moved)} now")


@app.command("remove")
def remove(ctx: typer.Context, memo: IdArgument, coder: CoderOption = None) -> None:
    """Remove one of your memos; `kodierung undo` brings it back.

    Example: kodierung memo remove 3f2a91bc
    """
    from kodierung.cli.output import say
    from kodierung.workflow.memos import write as workflow
    from kodierung.workflow.memos.subjects import text_of, told

    project = open_project(ctx)
    removed = workflow.remove(project, memo, coder_name(ctx, project, coder))
    say(f"Memo {removed.id[:8]} on {told(removed)} removed:")
    say(f"  {_in_short(text_of(removed))}")


@app.command("export")
def export(
    ctx: typer.Context,
    output: OutputOption = None,
    coder: WhoseOption = None,
    kind: KindOption = None,
    transcript: TranscriptOption = None,
    speaker: SpeakerOption = None,
    code: CodeOption = None,
    search: SearchOption = None,
) -> None:
    """Write memos as one document: on the study, transcripts, people, passages, codes.

    A file that ends in .json gets a list of objects instead of Markdown.

    Example: kodierung memo export -o exports/memos.md
    """
    from kodierung.cli.output import write_output
    from kodierung.workflow.memos.export import export_memos

    project = open_project(ctx)
    wanted = _wanted(ctx, project, coder, kind, transcript, speaker, code, search)
    write_output(export_memos(project, wanted, output), output)


def _wanted(
    ctx: typer.Context,
    project: Project,
    coder: str | None,
    kind: Kind | None,
    transcript: str | None,
    speaker: str | None,
    code: str | None,
    search: str | None,
    status: Status | None = None,
) -> MemoFilter:
    """Return which memos are meant, only those that may be seen."""
    from kodierung.workflow.memos.listing import MemoFilter

    only = whose_work(ctx, project, coder)
    return MemoFilter(
        coder=coder if only is None else only,
        kind=kind.value if kind else None,
        transcript=transcript,
        speaker=speaker,
        code=code,
        search=search,
        status=status.value if status else None,
    )


def _when(record: dict[str, Any]) -> str:
    """Return when a memo was last written."""
    written = record["changed"] or record["created"]
    return f"{str(written)[:16].replace('T', ' ')} UTC"


def _on(record: dict[str, Any], reasons: dict[str, str]) -> list[str]:
    """Return in lines what a memo is on."""
    from kodierung.text import on_one_line

    lines = []
    if record["kind"] == "study":
        lines.append("the study")
    elif record["kind"] == "speaker":
        lines.append(f"{record['speaker']} in {record['group']}")
    elif record["transcript"]:
        turn = record["turn"]
        said = [f"turn {turn}", *record["speakers"]] if turn else []
        lines.append(", ".join([record["transcript"], *said]))
    elif record["kind"] == "summary":
        lines.append(f"summary of {record['group'] or 'all groups'}")
    if record["quote"]:
        lines.append(f"“{on_one_line(record['quote'])}”")
    if record["code"]:
        marks = {"code": "the code", "note": "the cell of"}
        mark = marks.get(record["kind"], "→")
        lines.append(f"{mark} {record['code']}")
    if record["status"] == "detached":
        why = reasons.get(record["id"], "its words are gone")
        lines.append(f"detached: {why}")
    return lines


def _in_short(text: str) -> str:
    from kodierung.text import shortened

    return shortened(text, 200)
