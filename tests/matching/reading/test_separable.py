from __future__ import annotations

from pathlib import Path

import pytest
import yaml


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("Wir rufen die Leute jeden Tag an.", "anrufen"),
        ("Rufen Sie die Leute an?", "anrufen"),
        ("Ich rufe ähm da an (lacht).", "anrufen"),
        ("Ich rufe da an und frage nach.", "anrufen"),
        ("Ich rufe da an und frage nach.", "nachfragen"),
        ("Er ruft an bei uns.", "anrufen"),
        ("Die rufen wir, wenn sie fehlen, an.", "anrufen"),
        ("Wir schicken die Leute weg.", "wegschicken"),
        ("Das findet einmal im Jahr statt.", "stattfinden"),
        ("Die nehmen an dem Kurs nicht teil.", "teilnehmen"),
        ("So lernt man sich kennen.", "kennenlernen"),
        ("Wir geben das weiter an die Leitung.", "weitergeben"),
        ("Wir telefonieren denen den ganzen Tag hinterher.", "hinterhertelefonieren"),
        ("Es geht darum, die Leute anzurufen.", "anrufen"),
    ],
)
def test_verbs_apart_are_found(found, words, verb):
    assert found(words, verb)


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("Das kommt ab und zu.", "abkommen"),
        ("Von Anfang an rufen wir.", "anrufen"),
        ("Die kommen von Anfang an.", "ankommen"),
        ("Meiner Meinung nach stellen die nach.", "nachmeinen"),
        ("Die kommen meiner Meinung nach.", "nachkommen"),
        ("Wir rufen an Weihnachten bei allen.", "anrufen"),
        ("Die Leute, die kommen, an.", "ankommen"),
        ("Wir rufen. Alle kommen an.", "anrufen"),
        ("Der Ruf kommt an.", "anrufen"),
        ("Ich laufe den Leuten hinterher.", "Hinterherlaufen"),
    ],
)
def test_what_is_no_verb_apart(found, words, verb):
    assert not found(words, verb)


def test_a_verb_only_the_rules_know(found):
    assert found("Wir telefonieren das kurz rüber.", "rübertelefonieren")


def test_the_base_verb_and_the_particle_are_still_found(found):
    words = "Wir rufen die Leute an."
    assert found(words, "rufen")
    assert found(words, "rufen Leute an")


def test_the_particle_is_no_word_between(found):
    words = "Wir rufen an und fragen nach."
    assert found(words, "rufen und", gap=0)
    assert not found("Wir rufen oft und fragen nach.", "rufen und", gap=0)


def test_a_phrase_with_a_verb_apart(suggest, rule):
    (one,) = suggest("Wir rufen die Kunden nicht an.", rule("anrufen <kunde>"))
    assert one.code.endswith("inhibiting")


ITEMS = yaml.safe_load(Path(__file__).with_name("separable.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("kind", "expected", "least"), [("verbs", True, 0.95), ("near misses", False, 0.95)]
)
def test_how_often_verbs_apart_are_told(found, kind, expected, least):
    wrong = [i for i in ITEMS[kind] if found(i["says"], i["verb"]) is not expected]
    right = 1 - len(wrong) / len(ITEMS[kind])
    report = f"{kind}: {right:.2f} of {len(ITEMS[kind])}; wrong: {wrong}"
    print(report)  # noqa: T201
    assert right >= least, report
