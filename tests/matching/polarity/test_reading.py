from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.matching.language.lexicon import Lexicon
from kodierung.matching.polarity.reach import Bearing, ClauseReach
from kodierung.matching.polarity.reading import Polarity
from kodierung.matching.reading.index import TurnIndex
from kodierung.matching.reading.pipeline import build_pipeline

WORDS = [
    "nicht",
    "kein",
    "ohne",
    "statt",
    "und",
    "oder",
    ",",
    ".",
    "?",
    ":",
    "dass",
    "wenn",
    "die",
    "der",
    "Leute",
    "Vertrauen",
    "zu",
    "rufen",
    "anzurufen",
    "fehlt",
    "wenig",
    "mangelnde",
    "sagt",
    "sondern",
    "schlecht",
    "„",
    "“",
    "(",
    "lacht",
    ")",
    "s",
    "wär's",
    "niemand",
    "Was",
    "ist",
    "wünschen",
    "weder",
    "noch",
    "als",
]
NLP = build_pipeline("de")
POLARITY = Polarity(Lexicon("de"))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_any_words_can_be_read_and_always_alike(words):
    index = TurnIndex(NLP(" ".join(words)))
    for token, keys in enumerate(index.keys):
        if keys:
            reading = POLARITY.read(index).of((token,))
            assert reading == POLARITY.read(index).of((token,))
            own = {token}
            assert all(own.isdisjoint(cue) for cue in reading.negating)
            assert reading.turns <= len(reading.negating)


class Nowhere(ClauseReach):
    """A reach by which no cue bears on anything."""

    def bearings(self, cues, sentence):
        return [Bearing(each.cue, ()) for each in super().bearings(cues, sentence)]


@pytest.mark.parametrize(("reach", "turns"), [(None, 1), ("nowhere", 0)])
def test_how_far_cues_bear_can_be_decided_elsewhere(reach, turns):
    lexicon = Lexicon("de")
    index = TurnIndex(NLP("Da ist kein Vertrauen."))
    decided = Nowhere(lexicon.data.polarity) if reach else None
    assert Polarity(lexicon, decided).read(index).of((3,)).turns == turns


def test_a_match_over_two_sentences_is_read_where_most_of_it_stands():
    index = TurnIndex(NLP("Da ist Vertrauen. Die Leute rufen nicht."))
    polarity = POLARITY.read(index)
    assert polarity.of((2, 4, 5)).turns == 1
    assert polarity.of((1, 2, 5)).turns == 0
