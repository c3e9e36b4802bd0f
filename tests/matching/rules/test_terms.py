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


@pytest.mark.parametrize(
    "words",
    [
        "Die holen wir in unsere Maßnahmen.",
        "Da holen die Kolleginnen in die Maßnahmen, wen sie wollen.",
        "Wir haben sie in unsere Maßnahme geholt.",
        "Die wollen wir in Maßnahmen holen.",
        "Holt sie in die Maßnahme!",
    ],
)
def test_the_verb_at_the_end_of_a_phrase_may_stand_in_front(found, words):
    assert found(words, "in die Maßnahmen holen")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Wir holen Kaffee, in die Maßnahmen gehen die anderen.", "another clause"),
        ("Wir holen gern und oft viele Leute in die Maßnahmen.", "five words between"),
        ("In die Maßnahmen gehen sie, wir holen sie nicht.", "other order"),
    ],
)
def test_the_verb_in_front_belongs_to_the_phrase(found, words, why):
    assert not found(words, "in die Maßnahmen holen"), why


def test_only_an_infinitive_at_the_end_may_stand_in_front(found):
    assert not found("Kunden Leben.", "Leben Kunden")
    assert not found("An Kunden sehen wir das.", "sehen an")
    assert not found("Geholt die Kunden.", "die Kunden geholt")
    assert not found("Die Kunden kennen.", "kennen <kunde>")


def test_a_separated_verb_in_front(found):
    assert found("Da stimmen wir uns eng ab.", "sich eng abstimmen")
    assert found("Die können wir mitnehmen.", "mitnehmen können")


@pytest.mark.parametrize("words", ["in Kursen", "in den neuen Kursen", "in jedem Kurs"])
def test_an_article_before_a_noun_stands_for_any_or_none(found, words):
    assert found(f"Das passiert {words}.", "in einem Kurs", gap=1)


def test_an_article_without_a_noun_stands_for_itself(found):
    assert found("Die kennen wir.", "die kennen")
    assert not found("Unsere kennen wir.", "die kennen")


def test_an_article_at_the_beginning_stands_for_itself(found):
    assert found("Das ist der Kurs.", "die Kurse")
    assert not found("Wir haben unsere Kurse.", "die Kurse")


def test_a_negated_article_is_no_article(suggest, rule):
    (one,) = suggest("Wir bleiben in keinem Gespräch.", rule("in ein Gespräch"))
    assert one.code.endswith("inhibiting")


def test_an_article_in_english_needs_no_capital_letter(suggest, rule):
    (one,) = suggest("We share our goals.", rule("share the goals"), language="en")
    assert one.quote == "We share our goals."


def test_prepositions_and_their_contractions(found):
    assert found("Wir bleiben im Gespräch.", "in ein Gespräch")
    assert found("Wir gehen in das Gespräch.", "im Gespräch")
    assert not found("Wir gehen an das Gespräch.", "im Gespräch")


def test_a_reflexive_pronoun_is_any_person_s(found):
    assert found("Wir kennen uns.", ("sich", "kennen"))


def test_a_passage_found_in_two_ways_counts_once(suggest, rule):
    (one,) = suggest("Wir sind in den Kursen.", rule("in einem Kurs", gap=2))
    assert (
        one.reason
        == "Die Wortfolge ‚in den Kursen‘ kommt vor (gesucht: in einem Kurs)."
    )
    assert one.score == 0.7


def test_words_that_come_again_and_again_take_no_long_time(found):
    from time import process_time

    began = process_time()
    words = " ".join(["ja"] * 300)
    assert not found(f"{words}.", "ja ja ja ja ja ja ja ja nein", gap=200)
    assert process_time() - began < 5
