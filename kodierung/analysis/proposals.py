"""Which passages may tell a theme best: proposed by a stated rule, chosen by people.

A proposal is worth the mean of three parts, each 0 to 1:

* **length**: 1 from 8 to 40 words, less outside, 0 at 2 and at 100;
* **whole**: one person's, from the beginning of a sentence to the end of one: a third
  each;
* **typical**: how much it says what others with this code say too, and those without it
  do not: the sum of its words' weights divided by the square root of how many different
  words it has, divided by the highest of the code. With p the share of the code's other
  passages that have a word, and q that of the passages without the code, a word weighs
  p · log(p / q), what it adds to the Kullback-Leibler divergence; nothing if p is less
  than three times q, no other passage has it, or it is a stop word such as "the". Both
  shares are smoothed by half a passage: (n + ½) / (N + 1). 0 where fewer than three
  passages have the code.

Of passages worth the same the earlier one comes first.

Source: Kullback, S., & Leibler, R. A. (1951). On information and sufficiency. Annals of
Mathematical Statistics, 22(1), 79–86.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
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
_HALF = 0.5
_OFTENER = 3
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


def proposals(
    material: Material, themes: Iterable[str], stop_words: Set[str] = frozenset()
) -> dict[str, list[Proposal]]:
    """Return the passages of themes whose words count, best first.

    A passage with several codes of a theme is proposed once, where it is worth most.

    Args:
        material: One coder's.
        themes: Ids with their perspectives: `traeger.kooperation`.
        stop_words: Words in small letters that make nothing typical.
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
    weighing = _Weighing(material.codings, stop_words)
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
        by_place.setdefault(_place(one.coding), one)
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
    """What the words of coded passages weigh; the same words coded twice are one.

    Args:
        codings: All that count.
        stop_words: Those that weigh nothing.
    """

    def __init__(self, codings: Iterable[Coding], stop_words: Set[str]) -> None:
        self._stop_words = stop_words
        self._words = {_place(c): _distinct(c.quote) for c in codings}
        self._having = Counter(w for some in self._words.values() for w in some)

    def typical(
        self, codings: Sequence[Coding]
    ) -> list[tuple[Coding, float, tuple[str, ...]]]:
        """Return how typical each coding of one code is, and the words that make it."""
        places = {_place(c) for c in codings}
        together = Counter(w for place in places for w in self._words[place])
        weight = {
            word: self._weight(word, number - 1, len(places) - 1)
            for word, number in together.items()
        }
        found = [(c, *_told(self._words[_place(c)], weight)) for c in codings]
        most = max((value for _, value, _ in found), default=0.0)
        if len(places) < _FEW or not most:
            return [(c, 0.0, ()) for c in codings]
        return [(c, value / most, shared) for c, value, shared in found]

    def _weight(self, word: str, number: int, others: int) -> float:
        """Return what a word weighs in a passage of a code.

        Args:
            word: The word.
            number: How many other passages of the code have it.
            others: How many other passages of the code there are.
        """
        if not number or word in self._stop_words:
            return 0.0
        elsewhere = len(self._words) - others - 1
        p = (number + _HALF) / (others + 2 * _HALF)
        q = (self._having[word] - number - 1 + _HALF) / (elsewhere + 2 * _HALF)
        return p * log(p / q) if p >= _OFTENER * q else 0.0


def _told(
    said: frozenset[str], weight: Mapping[str, float]
) -> tuple[float, tuple[str, ...]]:
    """Return what a passage's words weigh together, and the weightiest of them."""
    total = sum(weight[w] for w in sorted(said))
    heavy = sorted((w for w in said if weight[w]), key=lambda w: (-weight[w], w))
    return total / sqrt(len(said) or 1), tuple(heavy[:_WORDS_TOLD])


def _place(coding: Coding) -> tuple[str, int, int]:
    return coding.transcript, coding.start, coding.end


def _distinct(quote: str) -> frozenset[str]:
    return frozenset(word.lower() for word in words_of(quote))
