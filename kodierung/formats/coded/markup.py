"""HTML as words and tags, in time that grows with its length alone.

The standard library's reader looks for the end of every tag and comment again and again
where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal

Kind = Literal["words", "begin", "end"]

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*+)[^<>]*+>|<[!?][^<>]*+>")


def pieces(html: str) -> Iterator[tuple[Kind, str]]:
    """Yield what a page consists of: words, and the names of tags in small letters.

    Args:
        html: The page; comments are left out.
    """
    first, *others = html.split("<!--")
    text = first + "".join(one.partition("-->")[2] for one in others)
    end = 0
    for tag in _TAG.finditer(text):
        if tag.start() > end:
            yield "words", unescape(text[end : tag.start()])
        if tag[2]:
            yield "end" if tag[1] else "begin", tag[2].lower()
        end = tag.end()
    if end < len(text):
        yield "words", unescape(text[end:])


def words_of(html: str) -> str:
    """Return the text of a page with all tags left out."""
    return "".join(said for kind, said in pieces(html) if kind == "words")
