"""Every example of docs/rules.md is found, or not, as it says there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import pytest

from kodierung.codebook.load import check_codebook, load_codebook
from kodierung.matching.engine import SuggestionEngine
from kodierung.model import Codebook
from tests.matching.conftest import make_transcript

GUIDE = (Path(__file__).parents[1] / "docs" / "rules.md").read_text("utf-8")
BLOCK = re.compile(r"```(yaml)?\n(.*?)```", re.DOTALL)
LINE = re.compile(
    r"(?P<sign>[✓✗]) (?:\[(?P<key>\w+): (?P<value>\w+)\] )?"
    r"(?:(?P<question>[^→]+) → )?(?P<text>[^→]+)"
)
HEAD = """\
codebook: guide
version: 1.0.0
title: Guide
language: de
attributes:
  level: {label: Ebene, values: {leitung: Leitung, fachkraefte: Fachkräfte}}
concepts:
  kunde: [Kunde, Kundin, Klient, Teilnehmende, schwierige Fälle]
  massnahme: [Maßnahme, Kurs, Lehrgang]
codes:
  - id: code
    label: Code
    match:
"""
NOT_RULES = ("concepts:", "tests:")


def codebook_of(rule: str) -> Codebook:
    entry = indent(rule, " " * 8)
    text = f"{HEAD}      -{entry[7:]}"
    return load_codebook(text.encode(), "guide.yaml")[0]


def examples() -> Iterator[tuple[str, str]]:
    """Yield each rule with each of its lines."""
    rule = ""
    for block in BLOCK.finditer(GUIDE):
        if block[1]:
            rule = "" if block[2].startswith(NOT_RULES) else block[2]
        elif rule:
            yield from ((rule, line) for line in block[2].splitlines())


EXAMPLES = list(examples())


def test_the_guide_shows_every_key_of_a_rule() -> None:
    from kodierung.codebook.schema import RuleEntry

    shown = "".join({rule for rule, _ in EXAMPLES})
    prose = {"dependency"}
    assert {k for k in RuleEntry.model_fields if f"{k}:" not in shown} == prose
    assert all(f"`{key}`" in GUIDE for key in prose)


def test_the_concepts_of_the_guide_are_those_used_here() -> None:
    (concepts,) = (b[2] for b in BLOCK.finditer(GUIDE) if b[2].startswith("concepts:"))
    assert concepts in HEAD


def test_every_rule_has_passages_that_it_finds() -> None:
    rules = [b[2] for b in BLOCK.finditer(GUIDE) if b[1]]
    found = {rule for rule, line in EXAMPLES if line.startswith("✓")}
    assert {rule for rule in rules if not rule.startswith(NOT_RULES)} == found


@pytest.mark.parametrize(("rule", "line"), EXAMPLES)
def test_an_example_of_the_guide(rule: str, line: str) -> None:
    said = LINE.fullmatch(line)
    assert said, line
    engine = SuggestionEngine(codebook_of(rule))
    assert engine.unsupported == ()
    asked = [("I", said["question"])] if said["question"] else []
    own = {"B1": {said["key"]: said["value"]}} if said["key"] else {}
    transcript = make_transcript(*asked, ("B1", said["text"]), own=own)
    found = bool(engine.suggest(transcript))
    assert found is (said["sign"] == "✓")


def test_the_tests_of_the_guide_are_written_as_a_codebook_wants_them() -> None:
    (tests,) = (b[2] for b in BLOCK.finditer(GUIDE) if b[2].startswith("tests:"))
    book = HEAD.replace("    match:\n", "").replace("id: code", "id: traeger")
    text = book + indent(
        "children:\n- id: kontakt\n  label: K\n  children:\n"
        "    - {id: promoting, label: P}\n    - {id: inhibiting, label: I}\n",
        "    ",
    )
    codebook, problems = check_codebook((text + tests).encode(), "guide.yaml")
    assert codebook is not None, problems
    assert [bool(test.question) for test in codebook.tests] == [
        False,
        False,
        True,
        False,
    ]
