"""One turn, ready to be asked which of its words stand where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from itertools import accumulate

from spacy.tokens import Doc

from kodierung.matching.reading.pipeline import (
    CLAUSES,
    KEYS,
    READ,
    SPOKEN,
    STARTS,
    TEXT,
    WORDS,
    sentences_of,
)
from kodierung.matching.reading.separable import SeparatedVerb


class TurnIndex:
    """The words of a turn by their keys.

    Args:
        doc: The turn, through the pipeline.
        parts_of: Returns the parts of compounds (`~fluktuation`) a word holds.
        verbs_in: Returns the separated verbs of a doc.

    Attributes:
        doc: The turn.
        keys: The keys of every token; none for what is not a word.
        clauses: The clause number of every token.
        sentences: The sentence number of every token.
        ordinals: How many words stand before every token; the particle of a separated
            verb is part of the verb and no word of its own.
        particles: The particle of every verb that has one apart from it.
    """

    def __init__(
        self,
        doc: Doc,
        parts_of: Callable[[str], Collection[str]] | None = None,
        verbs_in: Callable[[Doc], Iterable[SeparatedVerb]] | None = None,
    ) -> None:
        self.doc = doc
        self.keys: list[tuple[str, ...]] = list(doc.user_data[KEYS])
        self.clauses: list[int] = doc.user_data[CLAUSES]
        self.particles: dict[int, int] = {}
        for verb in verbs_in(doc) if verbs_in else ():
            self.keys[verb.token] = (*self.keys[verb.token], verb.key)
            self.particles[verb.token] = verb.particle
        counted: list[int] = list(doc.user_data[SPOKEN])
        for particle in self.particles.values():
            counted[particle] = 0
        self.ordinals: list[int] = list(accumulate(counted, initial=0))[:-1]
        self.positions: dict[str, list[int]] = defaultdict(list)
        for sentence in doc.user_data[READ]:
            self._place(sentence, parts_of)
        self._found: dict[frozenset[str], list[int]] = {}

    def _place(
        self, sentence: range, parts_of: Callable[[str], Collection[str]] | None
    ) -> None:
        positions, words = self.positions, self.doc.user_data[WORDS]
        for i in sentence:
            if not self.keys[i]:
                continue
            for key in self.keys[i]:
                positions[key].append(i)
            for part in parts_of(words[i]) if parts_of else ():
                positions[part].append(i)

    @property
    def text(self) -> str:
        """The turn's text."""
        return str(self.doc.user_data[TEXT])

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """First token and token after the last one of every sentence."""
        return [(each.start, each.stop) for each in sentences_of(self.doc)]

    @cached_property
    def sentences(self) -> list[int]:
        """The sentence number of every token."""
        return [n - 1 for n in accumulate(self.doc.user_data[STARTS])]

    def find(self, keys: frozenset[str]) -> list[int]:
        """Return the tokens with one of the keys, in order."""
        found = self._found.get(keys)
        if found is None:
            places: set[int] = set()
            for key in keys & self.positions.keys():
                places.update(self.positions[key])
            found = self._found[keys] = sorted(places)
        return found

    def part(self, token: int, keys: frozenset[str]) -> str:
        """Return the longest part of a compound among the keys that the token holds."""
        held = (k for k in keys if k[0] == "~" and token in self.positions.get(k, ()))
        return max(held, key=lambda key: (len(key), key), default="")[1:]

    def between(self, first: int, second: int) -> int:
        """Return how many words stand between two tokens."""
        return self.ordinals[second] - self.ordinals[first] - 1

    def clauses_of(self, tokens: Collection[int]) -> frozenset[int]:
        """Return the clauses that the tokens lie in."""
        return frozenset(self.clauses[i] for i in tokens)
