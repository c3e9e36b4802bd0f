from __future__ import annotations

import pytest

from kodierung.errors import CodebookError


@pytest.mark.parametrize(
    "words",
    [
        "Wir kennen unsere Kunden.",
        "Wir KENNEN die KUNDEN gut.",
        "Da kennt (lacht) ähm einer die Kund*innen.",
        "Man kannte, also ähm, hm, äh, mhm, die Kundin.",
        "Wir kennen die schwierigen Fälle.",
    ],
)
def test_a_phrase_is_found(found, words):
    assert found(words, "kennen <kunde>")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Die Kunden kennen wir.", "order"),
        ("Wir kennen alle unsere lieben Kunden.", "three words between"),
        ("Wir kennen uns. Kunden kommen auch.", "sentence boundary"),
        ("Wir verkennen die Kundenwünsche.", "other words"),
    ],
)
def test_a_phrase_is_not_found(found, words, why):
    assert not found(words, "kennen <kunde>"), why


def test_gap_says_how_many_words_may_stand_between(found):
    words = "Wir kennen alle unsere lieben Kunden."
    assert found(words, "kennen Kunde", gap=3)
    assert not found("Wir kennen die Kunden.", "kennen Kunde", gap=0)


def test_free_order(found):
    assert found("Die Kunden kennen wir.", "kennen <kunde>", order="free")
    assert found("Gut kennen die Kunden wir.", "Kunde gut kennen", order="free")
    assert not found("Die Kunden da draußen alle kennen.", "kennen Kunde", order="free")


def test_a_word_serves_once(found):
    assert not found("Die Kunden kommen.", "Kunde Kunde", order="free")
    assert found("Die Kunden sind Kunden.", "Kunde Kunde")


def test_the_nearest_word_need_not_be_the_right_one(found):
    assert found("Kunden, Kunden kennen die Leute.", "Kunde kennen Leute", gap=1)
    assert found("Wir reden und reden mit Kunden.", "reden mit Kunde", gap=0)


def test_function_words_in_any_form(found):
    assert found("Das ist auf der Augenhöhe.", "auf die Augenhöhe", gap=0)


def test_rule_words_are_cut_like_spoken_words(found, suggest, rule):
    assert found("Wir schreiben E-Mails.", "E-Mail")
    negative = rule("don't know", negated="keep")
    assert suggest("They don't know us.", negative, language="en")


def test_a_rule_about_women_is_about_women(found):
    assert found("Die Kundinnen kommen.", "Kundin")
    assert not found("Die Kunden kommen.", "Kundin")
    assert found("Die Kunden kommen.", "Kund*innen")


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("fluktuation", "Mitarbeiterfluktuation"),
        ("fluktuation", "Personalfluktuationen"),
        ("fluktuation", "Fluktuation"),
        ("fluktuation", "JC-Fluktuation"),
        ("amt", "Sozialämtern"),
        ("amt", "Amtsleitung"),
        ("rat", "Rathaus"),
        ("rat", "Beirat"),
        ("träger", "Maßnahmenträgern"),
        ("träger", "Briefträger"),
        ("maßnahme", "Massnahmenträger"),
        ("besuch", "hausbesuche"),
        ("wechsel", "Maßnahmenträgerwechsel"),
    ],
)
def test_parts_of_compounds(found, part, word):
    assert found(f"Da ist {word} ein Thema.", part, kind="part")
    assert found(f"Da ist {word} ein Thema.", f"~{part} ein Thema")


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("amt", "gesamte"),
        ("amt", "insgesamt"),
        ("amt", "verdammt"),
        ("amt", "Beamte"),
        ("rat", "Beratung"),
        ("rat", "beraten"),
        ("rat", "Heirat"),
        ("zeit", "rechtzeitig"),
    ],
)
def test_letters_that_are_no_part(found, part, word):
    assert not found(f"Da ist {word} ein Thema.", f"~{part}")


def test_an_unknown_concept_names_place_and_remedy(rule, suggest):
    with pytest.raises(CodebookError, match=r"probe\.yaml:12.*\"kunden\"") as caught:
        suggest("Ja.", rule("kennen <kunden>"))
    assert "kunde" in caught.value.hint


def test_a_term_without_a_word_is_a_mistake(rule, suggest):
    with pytest.raises(CodebookError, match="no word"):
        suggest("Ja.", rule("— …"))
