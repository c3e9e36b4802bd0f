"""The short English codebook: roles and suggestions as complete as the factors."""

import re
from pathlib import Path

import pytest

from kodierung.codebook.load import check_codebook
from kodierung.matching.engine import SuggestionEngine
from kodierung.model import Codebook, Speaker, Transcript, Turn
from kodierung.text import digest

FILE = Path(__file__).parents[2] / "codebooks" / "facilitators_and_barriers.yaml"
BESIDE_THE_MATRIX = ["role.advocate", "role.gatekeeper", "suggestions"]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    book, problems = check_codebook(FILE.read_bytes(), FILE.name)
    assert problems == ()
    assert book is not None
    return book


@pytest.fixture(scope="module")
def engine(codebook: Codebook) -> SuggestionEngine:
    return SuggestionEngine(codebook)


def suggested(engine: SuggestionEngine, sentence: str) -> set[str]:
    text = f"P1: {sentence}\n"
    transcript = Transcript(
        name="staff.txt",
        group="staff",
        text=text,
        digest=digest(text),
        turns=(Turn(1, "P1", 4, 4 + len(sentence)),),
        speakers=(Speaker("P1"),),
        attributes={"perspective": "staff"},
    )
    return {suggestion.code for suggestion in engine.suggest(transcript)}


def test_all_codes_beside_the_matrix(codebook: Codebook) -> None:
    assert [c.id for c in codebook.codes.values() if not c.theme] == BESIDE_THE_MATRIX


def test_codes_named_in_coding_rules_exist(codebook: Codebook) -> None:
    for code in codebook.codes.values():
        named = re.findall(
            r"\b(?:staff|users|role)(?:\.[a-z_]+)+", f"{code.include} {code.exclude}"
        )
        assert set(named) <= set(codebook.codes)
        assert named, code.id


@pytest.mark.parametrize("code_id", BESIDE_THE_MATRIX)
def test_examples_are_found(
    engine: SuggestionEngine, codebook: Codebook, code_id: str
) -> None:
    examples = codebook.codes[code_id].examples
    assert len(examples) >= 2
    assert [text for text in examples if code_id not in suggested(engine, text)] == []


@pytest.mark.parametrize("code_id", BESIDE_THE_MATRIX)
def test_counterexamples_are_left_alone(
    engine: SuggestionEngine, codebook: Codebook, code_id: str
) -> None:
    lookalikes = codebook.codes[code_id].counterexamples
    assert len(lookalikes) >= 2
    assert [text for text in lookalikes if code_id in suggested(engine, text)] == []
