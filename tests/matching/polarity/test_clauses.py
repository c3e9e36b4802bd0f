"""How often polarity is read as a person reads it.

Every sentence of `clauses.yaml` holds one thing that promotes or inhibits; what the
sentence makes of it was written down by hand. Right means: the code, and whether it is
stated, wished for or reported.

The sentences `held_out` were written when the rules were finished. Read once, 132 of
141 were right (0.94); a first hundred, written and used up before, had 92 of 104
(0.88). What they showed was mended afterwards, so that the figures the tests print are
higher.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kodierung.matching.engine import SuggestionEngine

SENTENCES = yaml.safe_load(Path(__file__).with_name("clauses.yaml").read_text("utf-8"))
PROMOTES = (
    "Vertrauen",
    "unterstützen",
    "Unterstützung",
    "Kontakt",
    "anrufen",
    "Ansprechpartner",
    "zuhören",
    "Absprache",
    "Rückmeldung",
    "informieren",
    "Wertschätzung",
)
INHIBITS = ("Druck", "Bürokratie", "Fluktuation", "wechseln", "Streit", "allein lassen")
# A little below what is reached.
FLOORS = {
    "negation": 0.94,
    "no effect": 0.94,
    "contrast": 0.92,
    "double negation": 0.94,
    "belief and subject clauses": 0.92,
    "lack": 0.96,
    "excess": 0.95,
    "wish": 0.96,
    "condition": 0.93,
    "irony": 0.96,
    "reported": 0.96,
}
LETTERS = {"fact": "", "wish": "w", "reported": "r"}


@pytest.fixture(scope="module")
def engine(rule: Any, codebook: Any) -> SuggestionEngine:
    inhibiting = "traeger.kenntnis.inhibiting"
    rules = [rule(word, id=f"+{word}") for word in PROMOTES]
    rules += [rule(word, inhibiting, id=f"-{word}") for word in INHIBITS]
    rules.append(rule("kennen Schüler", id="+kennen", order="free", gap=6))
    return SuggestionEngine(codebook(*rules))


@pytest.fixture
def meaning(engine: SuggestionEngine, transcript: Any) -> Any:
    def of(words: str) -> str:
        found = {
            "+-"[s.code.endswith("inhibiting")] + LETTERS[s.modality]
            for s in engine.suggest(transcript(("B1", words)))
        }
        return " ".join(sorted(found))

    return of


def wrong_in(sentences: list[dict[str, Any]], meaning: Any) -> list[str]:
    return [
        f"{each['says']} ({each['means']}, read as {read or 'nothing'})"
        for each in sentences
        if (read := meaning(each["says"])) != each["means"]
    ]


@pytest.mark.parametrize("phenomenon", SENTENCES)
def test_each_phenomenon(phenomenon, meaning):
    sentences = SENTENCES[phenomenon]
    wrong = wrong_in(sentences, meaning)
    right = 1 - len(wrong) / len(sentences)
    report = f"{phenomenon}: {right:.2f} of {len(sentences)}\n" + "\n".join(wrong)
    print(report)  # noqa: T201
    assert right >= FLOORS[phenomenon], report


def test_sentences_written_after_the_rules(meaning):
    held_out = [s for each in SENTENCES.values() for s in each if s.get("held_out")]
    wrong = wrong_in(held_out, meaning)
    report = f"held out: {len(held_out) - len(wrong)} of {len(held_out)}\n"
    print(report)  # noqa: T201
    assert len(wrong) / len(held_out) <= 0.06, report + "\n".join(wrong)


def test_there_is_enough_to_tell():
    assert sum(map(len, SENTENCES.values())) >= 250
    assert SENTENCES.keys() == FLOORS.keys()
    assert all(len(sentences) >= 10 for sentences in SENTENCES.values())
