"""Clauses, roughly, and the parts of them that a negation turns round.

A clause ends at , ; : . ! ? – and before words that begin a new one (`sondern`), or a
conjunction with its own subject (`und wir …`). Commas around `ähm` end none.

A negation's scope is smaller where a clause has two verbs: `Das steckt in einer Mappe
und kommt da nicht mehr raus` is one clause, but what is negated is `kommt`. A new scope
opens before `und` with a finite verb. An infinitive or a participle may look like one;
behind an auxiliary (`Sie haben das nicht gewusst und verlangt`) it is none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kodierung.matching.language import LanguageData, fold
from kodierung.matching.lexicon import Lexicon
from kodierung.matching.speech import FILLER, WORD

_ENDS = frozenset(",;:–—!?.…")


class Clauses:
    """Numbers the clauses of a text.

    Args:
        data: The language's word lists.
        lexicon: The language's words.
    """

    def __init__(self, data: LanguageData, lexicon: Lexicon) -> None:
        self._data = data
        self._lexicon = lexicon
        self._auxiliaries = data.before_infinitives | data.before_participles

    def numbers(
        self,
        words: Sequence[str],
        kinds: Sequence[str],
        starts: Sequence[bool],
        keys: Sequence[tuple[str, ...]],
    ) -> list[int]:
        """Return the number of every token's clause, from 0 in each text.

        Args:
            words: The tokens' texts.
            kinds: What each token is (see `speech`).
            starts: Whether a sentence begins with the token.
            keys: The tokens' keys.
        """
        numbers: list[int] = []
        number = 0
        ended = False
        for i, word in enumerate(words):
            if i and (starts[i] or ended or self._opens(i, keys)):
                number += 1
            numbers.append(number)
            ended = word in _ENDS and kinds[i] == WORD and not _beside_filler(i, kinds)
        return numbers

    def scopes(
        self,
        words: Sequence[str],
        clauses: Sequence[int],
        keys: Sequence[tuple[str, ...]],
    ) -> list[int]:
        """Return the number of every token's scope of negation, from 0 in each text.

        Args:
            words: The tokens' texts.
            clauses: The tokens' clauses.
            keys: The tokens' keys.
        """
        numbers: list[int] = []
        number = 0
        said: set[str] = set()
        for i, of_token in enumerate(keys):
            if i and clauses[i] != clauses[i - 1]:
                said.clear()
                number += 1
            elif i and self._joins(i, clauses, keys):
                number += self._is_finite(words[i + 1], said)
            numbers.append(number)
            said.update(of_token[:1])
        return numbers

    def _joins(
        self, i: int, clauses: Sequence[int], keys: Sequence[tuple[str, ...]]
    ) -> bool:
        return (
            bool(keys[i])
            and keys[i][0] in self._data.coordinators
            and i + 1 < len(keys)
            and clauses[i] == clauses[i + 1]
        )

    def _is_finite(self, word: str, said: Collection[str]) -> bool:
        """Tell whether a word is a finite verb behind what has been said before it."""
        if fold(word) in self._auxiliaries:
            return True
        form = self._lexicon.verb_form(word)
        if form == "infinitive":
            return self._data.before_infinitives.isdisjoint(said)
        if form == "either":
            return self._data.before_participles.isdisjoint(said)
        return form == "finite"

    def _opens(self, i: int, keys: Sequence[tuple[str, ...]]) -> bool:
        here = keys[i]
        if not here:
            return False
        if here[0] in self._data.clause_starts:
            return True
        if here[0] not in self._data.clause_conjunctions or i + 1 >= len(keys):
            return False
        follows = keys[i + 1][:1]
        if not follows or follows[0] not in self._data.clause_subjects:
            return False
        return not any(key in self._data.auxiliaries for key in keys[i - 1])


def _beside_filler(i: int, kinds: Sequence[str]) -> bool:
    return FILLER in kinds[max(i - 1, 0) : i + 2]
