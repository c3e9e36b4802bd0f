"""Where sentences end in transcribed speech.

A sentence ends at . ! ? … or an empty line, but not after an abbreviation or an
ordinal, not inside an event, and not before a lower-case word (unless the whole turn is
in lower case). Closing quotation marks, brackets and events belong to the sentence they
follow.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from spacy.tokens import Doc

from kodierung.matching.language import LanguageData, fold
from kodierung.matching.speech import EVENT

_TERMINAL = re.compile(r"^[.!?…。！？‽]+$")
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

    def starts(self, doc: Doc, kinds: list[str]) -> list[bool]:
        """Return for every token whether a sentence begins with it.

        Args:
            doc: Tokens.
            kinds: What each token is (see `speech`).
        """
        starts = [i == 0 for i in range(len(doc))]
        words = [token.text for token in doc]
        one_case = not any(word != word.lower() for word in words)
        ended = emptied = False
        for i, word in enumerate(words):
            if word.isspace():
                emptied = emptied or word.count("\n") > 1
                continue
            if ended and not emptied and self._belongs_before(doc, i, kinds):
                continue
            if emptied or (ended and (one_case or _begins(words, i))):
                starts[i] = True
            emptied = False
            ended = kinds[i] != EVENT and self._ends(words, i, starts)
        return starts

    def _belongs_before(self, doc: Doc, i: int, kinds: list[str]) -> bool:
        if kinds[i] == EVENT or _TERMINAL.match(doc[i].text):
            return True
        return doc[i].text in _CLOSING and not doc[i - 1].whitespace_

    def _ends(self, words: list[str], i: int, starts: list[bool]) -> bool:
        word = words[i]
        if _TERMINAL.match(word):
            return word != "." or i == 0 or not self._keeps_stop(words, i - 1, starts)
        if not word.endswith(".") or len(word) == 1:
            return False
        folded = fold(word)
        if folded in self._data.final_abbreviations:
            return True
        if word in self._exceptions or folded in self._data.abbreviations:
            return False
        return not self._keeps_stop(words, i, starts)

    def _keeps_stop(self, words: list[str], i: int, starts: list[bool]) -> bool:
        """Tell whether the full stop after word `i` belongs to the word."""
        word = words[i].rstrip(".")
        if _NUMBER.match(word):
            return starts[i] or fold(words[i - 1]) in self._data.before_ordinals
        if len(word) == 1 and word.isalpha():
            return True
        return f"{fold(word)}." in self._data.abbreviations


def _begins(words: list[str], i: int) -> bool:
    """Tell whether what follows may begin a sentence: no lower-case word."""
    for word in words[i : i + 4]:
        for character in word:
            if character.isalnum():
                return not character.islower()
    return True
