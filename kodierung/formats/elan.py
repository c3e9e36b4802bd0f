"""ELAN: tiers of annotations, each belonging to a participant.

Only tiers that depend on no other are words: those below them divide, translate or
classify what is above. A topmost tier of mere numbers, as some programs write it, gives
its place to the first tier below that has words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kodierung.errors import TranscriptError
from kodierung.formats import tiers, voices
from kodierung.formats.files import markup
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.formats.tiers import Tier
from kodierung.model import Draft

if TYPE_CHECKING:
    from lxml.etree import _Element

suffixes = (".eaf",)

_WORD = re.compile(r"[^\W\d_]{2}")
_SERIAL = re.compile(r"\S*\d\S*")


@dataclass(frozen=True, slots=True)
class Span:
    """Where an annotation stands.

    Attributes:
        place: Milliseconds, worked out from the neighbours where the file has a slot
            without a time, None where it has no slot.
        start: Seconds, or None.
        end: Seconds, or None.
    """

    place: float | None
    start: float | None
    end: float | None


Said = Sequence[tuple[Span, str]]

_NOWHERE = Span(None, None, None)


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content is an annotation document of ELAN."""
    return markup.first_tag(data) == "ANNOTATION_DOCUMENT"


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read what the participants say, in the order in which they begin."""
    root = markup.parse(data, name)
    if markup.local(root.tag) != "ANNOTATION_DOCUMENT":
        raise TranscriptError(
            f"{name}: this is no file of ELAN.", "Name the format with --format."
        )
    elements = {one.get("TIER_ID", ""): one for one in root.iter("TIER")}
    below: dict[str, list[_Element]] = defaultdict(list)
    for element in root.iter("TIER"):
        parent = element.get("PARENT_REF", "")
        below[parent if parent in elements else ""].append(element)
    spans = _spans(root)
    closed = _closed_types(root)
    found: list[Tier] = []
    taken: set[str] = set()
    for element in below.pop("", []):
        if element.get("LINGUISTIC_TYPE_REF") in closed:
            continue
        called, said = _words(element, below, spans)
        taken.add(called)
        if said:
            found.append(_tier(element, said))
    if not found:
        raise TranscriptError(
            f"{name}: none of its tiers holds words.",
            "Export the tiers with the transcription.",
        )
    others = [key for key, one in elements.items() if key not in taken and len(one)]
    why = "since they divide or describe what people say"
    return tiers.read(found, name, options, problems=tiers.left_out(others, name, why))


def _closed_types(root: _Element) -> frozenset[str | None]:
    """Return the types whose tiers hold words from a list only, so nobody's speech."""
    return frozenset(
        kind.get("LINGUISTIC_TYPE_ID")
        for kind in root.iter("LINGUISTIC_TYPE")
        if kind.get("CONTROLLED_VOCABULARY_REF")
    )


def _words(
    topmost: _Element,
    below: dict[str, list[_Element]],
    spans: Mapping[str, Span],
) -> tuple[str, Said]:
    """Return which tier has the words, the topmost or one below it, and the words."""
    first = topmost.get("TIER_ID", "")
    waiting = [topmost]
    for candidate in waiting:
        said = _said(candidate, spans)
        called = candidate.get("TIER_ID", "")
        if _has_words(said):
            return called, said
        # Taken once: in a damaged file tiers may stand below themselves.
        waiting += below.pop(called, ())
    return first, _said(topmost, spans)


def _tier(topmost: _Element, said: Said) -> Tier:
    """Return a participant's words as a tier."""
    name = topmost.get("TIER_ID", "")
    participant = topmost.get("PARTICIPANT", "").strip()
    pieces = [
        (span.place, Utterance(participant or name, words, span.start, span.end))
        for span, words in said
    ]
    return Tier(name, participant or name, pieces, bool(participant))


def _has_words(said: Said) -> bool:
    """Tell whether annotations are more than serial numbers: `0001`, `B1_012`."""
    return any(
        _WORD.search(words) and not _SERIAL.fullmatch(words) for _, words in said
    )


def _said(tier: _Element, spans: Mapping[str, Span]) -> Said:
    """Return the annotations of a tier that are not empty."""
    found: list[tuple[Span, str]] = []
    for one in tier.iter("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
        words = voices.written(markup.content(one))
        span = spans.get(one.get("ANNOTATION_ID", ""), _NOWHERE)
        if words:
            found.append((span, words))
    return found


def _spans(root: _Element) -> dict[str, Span]:
    """Return where each annotation stands; or what it refers to."""
    slots = _slots(root)
    spans: dict[str, Span] = {}
    for one in root.iter("ALIGNABLE_ANNOTATION"):
        place, start = slots.get(one.get("TIME_SLOT_REF1", ""), (None, None))
        _, end = slots.get(one.get("TIME_SLOT_REF2", ""), (None, None))
        spans[one.get("ANNOTATION_ID", "")] = Span(place, start, end)
    referring = [
        (one.get("ANNOTATION_ID", ""), one.get("ANNOTATION_REF", ""))
        for one in root.iter("REF_ANNOTATION")
    ]
    above = dict(referring)
    for identifier, _ in referring:
        chain = []
        at = identifier
        while at in above and at not in spans:
            chain.append(at)
            spans[at] = _NOWHERE  # so that a circle ends
            at = above[at]
        spans.update(dict.fromkeys(chain, spans.get(at, _NOWHERE)))
    return spans


def _slots(root: _Element) -> dict[str, tuple[float, float | None]]:
    """Return place and seconds of each time slot; they stand in order of time."""
    slots: dict[str, tuple[float, float | None]] = {}
    latest = 0.0
    for slot in root.iter("TIME_SLOT"):
        value = slot.get("TIME_VALUE", "")
        known = value.isdecimal() and len(value) < 12
        latest = max(latest, float(value)) if known else latest
        place = float(value) if known else latest
        slots[slot.get("TIME_SLOT_ID", "")] = (place, place / 1000 if known else None)
    return slots
