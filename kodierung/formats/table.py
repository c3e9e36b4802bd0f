"""Tables with columns for speaker, text, start and end: CSV, TSV and Excel.

Each row with a speaker is a turn; one without goes on with the last. The columns are
found by their headings, in German or English, in any order, beside others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import (
    acceptance,
    clock,
    columns,
    cues,
    encoding,
    labels,
    spreadsheet,
    unusual,
    voices,
)
from kodierung.formats.columns import Column
from kodierung.formats.cues import Cue
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.formats.spreadsheet import Row
from kodierung.model import Draft
from kodierung.text import settle

suffixes = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")

Columns = dict[Column, int]

_ABOVE = 20
"""Rows in which the headings are looked for."""

_HINT = (
    "Head the columns Sprecher and Text, and if there are times Start and Ende; "
    "English names do as well."
)


def sniff(name: str, data: bytes) -> bool:  # noqa: ARG001  (one signature for all)
    """Tell whether the content is a table with headings that name its columns."""
    if data.startswith(b"PK\x03\x04"):
        return spreadsheet.is_excel(data)
    start = spreadsheet.beginning(data)
    return spreadsheet.headed_by(start.lstrip().partition("\n")[0]) is not None


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read a table."""
    if spreadsheet.is_excel(data):
        rows, used = _best_sheet(spreadsheet.of_excel(data, name)), ""
    else:
        _refuse_binary(data, name)
        separator = spreadsheet.separator_of(spreadsheet.beginning(data))
        rows, used = spreadsheet.of_text(data, name, options.encoding, separator)
    rows = [row for row in rows if any(cell.strip() for cell in row.cells)]
    above, found = _headings(rows)
    if found is None:
        above, found = 0, _unheaded(rows, options)
    if found is None:
        raise TranscriptError(_refusal(rows, name), _HINT)
    notes = [
        voices.written("\t".join(filter(None, row.cells)))
        for row in rows[: max(0, above - 1)]
    ]
    heading = rows[above - 1].cells if above else ()
    return replace(
        _draft(rows[above:], heading, found, notes, name, options), encoding=used
    )


def _refuse_binary(data: bytes, name: str) -> None:
    """Refuse what is no text, old Excel files by their name."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TranscriptError(
            f"{name}: this is an old Excel file (.xls) or one with a password.",
            "Save it as .xlsx, without a password.",
        )
    encoding.refuse_binary(data, name)


def _best_sheet(sheets: Sequence[list[Row]]) -> list[Row]:
    """Return the first sheet with the columns needed, or else the first with cells."""
    full = [sheet for sheet in sheets if any(row.cells for row in sheet)]
    headed = (sheet for sheet in full if _headings(sheet)[1] is not None)
    return next(headed, full[0] if full else [])


def _headings(rows: Sequence[Row]) -> tuple[int, Columns | None]:
    """Return the first row behind the headings, and which column holds what."""
    for number, row in enumerate(rows[:_ABOVE], start=1):
        found = columns.find(row.cells)
        if columns.tell_all(found):
            return number, found
    return 0, None


def _unheaded(rows: Sequence[Row], options: ReadOptions) -> Columns | None:
    """Tell the columns of a table without headings by what they hold."""
    width = max((len(row.cells) for row in rows), default=0)
    if not 2 <= width <= 4 or columns.find(rows[0].cells):
        return None
    held = [
        [row.cells[at].strip() if at < len(row.cells) else "" for row in rows]
        for at in range(width)
    ]
    clocks = [
        at
        for at in range(width)
        if any(held[at]) and all(clock.is_time(cell) for cell in held[at] if cell)
    ]
    others = [at for at in range(width) if at not in clocks]
    if len(others) != 2 or len(clocks) > 2:
        return None
    speaker, text = sorted(others, key=lambda at: sum(map(len, held[at])))
    people = {labels.tidy(cell.rstrip(": ")) for cell in held[speaker] if cell}
    if not all(_may_speak(one, options) for one in people):
        return None
    times: list[Column] = ["start", "end"]
    return {"speaker": speaker, "text": text, **dict(zip(times, clocks, strict=False))}


def _may_speak(label: str, options: ReadOptions) -> bool:
    """Tell whether a cell may be a speaker's label."""
    known = acceptance.is_nobody(label, options)
    return known or unusual.form(labels.without_brackets(label)[0]) != "other"


