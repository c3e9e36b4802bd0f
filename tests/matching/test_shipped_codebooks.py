"""The codebooks of the repository, read by the loader and carried out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.codebook.load import load_codebook
from kodierung.matching.engine import SuggestionEngine

CODEBOOKS = Path(__file__).parents[2] / "codebooks"


def engine(name: str) -> SuggestionEngine:
    codebook, _ = load_codebook((CODEBOOKS / name).read_bytes(), name)
    return SuggestionEngine(codebook)


@pytest.mark.parametrize(
    "name", ["arbeitsmarktpolitisches_dreieck.yaml", "facilitators_and_barriers.yaml"]
)
def test_every_rule_is_carried_out(name):
    assert engine(name).unsupported == ()


def test_the_published_statement_is_found(transcript):
    spoken = transcript(
        ("I", "Kennen die Jobcenter ihre Kunden?"),
        ("B1", "Ich glaube, viele JC kennen ihre Kunden nicht. Das ist schade."),
        attributes={"perspective": "traeger"},
    )
    suggestions = engine("arbeitsmarktpolitisches_dreieck.yaml").suggest(spoken)
    found = {(s.code, s.quote) for s in suggestions}
    quote = "Ich glaube, viele JC kennen ihre Kunden nicht."
    assert ("traeger.fallbetreuung.inhibiting", quote) in found
    assert ("traeger.fallbetreuung.promoting", quote) not in found
