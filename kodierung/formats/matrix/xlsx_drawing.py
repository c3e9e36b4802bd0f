"""What both sheets of the workbook are drawn with: looks, heights, links, limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kodierung.formats.matrix.wording import printable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FONT = "Arial"
LINK_BLUE = "#0B5394"
TEXT_GREY = "#595959"
LINE_GREY = "#A6A6A6"
HEADER_GREY = "#EDEDED"
LINE_POINTS = 13.5
# Widths are counted in digits; most letters are narrower.
TEXT_PER_WIDTH = 1.1
# Limits of Excel; a cell's is in UTF-16 code units.
CELL_LIMIT = 32_767
ROW_POINTS_LIMIT = 409.0
PAPER_A4 = 9


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats cells are written in."""

    caption: Format
    header: Format
    perspective: Format
    cell: Format
    linked: Format
    note: Format
    label_font: Format
    figures_font: Format
    text: Format
    duration: Format


def looks(workbook: Workbook) -> Looks:
    """Add the formats to a workbook and return them."""
    base = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
    lined = {**base, "border": 1, "border_color": LINE_GREY}
    link = {"font_name": FONT, "font_color": LINK_BLUE, "underline": 1}
    return Looks(
        caption=workbook.add_format({**base, "font_size": 12, "bold": True}),
        header=workbook.add_format({**lined, "bold": True, "bg_color": HEADER_GREY}),
        perspective=workbook.add_format({**lined, "bold": True}),
        cell=workbook.add_format(lined),
        linked=workbook.add_format({**base, **link, "align": "center"}),
        note=workbook.add_format({**base, "font_size": 9}),
        label_font=workbook.add_format({"font_name": FONT, "font_size": 10}),
        figures_font=workbook.add_format(
            {"font_name": FONT, "font_size": 9, "font_color": TEXT_GREY}
        ),
        text=workbook.add_format(base),
        duration=workbook.add_format(
            {**base, "num_format": "[h]:mm:ss", "align": "center"}
        ),
    )


def height(texts: Sequence[tuple[str, float]], points: float = LINE_POINTS) -> float:
    """Return the height of a row in points.

    Excel would find it by itself, other programs and merged cells would not.

    Args:
        texts: Texts with the widths of their columns in characters.
        points: Height of a line.
    """
    lines = (
        sum(1 + int(len(part) / (width * TEXT_PER_WIDTH)) for part in text.split("\n"))
        for text, width in texts
    )
    return min(ROW_POINTS_LIMIT, points * max(lines, default=1) + 3)


def link_to(sheet: str, line: int, column: int = 0) -> str:
    """Return the address of a cell in the same workbook, counted from 0."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return f"internal:'{sheet}'!{xl_rowcol_to_cell(line, column)}"


def fitting(text: str, mark: str, room: int = CELL_LIMIT) -> str:
    """Return the text as a cell can hold it.

    Args:
        text: Any text.
        mark: Put at the end of a text that had to be shortened.
        room: How many UTF-16 code units there is room for.
    """
    shown = printable(text)
    units = shown.encode("utf-16-le")
    if len(units) <= 2 * room:
        return shown
    kept = units[: 2 * (room - len(mark))]
    # Half a surrogate pair may stand at the end.
    return kept.decode("utf-16-le", errors="ignore") + mark


def set_print(
    sheet: Worksheet, header_line: int, last_line: int, last_column: int
) -> None:
    """Print up to a line and column on A4 across, with the header on every page."""
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.print_area(0, 0, last_line, last_column)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_line)
