from __future__ import annotations

import pytest

PROMOTING = "traeger.kenntnis.promoting"
INHIBITING = "traeger.kenntnis.inhibiting"


def polarity(suggest, rule, words):
    found = suggest(words, rule("<kunde> kennen", order="free", gap=4))
    return [suggestion.code for suggestion in found]


@pytest.mark.parametrize(
    "words",
    [
        "Viele kennen ihre Kunden nicht.",
        "Niemand kennt die Teilnehmenden.",
        "Die kennen ihre Klient*innen kaum.",
        "Nie hat da jemand einen Kunden gekannt.",
        "Ich glaube nicht, dass die ihre Kunden kennen.",
        "Von Kunden kennen kann da keine Rede sein.",
        "Ohne Kunden kennen zu wollen, geht das los.",
        "Zu selten kennen sie die Kunden.",
        "Nicht nur das, die kennen ihre Kunden nicht.",
    ],
)
def test_negated_speaks_for_the_twin(suggest, rule, words):
    assert polarity(suggest, rule, words) == [INHIBITING]


@pytest.mark.parametrize(
    "words",
    [
        "Wir kennen unsere Kunden.",
        "Nicht nur wir kennen die Kunden.",
        "Kein Problem wir kennen die Kunden.",
        "Ohne Zweifel kennen die ihre Kunden.",
        "Es gibt niemanden, die kennen ihre Kunden.",
        "Das ist nicht neu, wir kennen unsere Kunden.",
        "Wir kennen die Kunden und wir haben keine Zeit.",
        "Wir kennen die Kunden ganz gut ohne Akten.",
        "Keiner kennt seine Kunden nicht.",
        "Nicht selten kennen die ihre Kunden.",
        "Wir kennen ein wenig die Kunden.",
        "Ich weiß, dass die ihre Kunden kennen.",
    ],
)
def test_affirmed_stays(suggest, rule, words):
    assert polarity(suggest, rule, words) == [PROMOTING]


def test_the_twin_of_an_inhibiting_rule_is_promoting(suggest, rule):
    (one,) = suggest("Bei uns mangelt es nie.", rule("mangeln", INHIBITING))
    assert one.code == PROMOTING


def test_own_words_are_no_cues(suggest, rule):
    (one,) = suggest("Die kennen das nicht.", rule("kennen nicht", INHIBITING))
    assert one.code == INHIBITING
    assert "verneint" not in one.reason


def test_ohne_reaches_only_what_follows(suggest, rule):
    about = rule("Kenntnis")
    (near,) = suggest("Sie kommen ohne gute Kenntnisse.", about)
    (far,) = suggest("Kenntnisse sind da, auch ohne Zeugnis.", about)
    (late,) = suggest("Ohne all den großen alten Druck wachsen Kenntnisse.", about)
    assert [near.code, far.code, late.code] == [INHIBITING, PROMOTING, PROMOTING]


def test_drop_and_keep(suggest, rule):
    words = "Die kennen ihre Kunden nicht."
    assert suggest(words, rule("kennen Kunde", negated="drop")) == []
    (kept,) = suggest(words, rule("kennen Kunde", negated="keep"))
    assert kept.code == PROMOTING
    assert "nichts ändert" in kept.reason


def test_without_a_twin_a_negated_hit_is_dropped(suggest, rule):
    about = rule("Auftragnehmer", "role.markt")
    assert suggest("Wir sind keine Auftragnehmer.", about) == []
    assert suggest("Wir sind Auftragnehmer.", about)


def test_english(suggest, rule):
    def code(words):
        (one,) = suggest(words, rule("know client"), language="en")
        return one.code

    assert code("They know their clients.") == PROMOTING
    assert code("They don't know their clients.") == INHIBITING
    assert code("They not only know their clients.") == PROMOTING
    assert code("Nobody knows the clients.") == INHIBITING
