"""Clauses, roughly, and the parts of them that a negation turns round.

A clause ends at , ; : . ! ? – and before words that begin a new one (`sondern`), or a
conjunction with its own subject (`und wir …`). Commas around `ähm` end none.

A negation's scope is smaller where a clause has two verbs: `Das steckt in einer Mappe
und kommt da nicht mehr raus` is one clause, but what is negated is `kommt`. A new scope
opens before `und` with a finite verb. An infinitive or a participle may look like one;
behind an auxiliary (`Sie haben das nicht gewusst und verlangt`) it is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from kodierung.matching.language.data import LanguageData
from kodierung.matching.language.lexicon import Lexicon
from kodierung.matching.language.words import FILLER, WORD

_ENDS = frozenset(",;:–—!?.…")


class Clauses:
    """Numbers the clauses of a sentence.

    Args:
        data: The language's word lists.
        lexicon: The language's words.
    """

    def __init__(self, data: LanguageData, lexicon: Lexicon) -> None:
        self._data = data
        self._openers = frozenset(data.clause_starts) | data.clause_conjunctions
        self._lexicon = lexicon
        self._auxiliaries = data.before_infinitives | data.before_participles

    def numbers(
        self,
        words: Sequence[str],
        kinds: Sequence[str],
        keys: Sequence[tuple[str, ...]],
    ) -> list[int]:
        """Return the number of every token's clause, from 0 in each sentence.

        Args:
            words: The tokens' texts.
            kinds: What each token is (see `speech`).
            keys: The tokens' keys.
        """
        numbers: list[int] = []
        number = 0
        ended = False
        openers = self._openers
        for i, word in enumerate(words):
            here = keys[i]
            if i and (ended or (here and here[0] in openers and self._opens(i, keys))):
                number += 1
            numbers.append(number)
            ended = word in _ENDS and kinds[i] == WORD and not _beside_filler(i, kinds)
        return numbers

    def _opens(self, i: int, keys: Sequence[tuple[str, ...]]) -> bool:
        here = keys[i]
        if here[0] in self._data.clause_starts:
            return True
        follows = keys[i + 1][:1] if i + 1 < len(keys) else ()
        if not follows or follows[0] not in self._data.clause_subjects:
            return False
        return not any(key in self._data.auxiliaries for key in keys[i - 1])


def _beside_filler(i: int, kinds: Sequence[str]) -> bool:
    return FILLER in kinds[max(i - 1, 0) : i + 2]
