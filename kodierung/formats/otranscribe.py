"""oTranscribe's .otr: HTML within JSON, timestamps as elements between the words.

The paragraphs are read by the rules for lines of text. A timestamp at the beginning of
a turn is the turn's time, any other one stays in the words as `[0:12.34]`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kodierung.errors import TranscriptError
from kodierung.formats import voices
from kodierung.formats.files import hypertext, jsonfile
from kodierung.formats.lines import turns
from kodierung.formats.registry import ReadOptions
from kodierung.model import Draft

if TYPE_CHECKING:
    from lxml.html import HtmlElement

suffixes = (".otr",)

_SNIFFED = re.compile(rb'"(?:media|media-source|media-time)"\s*:|class=\\"timestamp')
_CLOCK = re.compile(r"(?:\d{1,2}:[0-5]\d|\d{1,3}):[0-5]\d")


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content is a transcript by oTranscribe."""
    start = jsonfile.beginning(data)
    # The settings stand behind the text, which may be long.
    return b'"text"' in start and bool(_SNIFFED.search(start + data[-2_000:]))


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read the paragraphs whose labels name who speaks."""
    held, used = jsonfile.load(data, name, options)
    written = held.get("text") if isinstance(held, dict) else None
    if not isinstance(written, str):
        raise TranscriptError(
            f"{name}: this JSON is no transcript by oTranscribe.",
            'One reads {"text": "<p>…</p>", "media": "…"}.',
        )
    root = hypertext.parse(f"<div>{written}</div>", name)
    rows = map(voices.written, hypertext.lines(root, _mark).split("\n"))
    found = turns.read("\n".join(rows), name, options)
    return replace(voices.rendered(found, name), encoding=used)


def _mark(element: HtmlElement) -> str | None:
    """Return the time mark for a timestamp, None for any other element."""
    if "timestamp" not in element.get("class", "").split():
        return None
    exact = voices.seconds(element.get("data-timestamp"))
    shown = hypertext.lines(element).strip()
    if exact is None:
        return f"[{shown}] " if _CLOCK.fullmatch(shown) else shown
    minutes, rest = divmod(round(exact, 2), 60)
    hours, minutes = divmod(int(minutes), 60)
    clock = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"[{clock}:{rest:05.2f}] "
