"""Cues: the words that change what a match means, as the language's YAML lists them.

A cue is a word or a phrase. A word in its dictionary form stands for all its forms, any
other form for itself alone: `wünschen` is met by `wünscht`, `wäre` only by `wäre`. A
separable verb is met in two pieces too. A cue in lower case is met by no noun and the
other way round: `wünschen` not by `Wünsche`. `a|b` are alternatives, `…` stands for up
to three words. Where cues overlap, the longer one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from kodierung.matching.language.data import fold
from kodierung.matching.reading.separable import verb_key

CueKind = Literal[
    "harmless",
    "negating",
    "lacking",
    "spoiling",
    "before",
    "onward",
    "wishes",
    "needs",
    "unreal",
    "reported",
    "saying",
    "ironic",
]
CUE_KINDS: Final[tuple[CueKind, ...]] = get_args(CueKind)

_GAP: Final = "…"
_WIDEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence.

    Attributes:
        kind: What it does.
        places: Its words, as places among the words of the sentence.
        inflected: Whether its last word stands in another form than its own.
    """

    kind: CueKind
    places: tuple[int, ...]
    inflected: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: CueKind
    slots: tuple[frozenset[str], ...]
    gaps: tuple[int, ...]
    nouns: tuple[bool, ...]


class CueBook:
    """Finds the cues of a language.

    Args:
        cues: Every kind's cues.
    """

    def __init__(self, cues: Mapping[str, Sequence[str]]) -> None:
        self._beginning: dict[str, list[_Pattern]] = {}
        for kind in CUE_KINDS:
            for cue in cues.get(kind, ()):
                pattern = _pattern(kind, cue)
                for key in pattern.slots[0]:
                    self._beginning.setdefault(key, []).append(pattern)

    def find(
        self, words: Sequence[tuple[str, ...]], fits: Callable[[int, bool], bool]
    ) -> list[Cue]:
        """Return the cues of a sentence in order; no word belongs to two.

        Args:
            words: The keys of the sentence's words.
            fits: Tells whether the word at a place can be a noun, or can be none.
        """
        found = [
            cue
            for at in range(len(words))
            for cue, nouns in self._at(at, words)
            if all(map(fits, cue.places, nouns))
        ]
        found.sort(key=lambda c: (-len(c.places), CUE_KINDS.index(c.kind), c.places))
        taken: set[int] = set()
        kept: list[Cue] = []
        for cue in found:
            if taken.isdisjoint(cue.places):
                taken.update(cue.places)
                kept.append(cue)
        return sorted(kept, key=lambda cue: cue.places)

    def _at(
        self, at: int, words: Sequence[tuple[str, ...]]
    ) -> Iterator[tuple[Cue, tuple[bool, ...]]]:
        for key in words[at]:
            for pattern in self._beginning.get(key, ()):
                if places := _follow(pattern, at, words):
                    own = words[places[-1]][0]
                    cue = Cue(pattern.kind, places, own not in pattern.slots[-1])
                    yield cue, pattern.nouns


def _pattern(kind: CueKind, cue: str) -> _Pattern:
    slots: list[frozenset[str]] = []
    gaps: list[int] = []
    nouns: list[bool] = []
    gap = 0
    for element in cue.split():
        if element == _GAP:
            gap = _WIDEST_GAP
            continue
        forms = [fold(word) for word in element.split("|")]
        slots.append(frozenset((*forms, *map(verb_key, forms))))
        gaps.append(gap)
        nouns.append(element != element.lower())
        gap = 0
    return _Pattern(kind, tuple(slots), tuple(gaps), tuple(nouns))


def _follow(
    pattern: _Pattern, at: int, words: Sequence[tuple[str, ...]]
) -> tuple[int, ...]:
    """Return the places of a pattern that begins at a word; empty if it does not."""
    places = [at]
    for slot, gap in zip(pattern.slots[1:], pattern.gaps[1:], strict=True):
        after = range(places[-1] + 1, min(places[-1] + gap + 2, len(words)))
        place = next((p for p in after if not slot.isdisjoint(words[p])), None)
        if place is None:
            return ()
        places.append(place)
    return tuple(places)
