"""A document as its author thinks of it; formats decide how it looks.

What still has to be written by hand stands in the text as a *gap*: `[… year]`. Every
format makes gaps stand out, so that none is printed by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kodierung.model import Table

GAP = re.compile(r"\[… [^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        text: What it says.
        level: 1 to 6; 1 is beneath the document's title.
        aside: Said smaller behind it, such as a code's id.
        indent: How far it is set in, in steps.
    """

    text: str
    level: int = 1
    aside: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `label` stands before it in bold, `small` is for what is beside."""

    text: str
    label: str = ""
    indent: int = 0
    small: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `label` stands above it in bold."""

    items: tuple[str, ...]
    label: str = ""
    indent: int = 0


Block: TypeAlias = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A document.

    Attributes:
        title: Stands above it.
        language: ISO 639-1; decides hyphenation and the few words formats add.
        blocks: In order.
        contents: Heading of a table of contents; none if empty.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    contents: str = ""

    def headings(self, deepest: int) -> list[tuple[int, Heading]]:
        """Return the headings for a table of contents.

        Args:
            deepest: The lowest level that is listed.

        Returns:
            Each with its number among all blocks, which is its anchor.
        """
        return [
            (number, block)
            for number, block in enumerate(self.blocks)
            if isinstance(block, Heading) and block.level <= deepest
        ]

    def gaps(self) -> int:
        """Return how many gaps the paragraphs still have."""
        texts = (block.text for block in self.blocks if isinstance(block, Paragraph))
        return sum(len(GAP.findall(text)) for text in texts)


def with_gaps(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether each is a gap still to be filled."""
    at = 0
    for found in GAP.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], False
        yield found.group(), True
        at = found.end()
    if at < len(text):
        yield text[at:], False
