"""`kodierung codebook`: add, rename, relabel, move, merge, split."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodierung.cli.options import CoderOption, coder_name, open_project
from kodierung.errors import CodingError, UsageError
from kodierung.text import on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kodierung.codebook.edit.single import NewCode
    from kodierung.model import Coding, Transcript
    from kodierung.project import Project
    from kodierung.workflow.recoding.change import Changed
    from kodierung.workflow.recoding.split import Division

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="Id of the code.")]
CheckOption = Annotated[
    bool, typer.Option("--check", help="Show what would change, and change nothing.")
]


def add(
    ctx: typer.Context,
    code: CodeArgument,
    label: Annotated[str, typer.Option("--label", help="What people read.")],
    definition: Annotated[
        str, typer.Option("--definition", help="What it means.")
    ] = "",
    include: Annotated[
        str, typer.Option("--include", help="Coding rule: when to use it.")
    ] = "",
    exclude: Annotated[
        str, typer.Option("--exclude", help="When not, and what instead.")
    ] = "",
    example: Annotated[
        list[str] | None, typer.Option("--example", help="An anchor example.")
    ] = None,
    theme: Annotated[
        str, typer.Option("--theme", help="Label of a theme that is new as well.")
    ] = "",
    check: CheckOption = False,
    coder: CoderOption = None,
) -> None:
    """Put a new code into the codebook, below the code that its id names.

    Example: kodierung codebook add prozess.abbruch --label "Abbruch"

    Example: kodierung codebook add role.lotse --label Lotse --example "Ich lotse nur."
    """
    from kodierung.codebook.edit.single import NewCode
    from kodierung.workflow.recoding.verbs import add_code

    project = open_project(ctx)
    examples = tuple(example or ())
    new = NewCode(code, label, definition, include, exclude, examples, theme)
    coder = coder_name(ctx, project, coder)
    tell(add_code(project, coder, new, check=check))


def rename(
    ctx: typer.Context,
    code: CodeArgument,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new id.")],
    check: CheckOption = False,
    coder: CoderOption = None,
) -> None:
    """Give a code, theme or perspective another id; its codings go with it.

    Example: kodierung codebook rename role.markt role.anbieter
    """
    from kodierung.workflow.recoding.verbs import rename_code

    project = open_project(ctx)
    changed = rename_code(
        project, coder_name(ctx, project, coder), code, new, check=check
    )
    tell(changed)


def relabel(
    ctx: typer.Context,
    code: CodeArgument,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What people read.")],
    check: CheckOption = False,
    coder: CoderOption = None,
) -> None:
    """Change what people read of a code, theme or perspective.

    Example: kodierung codebook relabel role.markt "Anbieter am Markt"
    """
    from kodierung.workflow.recoding.verbs import relabel_code

    project = open_project(ctx)
    changed = relabel_code(
        project, coder_name(ctx, project, coder), code, label, check=check
    )
    tell(changed)


def move(
    ctx: typer.Context,
    code: CodeArgument,
    above: Annotated[
        str,
        typer.Argument(metavar="PARENT", help="A code, `role`, or . for the top."),
    ],
    check: CheckOption = False,
    coder: CoderOption = None,
) -> None:
    """Put a code with all below it under another one; codings go with it.

    Example: kodierung codebook move role.markt prozess
    """
    from kodierung.workflow.recoding.verbs import move_code

    project = open_project(ctx)
    changed = move_code(
        project, coder_name(ctx, project, coder), code, above, check=check
    )
    tell(changed)


def merge(
    ctx: typer.Context,
    codes: Annotated[
        list[str], typer.Argument(metavar="CODE...", help="Codes that go.")
    ],
    into: Annotated[str, typer.Option("--into", help="The code that stays.")],
    keep_rules: Annotated[
        bool,
        typer.Option("--keep-rules", help="It gets their rules and examples as well."),
    ] = False,
    check: CheckOption = False,
    coder: CoderOption = None,
) -> None:
    """Let one code take over the codings of others, which leave the codebook.

    Two codings of one coder at the same place become one, with the notes of both.

    Example: kodierung codebook merge prozess.bedarf prozess.auswahl --into prozess
    """
    from kodierung.workflow.recoding.verbs import merge_codes

    project = open_project(ctx)
    changed = merge_codes(
        project,
        coder_name(ctx, project, coder),
        codes,
        into,
        keep_rules=keep_rules,
        check=check,
    )
    tell(changed)


def split(
    ctx: typer.Context,
    code: CodeArgument,
    into: Annotated[
        list[str],
        typer.Option("--into", metavar="ID=LABEL", help="A new code; give several."),
    ],
    by: Annotated[
        Path | None,
        typer.Option("--by", metavar="FILE", help="Lines of coding id and new code."),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            "--rule", metavar="'ID: WORDS'", help="Codings with these words become ID."
        ),
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask for each coding left.")
    ] = False,
    rest: Annotated[
        str, typer.Option("--rest", metavar="ID", help="What all others become.")
    ] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="CODE itself stays; a factor always does.")
    ] = False,
    check: CheckOption = False,
    coder: CoderOption = None,
) -> None:
    """Make several codes of one; every coding of it must be told which one it becomes.

    New codes stand beside CODE, below it if it is a factor, or where their ids say.
    The words of a rule are looked for in the quotation, as a regular expression.

    Example: kodierung codebook split prozess --into einstieg=Einstieg --into ende=Ende
    --rule "ende: Abschluss|Ende" --rest einstieg
    """
    from kodierung.workflow.recoding.split import Division, read_choices, split_code

    project = open_project(ctx)
    name = coder_name(ctx, project, coder)
    if ask and rest:
        raise UsageError("--ask and --rest exclude each other.", hint="Keep one.")
    wanted = Division(
        code,
        tuple(map(_part, into)),
        keep,
        read_choices(by) if by else {},
        tuple(map(_rule, rule or ())),
        rest,
    )
    if ask:
        told = _asked(project, name, wanted)
        wanted = replace(wanted, chosen={**wanted.chosen, **told})
    tell(split_code(project, name, wanted, check=check))


VERBS: dict[str, Callable[..., None]] = {
    "add": add,
    "rename": rename,
    "relabel": relabel,
    "move": move,
    "merge": merge,
    "split": split,
}


def _part(said: str) -> NewCode:
    from kodierung.codebook.edit.single import NewCode

    code, sign, label = (word.strip() for word in said.partition("="))
    if not (code and sign and label):
        raise UsageError(
            f'--into "{said}" is not of the form ID=LABEL.',
            hint="Write for example --into einstieg=Einstieg.",
        )
    return NewCode(code, label)


def _rule(said: str) -> tuple[str, str]:
    code, _, pattern = (word.strip() for word in said.partition(":"))
    if not (code and pattern):
        raise UsageError(
            f'--rule "{said}" is not of the form "ID: WORDS".',
            hint='Write for example --rule "ende: Abschluss|Ende".',
        )
    return code, pattern


def _asked(project: Project, coder: str, wanted: Division) -> dict[str, str]:
    """Ask for each coding that is told no part yet, and return what was said."""
    from kodierung.cli.output import say
    from kodierung.workflow.recoding.split import undivided

    left, parts = undivided(project, coder, wanted)
    told: dict[str, str] = {}
    for number, (coding, transcript) in enumerate(left, 1):
        say(f"\n{number} of {len(left)}  {_place(coding, transcript)}")
        say(f"  “{on_one_line(coding.quote)}”")
        for n, (code, label) in enumerate(parts.items(), 1):
            say(f"  {n}  {label} ({code})")
        told[coding.id] = _answer(list(parts))
    return told


def _place(coding: Coding, transcript: Transcript) -> str:
    turns = transcript.turns_in(coding.segment) if coding.status == "confirmed" else ()
    where = f", turn {turns[0].number}, {turns[0].speaker}" if turns else ""
    return f"{coding.transcript}{where}"


def _answer(parts: Sequence[str]) -> str:
    """Read a number until it is one of the choices.

    Raises:
        CodingError: The input ends, or q was typed.
    """
    while True:
        print(f"1–{len(parts)}, q to leave: ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        said = line.strip()
        if not line or said == "q":
            raise CodingError("Not all codings were told a code; nothing was changed.")
        if said.isdecimal() and 1 <= int(said) <= len(parts):
            return parts[int(said) - 1]


def tell(changed: Changed) -> None:
    """Say what was changed, or show what would be."""
    from kodierung.cli.output import say, show_problems, write_text
    from kodierung.workflow.recoding.told import consequences

    if changed.check:
        write_text("\n".join(changed.edited.diff))
        say(f"Nothing was changed. Without --check: {changed.told}")
    else:
        say(f"Done: {changed.told}")
    for line in consequences(changed):
        say(f"  {line}")
    show_problems(changed.edited.problems)
