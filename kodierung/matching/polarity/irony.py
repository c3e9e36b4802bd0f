"""Marks of irony that are no words: `(ironisch)`, a laugh beside praise, „Hilfe“.

A laugh alone means nothing; beside a word of praise in the same sentence it is a hint.
Quotation marks around one word of a match are one too, unless they open the sentence or
somebody is being quoted.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kodierung.matching.language.data import PolarityWords
from kodierung.matching.polarity.sentence import Sentence

_OPENING = frozenset("„“\"»«‚'")
_CLOSING = frozenset("“”\"«»‘'")
_MOST_QUOTED = 1


class IronyMarks:
    """Finds them.

    Args:
        words: The language's words of polarity.
    """

    def __init__(self, words: PolarityWords) -> None:
        self._words = words
        self._told = _bracket(words.irony_events)
        self._laughs = _bracket(words.laughs)

    def beside(self, places: Collection[int], sentence: Sentence) -> str:
        """Return the mark that makes a match ironic, as it stands there, or nothing.

        Args:
            places: The match's words.
            sentence: Their sentence.
        """
        text = sentence.text
        if "(" in text:
            if told := self._told.search(text):
                return told[0]
            laugh = self._laughs.search(text)
            praise = laugh and self._praise(sentence)
            if laugh and praise:
                return f"{praise} {laugh[0]}"
        return self._quoted(places, sentence)

    def _praise(self, sentence: Sentence) -> str:
        for at, text in enumerate(sentence.texts):
            if sentence.says(at, self._words.praise):
                return text
        return ""

    def _quoted(self, places: Collection[int], sentence: Sentence) -> str:
        if _OPENING.isdisjoint(sentence.text):
            return ""
        doc = sentence.index.doc
        first, end = sentence.bounds
        opened: int | None = None
        for i in range(first, end):
            word = doc[i].text
            if opened is not None and word in _CLOSING:
                inside = range(sentence.place_at(opened), sentence.place_at(i))
                if self._is_scare(inside, places, sentence):
                    return str(doc[opened : i + 1].text)
                opened = None
            elif word in _OPENING and i > first:
                opened = i
        return ""

    def _is_scare(
        self, inside: range, places: Collection[int], sentence: Sentence
    ) -> bool:
        if not 0 < len(inside) <= _MOST_QUOTED or not any(p in inside for p in places):
            return False
        return not any(
            sentence.says(at, self._words.quoting) for at in range(len(sentence.tokens))
        )


def _bracket(beginnings: Collection[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(beginnings)) or r"(?!)"
    return re.compile(
        rf"\(+[^()\n]{{0,40}}\b(?:{words})[^()\n]{{0,40}}\)+", re.IGNORECASE
    )
