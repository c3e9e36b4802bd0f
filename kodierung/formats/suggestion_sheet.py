"""The sheet of suggestions as XLSX: what was suggested is locked, answers are not.

A second sheet lists the codes to choose from. Texts are written as strings, never as
formulas; the same suggestions give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kodierung.formats import speaker_table
from kodierung.formats.files.package import PLAIN_CELLS, dateless
from kodierung.formats.matrix.xlsx_drawing import (
    FONT,
    HEADER_GREY,
    LINE_GREY,
    fitting,
    height,
    set_print,
)
from kodierung.text import on_one_line

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Column = Literal[
    "id", "place", "speaker", "quotation", "code", "label", "reason", "score",
    "status", "decision", "other_code", "memo",
]  # fmt: skip
Cells = Mapping[Column, str | float]

WIDTHS: dict[Column, int] = {
    "id": 14, "place": 26, "speaker": 9, "quotation": 60, "code": 36, "label": 30,
    "reason": 36, "score": 7, "status": 12, "decision": 14, "other_code": 36,
    "memo": 30,
}  # fmt: skip
ANSWERS: tuple[Column, ...] = ("decision", "other_code", "memo")
MOST_ROWS = 20_000
"""More could be written, but would be refused as far too large when it is read."""

ANSWER_YELLOW = "#FFF8DC"
CODES_SHEET = "Codes"
_ALLOWED = {"sort": True, "autofilter": True, "format_columns": True}
_ALLOWED |= {"format_rows": True}


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the sheet in one language.

    Attributes:
        title: Name of the sheet.
        headings: Of the columns.
        accept: The decision that accepts.
        reject: The one that rejects.
        statuses: What was decided before, by its English word.
    """

    title: str
    headings: Mapping[Column, str]
    accept: str
    reject: str
    statuses: Mapping[str, str]


GERMAN = Words(
    "Vorschläge",
    {
        "id": "Vorschlag", "place": "Stelle", "speaker": "Person",
        "quotation": "Zitat", "code": "Code", "label": "Bezeichnung",
        "reason": "Begründung", "score": "Wert", "status": "Bisher",
        "decision": "Entscheidung", "other_code": "Anderer Code", "memo": "Memo",
    },
    "annehmen",
    "ablehnen",
    {
        "open": "offen", "accepted": "angenommen", "rejected": "abgelehnt",
        "changed": "geändert",
    },
)  # fmt: skip
ENGLISH = Words(
    "Suggestions",
    {
        "id": "Suggestion", "place": "Place", "speaker": "Speaker",
        "quotation": "Quotation", "code": "Code", "label": "Label",
        "reason": "Reason", "score": "Score", "status": "So far",
        "decision": "Decision", "other_code": "Other code", "memo": "Memo",
    },
    "accept",
    "reject",
    {status: status for status in ("open", "accepted", "rejected", "changed")},
)  # fmt: skip
LANGUAGES = (GERMAN, ENGLISH)


def words(language: str) -> Words:
    """Return the words of a language, English if it has none of its own."""
    return GERMAN if language.startswith("de") else ENGLISH


def shown(text: str) -> str:
    """Return a text as it stands in a cell: on one line, and no longer than it takes.

    It is the same in all languages, so that it can be compared with what is read.
    """
    return fitting(on_one_line(text), "…")


def write(
    rows: Sequence[Cells], codes: Iterable[tuple[str, str, str]], w: Words
) -> bytes:
    """Return the workbook.

    Args:
        rows: Suggestions; the answers of those that lack them are empty cells.
        codes: Id, label and definition of every code.
        w: The words of its language.
    """
    from xlsxwriter.workbook import Workbook

    stream = io.BytesIO()
    with Workbook(stream, PLAIN_CELLS) as workbook:
        looks = _looks(workbook)
        sheet = workbook.add_worksheet(w.title)
        for at, (column, width) in enumerate(WIDTHS.items()):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, w.headings[column], looks.header)
        for line, row in enumerate(rows, start=1):
            _write_row(sheet, line, row, looks)
        last = max(1, len(rows))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(WIDTHS) - 1)
        sheet.protect("", _ALLOWED)
        set_print(sheet, 0, last, len(WIDTHS) - 1)
        known = _write_codes(workbook.add_worksheet(CODES_SHEET), codes, w, looks)
        _offer(sheet, "decision", last, [w.accept, w.reject])
        _offer(sheet, "other_code", last, f"={CODES_SHEET}!$A$2:$A${known + 1}")
    return dateless(stream.getvalue())


