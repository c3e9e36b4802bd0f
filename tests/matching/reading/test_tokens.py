"""Tokens put together from pieces are those of spaCy's tokenizer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.matching.reading.pipeline import build_pipeline
from kodierung.matching.reading.tokens import Tokens

WORDS = ["Haus", "z.B.", "a.", "D.", "Klient*innen", "//ja", "(lacht)", "#00:01:02#"]
SIGNS = [":", ")", ":)", "(", "-", "^", "=", "8", "D", ".", "…", ",", "'", "/", "°hh"]
SPACES = [" ", "  ", "\n", "\n\n", " \n", "\t", "\u00a0", "\u2009"]
PIECES = st.sampled_from([*WORDS, *SIGNS, *SPACES])


@pytest.fixture(scope="module")
def nlp():
    return build_pipeline("de")


@settings(max_examples=500, deadline=None)
@given(pieces=st.lists(PIECES, max_size=12))
def test_they_are_the_tokenizers(nlp, pieces):
    text = "".join(pieces)
    assert described(Tokens(nlp).of(text)) == described(nlp.make_doc(text))


@pytest.mark.parametrize("text", ["", " ", ": ):)", "Ja.  Nein \n", "((((  a:) "])
def test_white_space_and_smileys(nlp, text):
    doc = Tokens(nlp).of(text)
    assert doc.text == text
    assert described(doc) == described(nlp.make_doc(text))


def described(doc):
    return [(token.text, token.whitespace_) for token in doc]
