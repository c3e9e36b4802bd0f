"""EXMARaLDA: basic (.exb) and segmented (.exs) transcriptions; FOLKER (.flk, .fln).

A turn is what one person says without a gap on the timeline. Tiers that annotate or
describe (types a and d) are no words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kodierung.errors import TranscriptError
from kodierung.formats import folker, tiers, voices
from kodierung.formats.files import markup
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.formats.tiers import Tier
from kodierung.model import Draft

if TYPE_CHECKING:
    from lxml.etree import _Element

suffixes = (".exb", ".exs", ".flk", ".fln")

_BASIC = "basic-transcription"
_SEGMENTED = "segmented-transcription"
_FOLKER = "folker-transcription"
_ABOUT = ("ud-information", "ud-meta-information")
_NEARLY = 0.8
_CONTRIBUTIONS = "SpeakerContribution_Event"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The points that events begin and end at.

    Attributes:
        places: Rank of each point.
        times: Seconds of each point, or None.
    """

    places: Mapping[str, int]
    times: Mapping[str, float | None]

    def piece(
        self, speaker: str, words: str, start: str, end: str
    ) -> tuple[float | None, Utterance]:
        """Return words with their place and their times."""
        place = self.places.get(start)
        times = (self.times.get(start), self.times.get(end))
        return place, Utterance(speaker, voices.written(words), *times)


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content is a transcription of EXMARaLDA or FOLKER."""
    return markup.first_tag(data) in (_BASIC, _SEGMENTED, _FOLKER)


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read the turns of everybody in the speaker table, ordered by the timeline."""
    root = markup.parse(data, name)
    kind = markup.local(root.tag)
    if kind == _FOLKER:
        return folker.read(root, name, options)
    if kind not in (_BASIC, _SEGMENTED):
        raise TranscriptError(
            f"{name}: this is no transcription of EXMARaLDA.",
            "Name the format with --format.",
        )
    points = [point for point in root.iter("tli") if point.get("id")]
    timeline = Timeline(
        {point.get("id", ""): at for at, point in enumerate(points)},
        {point.get("id", ""): voices.seconds(point.get("time")) for point in points},
    )
    elements = list(root.iter("tier" if kind == _BASIC else "segmented-tier"))
    speaking = _speaking(elements)
    labels = _labels(root)
    cut = _runs if kind == _BASIC else _contributions
    found: list[Tier] = []
    for element in speaking:
        owner = labels.get(element.get("speaker", ""), "")
        speaker = owner or _called(element)
        pieces = [
            timeline.piece(speaker, words, start, end)
            for words, start, end in cut(element)
        ]
        if any(one.words for _, one in pieces):
            found.append(Tier(_called(element), speaker, pieces, bool(owner)))
    if not found:
        raise TranscriptError(
            f"{name}: none of its tiers holds words.",
            "Only tiers of type t (transcription) are read.",
        )
    others = [_called(one) for one in elements if one not in speaking and len(one)]
    why = "since they annotate or describe what people say"
    return tiers.read(
        found,
        name,
        options,
        joining=False,
        problems=tiers.left_out(others, name, why),
    )


def _speaking(elements: Sequence[_Element]) -> list[_Element]:
    """Return the tiers of words; where no tier has a type, each person's fullest one.

    Of several that are nearly as full it is the first: what was said stands above what
    it was normalised to.
    """
    typed = [one for one in elements if one.get("type") == "t"]
    if typed:
        return typed
    owned: dict[str, list[tuple[int, _Element]]] = defaultdict(list)
    for element in elements:
        if not element.get("type"):
            length = len(markup.content(element, _ABOUT))
            owned[element.get("speaker", "")].append((length, element))
    fullest = {who: max(length for length, _ in some) for who, some in owned.items()}
    return [
        next(one for length, one in some if length >= _NEARLY * fullest[who])
        for who, some in owned.items()
    ]


def _labels(root: _Element) -> dict[str, str]:
    """Return the label of each person in the speaker table: the abbreviation, or id."""
    labels: dict[str, str] = {}
    for person in root.iter("speaker"):
        identifier = person.get("id", "")
        short = voices.written(person.findtext("abbreviation") or "")
        labels[identifier] = short if short not in labels.values() else ""
        labels[identifier] = labels[identifier] or identifier
    return labels


def _called(tier: _Element) -> str:
    """Return what a tier is called on the screen."""
    return (
        tier.get("display-name") or tier.get("category") or tier.get("id") or ""
    ).strip()


def _runs(tier: _Element) -> Iterator[tuple[str, str, str]]:
    """Yield words, start and end of each run of events without a gap."""
    words: list[str] = []
    start = end = ""
    for event in tier.iter("event"):
        if words and event.get("start") != end:
            yield "".join(words), start, end
            words = []
        if not words:
            start = event.get("start", "")
        words.append(markup.content(event, _ABOUT))
        end = event.get("end", "")
    if words:
        yield "".join(words), start, end


def _contributions(tier: _Element) -> Iterator[tuple[str, str, str]]:
    """Yield words, start and end of each contribution of a segmented tier."""
    for segmentation in tier.iter("segmentation"):
        if segmentation.get("name") == _CONTRIBUTIONS:
            for segment in segmentation.iterchildren("ts"):
                words = markup.content(segment, _ABOUT)
                yield words, segment.get("s", ""), segment.get("e", "")
