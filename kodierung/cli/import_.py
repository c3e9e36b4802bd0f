"""`kodierung import`: transcripts into the study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    AliasOption,
    AnswersOption,
    CoderOption,
    EncodingOption,
    FormatOption,
    JsonOption,
    ModeratorOption,
    NamePatternOption,
    NotSpeakerOption,
    SetOption,
    SkipBadOption,
    caller,
    must_see,
    open_project,
    reading,
)
from kodierung.cli.project_exchange import (
    TheirCodesOption,
    import_project,
    is_project,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kodierung.workflow.import_ import ImportReport
    from kodierung.workflow.import_check import ImportedFile


UpdateOption = Annotated[
    bool, typer.Option("--update", help="Take changed files, or other --set, anew.")
]
AsOption = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="NAME",
        help="The file is the new version of this transcript, whatever it is called.",
    ),
]
CheckOption = Annotated[
    bool, typer.Option("--check", help="Only show who speaks and what looks wrong.")
]
SaveAnswersOption = Annotated[
    Path | None,
    typer.Option("--save-answers", metavar="FILE", help="Write answers to fill in."),
]


def import_(
    ctx: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Files or folders.")
    ],
    format_name: FormatOption = None,
    assignments: SetOption = None,
    name_pattern: NamePatternOption = None,
    moderators: ModeratorOption = None,
    aliases: AliasOption = None,
    not_speakers: NotSpeakerOption = None,
    answers: AnswersOption = None,
    encoding: EncodingOption = None,
    update: UpdateOption = False,
    replaces: AsOption = None,
    skip_bad: SkipBadOption = False,
    check: CheckOption = False,
    save_answers: SaveAnswersOption = None,
    their_codes: TheirCodesOption = None,
    coder: CoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring transcripts into the study: all of them or none.

    Text (`B1: …`, f4 with `#00:01:23-4#`, …), Word, subtitles, and what transcription
    programs write. The files are copied and never changed. Look first with --check.

    A project of REFI-QDA (.qdpx, from MAXQDA, ATLAS.ti, NVivo, QualCoder, …) comes with
    its codings, memos, people and attributes.

    Example: kodierung import interviews/ --check --save-answers answers.yaml

    Example: kodierung import interviews/ --name-pattern 'FG{group}_{perspective}'

    Example: kodierung import FG01.docx --set perspective=traeger --set group=FG01

    Example: kodierung import FG01_neu.docx --as FG01.txt
    """
    from kodierung.cli.output import progress_line, say
    from kodierung.workflow.answers import save_answers as write_answers
    from kodierung.workflow.import_ import import_transcripts

    project = open_project(ctx)
    if any(map(is_project, paths)):
        codes = their_codes or ()
        import_project(ctx, project, paths, coder, codes, check=check, as_json=as_json)
        return
    hidden = must_see(ctx, project, None)
    how = reading(
        format_name,
        encoding,
        assignments,
        name_pattern,
        moderators,
        aliases,
        not_speakers,
        answers,
    )
    try:
        with progress_line() as progress:
            report = import_transcripts(
                project,
                paths,
                how,
                update=update,
                replaces=replaces,
                skip_bad=skip_bad,
                check=check,
                coder=coder or caller(ctx).coder,
                progress=progress,
            )
    except KeyboardInterrupt:
        say("Interrupted; nothing was stored.")
        raise
    _show(report.seen_by(hidden.coder) if hidden.others else report, as_json)
    if save_answers is not None:
        write_answers(save_answers, report.files)
        say(f"Written: {save_answers}; fill it in and give it with --answers.")
    if check:
        say("Nothing was stored.")
    if report.refused:
        raise typer.Exit(1)


def _show(report: ImportReport, as_json: bool) -> None:
    """Print what became of each file, and what is worth knowing."""
    from kodierung.cli.import_check import write_check
    from kodierung.cli.output import show_problems, write_json_lines
    from kodierung.workflow.import_check import check_record

    if as_json:
        write_json_lines(map(check_record, report.files))
    elif report.stored:
        _write_table(report.files)
        for file in report.files:
            show_problems(file.problems)
    else:
        write_check(report.files)
    for file in report.files:
        if file.version is not None:
            from kodierung.cli.versions import show_changes

            show_changes(file.name, file.version)
    show_problems(report.problems)


def _write_table(files: Sequence[ImportedFile]) -> None:
    """Print a line for each file."""
    from kodierung.cli.output import clock, write_table

    rows: list[tuple[object, ...]] = []
    for file in files:
        found, counted = file.transcript, file.figures
        if found is None or counted is None:
            rows.append((file.name, file.status, *[""] * 5))
            continue
        people = sum(not one.collective for one in found.participants())
        moderators = len(found.speakers) - len(found.participants())
        rows.append(
            (
                file.name,
                file.status,
                " ".join(part for part in (found.format, found.encoding) if part),
                counted.turns,
                counted.words,
                f"{people} + {moderators}",
                clock(counted.seconds),
            )
        )
    write_table(
        ["*Transcript", "Status", "Read as", "Turns", "Words", "People", "Length"],
        rows,
        right=["Turns", "Words", "Length"],
    )
