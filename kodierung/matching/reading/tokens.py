"""Tokens of turns, as spaCy's tokenizer gives them, at a third of its time.

The tokenizer looks at what stands between white space and at nothing beyond it; so what
it makes of `Haus,` is remembered, and a turn is put together from what is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, pairwise
from operator import itemgetter
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kodierung.matching.language.words import MOST_WORDS

# The tokens of a piece of text, and whether a blank follows each.
_Piece = tuple[tuple[str, ...], tuple[bool, ...]]

# One blank belongs to the token before it; all other white space is a token.
_PIECES = re.compile(r"\S+ ?|\s+")
_LONGEST_PIECE: Final = 100


class Tokens:
    """Makes Docs of texts.

    Args:
        nlp: Its tokenizer is asked about every piece of text that is new.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        tokenizer = nlp.tokenizer
        exceptions = list(getattr(tokenizer, "rules", None) or ())
        # Exceptions with a blank (`a. D.`) reach from one piece into another.
        self._in_pieces = isinstance(tokenizer, spacy.tokenizer.Tokenizer) and not any(
            len(exception.split()) > 1 for exception in exceptions
        )
        self._across = _across(exceptions)
        self._pieces = _Pieces(nlp, self._across)

    def of(self, text: str) -> Doc:
        """Return what the pipeline's `make_doc` returns."""
        if not self._in_pieces or len(text) > self._nlp.max_length:
            return self._nlp.make_doc(text)
        if self._across.search(text):
            return self._nlp.make_doc(text)
        texts = _PIECES.findall(text)
        self._pieces.learn(texts)
        pieces = list(map(self._pieces.__getitem__, texts))
        words = list(chain.from_iterable(map(itemgetter(0), pieces)))
        spaces = list(chain.from_iterable(map(itemgetter(1), pieces)))
        return Doc(self._nlp.vocab, words=words, spaces=spaces)


class _Pieces(dict[str, _Piece]):
    """The tokens of pieces of text.

    Args:
        nlp: Its tokenizer is asked.
        across: Finds what the tokenizer takes together across a blank.
    """

    def __init__(self, nlp: Language, across: re.Pattern[str]) -> None:
        super().__init__()
        self._tokenizer = nlp.tokenizer
        self._across = across

    def __missing__(self, text: str) -> _Piece:
        doc = self._tokenizer(text)
        words = tuple(token.text for token in doc)
        return words, tuple(bool(token.whitespace_) for token in doc)

    def learn(self, texts: Collection[str]) -> None:
        """Remember the new ones among some pieces, asking for all of them in one go."""
        new = [text for text in dict.fromkeys(texts) if text not in self]
        if len(self) + len(new) > MOST_WORDS:
            self.clear()
            new = list(dict.fromkeys(texts))
        new = [text for text in new if len(text) <= _LONGEST_PIECE]
        words = [text.rstrip(" ") for text in new if not text.isspace()]
        joined = " ".join(words)
        if self._across.search(joined):
            self.update({text: self[text] for text in new})
            return
        tokens = iter([token.text for token in self._tokenizer(joined)])
        for text in new:
            self[text] = self[text] if text.isspace() else _taken(text, tokens)


def _taken(piece: str, tokens: Iterator[str]) -> _Piece:
    """Return the tokens of a piece, the next ones of all."""
    length = len(piece.rstrip(" "))
    words: list[str] = []
    while length > 0:
        words.append(next(tokens))
        length -= len(words[-1])
    return tuple(words), (*(False for _ in words[1:]), piece.endswith(" "))


def _across(exceptions: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of signs that the tokenizer takes together across a blank.

    In `: ):)` it does not see the second smiley, because it sees the first.
    """
    pairs = {
        f"{re.escape(one)} {re.escape(other)}"
        for exception in exceptions
        for one, other in pairwise(exception)
        if not (one.isalnum() or other.isalnum() or one.isspace() or other.isspace())
    }
    return re.compile("|".join(sorted(pairs)) or r"(?!)")
