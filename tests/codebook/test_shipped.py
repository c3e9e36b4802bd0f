"""The codebooks in the repository's own `codebooks/`."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from kodierung.codebook.json_schema import json_schema
from kodierung.codebook.load import check_codebook

FOLDER = Path(__file__).parents[2] / "codebooks"
NAMES = ["arbeitsmarktpolitisches_dreieck.yaml", "facilitators_and_barriers.yaml"]


def test_these_are_all() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.yaml")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_it_has_no_fault(name: str) -> None:
    codebook, problems = check_codebook((FOLDER / name).read_bytes(), name)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    assert codebook is not None


@pytest.mark.parametrize("name", NAMES)
def test_an_editor_finds_no_fault(name: str) -> None:
    book = yaml.load((FOLDER / name).read_bytes(), Loader=yaml.CSafeLoader)
    jsonschema.validate(book, json_schema())


def test_the_english_codebook_lacks_nothing() -> None:
    name = "facilitators_and_barriers.yaml"
    codebook, problems = check_codebook((FOLDER / name).read_bytes(), name)
    assert problems == ()
    assert codebook is not None
    assert codebook.columns == ("Facilitators", "Barriers", "Quote")
    assert [perspective.id for perspective in codebook.perspectives] == [
        "staff",
        "users",
    ]
    factors = [code for code in codebook.codes.values() if code.theme]
    assert len(factors) == 18
    for code in factors:
        assert code.twin
        assert code.definition
        assert code.include
        assert code.exclude
        assert len(code.examples) >= 3
        assert code.counterexamples
        assert 2 <= len(code.rules) <= 5


def test_neighbouring_codes_named_in_exclusions_exist() -> None:
    name = "facilitators_and_barriers.yaml"
    codebook, _ = check_codebook((FOLDER / name).read_bytes(), name)
    assert codebook is not None
    words = {
        word.strip(".,;")
        for code in codebook.codes.values()
        for word in code.exclude.split()
        if word.count(".") >= 2
    }
    assert words
    assert words <= set(codebook.codes)
