from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.matching.engine import SPANS_KEY, SuggestionEngine
from kodierung.text import settle, short_id

PROMOTING = "traeger.kenntnis.promoting"
INHIBITING = "traeger.kenntnis.inhibiting"


def test_a_suggestion_says_where_and_why(rule, codebook, transcript):
    spoken = transcript(
        ("I", "Kennen Sie Ihre Kunden?"),
        ("B1", "Nein. (lacht) Viele kennen ihre Kunden nicht. Schade."),
    )
    engine = SuggestionEngine(codebook(rule("kennen <kunde>")))
    (one,) = engine.suggest(spoken)
    assert one.quote == "Viele kennen ihre Kunden nicht."
    assert spoken.quote(one.segment) == one.quote
    assert (one.transcript, one.turn, one.speaker) == ("FG1.txt", 2, "B1")
    assert (one.code, one.rule) == (INHIBITING, f"{PROMOTING}#1")
    assert one.id == short_id("FG1.txt", one.start, one.end, one.quote, one.code)
    assert (one.modality, one.status) == ("fact", "open")
    assert 0 < one.score < 1


def test_moderators_are_never_suggested_on(rule, codebook, transcript):
    spoken = transcript(("I", "Wir kennen Kunden."), ("B1", "Ja."))
    assert SuggestionEngine(codebook(rule("kennen Kunde"))).suggest(spoken) == []


def test_several_rules_for_one_passage_are_one_suggestion(suggest, rule):
    words = "Wir kennen unsere Kunden."
    (alone,) = suggest(words, rule("kennen Kunde", id="a"))
    (both,) = suggest(words, rule("kennen Kunde", id="a"), rule("Kunde", id="b"))
    assert both.rule == "a"
    assert both.score > alone.score
    rules = [rule("kennen Kunde", id=str(n)) for n in range(9)]
    (many,) = suggest(words, *rules)
    assert many.score == 0.99


def test_one_rule_twice_in_a_passage_counts_once(suggest, rule):
    (once,) = suggest("Kunden kommen.", rule("Kunde"))
    (twice,) = suggest("Kunden und Kunden kommen.", rule("Kunde"))
    assert once.score == twice.score


def test_a_passage_inside_another_is_taken_up(suggest, rule):
    words = "Wir reden. Das hilft. Der Träger hört zu."
    (one,) = suggest(
        words,
        rule(("reden", "Träger"), id="a", within="turn"),
        rule("hört zu", id="b"),
    )
    assert one.quote == words
    assert one.rule == "b"


def test_scores_follow_tightness_weight_and_evidence(suggest, rule):
    def score(words, *args, **given):
        (one,) = suggest(words, rule(*args, **given))
        return one.score

    tight = score("Wir kennen Kunden.", "kennen Kunde")
    loose = score("Wir kennen alle unsere Kunden.", "kennen Kunde")
    light = score("Wir kennen Kunden.", "kennen Kunde", weight=0.5)
    twin = score("Wir kennen Kunden nicht.", "kennen Kunde")
    whole = score("Da ist Amt und Leitung.", "~amt und Leitung")
    compound = score("Da ist Jugendamt und Leitung.", "~amt und Leitung")
    assert tight == 0.7
    assert loose < tight
    assert light == 0.35
    assert twin < tight
    assert compound < whole
    assert score("Wir kennen Kunden.", "kennen Kunde", weight=50.0) <= 1


def test_suggestions_come_by_place_then_code(rule, codebook, transcript):
    engine = SuggestionEngine(
        codebook(rule("Kunde"), rule("Kunde", "role.markt"), rule("Geld", INHIBITING))
    )
    spoken = transcript(("B2", "Geld. Kunden."), ("B1", "Kunden. Geld."))
    found = [(s.start, s.code) for s in engine.suggest(spoken)]
    assert found == sorted(found)
    assert len(found) == 6


