"""Plenary minutes of the Bundestag in XML (`dbtplenarprotokoll`, from 2017 on).

The speeches, what the chair says within and between them, and the speeches handed in
for the annexes. Heckling and applause stay where they are printed, in the turn that
they interrupt. The headings of the agenda and the lists of votes are nobody's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import voices
from kodierung.formats.files import markup
from kodierung.formats.lines import labels
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.model import Draft

if TYPE_CHECKING:
    from lxml.etree import _Element

suffixes = (".xml",)

_ROOT = "dbtplenarprotokoll"
_DOCTYPE = "dbtplenarprotokoll.dtd"
_HEAD = ("plenarprotokoll-nummer", "sitzungstitel", "veranstaltungsdaten")
_NAME = ("titel", "vorname", "namenszusatz", "nachname")
_ASIDE = ("redner", "fussnote", "sup", "table")
_BEHIND = re.compile(r"\s*[,(]")


@dataclass(slots=True)
class _Minutes:
    """The minutes, as far as they are read.

    Attributes:
        turns: Label and paragraphs of each turn.
        printed: How many paragraphs nobody said.
        shown: Label by the speaker's identifier.
        functions: What people are, by label.
    """

    turns: list[tuple[str, list[str]]] = field(default_factory=list)
    printed: int = 0
    shown: dict[str, str] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)

    def open(self, label: str) -> None:
        """Begin a turn."""
        self.turns.append((label, []))

    def say(self, words: str) -> None:
        """Add a paragraph to the turn."""
        if words and not self.turns:
            self.open(labels.UNNAMED)
        if words:
            self.turns[-1][1].append(words)


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content is the XML of plenary minutes."""
    return markup.first_tag(data) == _ROOT


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read every contribution as a turn, under the name printed before it."""
    root = markup.parse(data, name, _DOCTYPE)
    if markup.local(root.tag) != _ROOT:
        raise TranscriptError(
            f"{name}: these are no minutes of the Bundestag.",
            "Name the format with --format.",
        )
    minutes = _Minutes()
    for course in root.iterchildren("sitzungsverlauf"):
        _walk(course, minutes)
    spoken = len(minutes.turns)
    for speech in root.iterfind("anlagen//rede"):
        _walk(speech, minutes)
    heading = (
        one for tag in _HEAD for one in root.iterfind(f"vorspann/kopfdaten/{tag}")
    )
    return voices.draft(
        [Utterance(label, "\n".join(rows)) for label, rows in minutes.turns],
        name,
        options,
        notes=list(filter(None, map(_plain, heading))),
        functions=minutes.functions,
        problems=[*_problems(minutes, len(minutes.turns) - spoken, name)],
    )


def _walk(element: _Element, minutes: _Minutes) -> None:
    """Read what stands in a part of the minutes, in the order of the file."""
    for child in element:
        tag = markup.local(child.tag)
        if tag == "p":
            _paragraph(child, minutes)
        elif tag == "name":
            minutes.open(_plain(child).rstrip(": "))
        elif tag == "kommentar":
            minutes.say(_plain(child))
        elif tag and tag != "table":
            _walk(child, minutes)


def _paragraph(paragraph: _Element, minutes: _Minutes) -> None:
    """Read a paragraph: who speaks, what is said, or what is only printed."""
    kind = paragraph.get("klasse", "")
    person = paragraph.find("redner")
    words = _plain(paragraph)
    if person is not None:
        printed, colon, rest = words.partition(":")
        name = person.find("name")
        label = _label(printed if colon else "", name, person.get("id", ""), minutes)
        minutes.open(label)
        minutes.say(rest.strip() if colon else words)
    elif kind == "N" and words.endswith(":"):
        minutes.open(words.rstrip(": "))
    elif kind in ("T", "p") or kind.startswith(("T_", "AL_")):
        minutes.printed += 1
    else:
        minutes.say(words)


def _label(
    printed: str, name: _Element | None, identifier: str, minutes: _Minutes
) -> str:
    """Return somebody's one label: the name as printed first, without the party."""
    known = minutes.shown.get(identifier)
    if known is not None and identifier:
        return known
    told = {} if name is None else {one.tag: _plain(one) for one in name}
    told |= {} if name is None else {"role": _plain(name.find("rolle/rolle_lang"))}
    parts = (told.get(tag, "") for tag in _NAME)
    label = _BEHIND.split(printed)[0].strip() or " ".join(filter(None, parts))
    if label in minutes.shown.values():
        label = printed.strip() or f"{label} ({identifier})"
    minutes.shown[identifier] = label
    minutes.functions[label] = told.get("role") or told.get("fraktion", "")
    return label


def _plain(element: _Element | None) -> str:
    """Return the text of an element on one line, footnotes left out."""
    if element is None:
        return ""
    return voices.written(markup.content(element, _ASIDE))


def _problems(minutes: _Minutes, written: int, name: str) -> Iterator[Problem]:
    """Tell what is left out, and what was not said aloud."""
    if minutes.printed:
        why = f"headings of the agenda and lines of lists left out: {minutes.printed}"
        yield Problem(name, why, severity="warning")
    if written:
        why = f"the last {written} contributions were handed in writing, not spoken"
        yield Problem(name, why, severity="warning")
