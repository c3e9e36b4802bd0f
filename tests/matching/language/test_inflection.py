from __future__ import annotations

import pytest

from kodierung.matching.language.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon("de")


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Rundmails", "rundmail"),
        ("Massenmails", "massenmail"),
        ("Kursräumen", "kursraum"),
        ("Vermittlungshemmnisse", "vermittlungshemmnis"),
        ("Fallmanagerinnen", "fallmanagerin"),
        ("Fallmanagerinnen", "fallmanager"),
        ("Fallmanagerin", "fallmanager"),
        ("partnerschaftliches", "partnerschaftlich"),
        ("Partnerschaftliches", "partnerschaftlich"),
        ("lösungsorientierten", "lösungsorientiert"),
        ("arbeitsmarktferner", "arbeitsmarktfern"),
        ("quartiersbezogenem", "quartiersbezogen"),
        ("eingefordert", "einfordern"),
        ("Eingefordert", "einfordern"),
        ("eingeforderte", "einfordern"),
        ("einbestellt", "einbestellen"),
        ("mitgegeben", "mitgeben"),
        ("weggebrochen", "wegbrechen"),
        ("drangeblieben", "dranbleiben"),
        ("anzurufen", "anrufen"),
        ("rauszuschicken", "rausschicken"),
        ("reinsetzt", "reinsetzen"),
    ],
)
def test_words_no_dictionary_lists(lexicon, word, key):
    assert key in lexicon.keys(word)


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("zusammen", {"zusammen"}),
        ("weiter", {"weiter"}),
        ("heute", {"heute"}),
        ("einverstanden", {"einverstanden"}),
        ("hinzukommen", {"hinzukommen"}),
        ("einfach", {"einfach"}),
        ("Ausfall", {"ausfall"}),
        ("Rundmail", {"rundmail"}),
        ("Wartezimmer", {"wartezimmer"}),
    ],
)
def test_words_that_are_no_other_words(lexicon, word, keys):
    assert set(lexicon.keys(word)) == keys


def test_a_rule_about_women_in_a_compound_is_about_women(found):
    assert found("Die Fallmanagerinnen kommen.", "Fallmanager")
    assert not found("Die Fallmanager kommen.", "Fallmanagerin")


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("kommt", "finite"),
        ("kommen", "infinitive"),
        ("gesehen", "participle"),
        ("betreut", "either"),
        ("gegen", ""),
        ("sein", ""),
        ("guten", ""),
        ("Kunde", ""),
    ],
)
def test_forms_of_verbs(lexicon, word, form):
    assert lexicon.verb_form(word) == form


def test_other_languages_have_no_such_forms():
    assert Lexicon("en").keys("newfangledmails") == ("newfangledmails",)
