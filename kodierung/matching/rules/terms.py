"""Terms of rules: words, phrases, `<concepts>` and `~parts`, and where they occur.

A term is compiled once into sequences of slots. A slot stands for one spoken word and
holds every key that satisfies it; a concept with phrases in it gives several sequences,
and so does an article (see `rule_words`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final, TypeAlias

from spacy.language import Language

from kodierung.errors import CodebookError, did_you_mean
from kodierung.matching.language.lexicon import Lexicon
from kodierung.matching.language.rule_words import rule_words
from kodierung.matching.reading.index import TurnIndex
from kodierung.matching.reading.separable import verb_key

Slots: TypeAlias = tuple[frozenset[str], ...]

# In a main clause the subject may stand between the verb and the rest of a phrase.
MOST_IN_FRONT: Final = 2

_ELEMENTS = re.compile(r"<([^<>]+)>|~(\S+)|(\S+)").finditer


@dataclass(frozen=True, slots=True)
class Term:
    """A compiled term.

    Attributes:
        text: As written in the rule.
        sequences: Alternatives; each a slot (set of keys) per word.
        fronted: Those of them that end in an infinitive, with the verb in front.
    """

    text: str
    sequences: tuple[Slots, ...]
    fronted: tuple[Slots, ...] = ()

    @property
    def anchors(self) -> frozenset[str]:
        """Keys one of which a turn must hold for the term to occur in it."""
        return frozenset().union(*(_rarest(slots) for slots in self.sequences))


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence of a term.

    Attributes:
        tokens: The matched tokens in the order of the text.
        skipped: How many words stand between them.
        parts: The parts by which words were found that are only compounds of them.
        term: The term as written in the rule.
    """

    tokens: tuple[int, ...]
    skipped: int = 0
    parts: tuple[str, ...] = ()
    term: str = ""

    def is_closer_than(self, other: Hit) -> bool:
        """Tell whether it fits better than another hit of the same passage."""
        mine, others = (bool(each.parts) for each in (self, other))
        return (mine, self.skipped) < (others, other.skipped)


