"""Data to stdout, everything else to stderr; tables that fit the terminal."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from kodierung.errors import KodierungError, Problem

if TYPE_CHECKING:
    from rich.console import Console

    from kodierung.workflow.decide import Verdicts

Shown = TypeVar("Shown")
MOST_ON_TERMINAL = 100
"""Rows of a list; more would scroll away what they are."""


def say(message: str, stream: TextIO | None = None) -> None:
    """Tell the researcher something; on a terminal unbroken words.

    Args:
        message: What.
        stream: Where, stderr unless it is what was asked for.
    """
    stream = stream or sys.stderr
    message = visible(message)
    if stream.isatty():
        width = get_terminal_size().columns
        message = "\n".join(
            textwrap.fill(
                line,
                width,
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
                drop_whitespace=True,
            )
            for line in message.split("\n")
        )
    print(message, file=stream)


def show_problems(problems: Iterable[Problem]) -> None:
    """Print faults and warnings, one per line."""
    for problem in problems:
        say(f"{problem.severity}: {problem}")


def show_error(fault: KodierungError) -> None:
    """Print an error with all its faults and what to do."""
    say(f"error: {fault.message}")
    for problem in fault.problems:
        mark = "warning: " if problem.severity == "warning" else ""
        say(f"  {mark}{problem}")
    if fault.hint:
        say(f"hint: {fault.hint}")


def write_text(text: str) -> None:
    """Print data, one line end at the end, always in UTF-8."""
    write_bytes(text.rstrip("\n").encode() + b"\n")


def write_bytes(data: bytes) -> None:
    """Print data as it is."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode())
    else:
        buffer.write(data)
        buffer.flush()


def json_lines(records: Iterable[Mapping[str, Any]]) -> bytes:
    """Return one JSON object per line, UTF-8."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    return "".join(f"{encode(record)}\n" for record in records).encode()


def write_json_lines(records: Iterable[Mapping[str, Any]]) -> None:
    """Print one JSON object per line."""
    write_bytes(json_lines(records))


def write_output(data: bytes, path: Path | None) -> None:
    """Print data, or write them into a file and say so."""
    if path is None:
        write_bytes(data)
        return
    from kodierung.project import write_file

    word = "Replaced" if path.is_file() else "Written"
    write_file(path, data)
    say(f"{word}: {path}")


def console() -> Console:
    """Return a console as wide as the terminal, 80 columns where there is none."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 80
    return Console(width=width, highlight=False)


def use_utf_8() -> None:
    """Let data be UTF-8 where they do not go to a terminal; never fail at a sign.

    A terminal keeps its encoding; what it cannot show is replaced by `?`.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def write_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    right: Sequence[str] = (),
    *,
    lines: bool = False,
    indent: int = 0,
) -> None:
    """Print a table.

    Args:
        columns: Headings; where room lacks, those that begin with `*` are broken first.
        rows: Cells; None is an empty cell.
        right: Headings of columns set flush right.
        lines: Whether lines part the rows, for rows of several lines.
        indent: Columns to set it in by; such a table has no line below its headings.
    """
    from kodierung.cli.tables import Shape, table_lines

    there = console()
    rule = "─" if there.encoding.startswith("utf") else "-"
    shape = Shape(rule=rule, parted=lines)
    if indent:
        shape = Shape(left=" " * indent, gap="  ", rule="")
    cells = ([_shown(cell) for cell in row] for row in rows)
    printed = table_lines(columns, cells, there.width, shape, right)
    sys.stdout.writelines(f"{line}\n" for line in printed)


def _shown(cell: object) -> str:
    return "" if cell is None else visible(str(cell))


def first_shown(records: list[Shown], limit: int | None) -> list[Shown]:
    """Return the records that a table shows, and tell how many more there are.

    Args:
        records: All of them.
        limit: How many at most; else 100 on a terminal, and all that are written into
            a file or a pipe.
    """
    most = limit or (MOST_ON_TERMINAL if sys.stdout.isatty() else len(records))
    if len(records) > most:
        say(f"The first {most} of {len(records)}; more with --limit, all with --json.")
    return records[:most]


def place(transcript: str, turn: int | None, speaker: str) -> str:
    """Return where something is said, short enough for a narrow column."""
    name = transcript.rsplit(".", 1)[0]
    if len(name) > 22:  # often only the ends of a project's names differ
        name = f"{name[:11]}…{name[-10:]}"
    return name if turn is None else f"{name}\nturn {turn}, {speaker}"


def clock(seconds: float | None) -> str:
    """Return seconds as `h:mm:ss`, or nothing."""
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 3600}:{whole % 3600 // 60:02}:{whole % 60:02}"


def percent(part: int | None, whole: int) -> str:
    """Return a share rounded down, so that only the whole is 100 %; or nothing.

    What is less than 1 % and not nothing is said to be so.
    """
    if not whole or part is None:
        return ""
    return "<1 %" if 0 < 100 * part < whole else f"{100 * part // whole} %"


def visible(text: str) -> str:
    """Return a text whose control characters cannot steer the terminal.

    What joins emoji is left out: terminals disagree about it.
    """
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        c if c == "\n" or c.isprintable() else "\ufffd"
        for c in text.replace("\u200d", "")
    )


def show_verdicts(verdicts: Verdicts, word: str, coder: str) -> None:
    """Tell what was decided now and what had been decided so before."""
    for suggestion in verdicts.decided:
        place = f"{suggestion.transcript}:{suggestion.turn}"
        say(f"{word} by {coder}: {suggestion.id[:8]} {suggestion.code} ({place})")
    for coding in verdicts.removed:
        was = ", which was the statement of its theme" if coding.statement else ""
        say(f"This took back the coding {coding.id[:8]}{was}.")
    for suggestion in verdicts.unchanged:
        say(f"{suggestion.id[:8]} had been {word} by {coder} already")


@contextmanager
def progress_line() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that shows how far a run is, on a terminal in one line."""
    if not sys.stderr.isatty():
        yield lambda _name, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        MofNCompleteColumn(),
        BarColumn(bar_width=20),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False),
    )
    # Without a thread that refreshes it, since `suggest` starts processes.
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        task = bar.add_task("", total=None)

        def show(name: str, done: int, total: int) -> None:
            said = visible(name)[:40]
            bar.update(
                task, description=said, completed=done, total=total, refresh=True
            )

        yield show