def test_only_the_codes_asked_for(rule, codebook, transcript):
    engine = SuggestionEngine(codebook(rule("Kunde"), rule("Geld", "role.markt")))
    spoken = transcript(("B1", "Kunden. Keine Kunden. Geld."))
    asked = engine.suggest(spoken, {INHIBITING})
    assert [(s.code, s.quote) for s in asked] == [(INHIBITING, "Keine Kunden.")]
    assert [s.code for s in engine.suggest(spoken, {"role.markt"})] == ["role.markt"]
    assert engine.suggest(spoken, ()) == []


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"kind": "dependency", "pattern": ({"RIGHT_ID": "a"},)}, "`dependency`"),
        ({"kind": "tokens", "pattern": ({"POS": "NOUN"},)}, "POS"),
        ({"kind": "tokens", "pattern": ({"NONSENSE": "x"},)}, "cannot be read"),
        ({"kind": "regex", "terms_": "("}, "cannot be read"),
    ],
)
def test_what_is_not_carried_out_is_said(rule, codebook, transcript, given, why):
    written = given.pop("terms_", "Kunde")
    engine = SuggestionEngine(codebook(rule(written, **given)))
    (problem,) = engine.unsupported
    assert problem.place == "probe.yaml:12"
    assert problem.severity == "warning"
    assert why in problem.message
    assert engine.suggest(transcript(("B1", "Kunden."))) == []


def test_the_fingerprint_changes_with_the_codebook(rule, codebook, monkeypatch):
    book = codebook(rule("Kunde"))
    first = SuggestionEngine(book).fingerprint
    assert SuggestionEngine(book).fingerprint == first
    told = dataclasses.replace(book, digest="1" * 64, title="Other words about it")
    assert SuggestionEngine(told).fingerprint == first
    for changed in (rule("Kundin"), rule("Kunde", weight=2.0), rule("Kunde", gap=0)):
        assert SuggestionEngine(codebook(changed)).fingerprint != first
    concepts = {**book.concepts, "kunde": ("Gast",)}
    other = dataclasses.replace(book, concepts=concepts)
    assert SuggestionEngine(other).fingerprint != first
    english = dataclasses.replace(book, language="en")
    assert SuggestionEngine(english).fingerprint != first
    monkeypatch.setattr("kodierung.matching.turns.ENGINE_VERSION", "other")
    assert SuggestionEngine(book).fingerprint != first


def test_annotate_writes_named_spans(rule, codebook):
    engine = SuggestionEngine(codebook(rule("Kunde")))
    doc = engine.annotate("Ja. Die Kunden kommen. Gut.")
    (span,) = doc.spans[SPANS_KEY]
    assert (span.text, span.label_, span.id_) == (
        "Die Kunden kommen.",
        PROMOTING,
        f"{PROMOTING}#1",
    )


def test_every_turn_is_read_on_its_own(rule, codebook, transcript):
    engine = SuggestionEngine(codebook(rule("kennen Kunde")))
    spoken = transcript(("B1", "Wir kennen"), ("B2", "Kunden, klar."), ("B3", " "))
    assert engine.suggest(spoken) == []


def test_importing_the_package_does_not_load_spacy():
    code = "import sys, kodierung.matching; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


LETTERS = [
    "Über",
    "Maße",
    "é",
    "a\u0323\u0301",
    "İstanbul",
    "ß",
    "ﬁ",
    "𝔘",
    "👩\u200d🔧",
]
SIGNS = [".", "!", "…", ",", "„", "“", "\n\n", "\n", "\t", "\u00a0", "\u200b", "26."]
MARKS = ["(lacht)", "Sor/", "ähm", "[Name]", "#00:01:02-5#", "z.B.", "Klient*innen"]
WORDS = st.sampled_from(["kennen", "Kunden", "nicht", *LETTERS, *SIGNS, *MARKS])
SPOKEN = st.lists(
    st.lists(st.one_of(WORDS, st.text(max_size=5)), max_size=15).map(" ".join),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def broad_engine(rule, codebook):
    return SuggestionEngine(
        codebook(
            rule("kennen <kunde>", id="a", order="free"),
            rule("Kunde", id="b"),
            rule(("kennen", "nicht"), id="c", within="turn", negated="keep"),
            rule(r"\w\W+\w", id="d", kind="regex", within="turn"),
            rule("kunde", id="e", kind="part"),
        )
    )


@settings(max_examples=150, deadline=None)
@given(spoken=SPOKEN)
def test_the_quote_is_always_the_text_between(broad_engine, transcript, spoken):
    turns = [("B1", settle(words)) for words in spoken]
    made = transcript(*turns)
    for one in broad_engine.suggest(made):
        turn = made.turns[one.turn - 1]
        assert turn.start <= one.start < one.end <= turn.end
        assert made.text[one.start : one.end] == one.quote
        assert one.quote == one.quote.strip()
        assert one.quote
        assert 0 < one.score <= 1