@dataclass(frozen=True, slots=True)
class _Looks:
    header: Format
    cell: Format
    score: Format
    answer: Format


def _looks(workbook: Workbook) -> _Looks:
    cell = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
    cell |= {"border": 1, "border_color": LINE_GREY}
    return _Looks(
        header=workbook.add_format({**cell, "bold": True, "bg_color": HEADER_GREY}),
        cell=workbook.add_format(cell),
        score=workbook.add_format({**cell, "num_format": "0.00"}),
        answer=workbook.add_format(
            {**cell, "bg_color": ANSWER_YELLOW, "locked": False}
        ),
    )


def _write_row(sheet: Worksheet, line: int, row: Cells, looks: _Looks) -> None:
    texts: list[tuple[str, float]] = []
    for at, (column, width) in enumerate(WIDTHS.items()):
        value = row.get(column, "")
        if isinstance(value, str):
            look = looks.answer if column in ANSWERS else looks.cell
            sheet.write_string(line, at, value, look)
            texts.append((value, width))
        else:
            sheet.write_number(line, at, value, looks.score)
    sheet.set_row(line, height(texts))


def _write_codes(
    sheet: Worksheet,
    codes: Iterable[tuple[str, str, str]],
    w: Words,
    looks: _Looks,
) -> int:
    """Write the sheet of codes; return how many there are."""
    headings: tuple[Column, ...] = ("code", "label")
    for at, column in enumerate(headings):
        sheet.write_string(0, at, w.headings[column], looks.header)
    widths = (50, 50, 90)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    line = 0
    for line, texts in enumerate(codes, start=1):
        said = [(shown(text), width) for text, width in zip(texts, widths, strict=True)]
        for at, (text, _) in enumerate(said):
            sheet.write_string(line, at, text, looks.cell)
        sheet.set_row(line, height(said))
    sheet.freeze_panes(1, 0)
    sheet.protect("", _ALLOWED)
    return line


def _offer(
    sheet: Worksheet, column: Column, last: int, source: Sequence[str] | str
) -> None:
    at = list(WIDTHS).index(column)
    sheet.data_validation(1, at, last, at, {"validate": "list", "source": source})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it was read.

    Attributes:
        place: Where it is, for messages: `:sheet "Vorschläge", row 12`.
        cells: Column to text, on one line but for memos; columns that were deleted are
            missing.
    """

    place: str
    cells: Mapping[Column, str]

    def get(self, column: Column) -> str:
        """Return a cell's text, empty if there is none."""
        return self.cells.get(column, "")


def read(data: bytes, name: str) -> tuple[list[Column | None], list[SheetRow]]:
    """Return the columns there are, None for unknown ones, and the rows below.

    Rows and columns may stand in any order, headings be German or English.

    Raises:
        TranscriptError: The file is no table, damaged, or far too large.
    """
    known = {
        heading.casefold(): column
        for w in LANGUAGES
        for column, heading in w.headings.items()
    }
    rows = speaker_table.read(data, name)
    columns = [known.get(cell.casefold()) for cell in rows[0].cells] if rows else []
    return columns, [
        SheetRow(
            row.place,
            {
                column: cell if column == "memo" else on_one_line(cell)
                for column, cell in zip(columns, row.cells, strict=False)
                if column is not None
            },
        )
        for row in rows[1:]
    ]
