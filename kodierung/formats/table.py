"""Tables with columns for speaker, text, start and end: CSV, TSV and Excel.

Each row with a speaker is a turn; one without goes on with the last. The columns are
found by their headings, in German or English, in any order, beside others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import cues, voices
from kodierung.formats.cues import Cue
from kodierung.formats.files import cell_times, columns, encoding, spreadsheet
from kodierung.formats.files.columns import Column
from kodierung.formats.files.spreadsheet import Row, Sheet
from kodierung.formats.lines import acceptance, labels, unusual
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.model import Draft
from kodierung.text import settle

suffixes = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")

Columns = dict[Column, int]

_ABOVE = 20
"""Rows in which the headings are looked for."""

_TOLD = 8
"""Sheets in a message."""

_HINT = (
    "Head the columns Sprecher and Text, and if there are times Start and Ende; "
    "English names do as well."
)


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content is a table with headings that name its columns."""
    if data.startswith(b"PK\x03\x04"):
        return spreadsheet.is_excel(data)
    start = spreadsheet.beginning(data)
    return spreadsheet.headed_by(start.lstrip().partition("\n")[0]) is not None


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read a table."""
    separator = used = ""
    problems: list[Problem] = []
    rows: Sequence[Row]
    if spreadsheet.is_excel(data):
        sheets = spreadsheet.of_excel(data, name)
        rows, problems = _best_sheet(sheets, name, options)
    else:
        _refuse_binary(data, name)
        separator = spreadsheet.separator_of(spreadsheet.beginning(data))
        rows, used = spreadsheet.of_text(data, name, options.encoding, separator)
    rows = [row for row in rows if any(cell.strip() for cell in row.cells)]
    above, found = _columns(rows, options)
    if found is None:
        raise TranscriptError(_refusal(rows, name), _HINT)
    notes = [
        voices.written((separator or "; ").join(filter(None, row.cells)))
        for row in rows[: max(0, above - 1)]
    ]
    heading = rows[above - 1].cells if above else ()
    rows = rows[above:]
    if separator and heading:
        rows, more = _rejoined(rows, len(heading), found, separator, name)
        problems += more
    unread = columns.unread([row.cells for row in rows], heading, found.values())
    draft = _draft(rows, heading, found, notes, name, options)
    problems += columns.left_out(unread, name)
    return replace(draft, encoding=used, problems=(*problems, *draft.problems))


def _refuse_binary(data: bytes, name: str) -> None:
    """Refuse what is no text, old Excel files by their name."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TranscriptError(
            f"{name}: this is an old Excel file (.xls) or one with a password.",
            "Save it as .xlsx, without a password.",
        )
    encoding.refuse_binary(data, name)


def _best_sheet(
    sheets: Sequence[Sheet], name: str, options: ReadOptions
) -> tuple[Sequence[Row], list[Problem]]:
    """Return the rows of the first sheet with turns, and a warning about the others.

    Sheets with headings go before those without, and any cells before none.
    """
    full = [sheet for sheet in sheets if any(row.cells for row in sheet[1])]
    told = [sheet for sheet in full if _columns(sheet[1], options)[1] is not None]
    headed = [sheet for sheet in told if _headings(sheet[1])[1] is not None]
    chosen = next(iter((*headed, *told, *full)), None)
    others = [f'"{title}"' for title, rows in told if chosen and rows is not chosen[1]]
    problems: list[Problem] = []
    if others:
        more = f" and {len(others) - _TOLD} more" if len(others) > _TOLD else ""
        which = f"sheet{'s' if others[1:] else ''} {', '.join(others[:_TOLD])}{more}"
        why = f"what stands in the {which} is left out; one sheet is read"
        hint = "save each sheet as a file of its own, for instance as CSV"
        problems = [Problem(name, why, hint, "warning")]
    return (chosen[1] if chosen else []), problems


def _columns(rows: Sequence[Row], options: ReadOptions) -> tuple[int, Columns | None]:
    """Return the first row of the turns, and which column holds what."""
    above, found = _headings(rows)
    return (0, _unheaded(rows, options)) if found is None else (above, found)


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
    timed = any(map(cell_times.is_time, rows[0].cells)) if rows else False
    if not 2 <= width <= 4 or (columns.find(rows[0].cells) and not timed):
        return None
    held = [
        [row.cells[at].strip() if at < len(row.cells) else "" for row in rows]
        for at in range(width)
    ]
    clocks = [
        at
        for at in range(width)
        if any(held[at]) and all(cell_times.is_time(cell) for cell in held[at] if cell)
    ]
    others = [at for at in range(width) if at not in clocks]
    if len(others) != 2 or len(clocks) > 2:
        return None
    speaker, text = sorted(others, key=lambda at: sum(map(len, held[at])))
    people = {labels.tidy(cell.rstrip(": ")) for cell in held[speaker] if cell}
    if not all(
        acceptance.is_nobody(one, options)
        or unusual.form(labels.without_brackets(one)[0]) != "other"
        for one in people
    ):
        return None
    times: list[Column] = ["start", "end"]
    return {"speaker": speaker, "text": text, **dict(zip(times, clocks, strict=False))}


