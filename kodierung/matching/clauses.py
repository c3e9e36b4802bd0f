"""Clauses, roughly: the units that a negation turns round.

A clause ends at , ; : . ! ? – and before words that begin a new one (`sondern`), or a
conjunction with its own subject (`und wir …`). Commas around `ähm` end none.
"""

from __future__ import annotations

from collections.abc import Sequence

from kodierung.matching.language import LanguageData
from kodierung.matching.speech import FILLER, WORD

_ENDS = frozenset(",;:–—!?.…")


class Clauses:
    """Numbers the clauses of a text.

    Args:
        data: The language's word lists.
    """

    def __init__(self, data: LanguageData) -> None:
        self._data = data

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
