from __future__ import annotations

import re

import jsonschema
import pytest
import yaml

from kodierung.codebook.json_schema import json_schema
from kodierung.codebook.load import check_codebook
from kodierung.codebook.starter import starter


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_it_has_no_fault(language: str) -> None:
    text = starter("Meine Studie", language)
    codebook, problems = check_codebook(text.encode(), "b.yaml")
    assert problems == ()
    assert codebook is not None
    assert (codebook.title, codebook.language) == ("Meine Studie", language)
    jsonschema.validate(yaml.safe_load(text), json_schema())


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Ankerbeispiele"), ("en", "anchor examples"), ("fr", "anchor examples")],
)
def test_comments_speak_the_language_of_the_material(language: str, words: str) -> None:
    comments = [line for line in starter("x", language).splitlines() if "#" in line]
    assert any(words in line.partition("#")[2] for line in comments)


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_asks_for_nothing_that_is_never_run(language: str) -> None:
    assert "tests" not in yaml.safe_load(starter("x", language))


def test_german_comments_spell_as_the_codebook_does() -> None:
    assert not re.search(r"Kodier|kodier(?!ung codebook)", starter("x", "de"))


def test_it_shows_what_a_first_codebook_needs() -> None:
    codebook, _ = check_codebook(starter("x").encode(), "b.yaml")
    assert codebook is not None
    assert codebook.attributes
    assert codebook.concepts
    assert {code.kind for code in codebook.codes.values()} == {"factor", "role", "code"}
    assert {code.polarity for code in codebook.codes.values() if code.polarity} == {
        "promoting",
        "inhibiting",
    }
    kinds = {rule.kind for code in codebook.codes.values() for rule in code.rules}
    assert {"phrase", "all", "any"} <= kinds


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ('Träger: "gut" # oder \\ nicht', 'Träger: "gut" # oder \\ nicht'),
        ("zwei\nZeilen\u2028drei", "zwei Zeilen drei"),
        ("😀 <b>", "😀 <b>"),
        ("", "…"),
    ],
)
def test_any_title_is_kept(title: str, kept: str) -> None:
    codebook, problems = check_codebook(starter(title).encode(), "b.yaml")
    assert problems == ()
    assert codebook is not None
    assert codebook.title == kept