def _refusal(rows: Sequence[Row], name: str) -> str:
    """Return the sentence that names the columns found."""
    if not rows:
        return f"{name}: this table has no rows."
    cells = [" ".join(cell.split())[:40] for cell in rows[0].cells if cell.strip()]
    listed = ", ".join(f'"{cell}"' for cell in cells[:8])
    return f"{name}: no columns of speakers and of words are found, but {listed}."


def _rejoined(
    rows: Sequence[Row], width: int, found: Columns, separator: str, name: str
) -> tuple[list[Row], list[Problem]]:
    """Join words that are cut because the separator stands in them without quotes.

    That can be done if they are in the last column; otherwise the rest is left out.
    """
    whole = list(rows)
    long = [at for at, row in enumerate(rows) if any(map(str.strip, row.cells[width:]))]
    if not long:
        return whole, []
    last = width - 1
    joins = found["text"] == last
    for at in long:
        cells = rows[at].cells
        rest = separator.join(cells[last:]) if joins else cells[last]
        whole[at] = replace(rows[at], cells=[*cells[:last], rest])
    what = "counts as words" if joins else "is left out"
    more = f" (so {'have' if long[2:] else 'has'} {len(long) - 1} more)"
    why = (
        f"this row has more cells than headings{more if long[1:] else ''}; "
        f"what is too much {what}"
    )
    hint = f'put words that hold "{separator}" in quotation marks: "…"'
    return whole, [Problem(f"{name}{rows[long[0]].place}", why, hint, "warning")]


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
            Cue(number, start, end, said)
            for number, (start, end, said) in enumerate(
                zip(starts, ends, words, strict=True), start=1
            )
        ]
        read = cues.read(pieces, notes, name, options)
        return replace(read, problems=(*problems, *read.problems))
    people = [
        labels.tidy(columns.cell(row.cells, found["speaker"]).rstrip(": "))
        for row in rows
    ]
    runs: list[list[Utterance]] = []
    for row, who, said, start, end in zip(
        rows, people, words, starts, ends, strict=True
    ):
        if not said:
            problems += _silent(row, who, name)
        elif who or not runs:
            runs.append([Utterance(who or labels.UNNAMED, said, start, end)])
        else:
            runs[-1].append(Utterance("", said, start, end))
    spoken = list(map(_joined, runs))
    if "end" not in found:
        spoken = _until_the_next(spoken)
    return voices.draft(spoken, name, options, notes=notes, problems=problems)


def _joined(run: Sequence[Utterance]) -> Utterance:
    """Return a row and those without a speaker that go on with it as one utterance."""
    ends = [one.end_time for one in run if one.end_time is not None]
    words = "\n".join(one.words for one in run)
    return replace(run[0], words=words, end_time=ends[-1] if ends else None)


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
    cells = [columns.cell(row.cells, at) for row in rows]
    in_milliseconds = at < len(heading) and columns.in_milliseconds(heading[at])
    marks = [cell_times.opening(cell) for cell in cells]
    times, guessed = cell_times.read(
        marks, milliseconds=in_milliseconds or _is_whisper(heading)
    )
    problems = [Problem(name, guessed, "check the times", "warning")] if guessed else []
    unread = [
        (row, cell, time)
        for row, cell, mark, time in zip(rows, cells, marks, times, strict=True)
        if (cell and time is None) or mark != cell
    ]
    if unread:
        row, cell, time = unread[0]
        more = f" (and {len(unread) - 1} more)" if unread[1:] else ""
        what = "is no time" if time is None else "is more than a time"
        left = "it" if time is None else "the rest"
        why = f'"{" ".join(cell.split())[:40]}" {what}{more}; {left} is left out'
        hint = "write it as 00:01:12 or in seconds"
        problems.append(Problem(f"{name}{row.place}", why, hint, "warning"))
    return times, problems


def _is_whisper(heading: Sequence[str]) -> bool:
    """Tell whether these are Whisper's headings, whose times are milliseconds."""
    return [cell.strip() for cell in heading] == ["start", "end", "text"]


def _words(row: Row, column: int) -> str:
    """Return what is said in a row, settled, line ends kept."""
    return settle(columns.cell(row.cells, column)).strip()
