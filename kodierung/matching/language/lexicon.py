"""Words and the keys they are compared by: form, lemma, base of a gender form.

Lemmas come from simplemma's dictionaries; where it has none for a language, words are
compared by their forms only. Everything is remembered per word, because a transcript
says the same words again and again.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from unicodedata import normalize

import simplemma
from simplemma.strategies import DictionaryLookupStrategy
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

from kodierung.matching.language.data import LanguageData, fold, language_data
from kodierung.matching.language.inflection import Inflection, VerbForm
from kodierung.matching.language.words import MOST_WORDS

_DICTIONARY = DictionaryLookupStrategy()
_UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß"))
_WITHOUT_UMLAUT = str.maketrans("äöü", "aou")
_SHORTEST_VERB = 3
_INNER_I = re.compile(r"^([^\W\d_]*[^\W\d_A-ZÄÖÜ])I(n|nnen)$")


def gender_pattern(data: LanguageData) -> str | None:
    """Return the pattern of a gender form written with a sign, or None.

    It has two groups: the stem (`Klient`) and the ending (`innen`).
    """
    if not data.gender_endings:
        return None
    feminine = "|".join(data.feminine_endings)
    endings = "|".join(data.gender_endings)
    stem = r"([^\W\d_]{3,}(?:-[^\W\d_]+)*)"
    return rf"^{stem}(?:(?:[*:_·]|/-?)({endings})|\(({feminine})\))$"


def without_umlaut(word: str) -> str:
    """Return the folded word with ä, ö, ü as a, o, u (Ämter and Amt)."""
    return word.translate(_WITHOUT_UMLAUT)


class Lexicon:
    """The words of one language.

    Args:
        language: ISO 639-1 code.
        data: Its word lists; those shipped if not given.

    Attributes:
        data: The language's word lists.
        has_dictionary: Whether lemmas and known words can be looked up.
    """

    def __init__(self, language: str, data: LanguageData | None = None) -> None:
        self.data = data or language_data(language)
        self.has_dictionary = language in SUPPORTED_LANGUAGES
        self._language = language
        pattern = gender_pattern(self.data)
        self._gender = re.compile(pattern) if pattern else None
        clitics = "|".join(self.data.clitics)
        self._clitic = re.compile(rf"^(\w{{2,}})'({clitics})$") if clitics else None
        self._keys = lru_cache(MOST_WORDS)(self._keys_of)
        self._entry = lru_cache(MOST_WORDS)(self._entry_of)
        self._in_dictionary = self._is_known
        self._spelling = lru_cache(MOST_WORDS)(self._spelling_of)
        self._look_up = lru_cache(MOST_WORDS)(self._lemma_of)
        self._inflection = Inflection(self.data, self._look_up, self._in_dictionary)

    def lemma(self, word: str) -> str:
        """Return the dictionary form of a word, or the word itself.

        Spellings without umlaut or ß (`Massnahmen`, `Traeger`) are read as meant where
        only the spelling with it is a word.
        """
        return self._look_up(self._spelling(word)) if self.has_dictionary else word

    def knows(self, word: str) -> bool | None:
        """Tell whether the word is in the dictionary; None if there is none."""
        if not self.has_dictionary:
            return None
        return self._in_dictionary(self._spelling(word))

    def verb_form(self, word: str) -> VerbForm:
        """Return which form of a verb a word is by its shape; empty if of none."""
        return self._inflection.verb_form(word)

    def infinitives(
        self, word: str, wanted: Container[str] | None = None
    ) -> tuple[str, ...]:
        """Return the verbs that a word may be a finite form of.

        Args:
            word: A word.
            wanted: The folded verbs that matter; all if not given.
        """
        return self._inflection.infinitives(word, wanted)

    def keys(self, word: str) -> tuple[str, ...]:
        """Return the folded forms a spoken word can be found by.

        `Kundinnen` is found by `kundinnen`, `kundin` and `kunde`.
        """
        return self._keys(word)

    def term_keys(self, word: str) -> tuple[str, ...]:
        """Return the folded forms that a word of a rule stands for.

        A rule that names women only (`Kundin`) does not mean everybody; a rule with a
        gender form (`Kund*innen`) does.
        """
        plain = word.rstrip(".") or word
        found = dict.fromkeys(self._full_forms(plain))
        found |= {fold(plain): None, fold(self.lemma(plain)): None}
        if plain.isupper() and len(plain) > 3:
            found[fold(self.lemma(plain.capitalize()))] = None
        head, hyphen, tail = plain.rpartition("-")
        if hyphen and tail and head:
            found[fold(f"{head}-{self.lemma(tail)}")] = None
        for key in self._from_gender_form(plain):
            found[key] = None
        if self.has_dictionary:
            found.update(
                dict.fromkeys(self._inflection.base_forms(self._spelling(plain)))
            )
        return tuple(found)

    def _full_forms(self, word: str) -> Iterator[str]:
        """Yield what a spoken form stands for, as keys: `hab`, `weil's`, `machts`."""
        folded = fold(word).replace("’", "'")
        if folded in self.data.spoken:
            yield from (folded, *self.data.spoken[folded])
        elif found := self._in_two(word, folded):
            yield from self.term_keys(found[0])

    def _melted(self, word: str) -> Iterator[str]:
        """Yield the words that have melted into a spoken form: `es` in `weil's`."""
        folded = fold(word).replace("’", "'")
        if folded in self.data.melted:
            yield from self.data.melted[folded]
        elif found := self._in_two(word, folded):
            yield from self.data.spoken.get(f"'{found[1]}", ())

    def _in_two(self, word: str, folded: str) -> tuple[str, str] | None:
        """Return a spoken form as its word and what hangs on it, or None."""
        if self._clitic is None:
            return None
        if found := self._clitic.match(folded):
            return found[1], found[2]
        if folded.endswith("s") and self._has_s(word, folded):
            return folded[:-1], "s"
        return None

    def _has_s(self, word: str, folded: str) -> bool:
        """Tell whether a word is a verb with `es`: `machts`."""
        if len(word) <= _SHORTEST_VERB or self.knows(word):
            return False
        return self.verb_form(folded[:-1]) in ("finite", "either")

    def _keys_of(self, word: str) -> tuple[str, ...]:
        keys = (*self.term_keys(word), *self._base(word), *self._melted(word))
        return tuple(dict.fromkeys(keys))

    def _lemma_of(self, spelling: str) -> str:
        found = self._entry(spelling)
        if found is None:
            found = simplemma.lemmatize(spelling, self._language)
        return str(found)

    def _is_known(self, word: str) -> bool:
        return self._entry(word) is not None

    def _entry_of(self, word: str) -> str | None:
        # simplemma's own `is_known` is this with a check of what it is given.
        return _DICTIONARY.get_lemma(normalize("NFC", word), self._language)

    def _spelling_of(self, word: str) -> str:
        if self._language != "de" or self._in_dictionary(word):
            return word
        for plain, meant in _UMLAUTS:
            candidate = word.replace(plain, meant)
            if candidate != word and self._in_dictionary(candidate):
                return candidate
        return word

    def _from_gender_form(self, word: str) -> tuple[str, ...]:
        match = self._gender.match(word) if self._gender else None
        if match:
            stem, ending = match[1], match[2] or match[3]
            if ending in self.data.feminine_endings:
                return (*self._men(stem), fold(f"{stem}in"))
            return (fold(stem), fold(self.lemma(stem)))
        inner = _INNER_I.match(word) if self._gender else None
        return (*self._men(inner[1]), fold(f"{inner[1]}in")) if inner else ()

    def _base(self, word: str) -> tuple[str, ...]:
        """Return the base of a feminine noun: `Ärztinnen` to `arzt`."""
        if not self.data.feminine_endings:
            return ()
        lemma = self.lemma(word)
        stem = lemma.removesuffix("in")
        if stem and stem != lemma and self._in_dictionary(f"{lemma}nen"):
            return self._men(stem)
        unknown = word.isalpha() and not self._in_dictionary(word)
        if unknown and word.endswith("innen") and len(word) > 8:
            return self._men(word.removesuffix("innen"))
        compound = self._inflection.known_tail(word) if unknown else None
        if compound and fold(compound[1]).endswith("in"):
            return tuple(fold(compound[0]) + base for base in self._base(compound[1]))
        return ()

    def _men(self, stem: str) -> tuple[str, ...]:
        folded = fold(stem)
        candidates = (stem, f"{stem}e", without_umlaut(folded).capitalize())
        known = tuple(fold(c) for c in candidates if self._in_dictionary(c))
        return known or (folded, f"{folded}e")
