"""Parts of compounds: does `Mitarbeiterfluktuation` hold `fluktuation`?

A word holds a part when it begins with it, ends in it (in any inflected form), or has
it inside, and what remains on either side, without a linking element (-s-, -n-, -en-,
…), is at least three letters long and a word itself or made of two words. Beside a
hyphen anything may remain. Where there is no dictionary, three letters are enough. When
the part is a noun and stands at the end, the whole must be a noun: `~amt` is in
Sozialämter and Amtsleitung, not in gesamte; `~rat` is in Rathaus and Beirat, not in
Beratung. What sense a part has nobody can tell from letters: `~träger` is also found in
Briefträger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kodierung.matching.language.data import fold
from kodierung.matching.language.lexicon import Lexicon, without_umlaut
from kodierung.matching.language.words import MOST_WORDS

_SHORTEST = 3


class CompoundParts:
    """Finds the parts that a codebook asks for.

    Args:
        lexicon: The language's words.
        parts: Parts as written in rules, without `~`.
    """

    def __init__(self, lexicon: Lexicon, parts: Iterable[str]) -> None:
        self._lexicon = lexicon
        self._stems = {part: without_umlaut(fold(part))[:4] for part in sorted(parts)}
        self._by_stem: dict[str, list[str]] = {}
        for part, stem in self._stems.items():
            self._by_stem.setdefault(stem, []).append(part)
        self._lengths = sorted({len(stem) for stem in self._by_stem})
        self._remembered = lru_cache(MOST_WORDS)(self._look)

    def of(self, word: str) -> tuple[str, ...]:
        """Return the parts the word holds, as keys: `("~fluktuation",)`."""
        return self._remembered(word)

    def _look(self, word: str) -> tuple[str, ...]:
        flat = without_umlaut(fold(word))
        stems = {
            flat[at : at + length]
            for length in self._lengths
            for at in range(len(flat) - length + 1)
        }
        parts = sorted(
            part
            for stem in stems & self._by_stem.keys()
            for part in self._by_stem[stem]
        )
        return tuple(f"~{part}" for part in parts if self._holds(word, part))

    def _holds(self, word: str, written: str) -> bool:
        whole, part = fold(word), fold(written)
        if whole == part or len(whole) < len(part):
            return False
        if whole.startswith(part) and self._is_rest(whole[len(part) :], "after"):
            return True
        if self._ends_in(word, written):
            return True
        at = whole.find(part, 1)
        return (
            at > 0
            and self._is_rest(whole[:at], "before")
            and self._is_rest(whole[at + len(part) :], "after")
        )

    def _ends_in(self, word: str, part: str) -> bool:
        whole = fold(word)
        if not any(
            self._is_rest(whole[:at], "before") for at in self._tails(word, part)
        ):
            return False
        lexicon = self._lexicon
        noun = lexicon.lemma(part)[:1].isupper()
        return not (noun and lexicon.knows(word) and lexicon.lemma(word)[:1].islower())

    def _tails(self, word: str, part: str) -> Iterator[int]:
        """Yield where a form of the part begins that reaches to the end of the word."""
        whole = fold(word)
        stem = self._stems[part]
        flat = without_umlaut(whole)
        wanted = set(self._lexicon.term_keys(part))
        at = flat.find(stem, 1)
        while at > 0:
            tail = whole[at:]
            if tail == fold(part) or wanted & set(self._lexicon.term_keys(tail)):
                yield at
            at = flat.find(stem, at + 1)

    def _is_rest(self, rest: str, side: str) -> bool:
        """Tell whether the letters beside a part can be the rest of a compound."""
        if side == "before" and rest.endswith("-") and len(rest) > 1:
            return True
        if side == "after" and rest.startswith("-") and len(rest) > 1:
            return True
        return any(
            self._is_word(stem) or self._is_two_words(stem)
            for stem in self._without_link(rest, side)
        )

    def _without_link(self, rest: str, side: str) -> Iterator[str]:
        yield rest
        for link in self._lexicon.data.links:
            if side == "before" and rest.endswith(link):
                yield rest.removesuffix(link)
            if side == "after" and rest.startswith(link):
                yield rest.removeprefix(link)

    def _is_word(self, stem: str) -> bool:
        if len(stem) < _SHORTEST or stem in self._lexicon.data.not_parts:
            return False
        if not self._lexicon.has_dictionary:
            return True
        return bool(self._lexicon.knows(stem) or self._lexicon.knows(f"{stem}e"))

    def _is_two_words(self, stem: str) -> bool:
        return any(
            self._is_word(stem[at:])
            and any(
                self._is_word(left) for left in self._without_link(stem[:at], "before")
            )
            for at in range(_SHORTEST + 1, len(stem) - _SHORTEST)
        )
