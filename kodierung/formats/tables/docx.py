"""DOCX: pages A4 across, the tables real ones with a header row that repeats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kodierung.formats.files.word import (
    ROOM_CM,
    Style,
    draw,
    fill,
    landscape,
    rule_table,
    saved,
)
from kodierung.formats.matrix.wording import printable
from kodierung.formats.tables.page_width import Block, in_blocks
from kodierung.formats.tables.values import RIGHT, shown_row
from kodierung.model import Table

if TYPE_CHECKING:
    from docx.document import Document

suffix = ".docx"
binary = True
several = True

STYLES = (
    Style("Table Text", "Normal", 9),
    Style("Table Figure", "Table Text", 9),
    Style("Table Header", "Table Text", 9, bold=True),
    Style("Table Total", "Table Figure", 9, bold=True),
    Style("Table Note", "Normal", 8.5, before=6, after=12),
)
# How many characters go beside each other, and how many lie between columns.
ROOM, GAP = 130, 2


def write(tables: Sequence[Table]) -> bytes:
    """Return the tables as a Word document."""
    title = tables[0].caption if tables else ""
    language = tables[0].language if tables else ""
    document = landscape(title, language, STYLES)
    for table in tables:
        blocks = in_blocks(table, ROOM, GAP)
        for number, block in enumerate(blocks, 1):
            if table.caption:
                document.add_paragraph(printable(table.caption), style="Caption")
            _add(document, block)
            # Word wants a paragraph after a table even if there is nothing to say.
            note = table.note if number == len(blocks) else ""
            document.add_paragraph(printable(note), style="Table Note")
    return saved(document)


def _add(document: Document, block: Block) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    part = block.table
    lines = [
        ([column.label for column in part.columns], "Table Header"),
        *((shown_row(part, row), "") for row in part.rows),
        *((shown_row(part, row), "Table Total") for row in part.foot),
    ]
    table = document.add_table(rows=len(lines), cols=len(part.columns))
    widths = _widths_cm(block)
    rule_table(table, widths, part.caption)
    first_of_foot = 1 + len(part.rows)
    for number, ((texts, style), row) in enumerate(zip(lines, table.rows, strict=True)):
        cells = zip(row.cells, texts, widths, part.columns, strict=True)
        for cell, text, width, column in cells:
            cell.width = Cm(width)
            right = column.kind in RIGHT
            plain = "Table Figure" if right else "Table Text"
            paragraph = fill(cell, text, style or plain)
            if right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if number == 0:
                draw(cell, "bottom", strong=True)
            elif number > 1:
                draw(cell, "top", strong=number == first_of_foot)


def _widths_cm(block: Block) -> list[float]:
    """Share out the page, but do not draw a small table out to its full width."""
    wanted = [width + GAP for width in block.widths]
    scale = min(0.25, ROOM_CM / sum(wanted))
    return [width * scale for width in wanted]
