from __future__ import annotations

import pytest


def test_all_within_a_clause(found):
    terms = ("reden", "Träger")
    assert found("Wir reden viel mit dem Träger.", terms)
    assert not found("Wir reden viel, der Träger schweigt.", terms)


def test_all_within_a_sentence(found):
    terms = ("reden", "Träger")
    words = "Wir reden viel, der Träger schweigt."
    assert found(words, terms, within="sentence")
    assert not found("Wir reden viel. Der Träger schweigt.", terms, within="sentence")


@pytest.mark.parametrize(("words", "expected"), [(28, True), (29, False)])
def test_all_within_a_sentence_keeps_to_thirty_words(found, words, expected):
    said = f"Wir reden {'und ' * words}Träger."
    assert found(said, ("reden", "Träger"), within="sentence") is expected
    assert found(said, ("reden", "Träger"), within="turn")


def test_all_within_a_turn_spans_the_sentences_between(suggest, rule):
    words = "Ja. Wir reden viel. Das hilft. Der Träger schweigt. Schade."
    (one,) = suggest(words, rule(("reden", "Träger"), within="turn"))
    assert one.quote == "Wir reden viel. Das hilft. Der Träger schweigt."


@pytest.mark.parametrize(("number", "expected"), [(4, False), (5, True)])
def test_all_within_a_number_of_words(found, number, expected):
    words = "Wir reden. Viel mit (lacht) dem Träger."
    assert found(words, ("reden", "Träger"), within=number) is expected


def test_all_takes_the_nearest(suggest, rule):
    words = "Der Träger kommt. Gut so. Wir reden mit dem Träger."
    (one,) = suggest(words, rule(("Träger", "reden"), within="turn"))
    assert "Wir reden mit dem Träger." in one.quote


def test_all_needs_different_words(found):
    assert not found("Die Kunden kommen.", ("Kunde", "<kunde>"))
    assert found("Die Kunden sind Klienten.", ("Kunde", "<kunde>"))


def test_any(found):
    terms = ("Augenhöhe", "offen reden")
    assert found("Das läuft auf Augenhöhe.", terms, kind="any")
    assert found("Wir können offen reden.", terms, kind="any")
    assert not found("Wir können reden.", terms, kind="any")


def test_none_within_the_same_unit(found):
    given = {"none": ("Telefon", "E-Mail schreiben")}
    assert found("Wir haben Kontakt.", "Kontakt", **given)
    assert not found("Der Kontakt läuft über Telefone.", "Kontakt", **given)
    assert not found("Der Kontakt heißt E-Mails schreiben.", "Kontakt", **given)
    assert found("Kontakt ja. Das Telefon klingelt.", "Kontakt", **given)


@pytest.mark.parametrize(
    ("within", "expected"), [("clause", True), ("sentence", False), ("turn", False)]
)
def test_none_follows_within(found, within, expected):
    words = "Wir haben Kontakt, das Telefon klingelt."
    assert found(words, "Kontakt", within=within, none=("Telefon",)) is expected


def test_none_within_a_number_of_words(found):
    words = "Kontakt haben wir heute. Das alte Telefon klingelt."
    terms = ("Kontakt", "wir")
    assert not found(words, terms, within=5, none=("Telefon",))
    assert found(words, terms, within=3, none=("Telefon",))


def test_a_phrase_within_a_clause(found):
    words = "Wir reden, Träger schweigen."
    assert found(words, "reden Träger")
    assert not found(words, "reden Träger", within="clause")


def test_regex_within_a_sentence(found, suggest, rule):
    assert found("Das kostet 20 Euro.", r"\d+ Euro", kind="regex")
    assert not found("Das sind 20. Euro auch.", r"20\. Euro", kind="regex")
    assert found("Das ist so. Euro auch.", r"so\. Euro", kind="regex", within="turn")
    (one,) = suggest("Ja. Das kostet 20 Euro. Gut.", rule(r"\d+", kind="regex"))
    assert one.quote == "Das kostet 20 Euro."


