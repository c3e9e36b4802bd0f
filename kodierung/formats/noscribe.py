"""noScribe's own HTML: every stretch has its times and its speaker in an anchor.

`<a name="ts_12140_22800_S01">S01: … </a>` is a stretch from 12.14 to 22.8 s. Its
paragraph is a turn; what others say into it, `//S02: Ist das herrlich.//`, stays there.
Renaming people in noScribe's editor changes the words and not the anchors, so the label
in the words goes before the one in the anchor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import voices
from kodierung.formats.files import encoding, hypertext
from kodierung.formats.lines import labels, times
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.model import Draft
from kodierung.text import settle, shortened

if TYPE_CHECKING:
    from lxml.html import HtmlElement

suffixes = (".html", ".htm")

_ANCHOR = re.compile(
    r"ts_(?P<start>\d{1,9})_(?P<end>\d{1,9})_(?P<into>//)?(?P<speaker>[^\0]*)"
)
# No HTML holds the sign that the anchors' names are put between.
_MARKED = re.compile(f"\0{_ANCHOR.pattern}\0")
_SNIFFED = re.compile(rb"<a\s[^>]{0,200}\bname\s*=\s*[\"']?ts_\d+_\d+_", re.IGNORECASE)
_OPENING = re.compile(r"\s*(?P<label>[^:\n]{1,63}?)\s*:(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or the part of one that is one person's.

    Attributes:
        speaker: Who speaks, by the anchors; may be empty.
        rows: Its lines, label included.
        start: Seconds; None where it has no anchors.
        end: Seconds, or None.
    """

    speaker: str
    rows: Sequence[str]
    start: float | None = None
    end: float | None = None


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content holds noScribe's anchors."""
    return bool(_SNIFFED.search(encoding.beginning(data, 100_000)))


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read the paragraphs as turns, with the times of their anchors."""
    text, used = encoding.decode(data, name, options.encoding)
    notes: list[str] = []
    found: list[Paragraph] = []
    for passage in hypertext.passages(hypertext.parse(settle(text), name)):
        for paragraph in _paragraphs(passage):
            if found or paragraph.speaker:
                found.append(paragraph)
            else:
                notes += paragraph.rows
    if not found:
        raise TranscriptError(
            f"{name}: this HTML is none of noScribe's; it names no speaker.",
            "Save the transcript as plain text or .docx.",
        )
    draft = voices.draft(
        _utterances(found), name, options, notes=notes, problems=_untimed(found, name)
    )
    return replace(draft, encoding=used)


def _untimed(found: Sequence[Paragraph], name: str) -> list[Problem]:
    """Tell of paragraphs among the others that have no anchor and no sure speaker."""
    untimed = [one for one in found if one.start is None]
    if not untimed:
        return []
    begins = shortened(" ".join(untimed[0].rows), 40)
    why = (
        "passages without noScribe's times, said by whoever they name or else whoever "
        f'spoke before: {len(untimed)}, the first "{begins}"'
    )
    return [Problem(name, why, "check who says them", "warning")]


def _paragraphs(passage: HtmlElement | str) -> Iterator[Paragraph]:
    """Yield what one person says in a paragraph, or the two whose it has become."""
    text = passage if isinstance(passage, str) else hypertext.lines(passage, _mark)
    anchors: list[re.Match[str]] = []
    speaker = ""
    begin = 0
    for anchor in _MARKED.finditer(text):
        own = "" if anchor["into"] else anchor["speaker"].strip()
        if own and speaker and own != speaker:
            yield from _paragraph(text[begin : anchor.start()], speaker, anchors)
            begin, anchors = anchor.start(), []
        speaker = own or speaker
        anchors.append(anchor)
    yield from _paragraph(text[begin:], speaker, anchors)


def _paragraph(
    text: str, speaker: str, anchors: Sequence[re.Match[str]]
) -> Iterator[Paragraph]:
    """Yield a paragraph with what its anchors tell, if it has any words."""
    rows = map(voices.written, _MARKED.sub("", text).split("\n"))
    written = [row for row in rows if row]
    if not written:
        return
    if not anchors:
        yield Paragraph("", written)
        return
    start, end = int(anchors[0]["start"]) / 1000, int(anchors[-1]["end"]) / 1000
    yield Paragraph(speaker or anchors[0]["speaker"].strip(), written, start, end)


def _mark(element: HtmlElement) -> str | None:
    """Return the words of an anchor behind its name, None for any other element."""
    name = element.get("name", "")
    if element.tag != "a" or not _ANCHOR.fullmatch(name):
        return None
    return f"\0{name}\0{hypertext.lines(element)}"


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
            shown.setdefault(one.speaker or label, label)
            words = words[opening.end() :]
        else:
            label = shown.get(one.speaker, one.speaker) or last
        last = label
        words = words.strip()
        _, start = times.leading(words, 0, len(words))
        utterances.append(Utterance(label, words[start:].strip(), one.start, one.end))
    return utterances
