"""How often a part is found in the compounds that hold it, and only there.

Reached: 71 of 73 compounds, 36 of 39 words that only look so.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kodierung.matching.language.compounds import CompoundParts
from kodierung.matching.language.lexicon import Lexicon

WORDS = yaml.safe_load(Path(__file__).with_name("compounds.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon("de")


def held(lexicon: Lexicon, kind: str) -> dict[str, bool]:
    return {
        f"~{part} in {word}": bool(CompoundParts(lexicon, [part]).of(word))
        for part, words in WORDS[kind].items()
        for word in words
    }


@pytest.mark.parametrize(
    ("kind", "expected", "least"), [("compounds", True, 0.93), ("others", False, 0.85)]
)
def test_parts_of_words(lexicon, kind, expected, least):
    found = held(lexicon, kind)
    wrong = [each for each, holds in found.items() if holds is not expected]
    report = f"{kind}: {len(found) - len(wrong)} of {len(found)} right; wrong: {wrong}"
    print(report)  # noqa: T201
    assert 1 - len(wrong) / len(found) >= least, report
