"""`kodierung codebook import`, `diff` and `migrate`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kodierung.cli.codebook_edit import CheckOption, tell
from kodierung.cli.options import (
    CoderOption,
    JsonOption,
    coder_name,
    open_project,
    study_around,
)
from kodierung.errors import UsageError

if TYPE_CHECKING:
    from kodierung.codebook.compare import CodeChange, Comparison, FieldChange

_ASKED = {"redefined": "first", "new": "second", "wording": "third"}
_SHOWN = 60  # characters of a definition


def import_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=".qdc, .qdpx, .csv, .xlsx or .json.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Must not exist yet."),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="Of the codebook.")] = "",
    language: Annotated[
        str, typer.Option("--language", help="Language of the interviews.")
    ] = "de",
) -> None:
    """Make a codebook of what another program wrote.

    Definitions, coding rules, examples, polarity and colours are taken from labelled
    lines in the descriptions and from sets, as `codebook export` writes them. What is
    not as it was is told.

    Example: kodierung codebook import MeinProjekt.qdc -o codebooks/pflege.yaml

    Example: kodierung codebook import codes.xlsx --title "Pflege im Team"
    """
    from kodierung.cli.output import say, show_problems
    from kodierung.text import counted
    from kodierung.workflow.exchange.codebooks import take_in

    study = study_around(ctx)
    folder = study.folder / "codebooks" if study and output is None else Path()
    taken = take_in(file, output or folder / f"{file.stem}.yaml", title, language)
    show_problems(taken.problems)
    say(f"Written: {taken.path} ({counted(len(taken.codebook.codes), 'code')})")
    for remark in taken.remarks:
        say(f"  {remark}")
    if study:
        say("To code with it, name it in kodierung.yaml (codebook: codebooks/…).")


def diff(
    ctx: typer.Context,
    old: Annotated[
        Path | None, typer.Argument(metavar="OLD", help="A codebook; or --since.")
    ] = None,
    new: Annotated[
        Path | None, typer.Argument(metavar="NEW", help="Another; else the study's.")
    ] = None,
    since: Annotated[
        str, typer.Option("--since", metavar="REVISION", help="What git has of it.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Tell what differs between two versions of a codebook.

    Codes added, removed, renamed, redefined; rules that came and went; and whether the
    version number was raised as far as that asks for: the first number for redefined
    codes, the second for new ones, the third for wording.

    Example: kodierung codebook diff alt.yaml codebooks/neu.yaml

    Example: kodierung codebook diff --since HEAD~1
    """
    from kodierung.cli.output import write_json_lines
    from kodierung.workflow.exchange.codebooks import difference, difference_since

    if (since and new) or not (since or old):
        raise UsageError(
            "Say which two versions: OLD and NEW, or --since and one file.",
            hint="For example: kodierung codebook diff --since HEAD~1",
        )
    if since:
        found = difference_since(since, old or _own(ctx))
    else:
        assert old is not None  # noqa: S101 - one of the two was given
        found = difference(old, new or _own(ctx))
    if as_json:
        write_json_lines(_records(found))
    else:
        _print(found)


def migrate(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Another version of the codebook.")
    ],
    maps: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="OLD=NEW", help="Where codings of a code go."),
    ] = None,
    check: CheckOption = False,
    coder: CoderOption = None,
) -> None:
    """Adopt another version of the study's codebook; the codings are carried over.

    Look first with --check: it shows how many codings move, and changes nothing. Codes
    are followed by their ids and by `renamed:`. `kodierung undo` takes it back.

    Example: kodierung codebook migrate neu.yaml --check

    Example: kodierung codebook migrate neu.yaml --map role.markt=role.anbieter
    """
    from kodierung.workflow.exchange import codebooks

    project = open_project(ctx)
    who = coder_name(ctx, project, coder)
    wanted = codebooks.maps_of(maps or [])
    tell(codebooks.migrate(project, who, file, wanted, check=check))


def _own(ctx: typer.Context) -> Path:
    project = open_project(ctx)
    return project.codebook_path()


def _print(found: Comparison) -> None:
    from kodierung.cli.output import say, write_text

    lines = list(_lines(found))
    if lines:
        write_text("\n".join(lines))
    else:
        say("They say the same.")
    old, new = found.versions
    if found.weight and not found.version_fits:
        which = _ASKED[found.weight]
        say(f"Version {old} → {new}: this asks for a higher {which} number.")
    else:
        say(f"Version {old} → {new}.")


def _lines(found: Comparison) -> Iterator[str]:
    yield from (f"+ {code}" for code in found.added)
    yield from (f"- {code}" for code in found.removed)
    for change in found.changed:
        yield from _of_code(change)
    yield from (f"~ {_field(one)}" for one in found.beside)


def _of_code(change: CodeChange) -> Iterator[str]:
    yield f"~ {change.old}" + (f" → {change.new}" if change.new != change.old else "")
    for one in (*change.redefined, *change.reworded):
        yield f"    {_field(one)}"
    yield from (f"    + rule  {rule}" for rule in change.rules_added)
    yield from (f"    - rule  {rule}" for rule in change.rules_removed)


def _field(one: FieldChange) -> str:
    from kodierung.analysis.difference import difference
    from kodierung.text import shortened

    if not one.old and not one.new:
        return f"{one.name} changed"
    old, new = difference(one.old, one.new)
    return f"{one.name}: “{shortened(old, _SHOWN)}” → “{shortened(new, _SHOWN)}”"


def _records(found: Comparison) -> Iterator[dict[str, Any]]:
    from dataclasses import asdict

    old, new = found.versions
    yield {
        "what": "version",
        "old": old,
        "new": new,
        "weight": found.weight,
        "fits": found.version_fits,
    }
    yield from ({"what": "added", "code": code} for code in found.added)
    yield from ({"what": "removed", "code": code} for code in found.removed)
    yield from ({"what": "changed", **asdict(one)} for one in found.changed)
    yield from ({"what": "beside", **asdict(one)} for one in found.beside)


VERBS: dict[str, Callable[..., None]] = {
    "import": import_,
    "diff": diff,
    "migrate": migrate,
}
