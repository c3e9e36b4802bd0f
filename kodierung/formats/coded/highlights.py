"""Highlights that Taguette exports as a web page.

After the words of each highlight a paragraph names its document and its tags, with two
words in bold; these words are in the language of whoever exported.
"""

from __future__ import annotations

import re
from collections import Counter

from kodierung.errors import TranscriptError
from kodierung.formats.codebooks.table import by_paths, steps_of
from kodierung.formats.coded.markup import pieces
from kodierung.formats.coded.records import PATH, ForeignCoding, ForeignWork
from kodierung.formats.files.encoding import decode
from kodierung.formats.refi.records import RefiCodebook
from kodierung.text import settle

PROGRAM = "Taguette"

_BLOCKS = frozenset(
    {
        "p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "br", "h1", "h2", "h3",
        "h4", "h5", "h6", "blockquote", "pre",
    }
)  # fmt: skip
_UNREAD = frozenset({"head", "title", "style", "script"})
_BOLD, _SAID = "\x00", "\x01"  # begin and end of bold words; no text holds them
_NAMED = re.compile(f"{_BOLD}[^{_SAID}]*{_SAID}([^{_BOLD}]*)")


def read_highlights(data: bytes, name: str) -> ForeignWork:
    """Read a web page of highlights.

    Args:
        data: The page.
        name: Its name, for messages.

    Raises:
        TranscriptError: No part of it names a document and tags.
    """
    page = _Page()
    for kind, said in pieces(decode(data, name)[0]):
        if kind == "words":
            page.take(said)
        elif kind == "begin":
            page.begin(said)
        else:
            page.end(said)
    page.end_of_highlight()
    if not page.found:
        raise TranscriptError(
            f"{name}: this page holds no highlights of Taguette.",
            "Export the highlights again, as CSV, or the project as SQLite.",
        )
    lost: Counter[str] = Counter()
    codings = []
    for number, (words, document, tags) in enumerate(page.found, 1):
        paths = [PATH.join(steps_of(tag, "tag")) for tag in tags]
        if not (words and document and any(paths)):
            lost["highlights without a document or tag"] += 1
            continue
        codings += [
            ForeignCoding(document, path, words, f":highlight {number}")
            for path in paths
            if path
        ]
    rows = [{"code": path} for path in dict.fromkeys(one.code for one in codings)]
    codes = RefiCodebook(by_paths(rows, "code"), origin=PROGRAM)
    return ForeignWork(PROGRAM, tuple(codings), codes, lost=dict(+lost))


class _Page:
    """Collects the words, document and tags of each highlight."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, list[str]]] = []
        self._parts: list[str] = []
        self._unread = 0

    def begin(self, tag: str) -> None:
        """A rule parts two highlights, a block two paragraphs."""
        if tag in _UNREAD:
            self._unread += 1
        elif tag == "hr":
            self.end_of_highlight()
        elif tag == "h1":
            self._parts.clear()
        elif tag in ("strong", "b"):
            self._parts.append(_BOLD)
        elif tag in _BLOCKS:
            self._parts.append("\n")

    def end(self, tag: str) -> None:
        """Close what is open; what stands above the first highlight goes."""
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag == "h1":
            self._parts.clear()
        elif tag in ("strong", "b"):
            self._parts.append(_SAID)
        elif tag in _BLOCKS:
            self._parts.append("\n")

    def take(self, data: str) -> None:
        """Take up words."""
        if not self._unread:
            self._parts.append(data.replace(_BOLD, "").replace(_SAID, ""))

    def end_of_highlight(self) -> None:
        """Note what stands since the last rule; the last two bold words name it."""
        text = "".join(self._parts)
        self._parts.clear()
        named = list(_NAMED.finditer(text))[-2:]
        if len(named) < 2:
            return
        document, tags = (" ".join(one[1].split()) for one in named)
        words = text[: named[0].start()].replace(_BOLD, "").replace(_SAID, "")
        lines = (line.strip() for line in words.split("\n"))
        said = settle("\n".join(line for line in lines if line))
        self.found.append((said, document, [tag.strip() for tag in tags.split(",")]))