def _refusal(rows: Sequence[Row], name: str) -> str:
    """Return the sentence that names the columns found."""
    if not rows:
        return f"{name}: this table has no rows."
    cells = [" ".join(cell.split())[:40] for cell in rows[0].cells if cell.strip()]
    listed = ", ".join(f'"{cell}"' for cell in cells[:8])
    return f"{name}: no columns of speakers and of words are found, but {listed}."


def _draft(
    rows: Sequence[Row],
    heading: Sequence[str],
    found: Columns,
    notes: list[str],
    name: str,
    options: ReadOptions,
) -> Draft:
    """Make turns of the rows."""
    starts, problems = _times(rows, heading, found, "start", name)
    ends, more = _times(rows, heading, found, "end", name)
    problems += more
    words = [_words(row, found["text"]) for row in rows]
    if "speaker" not in found:
        pieces = [
            Cue(number, start or 0.0, end or start or 0.0, said)
            for number, (start, end, said) in enumerate(
                zip(starts, ends, words, strict=True), start=1
            )
        ]
        read = cues.read(pieces, notes, name, options)
        return replace(read, problems=(*problems, *read.problems))
    people = [labels.tidy(_cell(row, found["speaker"]).rstrip(": ")) for row in rows]
    spoken: list[Utterance] = []
    for row, who, said, start, end in zip(
        rows, people, words, starts, ends, strict=True
    ):
        if not said:
            problems += _silent(row, who, name)
        elif who or not spoken:
            spoken.append(Utterance(who or labels.UNNAMED, said, start, end))
        else:
            last = spoken[-1]
            later = last.end_time if end is None else end
            joined = f"{last.words}\n{said}"
            spoken[-1] = replace(last, words=joined, end_time=later)
    if "end" not in found:
        spoken = _until_the_next(spoken)
    return voices.draft(spoken, name, options, notes=notes, problems=problems)


def _until_the_next(spoken: Sequence[Utterance]) -> list[Utterance]:
    """Let everybody speak until the next one starts."""
    nexts = [*(one.start_time for one in spoken[1:]), None]
    return [replace(one, end_time=end) for one, end in zip(spoken, nexts, strict=False)]


def _silent(row: Row, who: str, name: str) -> list[Problem]:
    """Warn of a row with a speaker and no words."""
    why = f'"{who}" says nothing here; the turn is left out'
    return [Problem(f"{name}{row.place}", why, severity="warning")] if who else []


def _times(
    rows: Sequence[Row],
    heading: Sequence[str],
    found: Columns,
    column: Column,
    name: str,
) -> tuple[list[float | None], list[Problem]]:
    """Return a column's times, and warnings about those that cannot be read."""
    if column not in found:
        return [None] * len(rows), []
    at = found[column]
    cells = [_cell(row, at) for row in rows]
    in_milliseconds = at < len(heading) and columns.in_milliseconds(heading[at])
    times, guessed = clock.read(
        cells, milliseconds=in_milliseconds or _is_whisper(heading)
    )
    problems = [Problem(name, guessed, "check the times", "warning")] if guessed else []
    unread = [
        (row, cell)
        for row, cell, time in zip(rows, cells, times, strict=True)
        if cell and time is None
    ]
    if unread:
        row, cell = unread[0]
        more = f" (and {len(unread) - 1} more)" if unread[1:] else ""
        why = f'"{" ".join(cell.split())[:40]}" is no time{more}; it is left out'
        hint = "write it as 00:01:12 or in seconds"
        problems.append(Problem(f"{name}{row.place}", why, hint, "warning"))
    return times, problems


def _is_whisper(heading: Sequence[str]) -> bool:
    """Tell whether these are Whisper's headings, whose times are milliseconds."""
    return [cell.strip() for cell in heading] == ["start", "end", "text"]


def _words(row: Row, column: int) -> str:
    """Return what is said in a row, settled, line ends kept."""
    return settle(_cell(row, column)).strip()


def _cell(row: Row, column: int) -> str:
    """Return a cell's words; missing cells are empty."""
    return row.cells[column].strip() if column < len(row.cells) else ""
