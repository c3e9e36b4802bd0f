"""HTML from strangers, as noScribe and oTranscribe write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kodierung.errors import TranscriptError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Sign = Callable[["HtmlElement"], str | None]

_BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4"),
        *("tr", "td", "th", "table"),
    )
)
_SILENT = frozenset({"script", "style", "head", "title"})


def parse(text: str, name: str) -> HtmlElement:
    """Return an HTML document; nothing is fetched or run.

    Args:
        text: Decoded, so what the file says about its encoding no longer counts.
        name: The file's name, for messages.

    Raises:
        TranscriptError: It is empty, or so deeply nested that words would be lost.
    """
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        data = text.encode("utf-8", "replace")
        root: HtmlElement = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise TranscriptError(f"{name}: this HTML is damaged or empty.") from None
    if any("depth" in fault.message for fault in parser.error_log):
        raise TranscriptError(
            f"{name}: this HTML is nested deeper than any transcript.",
            "Export the transcript anew from the program it was made with.",
        )
    return root


def lines(element: HtmlElement, sign: Sign = lambda _: None) -> str:
    """Return the text of an element; breaks and paragraphs begin a new line.

    Args:
        element: Its own tail is not part of it.
        sign: Returns what stands for an element instead of its text, or None.
    """
    tag = element.tag if isinstance(element.tag, str) else "script"
    if tag in _SILENT:
        return ""
    if tag == "br":
        return "\n"
    written = sign(element)
    if written is not None:
        return written
    parts = [_flat(element.text)]
    for child in element:
        parts += [lines(child, sign), _flat(child.tail)]
    edge = "\n" if tag in _BLOCKS else ""
    return edge + "".join(parts) + edge


def passages(root: HtmlElement) -> Iterator[HtmlElement | str]:
    """Yield the paragraphs of a document, and words that stand in none.

    A paragraph is a block without blocks in it, or an anchor outside of all blocks.

    Args:
        root: The document.
    """
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else "script"
        words = element.tail if event == "end" else element.text
        if event == "start" and (
            tag == "a" or tag in _SILENT or _is_innermost(element)
        ):
            walk.skip_subtree()
            words = ""
            yield from () if tag in _SILENT else (element,)
        if words and words.strip():
            yield words


def _is_innermost(element: HtmlElement) -> bool:
    """Tell whether an element is a block without blocks in it."""
    block = element.tag in _BLOCKS
    return block and next(element.iterdescendants(*_BLOCKS), None) is None


def _flat(text: str | None) -> str:
    """Return text whose line ends are blanks, as they are in HTML."""
    return (text or "").replace("\r", " ").replace("\n", " ")