def test_tokens(found):
    pattern = ({"LEMMA": "kennen"}, {"IS_ALPHA": True, "OP": "?"}, {"LOWER": "kunden"})
    assert found("Wir kennen die Kunden.", (), kind="tokens", pattern=pattern)
    assert not found(
        "Wir kennen sehr viele Kunden.", (), kind="tokens", pattern=pattern
    )


def test_who_must_have_the_attribute(rule, codebook, transcript):
    from kodierung.matching.engine import SuggestionEngine

    engine = SuggestionEngine(codebook(rule("Kontakt", who={"level": "leitung"})))
    words = (("B1", "Wir haben Kontakt."), ("B2", "Wir haben Kontakt."))
    own = {"B1": {"level": "leitung"}}
    assert [s.speaker for s in engine.suggest(transcript(*words, own=own))] == ["B1"]
    assert engine.suggest(transcript(*words)) == []


def test_where_excludes_only_another_value(rule, codebook, transcript):
    from kodierung.matching.engine import SuggestionEngine

    book = codebook(rule("Kontakt"), where={"perspective": "traeger"})
    engine = SuggestionEngine(book)

    def number(**attributes):
        spoken = transcript(("B1", "Wir haben Kontakt."), attributes=attributes)
        return len(engine.suggest(spoken))

    assert number(perspective="traeger") == 1
    assert number(perspective="jobcenter") == 0
    assert number() == 1


def test_a_very_long_turn_takes_no_long_time(suggest, rule):
    from time import process_time

    words = "Wir kennen unsere Kunden nicht und reden mit dem Träger. " * 4000
    begun = process_time()
    found = suggest(
        words,
        rule("kennen <kunde>", id="a"),
        rule(("reden", "Träger"), id="b", within="sentence", none=("Geld",)),
        rule(("reden", "<kunde>"), id="c", within=12),
    )
    # reden is not negated, kennen is; three sentences make one suggestion of each.
    assert len(found) == 2 * 1334
    assert process_time() - begun < 20


def test_a_phrase_within_a_number_of_words(found):
    assert found("Wir kennen alle Kunden.", "kennen Kunde", within=3)
    assert not found("Wir kennen alle Kunden.", "kennen Kunde", within=2)


def test_dependency(pipeline):
    from spacy.tokens import Doc

    from kodierung.matching.language.lexicon import Lexicon
    from kodierung.matching.reading.index import TurnIndex
    from kodierung.matching.rules.compiled import compile_rule
    from kodierung.matching.rules.terms import TermCompiler
    from kodierung.model import Rule

    nlp = pipeline("de")
    pattern = (
        {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": "kennen"}},
        {
            "LEFT_ID": "verb",
            "REL_OP": ">",
            "RIGHT_ID": "wen",
            "RIGHT_ATTRS": {"DEP": "oa"},
        },
    )
    rule = Rule("r", "c", "dependency", pattern=pattern)
    compiled = compile_rule(rule, TermCompiler(nlp, Lexicon("de")), nlp.vocab)
    doc = nlp("Die Kunden kennen wir.")
    words = [token.text for token in doc]
    parsed = Doc(
        nlp.vocab,
        words,
        lemmas=[token.lemma_ for token in doc],
        heads=[1, 2, 2, 2, 2],
        deps=["nk", "oa", "ROOT", "sb", "punct"],
    )
    parsed.user_data = doc.user_data
    (match,) = compiled.matches(TurnIndex(parsed))
    assert match.tokens == (1, 2)


def test_what_needs_a_trained_pipeline():
    from kodierung.matching.rules.support import unsupported_part
    from kodierung.model import Rule

    by_tree = {"RIGHT_ID": "a", "RIGHT_ATTRS": {"POS": "VERB"}}
    for kind, token, missing in (
        ("dependency", by_tree, "DEP, POS in `dependency`"),
        ("tokens", {"pos": "NOUN"}, "POS in `tokens`"),
    ):
        rule = Rule("r", "c", kind, pattern=(token,))
        assert unsupported_part(rule).startswith(missing)
        assert unsupported_part(rule, {"LEMMA"}).startswith(missing)
        assert not unsupported_part(rule, {"DEP", "POS"})
    rule = Rule("r", "c", "tokens", pattern=({"LEMMA": "x"},))
    assert not unsupported_part(rule)
