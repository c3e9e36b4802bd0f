"""`kodierung methods`: what a paper must say of how it was made."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    JsonOption,
    OutputOption,
    WhoseOption,
    must_see,
    open_project,
)

if TYPE_CHECKING:
    from kodierung.project import Project
    from kodierung.workflow.methods.facts import Facts


class Checklist(StrEnum):
    """Checklists for reports of qualitative research."""

    coreq = "coreq"
    srqr = "srqr"


class Language(StrEnum):
    """Languages that the text is there in."""

    de = "de"
    en = "en"


def methods(
    ctx: typer.Context,
    checklist: Annotated[
        Checklist | None,
        typer.Option("--checklist", help="Fill in this checklist instead."),
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="F",
            help="md, docx or html, a checklist xlsx too; else by FILE's ending.",
        ),
    ] = None,
    output: OutputOption = None,
    language: Annotated[
        Language | None,
        typer.Option("--language", help="Else the codebook's, or English."),
    ] = None,
    coder: WhoseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the facts a paper must state, to be edited: groups, people, words, coders.

    What the study cannot know is a gap in the text, [… to be written: …]. COREQ has 32
    items and SRQR 21; each says what the data say, and what is still open.

    Example: kodierung methods -o exports/methode.docx

    Example: kodierung methods --checklist coreq -o exports/coreq.xlsx
    """
    from dataclasses import asdict

    from kodierung.cli.documents import document_file_format
    from kodierung.cli.output import say, write_json_lines, write_output
    from kodierung.formats.manual.registry import document_format
    from kodierung.text import counted
    from kodierung.workflow.methods.text import language_of, methods_text

    tables = ("xlsx",) if checklist else ()
    chosen = document_file_format(format_name, output, *tables)
    project = open_project(ctx)
    told = language_of(language, project.load_codebook().language)
    facts = _facts(ctx, project, coder)
    if checklist:
        _checklist(checklist.value, facts, told, chosen, output, as_json=as_json)
    elif as_json:
        write_json_lines([asdict(facts)])
    else:
        document = methods_text(facts, told)
        write_output(document_format(chosen).write(document), output)
        say(f"{counted(document.gaps(), 'gap')} left for you to write.")


def _facts(ctx: typer.Context, project: Project, coder: str | None) -> Facts:
    """Return the facts, of others' work only what may be seen."""
    from kodierung.cli.output import say
    from kodierung.project import tidy_name
    from kodierung.workflow.methods.facts import facts_of

    hidden = must_see(ctx, project, coder)
    if hidden.others:
        say(str(hidden))
        return facts_of(project, hidden.coder, hidden=True)
    return facts_of(project, tidy_name(coder) if coder else None)


def _checklist(
    name: str,
    facts: Facts,
    language: str,
    format_name: str,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Write a checklist and say how much of it is done."""
    from kodierung.cli.output import say, write_json_lines, write_output
    from kodierung.formats.manual.registry import document_format
    from kodierung.formats.tables.registry import write_tables
    from kodierung.workflow.methods import checklists as workflow

    items = workflow.checklist_items(name, facts, language)
    if as_json:
        write_json_lines(
            {
                "number": item.number,
                "topic": item.topic,
                "state": item.state,
                "says": item.says,
                "open": item.open,
            }
            for item in items
        )
    elif format_name == "xlsx":
        table = workflow.checklist_table(name, items, language)
        write_output(write_tables([table], format_name), output)
    else:
        document = workflow.checklist(name, items, language)
        write_output(document_format(format_name).write(document), output)
    counts = workflow.counted_states(items)
    say(
        f"{len(items)} items: {counts['filled']} complete, {counts['partly']} partly, "
        f"{counts['open']} open."
    )
