from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("words", "given", "reason"),
    [
        (
            "Viele kennen ihre Kunden nicht.",
            {"written": "kennen <kunde>"},
            "‚kennen … Kunden‘ im selben Satz (Regel: kennen <kunde>); verneint durch "
            "‚nicht‘, daher der Gegenfaktor.",
        ),
        (
            "Niemand kennt Kunden nicht.",
            {"written": "kennen <kunde>"},
            "‚kennt Kunden‘ im selben Satz (Regel: kennen <kunde>); doppelt verneint "
            "durch ‚Niemand‘ und ‚nicht‘, daher bejaht.",
        ),
        (
            "Wir haben Kontakt.",
            {"written": "Kontakt"},
            "Das Wort ‚Kontakt‘ kommt vor (Regel: Kontakt).",
        ),
        (
            "Die Personalfluktuation ist hoch.",
            {"written": "fluktuation", "kind": "part", "source": "part: fluktuation"},
            "‚Personalfluktuation‘ enthält das Gesuchte als Teil eines "
            "zusammengesetzten Wortes (Regel: part: fluktuation).",
        ),
        (
            "Wir reden offen mit dem Träger.",
            {"written": ("reden", "offen", "Träger")},
            "‚reden‘, ‚offen‘ und ‚Träger‘ im selben Teilsatz "
            "(Regel: reden, offen, Träger).",
        ),
        (
            "Wir reden. Mit dem Träger.",
            {"written": ("reden", "Träger"), "within": 6},
            "‚reden‘ und ‚Träger‘ innerhalb von 6 Wörtern (Regel: reden, Träger).",
        ),
        (
            "Das kostet 20 Euro.",
            {"written": r"\d+ Euro", "kind": "regex"},
            r"‚20 Euro‘ entspricht dem gesuchten Muster (Regel: \d+ Euro).",
        ),
    ],
)
def test_reasons_in_german(suggest, rule, words, given, reason):
    written = given.pop("written")
    (one,) = suggest(words, rule(written, **given))
    assert one.reason == reason


def test_reasons_in_english(suggest, rule):
    (one,) = suggest("They never know clients.", rule("know client"), language="en")
    assert one.reason == (
        "“know clients” in the same sentence (rule: know client); "
        "negated by “never”, hence the opposite factor."
    )


def test_other_rules_are_named_briefly(suggest, rule):
    (one,) = suggest(
        "Wir kennen unsere Kunden.",
        rule("kennen <kunde>", id="a"),
        rule("unser Kunde", id="b"),
        rule("Kunde", id="c"),
    )
    assert one.rule == "b"
    assert one.reason.startswith("‚unsere Kunden‘ im selben Satz")
    assert "dafür spricht auch ‚kennen … Kunden‘ (Regel: kennen <kunde>)" in one.reason


def test_many_other_rules_are_counted(suggest, rule):
    words = "Kunden reden offen miteinander heute gern."
    rules = [rule(word, id=word) for word in words.rstrip(".").split()]
    (one,) = suggest(words, *rules)
    assert one.reason.endswith("und Weiteres (2).")


def test_a_long_rule_is_cut(suggest, rule):
    (one,) = suggest("Wir haben Kontakt.", rule("Kontakt", source="x " * 200))
    assert "…)" in one.reason
    assert len(one.reason) < 150
