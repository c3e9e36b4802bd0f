"""Reading turns for suggestions: what is dear only where it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kodierung.matching.reading.pipeline import (
    KINDS,
    STARTS,
    shared_pipeline,
    trained_reader_of,
    words_of,
)
from kodierung.matching.reading.tokens import Tokens


class TurnReader:
    """Reads turns, and the dear things about them only where they are asked for.

    Does what a pipeline of `build_pipeline` does, for chosen sentences.

    Args:
        nlp: The pipeline.
    """

    def __init__(self, nlp: Language) -> None:
        self._tokens = Tokens(nlp)
        self.words = words_of(nlp)
        self._speech: Any = nlp.get_pipe("kodierung_speech")
        self._sentences: Any = nlp.get_pipe("kodierung_sentences")
        self._keys: Any = nlp.get_pipe("kodierung_keys")
        self._clauses: Any = nlp.get_pipe("kodierung_clauses")
        self._trained = trained_reader_of(nlp)

    def open(self, text: str) -> Doc:
        """Return the text's tokens, with what is no word and where sentences begin."""
        doc = self._tokens.of(text)
        words = self.words.of(doc)
        self._speech.read(doc, words, text)
        self._sentences.read(doc, words)
        if self._trained:
            self._trained.read_words(doc, doc.user_data[KINDS], doc.user_data[STARTS])
        return doc

    def fill(self, doc: Doc, sentences: Sequence[range], read: Sequence[range]) -> None:
        """Give the words of some sentences their keys, lemmas and clauses.

        Args:
            doc: From `open`.
            sentences: All its sentences (see `sentences_of`).
            read: Those of them.
        """
        words = self.words.of(doc)
        if self._trained:
            self._trained.read_tree(doc, doc.user_data[STARTS])
        self._keys.read(doc, words, read)
        self._clauses.read(doc, words, sentences, read)


@lru_cache(maxsize=4)
def shared_reader(language: str, trained: str) -> TurnReader:
    """Return the reader over `shared_pipeline`, which remembers words as that does."""
    return TurnReader(shared_pipeline(language, trained))
