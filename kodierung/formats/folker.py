"""FOLKER: contributions one after the other, as typed or already taken to pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kodierung.formats import voices
from kodierung.formats.files import markup
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.model import Draft

if TYPE_CHECKING:
    from lxml.etree import _Element

PAUSES = {"micro": "(.)", "short": "(-)", "medium": "(--)", "long": "(---)"}
"""Pauses as GAT writes them, by the names that FOLKER and TEI give them."""


def read(root: _Element, name: str, options: ReadOptions) -> Draft:
    """Return the draft of a transcription by FOLKER.

    What no speaker is named for, such as a pause, goes on with whoever spoke before.

    Args:
        root: The document.
        name: The file's name, for places.
        options: Moderators, aliases, and whose labels are nobody's.
    """
    times = {
        point.get("timepoint-id"): voices.seconds(point.get("absolute-time"))
        for point in root.iter("timepoint")
    }
    runs: list[list[Utterance]] = []
    notes: list[str] = []
    for one in root.iter("contribution"):
        words = voices.written(_words(one))
        speaker = one.get("speaker-reference", "")
        start = times.get(one.get("start-reference"))
        said = Utterance(speaker, words, start, times.get(one.get("end-reference")))
        if words and speaker:
            runs.append([said])
        elif words and runs:
            runs[-1].append(said)
        elif words:
            notes.append(words)
    return voices.draft(map(voices.joined, runs), name, options, notes=notes)


def _words(element: _Element) -> str:
    """Return what an element and those in it hold, events as GAT writes them."""
    parts = [element.text or ""]
    for child in element:
        tag = markup.local(child.tag)
        gap = "" if tag in ("p", "time") or element.tag == "w" else " "
        parts += [gap, _sign(child, tag), child.tail or ""]
    return "".join(parts)


def _sign(element: _Element, tag: str) -> str:
    """Return an event, or the words of anything else."""
    length = element.get("length", "")
    if tag == "pause":
        duration = element.get("duration", "")
        return PAUSES.get(duration, f"({duration})")
    if tag == "non-phonological":
        return f"(({element.get('description', '')}))"
    if tag == "breathe":
        breath = "h" * max(1, int(length) if length in ("1", "2", "3") else 1)
        return f"°{breath}" if element.get("type") == "in" else f"{breath}°"
    if tag == "unintelligible":
        return "+" * 3
    if tag == "uncertain":
        return f"({_words(element).strip()})"
    return _words(element)
