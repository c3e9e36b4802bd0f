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
        "Die reden viel und kennen ihre Kunden nicht.",
        "Die sind ehrlich und kennen eben nicht ihre Kunden.",
        "Ich glaube nicht, dass die viel fragen und ihre Kunden kennen.",
        "Die können ihre Kunden nicht sehen und kennen.",
        "Die kennen nichts von ihren Kunden.",
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
        "Die reden nicht und kennen ihre Kunden.",
        "Die haben keine Zeit und kennen trotzdem ihre Kunden.",
        "Wir kennen die Kunden und nicht nur auf dem Papier.",
        "Die kennen ihre Kunden und eben nicht bloß Akten.",
        "Wir kennen die Kunden gut statt schlecht.",
    ],
)
def test_affirmed_stays(suggest, rule, words):
    assert polarity(suggest, rule, words) == [PROMOTING]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Wir arbeiten mit Vertrauen und nicht wie ein Prüfer.", PROMOTING),
        ("Wir arbeiten mit Vertrauen und schon gar nicht wie ein Prüfer.", PROMOTING),
        ("Wir arbeiten wie ein Prüfer und nicht mit Vertrauen.", INHIBITING),
        ("Da steckt Vertrauen drin und kommt nicht mehr raus.", PROMOTING),
        ("Da ist Vertrauen und hat nie gefehlt.", PROMOTING),
        ("Da wird nicht geredet und Vertrauen aufgebaut.", INHIBITING),
        ("Es gibt Kontrolle statt Vertrauen.", INHIBITING),
        ("Vertrauen findet da statt.", PROMOTING),
    ],
)
def test_what_a_cue_behind_und_negates(suggest, rule, words, code):
    (one,) = suggest(words, rule("Vertrauen"))
    assert one.code == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ohne Vertrauen geht gar nichts.", PROMOTING),
        ("Ohne Vertrauen geht nix.", PROMOTING),
        ("Ohne ein wirklich tiefes gegenseitiges Vertrauen läuft es nicht.", PROMOTING),
        ("Ohne ein wirklich tiefes Vertrauen, da geht nichts.", PROMOTING),
        ("Da geht nichts ohne ein wirklich tiefes gewachsenes Vertrauen.", PROMOTING),
        ("Das geht ohne Vertrauen.", INHIBITING),
        ("Ohne Vertrauen sitzen alle da.", INHIBITING),
        ("Ohne Geld geht das Vertrauen nicht.", INHIBITING),
    ],
)
def test_without_it_nothing_works(suggest, rule, words, code):
    (one,) = suggest(words, rule("Vertrauen"))
    assert one.code == code


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
    assert "ändert daran nach der Regel nichts" in kept.reason


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


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Every few months we meet the clients.", PROMOTING),
        ("In the last few years we met clients.", PROMOTING),
        ("The first few clients were easy.", PROMOTING),
        ("There are few clients.", INHIBITING),
        ("Few clients, and every few months another office.", INHIBITING),
    ],
)
def test_few_of_a_time_is_no_lack(suggest, rule, words, code):
    (one,) = suggest(words, rule("client"), language="en")
    assert one.code == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Vertrauen steht auf dem Papier, das wir unterschrieben haben.", PROMOTING),
        ("Vertrauen steht auf dem Papier, das die verteilen.", PROMOTING),
        ("Vertrauen steht auf dem Papier, das ist alles.", INHIBITING),
        ("Vertrauen gibt es auf dem Papier.", INHIBITING),
    ],
)
def test_a_paper_that_is_handled_is_no_irony(suggest, rule, words, code):
    (one,) = suggest(words, rule("Vertrauen"))
    assert one.code == code
