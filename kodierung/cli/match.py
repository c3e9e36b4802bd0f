"""`kodierung match`: suggestions for files outside any study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
    SetOption,
    reading,
)


def match(
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
    as_json: JsonOption = False,
) -> None:
    """Suggest codes for files; nothing is stored, no study is needed.

    Example: kodierung match codebooks/mein_codebuch.yaml FG01.txt --json

    Example: kodierung match buch.yaml FG01.txt --set perspective=traeger
    """
    from kodierung.cli.output import show_problems
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
    found = workflow.match(codebook, files, how)
    show_problems(found.problems)
    write_suggestions(found.suggestions, as_json)
