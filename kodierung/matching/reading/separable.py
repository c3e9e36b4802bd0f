"""Separable verbs whose particle stands apart, as in `Wir rufen die Leute an`.

A particle counts when it ends its clause, or stands before `und` or, for some, before a
preposition (`ruft an bei uns`). Its verb is the nearest one
before it in the clause with which it makes a verb of the dictionary or of the
codebook's rules; alone in its clause (`die Leute, die fehlen, an`) it belongs to the
clause before the last. Fixed phrases (`von Anfang an`, `ab und zu`) have none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from kodierung.matching.language.data import fold
from kodierung.matching.language.lexicon import Lexicon
from kodierung.matching.language.words import MOST_WORDS
from kodierung.matching.reading.pipeline import CLAUSES, KEYS, READ, WORDS

_SEPARATED = "+"
# How much longer than its infinitive a form of a verb may be: `arbeitetest`.
_INFLECTION = 3
# How many words before its particle a verb is looked for.
_FARTHEST = 200


def verb_key(verb: str) -> str:
    """Return the key of a separated verb: one that no noun has (`Hinterherlaufen`)."""
    return f"{_SEPARATED}{fold(verb)}"


@dataclass(frozen=True, slots=True)
class SeparatedVerb:
    """A finite verb and its particle.

    Attributes:
        token: The verb.
        particle: The particle.
        key: The whole verb as a key (see `verb_key`).
    """

    token: int
    particle: int
    key: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sentence, what is no word left out."""

    tokens: list[int]
    texts: list[str]
    folded: list[str]
    clauses: list[int]


class SeparableVerbs:
    """Finds separated verbs.

    Args:
        lexicon: The language's words.
        wanted: Keys of the codebook's rules; their verbs need no dictionary.
    """

    def __init__(self, lexicon: Lexicon, wanted: Collection[str] = ()) -> None:
        self._lexicon = lexicon
        self._wanted = frozenset(wanted)
        self._particles = lexicon.data.particles
        self._phrases = [tuple(p.split()) for p in lexicon.data.particle_phrases]
        self._whole_verb = lru_cache(MOST_WORDS)(self._find_whole_verb)
        self._wholes: dict[str, list[str]] = {}
        for key in sorted(wanted):
            if key.startswith(_SEPARATED):
                for verb in self._without_particle(key):
                    self._wholes.setdefault(verb, []).append(key)
        self._longest = max(map(len, self._wholes), default=0) + _INFLECTION

    def wholes(self, word: str) -> Iterator[str]:
        """Yield the keys of the rules' verbs that some particle makes of a word.

        A word with a capital letter is a verb only where it begins a sentence.
        """
        if len(word) > self._longest:
            return
        for verb in self._lexicon.infinitives(word.lower(), self._wholes):
            yield from self._wholes[fold(verb)]

    def _without_particle(self, key: str) -> Iterator[str]:
        whole = key.removeprefix(_SEPARATED)
        for particle in self._particles:
            if whole.startswith(particle):
                yield whole.removeprefix(particle)

    def of(self, doc: Doc) -> list[SeparatedVerb]:
        """Return the separated verbs of a turn that went through the pipeline."""
        return [
            verb
            for sentence in doc.user_data[READ]
            for words in self._with_particles(doc, sentence)
            for at, word in enumerate(words.folded)
            if word in self._particles
            and words.texts[at] == word
            and self._ends_clause(words, at)
            and not self._in_phrase(words, at)
            for verb in self._verb(words, at)
        ]

    def _with_particles(self, doc: Doc, sentence: range) -> Iterator[_Words]:
        """Yield the words of a sentence if a particle is among them."""
        texts = doc.user_data[WORDS][sentence.start : sentence.stop]
        if not self._particles.isdisjoint(texts):
            yield _words(doc, sentence, texts)

    def _ends_clause(self, words: _Words, at: int) -> bool:
        after = at + 1
        if after == len(words.tokens) or words.clauses[after] != words.clauses[at]:
            return True
        data = self._lexicon.data
        if words.folded[after] in data.clause_conjunctions:
            return True
        return (
            words.folded[at] in data.early_particles
            and words.folded[after] in data.prepositions
        )

    def _in_phrase(self, words: _Words, at: int) -> bool:
        return any(
            tuple(words.folded[at - n : at - n + len(phrase)]) == phrase
            for phrase in self._phrases
            for n in range(min(at, len(phrase) - 1) + 1)
            if phrase[n] == words.folded[at]
        )

    def _verb(self, words: _Words, at: int) -> Iterator[SeparatedVerb]:
        """Yield the nearest verb that the particle belongs to, if there is one."""
        for before in self._places(words, at):
            text = words.texts[before]
            # A noun, unless the sentence begins with it.
            if text[:1].isupper() and before:
                continue
            if key := self._whole_verb(words.folded[at], text.lower()):
                yield SeparatedVerb(words.tokens[before], words.tokens[at], key)
                return

    def _places(self, words: _Words, at: int) -> Iterator[int]:
        clause = words.clauses[at]
        if at and words.clauses[at - 1] != clause:
            clause -= 2
        for before in range(at - 1, max(at - _FARTHEST, 0) - 1, -1):
            if words.clauses[before] == clause:
                yield before

    def _find_whole_verb(self, particle: str, word: str) -> str:
        """Return the verb that a word makes with a particle, or an empty string."""
        wholes = [particle + each for each in self._lexicon.infinitives(word)]
        known = (
            verb_key(whole)
            for whole in wholes
            if verb_key(whole) in self._wanted or self._lexicon.knows(whole)
        )
        return next(known, "")


def _words(doc: Doc, sentence: range, texts: Sequence[str]) -> _Words:
    keys, clauses = doc.user_data[KEYS], doc.user_data[CLAUSES]
    tokens = [i for i in sentence if keys[i]]
    spoken = [texts[i - sentence.start] for i in tokens]
    return _Words(
        tokens, spoken, [fold(text) for text in spoken], [clauses[i] for i in tokens]
    )
