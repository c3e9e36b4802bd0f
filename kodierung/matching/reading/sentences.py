"""Where sentences end in transcribed speech.

A sentence ends at . ! ? … or an empty line, but not after an abbreviation or an
ordinal, not inside an event, and not before a lower-case word (unless the whole turn is
in lower case). Closing quotation marks, brackets and events belong to the sentence they
follow.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from spacy.tokens import Doc

from kodierung.matching.language.data import LanguageData, fold
from kodierung.matching.language.words import Word
from kodierung.matching.reading.speech import EVENT

_NUMBER = re.compile(r"^\d{1,3}\.?$")
_CLOSING = frozenset("»«“”’‘'\")]}›‹")


class SentenceEnds:
    """Finds the first tokens of sentences.

    Args:
        data: The language's word lists.
        exceptions: Words that the tokenizer keeps together with their full stop.
    """

    def __init__(self, data: LanguageData, exceptions: Collection[str]) -> None:
        self._data = data
        self._exceptions = exceptions

    def starts(
        self, doc: Doc, words: Sequence[Word], kinds: Sequence[str]
    ) -> list[bool]:
        """Return for every token whether a sentence begins with it.

        Args:
            doc: Tokens.
            words: The tokens' words.
            kinds: What each token is (see `speech`).
        """
        starts = [False] * len(words)
        starts[:1] = [True] * len(starts[:1])
        one_case = all(word.lower for word in words)
        settled = 0
        for i, word in enumerate(words):
            if word.may_end and i >= settled:
                settled = self._settle(i, doc, words, kinds, starts, one_case)
        return starts

    def _settle(
        self,
        first: int,
        doc: Doc,
        words: Sequence[Word],
        kinds: Sequence[str],
        starts: list[bool],
        one_case: bool,
    ) -> int:
        """Note what begins behind a possible end; return the token to go on with."""
        ended = emptied = False
        for i in range(first, len(words)):
            word = words[i]
            if word.space:
                emptied = emptied or word.may_end
                continue
            if ended and not emptied and self._belongs_before(i, doc, words, kinds):
                continue
            if emptied or (ended and (one_case or _begins(words, i))):
                starts[i] = True
            emptied = False
            ended = word.may_end and kinds[i] != EVENT and self._ends(words, i, starts)
            if not ended:
                return i + 1
        return len(words)

    def _belongs_before(
        self, i: int, doc: Doc, words: Sequence[Word], kinds: Sequence[str]
    ) -> bool:
        if kinds[i] == EVENT or words[i].terminal:
            return True
        return words[i].text in _CLOSING and not doc[i - 1].whitespace_

    def _ends(self, words: Sequence[Word], i: int, starts: Sequence[bool]) -> bool:
        word = words[i].text
        if words[i].terminal:
            return word != "." or i == 0 or not self._keeps_stop(words, i - 1, starts)
        folded = fold(word)
        if folded in self._data.final_abbreviations:
            return True
        if word in self._exceptions or folded in self._data.abbreviations:
            return False
        return not self._keeps_stop(words, i, starts)

    def _keeps_stop(
        self, words: Sequence[Word], i: int, starts: Sequence[bool]
    ) -> bool:
        """Tell whether the full stop after word `i` belongs to the word."""
        word = words[i].text.rstrip(".")
        if _NUMBER.match(word):
            return starts[i] or fold(words[i - 1].text) in self._data.before_ordinals
        if len(word) == 1 and word.isalpha():
            return True
        return f"{fold(word)}." in self._data.abbreviations


def _begins(words: Sequence[Word], i: int) -> bool:
    """Tell whether what follows may begin a sentence: no lower-case word."""
    for word in words[i : i + 4]:
        for character in word.text:
            if character.isalnum():
                return not character.islower()
    return True
