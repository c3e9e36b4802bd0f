"""What to do next in a study, most urgent first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from shlex import quote
from typing import TYPE_CHECKING

from kodierung.text import counted

if TYPE_CHECKING:
    from kodierung.workflow.status import Status

MOST = 3


@dataclass(frozen=True, slots=True)
class Step:
    """A command to give next, and why."""

    command: str
    reason: str


def next_steps(
    found: Status, unknown: Mapping[tuple[str, ...], Sequence[str]], default: str
) -> tuple[Step, ...]:
    """Return one to three steps.

    Args:
        found: How far the study is.
        unknown: Attributes not known of some people, with their transcripts' names.
        default: Who codes where nobody is named on the command line.
    """
    named = quote(found.coder) if found.coder else "NAME"
    known = found.coder and found.coder == default
    call = "kodierung" if known else f"kodierung --coder {named}"
    steps = (*_material(found, unknown), *_coding(found, call))
    table = Step(f"{call} matrix", "nothing is left to do before it")
    return tuple(islice(steps, MOST)) or (table,)


def _material(
    found: Status, unknown: Mapping[tuple[str, ...], Sequence[str]]
) -> Iterator[Step]:
    if not found.codes:
        yield Step("kodierung codebook check", "the codebook cannot be used")
    if not found.transcripts:
        yield Step("kodierung import FILE …", "there is no transcript yet")
    for missing, names in unknown.items():
        others = f" and {len(names) - 1} more" if names[1:] else ""
        values = " ".join(f"{key}=…" for key in missing)
        yield Step(
            f"kodierung speakers set --transcript {quote(names[0])} {values}",
            f"nothing says the {' and '.join(missing)} of {names[0]}{others}",
        )


def _coding(found: Status, call: str) -> Iterator[Step]:
    if not found.codes or not found.transcripts:
        return
    if found.outdated:
        yield Step(
            "kodierung suggest",
            f"{counted(found.outdated, 'transcript')} not analysed with this codebook",
        )
    for what, command in (
        ("codings", "code list --status detached"),
        ("memos", "memo list --status detached"),
    ):
        if lost := _mine(found, f"{what}_detached"):
            noun = what.removesuffix("s")
            yield Step(
                f"{call} {command}",
                f"{counted(lost, noun)} without words in the text now",
            )
    if found.open:
        yield Step(
            f"{call} review",
            f"{counted(found.open, 'suggestion')} to decide on",
        )
    if unread := found.participants_turns - _mine(found, "turns_read"):
        yield Step(
            f"{call} review --reading",
            f"{counted(unread, 'turn')} of participants not read through",
        )
    if found.without_statement:
        yield Step(
            f"{call} statements propose --code {found.without_statement[0]}",
            f"{counted(len(found.without_statement), 'theme')} without a statement: "
            "`kodierung code choose ID`",
        )


def _mine(found: Status, figure: str) -> int:
    """Return a figure of the coder who asks, 0 if nobody does."""
    return found.coders.get(found.coder, {}).get(figure, 0)
