"""The import check in human form: a block for each file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from kodierung.cli.output import clock, console, visible, write_table, write_text
from kodierung.text import counted as many
from kodierung.workflow.import_check import below_name

if TYPE_CHECKING:
    from kodierung.errors import Problem
    from kodierung.project import Answers
    from kodierung.workflow.import_check import Figures, ImportedFile, Share

MOST_SPEAKERS = 12
"""People shown of one file; a plenary protocol has hundreds."""


def write_check(files: Sequence[ImportedFile]) -> None:
    """Print for each file how it is read, who speaks, and what looks wrong."""
    width = console().width
    for file in files:
        write_text("\n".join(_wrapped(_head(file), width)))
        if file.figures is not None:
            _write_speakers(file.figures)
        for told in (*_remarks(file), *(_marked(p, file.name) for p in file.problems)):
            write_text("\n".join(_wrapped(told, width, "  ")))
        write_text("")


def _head(file: ImportedFile) -> Iterator[str]:
    read, counted = file.transcript, file.figures
    yield file.name
    yield file.status
    if read is None or counted is None:
        return
    yield " ".join(part for part in (read.format, read.encoding) if part)
    yield many(counted.turns, "turn")
    yield many(counted.words, "word")
    if counted.seconds is not None:
        yield clock(counted.seconds)
    if read.group != PurePath(file.name).stem:
        yield f"group {read.group}"
    yield from (f"{key}={value}" for key, value in read.attributes.items())


def _write_speakers(counted: Figures) -> None:
    """Print who speaks how much; of many people those who say most."""
    people: Sequence[Share] = counted.speakers
    if len(people) > MOST_SPEAKERS:
        people = sorted(people, key=lambda one: -one.words)[: MOST_SPEAKERS - 2]
    rows: list[tuple[object, ...]] = [
        (
            one.speaker,
            ", ".join(part for part in (_role(one), one.function) if part),
            one.turns,
            one.words,
            "" if one.share is None else f"{100 * one.share:.0f} %",
            clock(one.seconds),
        )
        for one in people
    ]
    others = len(counted.speakers) - len(people)
    if others:
        rows.append((f"… {others} more", *[""] * 5))
    write_table(
        ["Speaker", "*Function", "Turns", "Words", "Share", "Time"],
        rows,
        right=["Turns", "Words", "Share", "Time"],
        indent=2,
    )


def _role(one: Share) -> str:
    """Return what somebody is in the conversation, if it goes without a function."""
    return one.kind if one.kind == "moderator" or not one.function else ""


def _remarks(file: ImportedFile) -> Iterator[str]:
    """Yield what is good to know and no fault."""
    if file.notes:
        count = len(file.notes) - 1
        more = f" and {many(count, 'more line')}" if count else ""
        shown = textwrap.shorten(file.notes[0], 50, placeholder=" …")
        yield f'Kept as notes: "{shown}"{more}.'
    said = list(_said(file.answers))
    if said:
        yield f"Read as you said: {'; '.join(said)}."


def _said(answers: Answers) -> Iterator[str]:
    if answers.format:
        yield f"format {answers.format}"
    if answers.encoding:
        yield f"encoding {answers.encoding}"
    if answers.aliases:
        yield ", ".join(f"{old} is {new}" for old, new in answers.aliases.items())
    if answers.not_speakers:
        yield f"{', '.join(answers.not_speakers)}: nobody"
    if answers.moderators:
        yield f"moderating: {', '.join(answers.moderators)}"


def _marked(problem: Problem, name: str) -> str:
    mark = "!!" if problem.severity == "error" else "! "
    return f"{mark} {below_name(problem, name)}"


def _wrapped(parts: str | Iterable[str], width: int, indent: str = "") -> list[str]:
    """Return a text, or parts with a dot between them, in lines that fit."""
    line = parts if isinstance(parts, str) else " · ".join(parts)
    return textwrap.wrap(
        visible(line),
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}   ",
        break_on_hyphens=False,
    )
