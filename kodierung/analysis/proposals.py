"""Which passages may tell a theme best: proposed by a stated rule, chosen by people.

A proposal is worth the mean of three parts, each 0 to 1:

* **length**: 1 from 8 to 40 words, less outside, 0 at 2 and at 100;
* **whole**: one person's, from the beginning of a sentence to the end of one: a third
  each;
* **typical**: how much it shares with what else has this code: the cosine of its words'
  weights and those of all other passages of the code together, divided by the highest
  of the code; a word weighs log(N / n) where n of all N coded passages have it. 0 where
  fewer than three passages have the code.

Of passages worth the same the earlier one comes first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from kodierung.analysis.material import Material
from kodierung.analysis.people import persons_behind, population
from kodierung.analysis.word_index import words_of
from kodierung.model import Coding, Transcript
from kodierung.text import words

SHORT, LONG = 8, 40
_TOO_SHORT, _TOO_LONG = 2, 100
_FEW = 3
_WORDS_TOLD = 3
_ENDS = (".", "!", "?", "…")
_CLOSING = "\"'“”«»‘’)] "


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that may be a theme's statement, and why.

    Attributes:
        coding: The coding.
        worth: 0 to 1.
        words: How many words it has.
        speakers: How many people speak in it.
        begins: Whether a sentence or turn begins with it.
        ends: Whether a sentence or turn ends with it.
        shared: The words that make it typical of its code, the weightiest first.
    """

    coding: Coding
    worth: float
    words: int
    speakers: int
    begins: bool
    ends: bool
    shared: tuple[str, ...]


def proposals(material: Material, themes: Iterable[str]) -> dict[str, list[Proposal]]:
    """Return the passages of themes whose words count, best first.

    A passage with several codes of a theme is proposed once, where it is worth most.

    Args:
        material: One coder's.
        themes: Ids with their perspectives: `traeger.kooperation`.
    """
    by_code: dict[str, list[Coding]] = {
        code.id: []
        for theme in themes
        for code in material.codebook.codes.values()
        if code.theme == theme
    }
    voices = {
        p.id: population(material.transcripts.values(), p.where).voices
        for p in material.codebook.perspectives
    }
    for coding in material.codings:
        if coding.code in by_code:
            people = persons_behind(coding, material.transcripts[coding.transcript])
            perspective = material.codebook.codes[coding.code].perspective or ""
            if not voices[perspective].isdisjoint(people):
                by_code[coding.code].append(coding)
    weighing = _Weighing(material.codings)
    found: dict[str, list[Proposal]] = defaultdict(list)
    for code, some in by_code.items():
        theme = material.codebook.codes[code].theme or ""
        for coding, typical, shared in weighing.typical(some):
            spoken = material.transcripts[coding.transcript]
            found[theme].append(_proposal(coding, spoken, typical, shared))
    return {theme: _best_first(some) for theme, some in found.items()}


def _best_first(found: Iterable[Proposal]) -> list[Proposal]:
    """Sort proposals, each passage once."""
    ordered = sorted(
        found, key=lambda p: (-p.worth, p.coding.transcript, p.coding.start)
    )
    by_place: dict[tuple[str, int, int], Proposal] = {}
    for one in ordered:
        c = one.coding
        by_place.setdefault((c.transcript, c.start, c.end), one)
    return list(by_place.values())


def _proposal(
    coding: Coding, transcript: Transcript, typical: float, shared: tuple[str, ...]
) -> Proposal:
    number = words(coding.quote)
    people = len(persons_behind(coding, transcript))
    begins, ends = edges(coding, transcript)
    whole = ((people == 1) + begins + ends) / 3
    worth = (_length(number) + whole + typical) / 3
    return Proposal(coding, worth, number, people, begins, ends, shared)


def _length(number: int) -> float:
    if number < SHORT:
        return max(0.0, (number - _TOO_SHORT) / (SHORT - _TOO_SHORT))
    return min(1.0, max(0.0, (_TOO_LONG - number) / (_TOO_LONG - LONG)))


def edges(coding: Coding, transcript: Transcript) -> tuple[bool, bool]:
    """Tell whether a sentence or turn begins and ends with a passage."""
    turns = transcript.turns_in(coding.segment)
    if not turns:
        return False, False
    before = transcript.text[turns[0].start : coding.start].rstrip(_CLOSING + "\n")
    behind = transcript.text[coding.end : turns[-1].end].strip(_CLOSING + "\n")
    said = coding.quote.rstrip(_CLOSING + "\n")
    return not before or before.endswith(_ENDS), not behind or said.endswith(_ENDS)


class _Weighing:
    """What the words of coded passages weigh.

    Args:
        codings: All that count.
    """

    def __init__(self, codings: Sequence[Coding]) -> None:
        self._words = {c.id: _distinct(c.quote) for c in codings}
        self._having = Counter(w for some in self._words.values() for w in some)

    def typical(
        self, codings: Sequence[Coding]
    ) -> list[tuple[Coding, float, tuple[str, ...]]]:
        """Return how typical each coding of one code is, and the words that make it."""
        together = Counter(w for c in codings for w in self._words[c.id])
        weight = {w: log(len(self._words) / self._having[w]) for w in together}
        whole = sum((weight[w] * n) ** 2 for w, n in together.items())
        likeness = [self._alike(c, together, weight, whole) for c in codings]
        most = max((value for value, _ in likeness), default=0.0)
        if len(codings) < _FEW or not most:
            return [(c, 0.0, ()) for c in codings]
        found = zip(codings, likeness, strict=True)
        return [(c, value / most, shared) for c, (value, shared) in found]

    def _alike(
        self,
        coding: Coding,
        together: Mapping[str, int],
        weight: Mapping[str, float],
        whole: float,
    ) -> tuple[float, tuple[str, ...]]:
        """Compare a coding's words with those of the other codings of its code.

        Args:
            coding: The coding.
            together: In how many of the code's passages each word is.
            weight: What each word weighs.
            whole: The square of the length of what all of them say.
        """
        mine = sorted(self._words[coding.id])
        parts = {w: weight[w] ** 2 * (together[w] - 1) for w in mine}
        own = sum(weight[w] ** 2 for w in mine)
        # Without this coding each of its words is there once less: n² − (n − 1)².
        less = sum(weight[w] ** 2 * (2 * together[w] - 1) for w in mine)
        length = sqrt(own * max(0.0, whole - less))
        value = sum(parts.values()) / length if length else 0.0
        told = sorted((w for w in parts if parts[w]), key=lambda w: (-parts[w], w))
        return value, tuple(told[:_WORDS_TOLD])


def _distinct(quote: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words_of(quote))
