"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kodierung.project import Project
    from kodierung.workflow.blind import Hidden
    from kodierung.workflow.read import Reading


@dataclass(frozen=True, slots=True)
class Caller:
    """What was said before the command: in which folder, as whom."""

    folder: Path
    coder: str | None


def caller(ctx: typer.Context) -> Caller:
    """Return what was said before the command."""
    found = ctx.find_root().obj
    return found if isinstance(found, Caller) else Caller(Path(), None)


def open_project(ctx: typer.Context) -> Project:
    """Return the study that is meant, its database brought up to date.

    Tells when the database was upgraded; warns when the folder is synced to a cloud.

    Raises:
        StudyError: There is none, or its settings are at fault.
        StoreError: Its database cannot be opened.
    """
    from kodierung.cli.output import say, show_problems
    from kodierung.project import Project

    project = Project.find(caller(ctx).folder)
    with project.open_store() as store:
        if store.upgraded_from_copy is not None:
            say(
                "The study's database was brought up to date; the old one is kept as "
                f"{store.upgraded_from_copy}."
            )
    warning = project.cloud_warning()
    show_problems([warning] if warning else [])
    return project


def study_around(ctx: typer.Context) -> Project | None:
    """Return the study whose folder this is, None outside any.

    Raises:
        StudyError: Its settings are at fault.
    """
    from kodierung.project import SETTINGS, Project

    start = caller(ctx).folder.absolute()
    inside = any((folder / SETTINGS).is_file() for folder in (start, *start.parents))
    return Project.find(start) if inside else None


def coder_name(ctx: typer.Context, project: Project, option: str | None) -> str:
    """Return who codes: the option, else the environment, else kodierung.yaml.

    Raises:
        UsageError: Nobody is named.
    """
    return project.coder(option or caller(ctx).coder)


def must_see(
    ctx: typer.Context, project: Project, wanted: str | None, asking: str | None = None
) -> Hidden:
    """Make sure that somebody's work may be shown to who asks.

    Who asks is named by an option of the command or before it, by the environment or
    by kodierung.yaml; if nobody is, it is the one whose work is wanted.

    Raises:
        CodingError: The study is coded blind.
    """
    from kodierung.errors import UsageError
    from kodierung.project import tidy_name
    from kodierung.workflow.blind import hidden_from

    try:
        asking = project.coder(asking or caller(ctx).coder)
    except UsageError:
        asking = tidy_name(wanted or "")
    return hidden_from(project, asking, wanted)


def whose_work(ctx: typer.Context, project: Project, wanted: str | None) -> str | None:
    """Return whose codings and decisions alone may be listed, None for everybody's.

    Tells when those of others are left out.

    Raises:
        CodingError: Those of others are wanted, and the study is coded blind.
    """
    from kodierung.cli.output import say

    hidden = must_see(ctx, project, wanted)
    if not hidden.others:
        return None
    say(str(hidden))
    return hidden.coder


def pipeline_named(ctx: typer.Context, option: str) -> str:
    """Return the language pipeline that is meant: the option, else the study's, if any.

    Raises:
        StudyError: The settings of the study are at fault.
    """
    if option:
        return option
    study = study_around(ctx)
    return study.pipeline if study else ""


def file_format(
    asked: str | None,
    output: Path | None,
    known: Collection[str],
    is_binary: Callable[[str], bool],
) -> str | None:
    """Return the name of the format to write: as asked, else by the file's ending.

    Args:
        asked: What `--format` says.
        output: The file to write; None for the terminal or a pipe.
        known: The names of all formats.
        is_binary: Tells whether a format has no place on a terminal; says so if there
            is no such format.

    Returns:
        None where nothing names one and no file is written.

    Raises:
        UsageError: The format does not exist, or would garble the terminal.
    """
    from kodierung.errors import UsageError

    if output is None:
        if asked is not None and is_binary(asked) and sys.stdout.isatty():
            raise UsageError(
                f"A {asked} file cannot be shown on the terminal.",
                hint=f"Write it into a file: -o tab1.{asked}.",
            )
        return asked
    ending = output.suffix.removeprefix(".").lower()
    if asked is None and ending not in known:
        raise UsageError(
            f'{output}: the ending "{output.suffix}" says no format.',
            hint="Name one with --format.",
        )
    if asked is not None and ending in known and ending != asked:
        raise UsageError(
            f"{output}: the ending says {ending}, --format says {asked}.",
            hint="Leave out --format, or name the file otherwise.",
        )
    return asked or ending


