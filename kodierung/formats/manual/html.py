"""HTML: one file to be read on a screen or printed; nothing is loaded, nothing run."""

from __future__ import annotations

from dataclasses import dataclass

from kodierung.formats.files.webpage import webpage
from kodierung.formats.manual.document import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    with_gaps,
)
from kodierung.formats.matrix.wording import GERMAN, tag, words
from kodierung.formats.tables.values import RIGHT, shown_row
from kodierung.model import Table

suffix = ".html"
binary = False

TEMPLATE = "manual.html.jinja"
LISTED = 3
"""The lowest level of headings in the table of contents."""

_SKIP, _SKIP_DE = "Skip the contents", "Inhaltsverzeichnis überspringen"

Run = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A block as it is shown: which element it is, and what it holds."""

    kind: str
    indent: int = 0
    level: int = 0
    anchor: str = ""
    label: str = ""
    aside: str = ""
    small: bool = False
    runs: tuple[Run, ...] = ()
    items: tuple[tuple[Run, ...], ...] = ()
    table: Table | None = None
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()


def write(document: Document) -> bytes:
    """Return the document as one HTML page."""
    return page(document, paper=False)


def page(document: Document, *, paper: bool) -> bytes:
    """Return the document as one HTML page.

    Args:
        document: What it shows.
        paper: Whether it looks on the screen as it does on paper.
    """
    listed = document.headings(LISTED) if document.contents else []
    return webpage(
        __package__,
        TEMPLATE,
        document=document,
        language=tag(document.language),
        paper=paper,
        skip=_SKIP_DE if words(document.language) is GERMAN else _SKIP,
        listed=[(f"part-{number}", one.level, one.text) for number, one in listed],
        blocks=[_block(*one) for one in enumerate(document.blocks)],
        right=RIGHT,
    )


def _block(number: int, block: Block) -> _Shown:
    match block:
        case Heading():
            return _Shown(
                "heading",
                block.indent,
                min(block.level + 1, 6),
                f"part-{number}",
                aside=block.aside,
                runs=tuple(with_gaps(block.text)),
            )
        case Paragraph():
            runs = tuple(with_gaps(block.text))
            return _Shown(
                "paragraph",
                block.indent,
                label=block.label,
                small=block.small,
                runs=runs,
            )
        case Items():
            items = tuple(tuple(with_gaps(item)) for item in block.items)
            return _Shown("items", block.indent, label=block.label, items=items)
        case _:
            rows = tuple(
                tuple(tuple(with_gaps(cell)) for cell in shown_row(block, row))
                for row in block.rows
            )
            return _Shown("table", table=block, rows=rows)
