"""Markdown, to be edited and pasted into a paper."""

from __future__ import annotations

from kodierung.formats.manual.document import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    with_gaps,
)
from kodierung.formats.matrix.markdown import prose
from kodierung.formats.matrix.wording import printable
from kodierung.formats.tables.markdown import write as write_tables
from kodierung.text import on_one_line

suffix = ".md"
binary = False

DEEPEST = 6


def write(document: Document) -> bytes:
    """Return the document as Markdown."""
    parts = [f"# {_line(document.title)}"]
    parts += [_block(block) for block in document.blocks]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _block(block: Block) -> str:
    match block:
        case Heading():
            aside = f" `{on_one_line(block.aside)}`" if block.aside else ""
            level = min(block.level + 1, DEEPEST)
            return f"{'#' * level} {_line(block.text)}{aside}"
        case Paragraph():
            return _labelled(block.label, _text(block.text))
        case Items():
            items = "\n".join(f"- {_item(item)}" for item in block.items)
            return "\n\n".join(filter(None, (_labelled(block.label, ""), items)))
        case _:
            return write_tables([block]).decode().rstrip("\n")


def _labelled(label: str, text: str) -> str:
    return f"**{_line(label)}:** {text}".rstrip() if label else text


def _line(text: str) -> str:
    """Return a text that must stay on one line."""
    return prose(on_one_line(printable(text)))


def _item(text: str) -> str:
    """Return an item whose further paragraphs are set in below it."""
    return _text(text).replace("\n\n", "\n\n  ")


def _text(text: str) -> str:
    """Return a text as it is; gaps in bold."""
    return "".join(
        f"**{part}**" if gap else _spaced(part) for part, gap in with_gaps(text)
    )


def _spaced(text: str) -> str:
    """Return a part of a line as Markdown, with the blanks at its ends."""
    shown = prose(text)
    before = " " if text[:1] == " " else ""
    after = " " if text[-1:] == " " and shown else ""
    return f"{before}{shown}{after}"