def table_file_format(asked: str | None, output: Path | None) -> str | None:
    """Return the name of the format to write tables in; see `file_format`.

    Raises:
        UsageError: The format does not exist, or would garble the terminal.
    """
    from kodierung.formats.tables.registry import table_format, table_format_names

    names = table_format_names()
    return file_format(asked, output, names, lambda name: table_format(name).binary)


CoderOption = Annotated[
    str | None,
    typer.Option("--coder", metavar="NAME", help="Who does it."),
]
WhoseOption = Annotated[
    str | None,
    typer.Option("--coder", metavar="NAME", help="Only this coder's codings."),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON object per line.")
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit", min=1, help="Only so many; else 100 on a terminal, elsewhere all."
    ),
]
PipelineOption = Annotated[
    str,
    typer.Option(
        "--pipeline",
        metavar="NAME",
        help="A trained spaCy pipeline, a folder, auto, or blank; else the study's.",
    ),
]
TableFormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="F",
        help="md, csv, tsv, xlsx, docx, html, tex or json; else by FILE's ending.",
    ),
]
BomOption = Annotated[
    bool,
    typer.Option("--bom", help="Begin a csv or tsv with what tells Excel it is UTF-8."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write into this file."),
]
TranscriptOption = Annotated[
    str | None,
    typer.Option("--transcript", metavar="NAME", help="Only this transcript."),
]
CodeOption = Annotated[
    str | None,
    typer.Option(
        "--code", metavar="CODE", help="Only this code, or all below: theme, role, …"
    ),
]
SkipBadOption = Annotated[
    bool,
    typer.Option("--skip-bad", help="Take what is good though something is not."),
]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", metavar="F", help="Read as plain, docx, webvtt, srt, …"),
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding", metavar="E", help="Encoding of text files, if not recognised."
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="An attribute of every group given; group=NAME names the group.",
    ),
]
NamePatternOption = Annotated[
    str | None,
    typer.Option(
        "--name-pattern",
        metavar="P",
        help="Attributes from file names, like 'FG{group}_{perspective}_{level}'.",
    ),
]
ModeratorOption = Annotated[
    list[str] | None,
    typer.Option("--moderator", metavar="LABEL", help="This speaker moderates."),
]


AliasOption = Annotated[
    list[str] | None,
    typer.Option(
        "--alias",
        metavar="OLD=NEW",
        help="Who this label means: SPEAKER_00=B1; B9=B9 says that B9 is somebody.",
    ),
]
NotSpeakerOption = Annotated[
    list[str] | None,
    typer.Option("--not-speaker", metavar="LABEL", help="This label is nobody's."),
]
AnswersOption = Annotated[
    Path | None,
    typer.Option(
        "--answers", metavar="FILE", help="A file of answers (see --save-answers)."
    ),
]


def reading(
    format_name: str | None,
    encoding: str | None,
    assignments: list[str] | None,
    name_pattern: str | None,
    moderators: list[str] | None,
    aliases: list[str] | None = None,
    not_speakers: list[str] | None = None,
    answers: Path | None = None,
) -> Reading:
    """Return how files are to be read.

    Raises:
        UsageError: An assignment, an alias or the pattern cannot be read.
        StudyError: The file of answers has faults.
    """
    from kodierung.project import read_answers
    from kodierung.workflow.attributes import compile_name_pattern, parse_assignments
    from kodierung.workflow.read import Reading

    if name_pattern is not None:
        compile_name_pattern(name_pattern)
    return Reading(
        format=format_name,
        encoding=encoding,
        attributes=parse_assignments(assignments or []),
        name_pattern=name_pattern,
        moderators=tuple(moderators or ()),
        aliases=_aliases(aliases or [], not_speakers or []),
        not_speakers=tuple(not_speakers or ()),
        answers=(read_answers(answers),) if answers is not None else (),
    )


def _aliases(pairs: list[str], not_speakers: list[str]) -> dict[str, str]:
    """Read `OLD=NEW` words.

    Raises:
        UsageError: A word is not of that form, or the label is said to be nobody's.
    """
    from kodierung.errors import UsageError

    found: dict[str, str] = {}
    for pair in pairs:
        old, _, new = (part.strip() for part in pair.partition("="))
        if not old or not new:
            raise UsageError(
                f'--alias "{pair}" is not of the form OLD=NEW.',
                "Write for example --alias SPEAKER_00=B1; who is nobody is told with "
                "--not-speaker LABEL.",
            )
        if old in not_speakers or found.get(old, new) != new:
            raise UsageError(
                f'"{old}" is given twice, by --alias and by another option.',
                "Keep one of the two.",
            )
        found[old] = new
    return found
