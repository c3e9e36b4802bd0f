from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kod

BOOK = """\
codebook: probe
version: 1.0.0
title: Probe
language: de
attributes:
  level: {label: Ebene, values: {leitung: Leitung, fach: Fachkräfte}}
codes:
  - id: kontakt
    label: Kontakt
    examples:
      - Wir telefonieren jede Woche.
      - Man sieht sich auf dem Flur.
    counterexamples:
      - Das Telefon ist kaputt.
    match:
      - telefonieren
      - {phrase: Post, who: {level: leitung}}
      - {phrase: gut, answer_to: Austausch}
    children:
      - id: flur
        label: Flur
        match: [Flurfunk]
tests:
"""
HOLD = """\
  - {text: Da hilft der Flurfunk., codes: kontakt}
  - {text: Das kommt mit der Post., codes: [kontakt], who: {level: leitung}}
  - {text: Das kommt mit der Post., not: kontakt}
  - {text: "Ja, gut.", codes: [kontakt], question: Wie läuft der Austausch?}
  - {text: "Ja, gut.", question: Und die Kantine?}
  - {text: Das Wetter ist schön.}
"""
FAIL = """\
  - {text: Wir telefonieren nie., not: [kontakt.flur]}
  - {text: Wir telefonieren., codes: [kontakt.flur]}
  - {text: Wir telefonieren.}
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    file = tmp_path / "b.yaml"
    file.write_text(BOOK + HOLD, "utf-8")
    return file


def test_examples_counterexamples_and_tests(kod: Kod, book: Path) -> None:
    done = kod("codebook", "test", str(book))
    assert done.code == 0
    assert done.out.splitlines()[:4] == [
        "kontakt: 1 of 2 examples found, 0 of 1 counterexamples suggested",
        '  ok    line 11 (example) by rule "kontakt#1": Wir telefonieren jede Woche.',
        "  miss  line 12 (example) kontakt not suggested: Man sieht sich auf dem Flur.",
        "  ok    line 14 (counterexample) left alone: Das Telefon ist kaputt.",
    ]
    assert "tests: 6 of 6 hold" in done.out
    assert "1 of 2 examples found" in done.err
    assert "6 of 6 tests hold" in done.err


def test_strict_wants_every_example_found(kod: Kod, book: Path) -> None:
    done = kod("codebook", "test", str(book), "--strict")
    assert done.code == 1
    assert "1 of 9 do not hold" in done.err
    assert "line 12" in done.err


def test_a_test_that_does_not_hold_is_a_failure(kod: Kod, book: Path) -> None:
    book.write_text(BOOK + FAIL, "utf-8")
    done = kod("codebook", "test", str(book))
    assert done.code == 1
    assert "2 of 3 do not hold" in done.err
    assert "FAIL  line 25 (test) kontakt.flur not suggested:" in done.out
    assert 'FAIL  line 26 (test) kontakt suggested, by rule "kontakt#1"' in done.out


def test_json(kod: Kod, book: Path) -> None:
    first, second, third, *tests = kod("codebook", "test", str(book), "--json").records
    assert first["found"] == [{"code": "kontakt", "rule": "kontakt#1"}]
    assert (second["line"], second["missing"], second["holds"]) == (
        12,
        ["kontakt"],
        False,
    )
    assert (third["kind"], third["code"], third["beside"]) == (
        "counterexample",
        "kontakt",
        [],
    )
    assert [test["holds"] for test in tests] == [True] * 6
    assert {test["code"] for test in tests} == {None}


def test_a_codebook_without_examples(kod: Kod, book: Path) -> None:
    book.write_text(BOOK.split("    examples")[0], "utf-8")
    done = kod("codebook", "test", str(book))
    assert (done.code, done.out) == (0, "")
    assert "0 of 0 examples found" in done.err


def test_in_a_study_its_pipeline_is_used_unless_another_is_named(
    study: Path, kod: Kod
) -> None:
    file = study / "kodierung.yaml"
    settings = file.read_text("utf-8")
    assert "pipeline: auto" in settings
    file.write_text(settings.replace("pipeline: auto", "pipeline: de_gone"), "utf-8")
    book = "codebooks/klein.yaml"
    talk = "transcripts/FG01_traeger.txt"
    for words in (("codebook", "test"), ("match", book, talk)):
        refused = kod(*words)
        assert refused.code == 1
        assert 'no language pipeline "de_gone"' in refused.err
        assert kod(*words, "--pipeline", "blank").code == 0
        outside = [study / word if "/" in word else word for word in words]
        if words[0] == "codebook":
            outside.append(study / book)
        assert kod("-C", study.parent, *outside).code == 0
