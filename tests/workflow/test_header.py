"""What a header says of the group and its people."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.codebook.load import load_codebook
from kodierung.formats.registry import read_transcript
from kodierung.model import Codebook, Transcript
from kodierung.text import digest
from kodierung.workflow.header import from_header
from kodierung.workflow.read import ReadFile
from tests.support.small import CODEBOOK_YAML

LEVELS = """\
  level:
    label: Ebene
    values: {leitung: Leitung, fachkraefte: Fachkräfte}
  kreis: {label: Kreis, values: {land: Jobcenter Land, stadt: Stadt}}
"""
TALK = "\n\nI: Und?\n\nB1: Gut so.\n\nB2: Na ja.\n"


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    text = CODEBOOK_YAML.replace("concepts:", LEVELS + "concepts:")
    return load_codebook(text.encode(), "klein.yaml")[0]


def read(header: str, group: str = "", **attributes: str) -> ReadFile:
    """Return a file with this header, as `import` reads it."""
    text = header + TALK
    _, draft = read_transcript(text.encode(), "FG01.txt")
    transcript = Transcript(
        name="FG01.txt",
        group=group or "FG01",
        text=draft.text,
        digest=digest(draft.text),
        turns=draft.turns,
        speakers=draft.speakers,
        attributes=attributes,
    )
    return ReadFile(
        Path("FG01.txt"), text.encode(), transcript, bool(group), (), draft.notes
    )


@pytest.mark.parametrize(
    "line",
    [
        "Perspektive: Träger",
        "perspektive : träger",
        "Perspective: traeger",
        "- **Perspektive:** Träger",
        "Perspektive = Träger (Hessen)",
        "| Perspektive | Träger |",
        "Perspektive\tTräger",
        "Datum: 14.03.2024; Perspektive: Träger",
        "Perspektive: Träger, Ebene: Leitung",
        "---\nperspective: 'traeger'\n---",
    ],
)
def test_a_line_of_the_header_describes_the_group(
    line: str, codebook: Codebook
) -> None:
    found = from_header(read(f"Projekt: Reform\n{line}"), codebook)
    if line.startswith("---"):
        found = from_header(read(line), codebook)
    assert found.transcript.attributes["perspective"] == "traeger"
    assert found.problems == ()


def test_what_was_said_outright_counts_and_the_contradiction_is_told(
    codebook: Codebook,
) -> None:
    found = from_header(read("Perspektive: Träger", perspective="jobcenter"), codebook)
    assert found.transcript.attributes == {"perspective": "jobcenter"}
    (told,) = found.problems
    assert told.severity == "warning"
    assert "perspective=traeger" in told.message
    assert "perspective=jobcenter" in told.message


def test_a_value_that_is_not_allowed_is_told_and_not_taken(codebook: Codebook) -> None:
    found = from_header(read("Ebene: Fachkraefe"), codebook)
    assert found.transcript.attributes == {}
    (told,) = found.problems
    assert told.severity == "warning"
    assert 'did you mean "fachkraefte"?' in told.hint


@pytest.mark.parametrize(
    "header",
    ["Perspektive: Träger\nPerspective: Jobcenter", "Perspektive: Träger; Jobcenter"],
)
def test_two_values_are_none(header: str, codebook: Codebook) -> None:
    found = from_header(read(header), codebook)
    assert found.transcript.attributes == {}
    assert [p.severity for p in found.problems] == ["warning"]


def test_what_is_said_later_is_no_header(codebook: Codebook) -> None:
    spoken = read("Datum: heute\n\nB1: Ja.\n\nPerspektive: Träger")
    assert from_header(spoken, codebook).transcript.attributes == {}


def test_a_legend_describes_people_where_the_group_is_open(codebook: Codebook) -> None:
    legend = "B1 = Leitung, Jobcenter; B2 = Dozentin (Träger); I = Jobcenter"
    found = from_header(read(f"Teilnehmende: {legend}\nEbene: Leitung"), codebook)
    people = {s.label: dict(s.attributes) for s in found.transcript.speakers}
    assert people["B1"] == {"perspective": "jobcenter"}
    assert people["B2"] == {"perspective": "traeger"}
    functions = {s.label: s.function for s in found.transcript.speakers}
    assert functions["B1"] == "Leitung, Jobcenter"
    assert found.problems == ()


def test_moderators_are_described_by_nothing(codebook: Codebook) -> None:
    found = from_header(read("Teilnehmende: I = Moderation, Träger"), codebook)
    moderator = found.transcript.speaker("I")
    assert moderator is not None
    assert moderator.kind == "moderator"
    assert moderator.attributes == {}


def test_a_function_against_the_group_is_told_and_not_taken(codebook: Codebook) -> None:
    spoken = read("Teilnehmende: B1 = Leitung; B2 = Dozent", level="fachkraefte")
    found = from_header(spoken, codebook)
    assert all(not s.attributes for s in found.transcript.speakers)
    (told,) = found.problems
    assert '"B1"' in told.message
    assert "speakers set B1 --transcript FG01.txt level=leitung" in told.hint


def test_a_function_that_names_two_values_says_neither(codebook: Codebook) -> None:
    found = from_header(read("Teilnehmende: B1 = Träger, Jobcenter; B2 = X"), codebook)
    assert all(not s.attributes for s in found.transcript.speakers)


@pytest.mark.parametrize(
    ("header", "group", "told"),
    [
        ("Gruppe: FG01, Träger, Leitungsebene", "", False),
        ("Gruppe: FG02", "", True),
        ("Gruppe: FG02", "FG01", True),
        ("Gruppe: FG01", "01", False),
        ("Gruppe: Träger", "", False),
        ("Gruppe: am 3. Mai", "", False),
    ],
)
def test_another_group_is_told_and_never_taken(
    header: str, group: str, told: bool, codebook: Codebook
) -> None:
    before = read(header, group)
    for known in (codebook, None):
        found = from_header(before, known)
        assert found.transcript.group == before.transcript.group
        assert [p.severity for p in found.problems] == ["warning"] * told


def test_without_a_codebook_nothing_is_described() -> None:
    before = read("Perspektive: Träger\nTeilnehmende: B1 = Leitung; B2 = X")
    assert from_header(before, None) == before


def test_reading_twice_changes_nothing(codebook: Codebook) -> None:
    header = "Perspektive: Träger\nTeilnehmende: B1 = Leitung; B2 = Fachkräfte"
    once = from_header(read(header), codebook)
    assert from_header(once, codebook) == once


def test_an_endless_header_costs_nothing(codebook: Codebook) -> None:
    header = "Raum: 1, " * 50_000 + "\nEbene: Leitung" + "\n- Raum = 2, 3; 4" * 5_000
    found = from_header(read(header), codebook)
    assert found.transcript.attributes == {"level": "leitung"}
