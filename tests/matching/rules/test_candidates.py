"""Reading only where a rule can match finds what reading everything finds."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.matching.engine import SuggestionEngine
from kodierung.matching.rules.candidates import Candidate, Candidates
from kodierung.matching.turns import TurnToRead, packed, turns_to_read, unpacked
from kodierung.text import settle

WORDS = (  # noqa: SIM905
    "wir kennen Kunden Kundinnen Klient*innen nicht kein ohne Maßnahme Jugendamt rufen "
    "Rufen an Leitung Leitungswechsel und dass . . , ? (lacht) ähm Sor/ Geld z.B. usw. "
    "Fälle schwierige holen ein"
).split()
SPOKEN = st.lists(st.sampled_from([*WORDS, "\n\n"]), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def engine(rule, codebook):
    return SuggestionEngine(
        codebook(
            rule("kennen <kunde>", id="phrase"),
            rule("anrufen", id="separated"),
            rule(("~amt", "Leitung"), id="parts"),
            rule(("Kunde", "Geld"), id="sentence", within="sentence", none=("nicht",)),
            rule(("Kunde", "Geld"), id="turn", within="turn", none=("ohne",)),
            rule(("kennen", "Geld"), id="words", within=6, none=("Leitung",)),
            rule("Geld", id="alone", none=("Kunde",), within=4),
            rule("wechsel", id="part", kind="part"),
            rule(r"Geld\W+\w", id="regex", kind="regex"),
            rule(r"Geld\W+(?!und)\w", id="far", kind="regex", within="turn"),
            rule("x", id="tokens", kind="tokens", pattern=({"LOWER": "usw."},)),
            rule("<massnahme> holen", "role.markt", id="free", order="free", gap=4),
        )
    )


@settings(max_examples=200, deadline=None)
@given(spoken=SPOKEN)
def test_nothing_is_lost_by_reading_little(engine, spoken):
    turn = TurnToRead(1, "B1", 0, settle(" ".join(spoken)))
    little = engine.read([turn])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Candidates, "of", every_rule_everywhere)
        everything = engine.read([turn])
    assert little == everything


def every_rule_everywhere(self, doc, text, sentences):
    everything = range(len(sentences))
    return [Candidate(number, everything) for number in range(len(self._within))]


def test_only_sentences_that_can_match_are_read(engine, monkeypatch):
    read = []
    fill = engine._reader.fill

    def noted(doc, sentences, chosen):
        read.extend(doc[s.start : s.stop].text for s in chosen)
        fill(doc, sentences, chosen)

    monkeypatch.setattr(engine._reader, "fill", noted)
    monkeypatch.setattr(engine._candidates, "_patterns", {})
    text = "Das ist so. Wir kennen unsere Kunden. Wir reden. Kunden kommen."
    assert engine.read([TurnToRead(1, "B1", 0, text)])
    assert read == ["Wir kennen unsere Kunden."]


def test_what_is_found_survives_being_kept(engine):
    turn = TurnToRead(1, "B1", 0, "Wir kennen unsere Kunden. Geld und Maß.")
    found = engine.read([turn])
    assert any(found.values())
    assert unpacked(packed(found)) == found


def test_a_turn_is_another_one_with_other_words_speakers_or_questions():
    turn = TurnToRead(1, "B1", 0, "Ja.", (("perspective", "traeger"),))
    same = dataclasses.replace(turn, number=2, speaker="B2", start=99)
    assert same.key == turn.key
    changed = (
        dataclasses.replace(turn, text="Nein."),
        dataclasses.replace(turn, attributes=()),
        dataclasses.replace(turn, question="Warum?"),
    )
    assert len({turn.key, *(each.key for each in changed)}) == 4


def test_moderators_turns_are_not_read(rule, codebook, transcript):
    spoken = transcript(("I", "Kennen Sie Kunden?"), ("B1", "Ja."))
    assert [t.number for t in turns_to_read(spoken, codebook(rule("Kunde")))] == [2]


def test_forgetting_words_changes_nothing(engine, monkeypatch):
    texts = [
        f"Wir kennen die Kunden in Neudorf{n} nicht. Geld fehlt." for n in range(9)
    ]
    turns = [TurnToRead(n, "B1", 0, text) for n, text in enumerate(texts)]
    remembered = engine.read(turns)
    monkeypatch.setattr("kodierung.matching.engine.MOST_WORDS", 0)
    monkeypatch.setattr("kodierung.matching.language.words.MOST_WORDS", 5)
    assert "Neudorf3" in engine._nlp.vocab.strings
    assert [engine.read([turn]) for turn in turns] == [
        {turn.key: remembered[turn.key]} for turn in turns
    ]
    others = [
        TurnToRead(n, "B1", 0, t.replace("dorf", "hof")) for n, t in enumerate(texts)
    ]
    engine.read(others)
    assert "Neuhof3" not in engine._nlp.vocab.strings
    assert len(engine._candidates._masks) <= 5
