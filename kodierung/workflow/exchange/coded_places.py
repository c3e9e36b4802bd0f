"""Where the words of another program's codings stand in a transcript; never guessed.

The words are looked for as they are, then but for blanks, line ends, quotation marks,
dashes and invisible signs, then in what is said alone, without labels and times. Where
they stand in several places, who speaks, the other program's text, or the order of the
file must tell which is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kodierung.analysis.lenient import end_after, plain
from kodierung.formats.coded.records import ForeignCoding
from kodierung.model import Segment, Transcript
from kodierung.text import occurrences, settle

_TIME = r"[\[(#]?\d{1,2}:\d{2}(?::\d{2})?(?:[-.,]\d+)?[\])#]?"
_MARKED_TIME = re.compile(r"[\[(#]\d{1,2}:\d{2}(?::\d{2})?(?:[-.,]\d+)?[\])#]")
_AROUND = "\"'"
_NEAR = 2000  # signs on each side that are compared with the other program's text
_MANY = 200  # places of a word too common for its surroundings to be compared
_SURE = 10  # signs by which the surroundings must fit one place better than any other


class Signs:
    """The signs of a text without blanks, and where they stood.

    Args:
        text: Settled text.
        spoken: Stretches that count; None for all of it.
    """

    def __init__(self, text: str, spoken: Iterable[tuple[int, int]] | None = None):
        self.text = text
        parts = [(0, len(text))] if spoken is None else list(spoken)
        signs: list[str] = []
        self.places: list[int] = []
        for start, end in parts:
            said, places = plain(text[start:end])
            kept = [n for n, sign in enumerate(said) if sign != " "]
            signs += [said[n] for n in kept]
            self.places += [start + places[n] for n in kept]
        self.signs = "".join(signs)

    def find(self, quotation: str) -> list[Segment]:
        """Return where the signs of a quotation stand, in order."""
        wanted = signs_of(quotation)
        found = self._find(wanted)
        return found or self._find(wanted.strip(_AROUND))

    def at(self, place: int) -> int:
        """Return which sign is the first at or behind a place of the text."""
        return bisect_left(self.places, place)

    def _find(self, wanted: str) -> list[Segment]:
        if not any(map(str.isalnum, wanted)):
            return []
        return [
            Segment(
                self.places[at],
                end_after(self.text, self.places[at + len(wanted) - 1]),
            )
            for at in occurrences(self.signs, wanted)
        ]


def signs_of(quotation: str) -> str:
    """Return the signs of a quotation without blanks."""
    return plain(quotation)[0].replace(" ", "")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands, or may stand.

    Attributes:
        places: One if it is sure, several if not, none if its words are not there.
        exact: Whether its words are the transcript's to the letter.
        why: Why it is not sure.
    """

    places: tuple[Segment, ...]
    exact: bool = False
    why: str = ""