class TermCompiler:
    """Compiles terms with one codebook's concepts.

    Args:
        nlp: Pipeline whose tokenizer also cuts the rules' words.
        lexicon: The language's words.
        concepts: Name to words and phrases.

    Attributes:
        parts: Every part of a compound asked for so far.
        words: The keys of every word asked for so far.
    """

    def __init__(
        self,
        nlp: Language,
        lexicon: Lexicon,
        concepts: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._nlp = nlp
        self._lexicon = lexicon
        self._concepts = concepts or {}
        self._words = rule_words(lexicon.data.code)
        self.parts: set[str] = set()
        self.words: set[str] = set()
        # Rules name the same terms and concepts again and again.
        self._compiled: dict[str, Term] = {}
        self._named: dict[str, list[_Sequence]] = {}

    def compile(self, text: str) -> Term:
        """Return the compiled term.

        Args:
            text: A word, a phrase, a `<concept>`, a `~part`, or a mixture.

        Raises:
            CodebookError: The term names a concept that the codebook does not have, or
                holds no word.
        """
        term = self._compiled.get(text)
        if term is None:
            term = self._compiled[text] = self._compile(text)
        return term

    def _compile(self, text: str) -> Term:
        sequences = dict.fromkeys(s for s in self._sequences(text, ()) if s.slots)
        if not sequences:
            raise CodebookError(
                f'The term "{text}" holds no word to look for.',
                hint="write at least one word, <concept> or ~part",
            )
        return Term(
            text,
            tuple(dict.fromkeys(each.slots for each in sequences)),
            tuple(each.fronted for each in sequences if each.fronted),
        )

    def _sequences(self, text: str, inside: tuple[str, ...]) -> Iterator[_Sequence]:
        elements = [self._element(found, text, inside) for found in _ELEMENTS(text)]
        for chosen in product(*(each for each in elements if each)):
            slots = tuple(slot for each in chosen for slot in each.slots)
            yield _Sequence(slots, bool(chosen) and chosen[-1].ends_in_verb)

    def _element(
        self, found: re.Match[str], text: str, inside: tuple[str, ...]
    ) -> list[_Sequence]:
        concept, part, word = found.groups()
        if concept:
            name = concept.strip()
            if name not in self._named:
                self._named[name] = self._concept(name, inside)
            return self._named[name]
        if part:
            return [self._part(part)]
        # In front of everything else an article is meant: "einen Preis".
        if found.start() and self._words.is_article(word, text[found.end() :].strip()):
            return [_Sequence((self._words.determiners,)), _Sequence(())]
        return self._word(word)

    def _concept(self, name: str, inside: tuple[str, ...]) -> list[_Sequence]:
        if name not in self._concepts or name in inside:
            raise CodebookError(
                f'The codebook has no concept "{name}".',
                hint=did_you_mean(name, tuple(self._concepts)),
            )
        single: list[_Sequence] = []
        longer: list[_Sequence] = []
        for entry in self._concepts[name]:
            for each in self._sequences(entry, (*inside, name)):
                (single if len(each.slots) == 1 else longer).append(each)
        if not single:
            return longer
        slot = frozenset().union(*(each.slots[0] for each in single))
        return [_Sequence((slot,), all(s.ends_in_verb for s in single)), *longer]

    def _part(self, part: str) -> _Sequence:
        bare = part.strip(".,;:!?")
        self.parts.add(bare)
        return _Sequence((frozenset((f"~{bare}", *self._lexicon.keys(bare))),))

    def _word(self, word: str) -> list[_Sequence]:
        spoken = [
            token.text
            for token in self._nlp.make_doc(word)
            if any(character.isalnum() for character in token.text)
        ]
        slots = tuple(map(self._keys, spoken))
        self.words.update(*slots)
        verb = bool(slots) and self._words.is_infinitive(spoken[-1], self._lexicon)
        return [_Sequence(slots, verb)] if slots else []

    def _keys(self, word: str) -> frozenset[str]:
        keys = {*self._lexicon.term_keys(word), *self._words.stand_ins(word)}
        if not word.startswith(tuple(self._lexicon.data.particles)):
            return frozenset(keys)
        return frozenset((*keys, *(verb_key(key) for key in keys)))


@dataclass(frozen=True, slots=True)
class _Sequence:
    slots: Slots
    ends_in_verb: bool = False

    @property
    def fronted(self) -> Slots:
        """The slots with the verb in front; none if there is nothing to move."""
        if not self.ends_in_verb or len(self.slots) < 2:
            return ()
        return (self.slots[-1], *self.slots[:-1])


def occurrences(
    term: Term, index: TurnIndex, gap: int = 2, *, free: bool = False
) -> list[Hit]:
    """Return where a term occurs in a turn.

    The words of a phrase must lie in one sentence, with at most `gap` other words
    between neighbours; fillers, events and punctuation are not words. Where a main
    clause has the verb in front, the subject may stand behind it as well. No word
    serves twice.

    Args:
        term: What to look for.
        index: The turn.
        gap: Words allowed between neighbouring words.
        free: Whether the words may come in any order.

    Returns:
        Hits in the order of the text; for each first word the nearest others.
    """
    hits: dict[tuple[int, int], Hit] = {}
    orders = [(slots, False) for slots in term.sequences]
    if not free:
        orders += [(slots, True) for slots in term.fronted]
    for slots, fronted in orders:
        if not all(index.find(slot) for slot in slots):
            continue
        search = _Search(index, gap, free, fronted, term.text)
        for hit in search.hits(slots):
            place = hit.tokens[0], hit.tokens[-1]
            if place not in hits or hit.is_closer_than(hits[place]):
                hits[place] = hit
    return sorted(hits.values(), key=lambda hit: hit.tokens)


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for one sequence of slots in one turn."""

    index: TurnIndex
    gap: int
    free: bool
    fronted: bool
    term: str
    _failed: set[tuple[int, Slots]] = field(default_factory=set)

    def hits(self, slots: Slots) -> Iterator[Hit]:
        for at in range(len(slots) if self.free else 1):
            rest = (*slots[:at], *slots[at + 1 :])
            for first in self.index.find(slots[at]):
                found = self._continue(first, rest, first=self.fronted)
                if found is not None:
                    yield self._hit(((first, slots[at]), *found))

    def _continue(
        self, last: int, rest: Slots, *, first: bool = False
    ) -> tuple[tuple[int, frozenset[str]], ...] | None:
        """Return the nearest token with its slot for each remaining slot, or None."""
        if not rest:
            return ()
        if (last, rest) in self._failed:
            return None
        for at in range(len(rest) if self.free else 1):
            near = self._behind_verb if first else self._near
            for token in near(last, rest[at]):
                found = self._continue(token, (*rest[:at], *rest[at + 1 :]))
                if found is not None:
                    return ((token, rest[at]), *found)
        # Where the same words come again and again, no way is to be tried twice.
        self._failed.add((last, rest))
        return None

    def _behind_verb(self, verb: int, slot: frozenset[str]) -> Iterator[int]:
        clauses = self.index.clauses
        wider = self.gap + MOST_IN_FRONT if self.gap else 0
        for token in self._near(verb, slot, wider):
            if clauses[token] == clauses[verb]:
                yield token

    def _near(
        self, last: int, slot: frozenset[str], gap: int | None = None
    ) -> Iterator[int]:
        index = self.index
        allowed = self.gap if gap is None else gap
        places = index.find(slot)
        for at in range(bisect_right(places, last), len(places)):
            token = places[at]
            if (
                index.between(last, token) > allowed
                or index.sentences[token] != index.sentences[last]
            ):
                return
            yield token

    def _hit(self, matched: Sequence[tuple[int, frozenset[str]]]) -> Hit:
        tokens = tuple(token for token, _ in matched)
        between = self.index.between(tokens[0], tokens[-1])
        parts = tuple(
            self.index.part(token, slot)
            for token, slot in matched
            if slot.isdisjoint(self.index.keys[token])
        )
        return Hit(tokens, max(between - len(tokens) + 2, 0), parts, self.term)


def _rarest(slots: Slots) -> frozenset[str]:
    """Return the slot that the fewest turns hold: the one with the longest words."""
    return max(slots, key=lambda keys: (min(len(key) for key in keys), -len(keys)))
