"""Separable verbs whose particle stands apart, as in `Wir rufen die Leute an`.

A particle counts when it ends its clause, or stands before `und` or, for some, before a
preposition (`ruft an bei uns`). Its verb is the nearest one
before it in the clause with which it makes a verb of the dictionary or of the
codebook's rules; alone in its clause (`die Leute, die fehlen, an`) it belongs to the
clause before the last. Fixed phrases (`von Anfang an`, `ab und zu`) have none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kodierung.matching.language import fold
from kodierung.matching.lexicon import Lexicon
from kodierung.matching.pipeline import CLAUSES, KEYS, STARTS


def verb_key(verb: str) -> str:
    """Return the key of a separated verb: one that no noun has (`Hinterherlaufen`)."""
    return f"+{fold(verb)}"


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
    """The words of a doc, what is no word left out."""

    tokens: list[int]
    folded: list[str]
    clauses: list[int]
    starts: list[int]


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
        self._verbs: dict[tuple[str, str], str] = {}

    def of(self, doc: Doc) -> list[SeparatedVerb]:
        """Return the separated verbs of a turn that went through the pipeline."""
        if not any(keys and keys[0] in self._particles for keys in doc.user_data[KEYS]):
            return []
        words = _words(doc)
        return [
            verb
            for at, word in enumerate(words.folded)
            if word in self._particles
            and doc[words.tokens[at]].text == word
            and self._ends_clause(words, at)
            and not self._in_phrase(words, at)
            for verb in self._verb(doc, words, at)
        ]

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

    def _verb(self, doc: Doc, words: _Words, at: int) -> Iterator[SeparatedVerb]:
        """Yield the nearest verb that the particle belongs to, if there is one."""
        for before in self._places(words, at):
            token = words.tokens[before]
            text = doc[token].text
            if text[:1].isupper() and before not in words.starts:
                continue
            if key := self._whole_verb(words.folded[at], text.lower()):
                yield SeparatedVerb(token, words.tokens[at], key)
                return

    def _places(self, words: _Words, at: int) -> Iterator[int]:
        clause = words.clauses[at]
        first = max((start for start in words.starts if start <= at), default=0)
        if at and words.clauses[at - 1] != clause:
            clause -= 2
        for before in range(at - 1, first - 1, -1):
            if words.clauses[before] == clause:
                yield before

    def _whole_verb(self, particle: str, word: str) -> str:
        """Return the verb that a word makes with a particle, or an empty string."""
        verb = self._verbs.get((particle, word))
        if verb is None:
            wholes = [particle + each for each in self._lexicon.infinitives(word)]
            known = (
                verb_key(whole)
                for whole in wholes
                if verb_key(whole) in self._wanted or self._lexicon.knows(whole)
            )
            verb = self._verbs[(particle, word)] = next(known, "")
        return verb


def _words(doc: Doc) -> _Words:
    tokens = [i for i, keys in enumerate(doc.user_data[KEYS]) if keys]
    clauses, starts = doc.user_data[CLAUSES], doc.user_data[STARTS]
    bounds = [0, *(token + 1 for token in tokens)]
    return _Words(
        tokens,
        [fold(doc[i].text) for i in tokens],
        [clauses[i] for i in tokens],
        [at for at, token in enumerate(tokens) if any(starts[bounds[at] : token + 1])],
    )
