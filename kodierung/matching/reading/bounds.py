"""Where sentences and clauses of a turn begin, as places in its text."""

from __future__ import annotations

from itertools import pairwise

from kodierung.matching.reading.pipeline import CLAUSES, sentences_of
from kodierung.matching.reading.reader import TurnReader


def sentence_starts(text: str, reader: TurnReader) -> list[int]:
    """Return the offsets at which the sentences of a turn's text begin, in order."""
    doc = reader.open(text)
    return [doc[sentence.start].idx for sentence in sentences_of(doc)]


def clause_starts(text: str, reader: TurnReader) -> list[int]:
    """Return the offsets at which its clauses begin, those of its sentences included.

    What ends a clause, such as a comma, belongs to it.
    """
    doc = reader.open(text)
    sentences = sentences_of(doc)
    reader.fill(doc, sentences, sentences)
    numbers: list[int] = doc.user_data[CLAUSES]
    firsts = (i for i, (a, b) in enumerate(pairwise([-1, *numbers])) if a != b)
    return [doc[first].idx for first in firsts]
