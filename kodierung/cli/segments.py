"""`kodierung segments`: passages found and quoted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    BomOption,
    JsonOption,
    OutputOption,
    TableFormatOption,
    TranscriptOption,
    WhoseOption,
    open_project,
    table_file_format,
    whose_work,
)

if TYPE_CHECKING:
    from kodierung.project import Project
    from kodierung.workflow.segments import Found, SegmentRequest


@dataclass(frozen=True, slots=True)
class Look:
    """How what is found is shown.

    Attributes:
        context: Turns before and after.
        width: Letters on each side of words in context, None for what there is room.
        kwic: Whether words are shown in context, not passages.
        count: Whether figures are shown, not passages.
    """

    context: int
    width: int | None
    kwic: bool
    count: bool

    def check(self, text: str) -> None:
        """Make sure that what is asked for goes together.

        Raises:
            UsageError: It does not.
        """
        from kodierung.errors import UsageError

        if self.kwic and not text:
            raise UsageError("--kwic shows words in context.", "Add --text WORDS.")
        if self.width is not None and not self.kwic:
            raise UsageError("--width says how much context.", "Add --kwic.")
        if self.count and self.kwic:
            raise UsageError("--count shows figures, --kwic words.", "Leave one out.")
        if self.context and (self.kwic or self.count):
            raise UsageError(
                "--context shows turns around passages.",
                "Leave it out, or leave out --kwic and --count.",
            )


class Sort(StrEnum):
    """In which order passages stand."""

    code = "code"
    place = "place"


CodesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--code",
        metavar="CODE",
        help="This code or one below it; several: any of them.",
    ),
]
AndOption = Annotated[
    list[str] | None,
    typer.Option("--and", metavar="CODE", help="Another coding on the same words."),
]
NearOption = Annotated[
    list[str] | None,
    typer.Option("--near", metavar="CODE", help="Another coding near by."),
]
WithinOption = Annotated[
    int | None,
    typer.Option("--within", min=0, metavar="N", help="How many turns away (2)."),
]
NotOption = Annotated[
    list[str] | None,
    typer.Option("--not", metavar="CODE", help="No coding of it on any of the words."),
]
WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where", metavar="KEY=VALUE", help="Said by somebody of whom this holds."
    ),
]
SpeakerOption = Annotated[
    str | None, typer.Option("--speaker", metavar="LABEL", help="Said by this person.")
]
GroupOption = Annotated[
    str | None, typer.Option("--group", metavar="NAME", help="Only this focus group.")
]
TextOption = Annotated[
    str,
    typer.Option(
        "--text",
        metavar="WORDS",
        help="These words are said in it; * stands for any letters. Without codes all "
        "that participants say is searched.",
    ),
]
LemmaOption = Annotated[
    bool, typer.Option("--lemma", help="With --text: the words in all their forms.")
]
ModeratorsOption = Annotated[
    bool, typer.Option("--moderators", help="With --text: moderators' words too.")
]
StatementOption = Annotated[
    bool, typer.Option("--statement", help="Only those chosen as statements.")
]
MemoOption = Annotated[bool, typer.Option("--memo", help="Only those with a memo.")]
OverlapOption = Annotated[
    bool, typer.Option("--overlap", help="With --and: show only the words in common.")
]
KwicOption = Annotated[
    bool, typer.Option("--kwic", help="With --text: each hit on a line, in context.")
]
WidthOption = Annotated[
    int | None,
    typer.Option(
        "--width", min=1, metavar="N", help="With --kwic: letters on each side."
    ),
]
ContextOption = Annotated[
    int, typer.Option("--context", min=0, metavar="N", help="Turns before and after.")
]
CountOption = Annotated[
    bool, typer.Option("--count", help="Only figures, in all and by person.")
]
SortOption = Annotated[
    Sort, typer.Option("--sort", help="By code, or by place in the transcripts.")
]


def segments(
    ctx: typer.Context,
    codes: CodesOption = None,
    together: AndOption = None,
    near: NearOption = None,
    within: WithinOption = None,
    without: NotOption = None,
    text: TextOption = "",
    lemma: LemmaOption = False,
    moderators: ModeratorsOption = False,
    where: WhereOption = None,
    speaker: SpeakerOption = None,
    group: GroupOption = None,
    transcript: TranscriptOption = None,
    coder: WhoseOption = None,
    statement: StatementOption = False,
    memo: MemoOption = False,
    overlap: OverlapOption = False,
    kwic: KwicOption = False,
    width: WidthOption = None,
    context: ContextOption = 0,
    sort: SortOption = Sort.code,
    count: CountOption = False,
    format_name: TableFormatOption = None,
    output: OutputOption = None,
    bom: BomOption = False,
    as_json: JsonOption = False,
) -> None:
    """Find passages by codes, people and words, and quote them.

    All conditions must hold together. A docx holds quotations to paste from, all other
    files a table. Whose words count, and how people are counted, is as in the matrix.

    Example: kodierung segments --code role --and traeger.kooperation --context 1

    Example: kodierung segments --code role --where level=leitung -o exports/roles.docx

    Example: kodierung segments --text "auf Augenhöhe" --kwic
    """
    from kodierung.cli.output import show_problems
    from kodierung.workflow.segments import SegmentRequest, find_segments

    look = Look(context, width, kwic=kwic, count=count)
    look.check(text)
    name = table_file_format(format_name, output)
    request = SegmentRequest(
        codes=tuple(codes or ()),
        together=tuple(together or ()),
        near=tuple(near or ()),
        within=within,
        without=tuple(without or ()),
        where=tuple(where or ()),
        speaker=speaker,
        group=group,
        transcript=transcript,
        coder=coder,
        statement=statement,
        memo=memo,
        text=text,
        lemma=lemma,
        moderators=moderators,
        overlap=overlap,
        by_place=sort == Sort.place,
    )
    project = open_project(ctx)
    whose = _whose(ctx, project, request)
    found, remarks = find_segments(project, whose, request)
    show_problems(remarks)
    if as_json:
        _print_json(found, look)
    elif name is not None or bom:
        _write(found, look, name or "csv", output, bom=bom)
    else:
        _print(found, look)


def _whose(ctx: typer.Context, project: Project, request: SegmentRequest) -> str | None:
    """Return whose codings are searched; what is said is nobody's work."""
    if not request.coded:
        return None
    only = whose_work(ctx, project, request.coder)
    return request.coder if only is None else only


