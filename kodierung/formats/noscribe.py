"""noScribe's own HTML: every stretch has its times and its speaker in an anchor.

`<a name="ts_12140_22800_S01">S01: … </a>` is a stretch from 12.14 to 22.8 s. Its
paragraph is a turn; what others say into it, `//S02: Ist das herrlich.//`, stays there.
Renaming people in noScribe's editor changes the words and not the anchors, so the label
in the words goes before the one in the anchor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import encoding, hypertext, labels, times, voices
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.model import Draft
from kodierung.text import settle

if TYPE_CHECKING:
    from lxml.html import HtmlElement

suffixes = (".html", ".htm")

_ANCHOR = re.compile(
    r"ts_(?P<start>\d{1,9})_(?P<end>\d{1,9})_(?P<into>//)?(?P<speaker>.*)", re.DOTALL
)
_SNIFFED = re.compile(rb"<a\s[^>]{0,200}\bname\s*=\s*[\"']?ts_\d+_\d+_", re.IGNORECASE)
_OPENING = re.compile(r"\s*(?P<label>[^:\n]{1,63}?)\s*:(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        speaker: Who speaks, by the first anchor; may be empty.
        rows: Its lines, label included.
        start: Seconds; None where it has no anchors.
        end: Seconds, or None.
    """

    speaker: str
    rows: Sequence[str]
    start: float | None = None
    end: float | None = None


def sniff(name: str, data: bytes) -> bool:  # noqa: ARG001  (one signature for all)
    """Tell whether the content holds noScribe's anchors."""
    return bool(_SNIFFED.search(data[:100_000].replace(b"\0", b"")))


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read the paragraphs as turns, with the times of their anchors."""
    text, used = encoding.decode(data, name, options.encoding)
    notes: list[str] = []
    found: list[Paragraph] = []
    root = hypertext.parse(settle(text), name)
    for element in root.iter("p"):
        if not len(element) and not element.text:
            continue
        paragraph = _paragraph(element)
        if paragraph.start is not None and (paragraph.speaker or found):
            found.append(paragraph)
        else:
            notes += paragraph.rows
    if not found:
        raise TranscriptError(
            f"{name}: this HTML is none of noScribe's; it names no speaker.",
            "Save the transcript as plain text or .docx.",
        )
    draft = voices.draft(
        _utterances(found), name, options, notes=notes, problems=_stray(root, name)
    )
    return replace(draft, encoding=used)


def _stray(root: HtmlElement, name: str) -> list[Problem]:
    """Tell of stretches that stand in no paragraph, as noScribe never writes them."""
    lost = sum(
        1
        for link in root.iter("a")
        if _ANCHOR.fullmatch(link.get("name", ""))
        and next(link.iterancestors("p"), None) is None
    )
    if not lost:
        return []
    why = f"stretches left out because they stand in no paragraph: {lost}"
    return [Problem(name, why, "save the transcript anew in noScribe", "warning")]


def _paragraph(element: HtmlElement) -> Paragraph:
    """Return a paragraph with what its anchors tell."""
    rows = map(voices.written, hypertext.lines(element).split("\n"))
    written = [row for row in rows if row]
    anchors = [
        anchor
        for link in element.iter("a")
        if (anchor := _ANCHOR.fullmatch(link.get("name", ""))) is not None
    ]
    if not anchors:
        return Paragraph("", written)
    own = [anchor for anchor in anchors if not anchor["into"]] or anchors
    start, end = int(anchors[0]["start"]) / 1000, int(anchors[-1]["end"]) / 1000
    return Paragraph(own[0]["speaker"].strip(), written, start, end)


def _utterances(found: Sequence[Paragraph]) -> list[Utterance]:
    """Take labels and times off the words; a paragraph without a label has its own."""
    shown: dict[str, str] = {}
    utterances: list[Utterance] = []
    last = ""
    for one in found:
        words = " ".join(one.rows)
        opening = _OPENING.match(words)
        label = labels.tidy(opening["label"]) if opening else ""
        if opening and (label == one.speaker or labels.is_label(label)):
            shown.setdefault(one.speaker, label)
            words = words[opening.end() :]
        else:
            label = shown.get(one.speaker, one.speaker) or last
        last = label
        words = words.strip()
        _, start = times.leading(words, 0, len(words))
        utterances.append(Utterance(label, words[start:].strip(), one.start, one.end))
    return utterances
