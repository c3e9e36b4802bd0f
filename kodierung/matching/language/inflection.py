"""Inflected words that the dictionary does not list, and forms of verbs.

Compounds, adjectives and separable verbs are made anew every day; their last part is
inflected like the word it is. `Rundmails` ends in `Mails`, so it is a form of
`Rundmail`; `partnerschaftliches` has a productive ending; `eingefordert` is `ein` with
the participle of `fordern`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import lru_cache
from typing import Literal

from kodierung.matching.language.data import LanguageData, fold
from kodierung.matching.language.words import MOST_WORDS

# `either` is a finite form that may as well be a participle: `betreut`.
VerbForm = Literal["", "finite", "infinitive", "participle", "either"]

_FLAT = str.maketrans("ä", "a")
# Of a finite verb: findet, sagte, fragst.
_ENDINGS = ("t", "et", "te", "ete", "st")
_SHORTEST_HEAD = 3
_SHORTEST_TAIL = 4


class Inflection:
    """Reads inflected forms by their parts.

    Args:
        data: The language's word lists.
        lemma: Returns a word's dictionary form, or the word itself.
        known: Tells whether the dictionary has a word.
    """

    def __init__(
        self,
        data: LanguageData,
        lemma: Callable[[str], str],
        known: Callable[[str], bool],
    ) -> None:
        self._data = data
        self._lemma = lemma
        self._known = known
        self._prefixes = tuple(
            sorted(data.particles | data.separable, key=lambda p: (-len(p), p))
        )
        self.verb_form = lru_cache(MOST_WORDS)(self._read_verb)
        self._is_verb = lru_cache(MOST_WORDS)(self._has_forms)

    def base_forms(self, word: str) -> Iterator[str]:
        """Yield what may be the dictionary form of a word, folded.

        Nothing for a word whose dictionary form the dictionary gives: here it gives no
        verb for `eingefordert`, and takes `eingeforderte` for a noun.
        """
        if not self._prefixes or not word.isalpha():
            return
        lemma = self._lemma(word)
        no_noun = word.islower() or lemma.islower()
        forms = [lemma.lower()] if no_noun and self._lemma(lemma) == lemma else []
        unknown = not self._known(word)
        adjectives = list(self._adjectives(word.lower())) if forms or unknown else []
        if unknown:
            yield from (fold(adjective) for adjective in adjectives)
            yield from self._compound(word)
            forms.append(word.lower())
        for form in dict.fromkeys((*forms, *adjectives)):
            yield from self._separable(form)

    def known_tail(self, word: str) -> tuple[str, str] | None:
        """Return an unknown compound's head and its longest tail that is a noun."""
        if self._known(word) or not word.isalpha():
            return None
        for at in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
            tail = word[at:].capitalize()
            if self._known(tail) and self._lemma(tail)[:1].isupper():
                return word[:at], tail
        return None

    def infinitives(
        self, word: str, wanted: Container[str] | None = None
    ) -> tuple[str, ...]:
        """Return the verbs that a lower-case word may be a finite form of.

        Args:
            word: A word.
            wanted: The folded verbs that matter; all if not given.
        """
        lemma = self._lemma(word)
        # The dictionary takes `fällt` for a form of `fällen`.
        strong = f"{word[:-1].translate(_FLAT)}en" if word.endswith("t") else ""
        verbs = dict.fromkeys((lemma, word, strong))
        if wanted is not None:
            verbs = {verb: None for verb in verbs if fold(verb) in wanted}
        if _has_ge(word, lemma) or word == f"{lemma}d":
            return ()
        return tuple(verb for verb in verbs if self._is_verb(verb))

    def _read_verb(self, word: str) -> VerbForm:
        """Return which form of a verb a word is by its shape; empty if of none."""
        lemma = self._lemma(word)
        if self._is_verb(word):
            return "infinitive"
        if not word.islower() or not self._is_verb(lemma):
            return ""
        if word == f"{lemma}d":
            return ""
        ending = word.endswith(("t", "en"))
        if ending and _has_ge(word, lemma):
            return "participle"
        without_ge = lemma.startswith(self._data.inseparable) or lemma.endswith("ieren")
        return "either" if ending and without_ge else "finite"

    def _has_forms(self, lemma: str) -> bool:
        """Tell whether it is an infinitive: one with finite forms or a participle."""
        return lemma in self._data.verbs or (
            lemma.islower()
            and lemma.endswith("n")
            and len(lemma) > _SHORTEST_HEAD
            and lemma not in self._data.not_verbs
            and self._has_verb_forms(lemma)
        )

    def _has_verb_forms(self, lemma: str) -> bool:
        if self._known(f"{lemma}d") and self._known(f"{lemma}den"):
            return True
        stem = lemma.removesuffix("n").removesuffix("e")
        forms = (f"{stem}{ending}" for ending in _ENDINGS)
        return any(self._known(form) and self._lemma(form) == lemma for form in forms)

    def _compound(self, word: str) -> Iterator[str]:
        found = self.known_tail(word) if word[:1].isupper() else None
        if found:
            yield fold(found[0] + self._lemma(found[1]))

    def _adjectives(self, word: str) -> Iterator[str]:
        for ending in self._data.adjective_endings:
            stem = word.removesuffix(ending)
            if stem != word and self._is_adjective(stem, ending):
                yield stem
                return

    def _is_adjective(self, stem: str, ending: str) -> bool:
        if self._known(stem) or stem.endswith(self._data.adjective_suffixes):
            return True
        return any(
            self._known(stem[at:] + ending)
            and self._lemma(stem[at:] + ending) == stem[at:]
            for at in range(_SHORTEST_HEAD, len(stem) - _SHORTEST_TAIL + 2)
        )

    def _separable(self, form: str) -> Iterator[str]:
        """Yield the infinitive of a form that begins with a separable particle."""
        if not form.startswith(self._prefixes):
            return
        for prefix in self._prefixes:
            rest = form.removeprefix(prefix)
            if rest == form or len(rest) < _SHORTEST_TAIL:
                continue
            if verb := self._without_prefix(prefix, rest):
                yield fold(prefix + verb)
                return

    def _without_prefix(self, prefix: str, rest: str) -> str:
        if rest.startswith("zu") and not self._known(prefix + rest):
            verb = rest.removeprefix("zu")
            if self._is_verb(verb):
                return verb
        verb = self._lemma(rest)
        if verb == rest or not self._is_verb(verb):
            return ""
        if rest.startswith("ge"):
            return verb
        inflected = rest.endswith(("t", "te", "ten", "en"))
        return verb if inflected and self._known(prefix + verb) else ""


def _has_ge(word: str, lemma: str) -> bool:
    """Tell whether a form has the ge- of a participle."""
    return word.startswith("ge") and not lemma.startswith("ge")