def _print_json(found: Found, look: Look) -> None:
    from kodierung.cli.output import write_json_lines
    from kodierung.workflow import segment_records as records
    from kodierung.workflow.segment_tables import WIDTH
    from kodierung.workflow.segments_shown import lines, shown

    if look.count:
        write_json_lines(records.figure_records(found))
    elif look.kwic:
        some = lines(found, look.width or WIDTH)
        write_json_lines(map(records.line_record, some))
    else:
        write_json_lines(map(records.passage_record, shown(found, look.context)))


def _write(
    found: Found, look: Look, name: str, output: Path | None, *, bom: bool
) -> None:
    from kodierung.cli.output import write_output
    from kodierung.formats.quotations import docx
    from kodierung.formats.tables.registry import write_tables
    from kodierung.workflow import segment_tables as tables

    if name == "docx" and not (look.count or look.kwic):
        write_output(docx.write(tables.quotation_list(found, look.context)), output)
        return
    if look.count:
        table = tables.figures_table(found)
    elif look.kwic:
        table = tables.kwic_table(found, look.width or tables.WIDTH)
    else:
        table = tables.passage_table(found, look.context)
    if name in ("docx", "tex") and not look.count:
        table = tables.for_a_page(table)
    write_output(write_tables([table], name, bom=bom), output)


def _print(found: Found, look: Look) -> None:
    from kodierung.cli import segments_printed as printed
    from kodierung.cli.output import say
    from kodierung.workflow.segment_tables import summary

    if look.count:
        printed.print_figures(found)
    elif look.kwic:
        printed.print_lines(found, look.width)
    else:
        printed.print_passages(found, look.context)
    say(summary(found, "en"))
