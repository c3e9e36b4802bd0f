"""LaTeX: a document that compiles as it is, each table to be copied into an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kodierung.formats.files.latex import (
    bold,
    latex_document,
    latex_text,
    longtable,
    paragraph_column,
)
from kodierung.formats.tables.page_width import Block, in_blocks
from kodierung.formats.tables.values import RIGHT, in_sections, shown_row
from kodierung.model import Table

suffix = ".tex"
binary = False
several = True

# A line of the page holds 25.7 cm, a character takes about 1.8 mm, a gap 4.2 mm.
CM_PER_CHARACTER = 0.18
ROOM, GAP = 140, 3


def write(tables: Sequence[Table]) -> bytes:
    """Return the tables as a LaTeX document."""
    language = tables[0].language if tables else ""
    lines = [line for table in tables for line in _lines(table)]
    return latex_document(lines, language)


def _lines(table: Table) -> Iterator[str]:
    blocks = in_blocks(table, ROOM, GAP)
    for number, block in enumerate(blocks, 1):
        part = block.table
        note = table.note if number == len(blocks) else ""
        yield from longtable(
            _columns(block),
            table.caption,
            [column.label for column in part.columns],
            _rows(part),
            note,
        )


def _columns(block: Block) -> list[str]:
    return [
        paragraph_column(
            round(width * CM_PER_CHARACTER, 2),
            "left" if column.kind in RIGHT else "right",
        )
        for column, width in zip(block.table.columns, block.widths, strict=True)
    ]


def _rows(table: Table) -> Iterator[str]:
    width = len(table.columns)
    for headings, texts in in_sections(table):
        # Not to be left alone at the foot of a page.
        for heading in headings:
            yield rf"\multicolumn{{{width}}}{{@{{}}l}}{{{bold(heading)}}} \\*"
        line = " & ".join(map(latex_text, texts)) + r" \\"
        # After the end of the row before, these two would be taken for its options.
        yield f"{{}}{line}" if line.startswith(("[", "*")) else line
    if table.foot:
        yield r"\midrule"
    for row in table.foot:
        yield " & ".join(map(bold, shown_row(table, row))) + r" \\"
