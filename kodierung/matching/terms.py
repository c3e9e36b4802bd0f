"""Terms of rules: words, phrases, `<concepts>` and `~parts`, and where they occur.

A term is compiled once into sequences of slots. A slot stands for one spoken word and
holds every key that satisfies it; a concept with phrases in it gives several sequences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from spacy.language import Language

from kodierung.errors import CodebookError, did_you_mean
from kodierung.matching.index import TurnIndex
from kodierung.matching.lexicon import Lexicon
from kodierung.matching.separable import verb_key

_ELEMENT = re.compile(r"<([^<>]+)>|~(\S+)|(\S+)")


@dataclass(frozen=True, slots=True)
class Term:
    """A compiled term.

    Attributes:
        text: As written in the rule.
        sequences: Alternatives; each a slot (set of keys) per word.
    """

    text: str
    sequences: tuple[tuple[frozenset[str], ...], ...]

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
        self.parts: set[str] = set()
        self.words: set[str] = set()

    def compile(self, text: str) -> Term:
        """Return the compiled term.

        Args:
            text: A word, a phrase, a `<concept>`, a `~part`, or a mixture.

        Raises:
            CodebookError: The term names a concept that the codebook does not have, or
                holds no word.
        """
        sequences = [s for s in self._sequences(text, ()) if s]
        if not sequences:
            raise CodebookError(
                f'The term "{text}" holds no word to look for.',
                hint="write at least one word, <concept> or ~part",
            )
        return Term(text, tuple(dict.fromkeys(sequences)))

    def _sequences(
        self, text: str, inside: tuple[str, ...]
    ) -> Iterator[tuple[frozenset[str], ...]]:
        elements: list[list[tuple[frozenset[str], ...]]] = []
        for concept, part, word in _ELEMENT.findall(text):
            if concept:
                elements.append(self._concept(concept.strip(), inside))
            elif part:
                elements.append([self._part(part)])
            elif slots := self._words(word):
                elements.append([slots])
        for chosen in product(*elements):
            yield tuple(slot for slots in chosen for slot in slots)

    def _concept(
        self, name: str, inside: tuple[str, ...]
    ) -> list[tuple[frozenset[str], ...]]:
        if name not in self._concepts or name in inside:
            raise CodebookError(
                f'The codebook has no concept "{name}".',
                hint=did_you_mean(name, tuple(self._concepts)),
            )
        single: set[str] = set()
        longer: list[tuple[frozenset[str], ...]] = []
        for entry in self._concepts[name]:
            for slots in self._sequences(entry, (*inside, name)):
                if len(slots) == 1:
                    single |= slots[0]
                elif slots:
                    longer.append(slots)
        return [*([(frozenset(single),)] if single else []), *longer]

    def _part(self, part: str) -> tuple[frozenset[str], ...]:
        bare = part.strip(".,;:!?")
        self.parts.add(bare)
        return (frozenset((f"~{bare}", *self._lexicon.keys(bare))),)

    def _words(self, word: str) -> tuple[frozenset[str], ...]:
        slots = tuple(
            self._keys(token.text)
            for token in self._nlp.make_doc(word)
            if any(character.isalnum() for character in token.text)
        )
        self.words.update(*slots)
        return slots

    def _keys(self, word: str) -> frozenset[str]:
        keys = self._lexicon.term_keys(word)
        if not word.startswith(tuple(self._lexicon.data.particles)):
            return frozenset(keys)
        return frozenset((*keys, *(verb_key(key) for key in keys)))


def occurrences(
    term: Term, index: TurnIndex, gap: int = 2, *, free: bool = False
) -> list[Hit]:
    """Return where a term occurs in a turn.

    The words of a phrase must lie in one sentence, with at most `gap` other words
    between neighbours; fillers, events and punctuation are not words. No word serves
    twice.

    Args:
        term: What to look for.
        index: The turn.
        gap: Words allowed between neighbouring words.
        free: Whether the words may come in any order.

    Returns:
        Hits in the order of the text; for each first word the nearest others.
    """
    hits: dict[tuple[int, ...], Hit] = {}
    for slots in term.sequences:
        if not all(index.find(slot) for slot in slots):
            continue
        search = _Search(index, gap, free, term.text)
        for hit in search.hits(slots):
            known = hits.get(hit.tokens)
            if known is None or (known.parts and not hit.parts):
                hits[hit.tokens] = hit
    return [hits[tokens] for tokens in sorted(hits)]


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for one sequence of slots in one turn."""

    index: TurnIndex
    gap: int
    free: bool
    term: str

    def hits(self, slots: Sequence[frozenset[str]]) -> Iterator[Hit]:
        for at in range(len(slots) if self.free else 1):
            rest = (*slots[:at], *slots[at + 1 :])
            for first in self.index.find(slots[at]):
                found = self._continue(first, rest)
                if found is not None:
                    yield self._hit(((first, slots[at]), *found))

    def _continue(
        self, last: int, rest: Sequence[frozenset[str]]
    ) -> tuple[tuple[int, frozenset[str]], ...] | None:
        """Return the nearest token with its slot for each remaining slot, or None."""
        if not rest:
            return ()
        for at in range(len(rest) if self.free else 1):
            for token in self._near(last, rest[at]):
                found = self._continue(token, (*rest[:at], *rest[at + 1 :]))
                if found is not None:
                    return ((token, rest[at]), *found)
        return None

    def _near(self, last: int, slot: frozenset[str]) -> Iterator[int]:
        index = self.index
        places = index.find(slot)
        for at in range(bisect_right(places, last), len(places)):
            token = places[at]
            if (
                index.between(last, token) > self.gap
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


def _rarest(slots: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the slot that the fewest turns hold: the one with the longest words."""
    return max(slots, key=lambda keys: min(len(key) for key in keys))
