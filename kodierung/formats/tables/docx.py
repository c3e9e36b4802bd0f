"""DOCX: pages A4 across, the tables real ones with a header row that repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from kodierung.formats.tables.values import RIGHT, in_sections, shown_row
from kodierung.model import Table

if TYPE_CHECKING:
    from docx.document import Document

suffix = ".docx"
binary = True
several = True

SECTION = "Table Section"
STYLES = (
    Style("Table Text", "Normal", 9),
    Style("Table Figure", "Table Text", 9),
    Style("Table Header", "Table Text", 9, bold=True),
    Style(SECTION, "Table Text", 9, bold=True),
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
    lines = list(_lines(part))
    table = document.add_table(rows=len(lines), cols=len(part.columns))
    widths = _widths_cm(block)
    rule_table(table, widths, part.caption)
    first_of_foot = len(lines) - len(part.foot)
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
        if style == SECTION:
            # A heading stands across, and never alone at the foot of a page.
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
            row.cells[0].merge(row.cells[-1])


def _lines(table: Table) -> Iterator[tuple[list[str], str]]:
    """Yield the texts of a table's rows, and the style if it is not the column's."""
    yield [column.label for column in table.columns], "Table Header"
    rest = [""] * (len(table.columns) - 1)
    for headings, texts in in_sections(table):
        yield from (([heading, *rest], SECTION) for heading in headings)
        yield texts, ""
    yield from ((shown_row(table, row), "Table Total") for row in table.foot)


def _widths_cm(block: Block) -> list[float]:
    """Share out the page, but do not draw a small table out to its full width."""
    wanted = [width + GAP for width in block.widths]
    scale = min(0.25, ROOM_CM / sum(wanted))
    return [width * scale for width in wanted]