class Finder:
    """Finds the quotations of one document in its transcript.

    Args:
        transcript: Of the study.
        theirs: The document's settled text, empty if the file does not hold it.
    """

    def __init__(self, transcript: Transcript, theirs: str) -> None:
        self._transcript = transcript
        self._same = theirs == transcript.text
        self._all = Signs(transcript.text)
        turns = [(turn.start, turn.end) for turn in transcript.turns]
        self._spoken = Signs(transcript.text, turns)
        self._known: dict[str, tuple[bool, list[Segment]]] = {}
        self._theirs = Signs(theirs) if theirs and not self._same else None
        labels = sorted((s.label for s in transcript.speakers), key=len, reverse=True)
        said = "|".join(re.escape(settle(label)) for label in labels)
        label = rf"(?:(?:{said})\s*(?:{_TIME}\s*)?:)?" if said else ""
        self._head = re.compile(rf"^\s*(?:{_TIME}\s+)?{label}\s*", re.MULTILINE)

    def find(self, codings: Sequence[ForeignCoding]) -> list[Found]:
        """Return where quotations stand, in their order."""
        return _by_order([self._one(coding) for coding in codings])

    def _one(self, coding: ForeignCoding) -> Found:
        if (segment := self._as_there(coding)) is not None:
            exact = self._transcript.quote(segment) == coding.quote
            return self._said(Found((segment,), exact=exact))
        quote = settle(coding.quote).strip()
        if quote not in self._known:
            self._known[quote] = self._places(quote)
        exact, places = self._known[quote]
        if not places:
            return Found((), why=f"its words do not stand in {self._transcript.name}")
        chosen = self._chosen(coding, quote, places)
        if len(chosen) == 1:
            return self._said(Found(tuple(chosen), exact=exact))
        why = f"its words stand {len(chosen)} times in {self._transcript.name}"
        return Found(tuple(chosen), exact=exact, why=why)

    def _as_there(self, coding: ForeignCoding) -> Segment | None:
        """Return the place that the file tells, if its text is ours but for blanks."""
        start, end = coding.start, coding.end
        if start is None or end is None:
            return None
        if self._same:
            return Segment(start, end) if start < end else None
        if self._theirs is None or self._theirs.signs != self._all.signs:
            return None
        first, last = self._theirs.at(start), self._theirs.at(end)
        if first >= last:
            return None
        places = self._all.places
        return Segment(
            places[first], end_after(self._transcript.text, places[last - 1])
        )

    def _places(self, quote: str) -> tuple[bool, list[Segment]]:
        """Return whether a quotation stands there to the letter, and where."""
        found = occurrences(self._transcript.text, quote)
        if found:
            return True, [Segment(at, at + len(quote)) for at in found]
        return False, self._all.find(quote) or self._spoken.find(self._bare(quote))

    def _bare(self, quote: str) -> str:
        """Return a quotation without labels and times."""
        return self._head.sub("", _MARKED_TIME.sub("", quote))

    def _said(self, found: Found) -> Found:
        """Return what is found unless nobody says it."""
        if self._transcript.turns_in(found.places[0]):
            return found
        return Found((), why="its place lies outside of what is said")

    def _chosen(
        self, coding: ForeignCoding, quote: str, places: list[Segment]
    ) -> list[Segment]:
        """Return the places that can be meant."""
        if len(places) == 1:
            return places
        who = settle(coding.speaker).strip(" :").casefold()
        by = [place for place in places if who and who in self._speakers(place)]
        places = by or places
        alike = 1 < len(places) <= _MANY
        if alike and self._theirs is not None and coding.start is not None:
            return self._by_surroundings(coding.start, quote, places)
        return places

    def _speakers(self, place: Segment) -> set[str]:
        return {turn.speaker.casefold() for turn in self._transcript.turns_in(place)}

    def _by_surroundings(
        self, start: int, quote: str, places: list[Segment]
    ) -> list[Segment]:
        """Return the place whose surroundings are those of the other program's text."""
        theirs, length = self._theirs, len(signs_of(quote))
        assert theirs is not None  # noqa: S101 - asked before
        here = theirs.at(start)
        before = theirs.signs[max(0, here - _NEAR) : here]
        behind = theirs.signs[here + length : here + length + _NEAR]
        fits = [
            (self._fit(self._all.at(place.start), length, before, behind), place)
            for place in places
        ]
        fits.sort(key=lambda pair: -pair[0])
        sure = fits[0][0] >= fits[1][0] + _SURE
        return [fits[0][1]] if sure else places

    def _fit(self, at: int, length: int, before: str, behind: str) -> int:
        """Return how many signs around a place are those of the other text."""
        signs = self._all.signs
        mine = signs[max(0, at - _NEAR) : at]
        after = signs[at + length : at + length + _NEAR]
        return _common(mine[::-1], before[::-1]) + _common(after, behind)


def _common(one: str, other: str) -> int:
    """Return with how many signs both begin alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


_IN_ORDER = 4
"""So many sure places stand in the text's order by chance once in 24 files."""


def _by_order(found: list[Found]) -> list[Found]:
    """Decide by the order of the file, if what is sure stands in the text's order."""
    sure = [one.places[0].start if len(one.places) == 1 else None for one in found]
    starts = [start for start in sure if start is not None]
    if len(starts) < _IN_ORDER or starts != sorted(starts):
        return found
    behind: list[float] = []
    following = float("inf")
    for start in reversed(sure):
        behind.append(following)
        following = following if start is None else start
    behind.reverse()
    before, decided = 0, []
    for one, start, limit in zip(found, sure, behind, strict=True):
        before = before if start is None else start
        decided.append(_between(one, before, limit))
    return decided


def _between(found: Found, before: int, limit: float) -> Found:
    """Return what is found with the only place that lies between two others, if any."""
    if len(found.places) < 2:
        return found
    fitting = [place for place in found.places if before <= place.start <= limit]
    return Found(tuple(fitting), found.exact) if len(fitting) == 1 else found
