"""Coded work of another program: brought in, and told what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from kodierung.errors import Problem
from kodierung.project import tidy_name

if TYPE_CHECKING:
    from kodierung.workflow.exchange.coded import Outcome, Taken

_SHOWN = 20
_CODES = 10


def show(
    taken: Taken, file: Path, only: str | None, *, as_json: bool, check: bool
) -> None:
    """Tell what became of a file's codings.

    Args:
        taken: What became of them.
        file: Where they come from.
        only: Whose codings alone may be shown, None for everybody's.
        as_json: Whether every coding is printed as an object.
        check: Whether nothing was to be written.
    """
    from kodierung.cli.output import say, write_json_lines

    if as_json:
        write_json_lines(records(taken.outcomes, file, only))
    _show_losses(taken)
    _show_not_found(taken, file, only)
    did = "imported" if taken.stored else "would be imported"
    how = Counter(one.how for one in taken.outcomes)
    fresh = how["exact"] + how["lenient"]
    parts = [f"{_codings(fresh)} {did}"]
    if how["lenient"]:
        parts.append(f"{how['lenient']} of them but for blanks or signs")
    parts.append(f"{how['there already']} there already")
    say(f"{taken.program}: {', '.join(parts)}, {how['not found']} not found.")
    if taken.settled:
        say(f"Suggestions recorded as decided: {taken.settled}.")
    if not (taken.stored or check):
        say("Nothing was imported. Mend what is told, or take the rest: --skip-bad.")


def records(
    outcomes: Collection[Outcome], file: Path, only: str | None
) -> list[dict[str, Any]]:
    """Return what became of codings, less those of others in a blind study."""
    from kodierung.workflow.exchange.coded import record

    return [record(one, file) for one in outcomes if not _is_hidden(one, only)]


def write_not_found(taken: Taken, file: Path, target: Path, only: str | None) -> None:
    """Write what was not found: a table by its ending, else JSON lines."""
    from kodierung.cli.output import json_lines, write_output

    rows = records(taken.not_found, file, only)
    write_output(
        _as_csv(rows) if target.suffix.lower() == ".csv" else json_lines(rows), target
    )


def _as_csv(rows: list[dict[str, Any]]) -> bytes:
    from kodierung.formats.tables.registry import write_tables
    from kodierung.model import Column, Table

    keys = ("place", "document", "speaker", "code", "quote", "coder", "why")
    columns = tuple(Column(key, key) for key in keys)
    cells = tuple(tuple(row[key] for key in keys) for row in rows)
    return write_tables([Table("not_found", "", columns, cells)], "csv", bom=True)


def _is_hidden(outcome: Outcome, only: str | None) -> bool:
    coder = outcome.coding.coder if outcome.coding else outcome.foreign.coder.strip()
    return only is not None and tidy_name(coder) != only


def _show_losses(taken: Taken) -> None:
    from kodierung.cli.output import say

    for what, number in taken.lost.items():
        say(f"warning: not taken: {number} {what}")
    if taken.lacking:
        named = _named(taken.lacking)
        say(f"The codebook lacks {len(taken.lacking)} of the file's codes: {named}.")
        say("hint: --map 'THEIRS=our.code', or `kodierung codebook add`.")
    if taken.missing:
        say(f"The study lacks documents of the file: {_named(taken.missing)}.")
        say("hint: --documents 'THEIRS=FG01.txt', or import the transcripts first.")


def _named(numbers: Mapping[str, int]) -> str:
    named = [f'"{one}" ({_codings(number)})' for one, number in numbers.items()]
    return ", ".join([*named[:_CODES], *(["…"] if named[_CODES:] else [])])


def _show_not_found(taken: Taken, file: Path, only: str | None) -> None:
    from kodierung.cli.output import say, show_problems
    from kodierung.text import shortened

    shown = [one for one in taken.not_found if not _is_hidden(one, only)]
    show_problems(
        Problem(
            f"{file.name}{one.foreign.place}",
            f'"{shortened(one.foreign.quote, 40)}": {one.why}',
            "",
            "warning" if taken.stored else "error",
        )
        for one in shown[:_SHOWN]
    )
    if more := len(taken.not_found) - len(shown[:_SHOWN]):
        say(f"… and {more} more; --not-found FILE writes all of them.")


def _codings(number: int) -> str:
    from kodierung.text import counted

    return counted(number, "coding")


def documents_of(said: list[str]) -> dict[str, str]:
    """Return what `THEIRS=TRANSCRIPT` options say.

    Raises:
        UsageError: One is not of this form.
    """
    from kodierung.errors import UsageError

    found = {}
    for one in said:
        theirs, sign, ours = (word.strip() for word in one.rpartition("="))
        if not (theirs and sign and ours):
            raise UsageError(f'--documents "{one}" is not of the form THEIRS=FG01.txt.')
        found[theirs] = ours
    return found


def fail(taken: Taken, *, skip_bad: bool) -> None:
    """End with an error where something was not found that was not to be skipped."""
    if taken.not_found and not skip_bad:
        raise typer.Exit(1)
