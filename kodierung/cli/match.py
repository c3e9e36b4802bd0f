"""`kodierung match`: suggestions for files outside any study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import (
    AliasOption,
    AnswersOption,
    EncodingOption,
    FormatOption,
    JsonOption,
    ModeratorOption,
    NamePatternOption,
    NotSpeakerOption,
    PipelineOption,
    SetOption,
    pipeline_named,
    reading,
)

if TYPE_CHECKING:
    from kodierung.workflow.explain import Explanation


def match(
    ctx: typer.Context,
    codebook: Annotated[Path, typer.Argument(help="A codebook file (YAML).")],
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Transcripts or folders.")
    ],
    format_name: FormatOption = None,
    assignments: SetOption = None,
    name_pattern: NamePatternOption = None,
    moderators: ModeratorOption = None,
    aliases: AliasOption = None,
    not_speakers: NotSpeakerOption = None,
    answers: AnswersOption = None,
    encoding: EncodingOption = None,
    pipeline: PipelineOption = "",
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Say what is at work and which words each rule met."
        ),
    ] = False,
    similar: Annotated[
        bool,
        typer.Option(
            "--similar",
            help="Suggest, too, what resembles the codebook's passages.",
        ),
    ] = False,
    encoder: Annotated[
        str,
        typer.Option(
            "--encoder",
            metavar="E",
            help="How --similar compares: ngrams (fast), auto, e5, use, or a folder.",
        ),
    ] = "ngrams",
    as_json: JsonOption = False,
) -> None:
    """Suggest codes for files; nothing is stored, no study is needed.

    Example: kodierung match codebooks/mein_codebuch.yaml FG01.txt --json

    Example: kodierung match buch.yaml FG01.txt --set perspective=traeger

    Example: kodierung match buch.yaml FG01.txt --explain

    Example: kodierung match buch.yaml FG01.txt --similar
    """
    from kodierung.cli.output import progress_line, show_problems
    from kodierung.cli.suggestions import write_suggestions
    from kodierung.workflow import match as workflow

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
    with progress_line() as progress:
        found = workflow.match(
            codebook,
            files,
            how,
            pipeline_named(ctx, pipeline),
            explained=explain,
            similar=encoder if similar else "",
            progress=progress,
        )
    show_problems(found.problems)
    if found.explanation is not None:
        _say(found.explanation)
    write_suggestions(found.suggestions, as_json)


def _say(explanation: Explanation) -> None:
    """Tell what is at work and which words each rule met."""
    from kodierung.cli.output import say

    facts = explanation.facts
    say(f"Trained pipeline: {facts.pipeline or 'none'} ({facts.why}).")
    say(f"It tells: {', '.join(facts.tells) or 'nothing'}.")
    versions = (f"{name} {number}" for name, number in facts.versions.items())
    say(f"Versions: {', '.join(versions)}.")
    say(f"Rules carried out: {facts.rules}.")
    cues = (f"{kind} {count}" for kind, count in facts.cues.items())
    say(f"Cues: {', '.join(cues) or 'none for this language'}.")
    for each in explanation.suggestions:
        say(f"{each.suggestion[:8]}  {each.place}  {each.rule}")
        say(f"          met by: {', '.join(each.words)}")
