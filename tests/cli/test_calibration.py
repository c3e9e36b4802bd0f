"""From decisions on the command line to probabilities, the whole way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kod

pytest.importorskip("sklearn")

CODEBOOK = """\
codebook: wetter
version: 1.0.0
title: Wetter
language: de
source: eigene Beispiele
codes:
  - id: regen
    label: Regen
    examples: [Es regnet den ganzen Tag., Der Schauer kam am Abend.]
    match: [Regen]
  - id: sonne
    label: Sonne
    examples: [Die Sonne scheint den ganzen Tag., Es war hell und warm.]
    match: [Sonne]
"""
GROUPS = [f"FG{number:02}.txt" for number in range(1, 5)]
PLACES = ["Bonn", "Kiel", "Gera", "Ulm", "Jena", "Trier", "Celle"] * 2
TRUE = [
    ("regen", "In {} hat der Regen nasse Schuhe gebracht."),
    ("sonne", "In {} hat die Sonne warme Haut gebracht."),
]
# The words of the rules, and nothing of what they mean.
FALSE = [
    ("regen", "Das Lied vom Regen hat mein Onkel in {} gesungen."),
    ("sonne", "Das Gasthaus zur Sonne hat mein Onkel in {} gekauft."),
]


@pytest.fixture
def decided(empty: Path, kod: Kod, tmp_path: Path) -> Path:
    """A study in which A accepted what is meant so, and rejected all else."""
    (empty / "codebooks" / "klein.yaml").write_text(CODEBOOK, "utf-8")
    said = [line.format(place) for place in PLACES for _, line in TRUE + FALSE]
    text = "\n\n".join(f"B{n % 3 + 1}: {line}" for n, line in enumerate(said))
    for name in GROUPS:
        (tmp_path / name).write_text(f"I: Wie war es?\n\n{text}\n", "utf-8")
    assert kod("import", *(tmp_path / name for name in GROUPS)).code == 0
    assert kod("suggest").code == 0
    made = kod("suggestions", "--json").records
    wrong = [s["id"] for s in made if "Onkel" in s["quote"]]
    right = [s["id"] for s in made if "Onkel" not in s["quote"]]
    assert (len(right), len(wrong)) == (112, 112)
    assert kod("reject", *wrong).code == 0
    assert kod("accept", *right).code == 0
    return empty


def test_two_hundred_decisions_in_several_groups_give_probabilities(
    decided: Path, kod: Kod, tmp_path: Path
) -> None:
    told = kod("learn", "--encoder", "ngrams")
    assert told.code == 0, told.err
    assert "Learned from 224 decisions of A" in told.err
    assert "how likely it is right (Brier score 0.0" in told.err
    overall = kod("learn", "--encoder", "ngrams", "--json").records[0]
    assert overall["calibrated"]
    assert 0 <= overall["brier"] < overall["base"] / 2

    new = tmp_path / "FG09.txt"
    said = (TRUE[0][1].format("Köln"), FALSE[1][1].format("Köln"))
    new.write_text(f"I: Und dort?\n\nB1: {said[0]}\n\nB2: {said[1]}\n", "utf-8")
    assert kod("import", new).code == 0
    assert kod("suggest").code == 0
    queue = kod("suggestions", "--order", "learned", "--status", "open", "--json")
    meant, not_meant = queue.records
    assert (meant["code"], not_meant["code"]) == ("regen", "sonne")
    assert not_meant["learned"] < 0.2 < 0.8 < meant["learned"]
    shown = kod("suggestions", "--order", "learned", "--status", "open").out
    assert f"{meant['id'][:8]}  {meant['learned']:.2f}" in shown
    by_score = kod("suggestions", "--order", "score", "--status", "open").out
    assert f"{meant['id'][:8]}  {meant['score']:.2f}" in by_score

    rows = kod("evaluate", "--against", "A", "--learned", "--json").records
    (unseen,) = [r for r in rows if r["table"] == "calibration"][-1:]
    assert unseen["brier"] < unseen["base"] / 2
    (top,) = [r for r in rows if r["table"] == "bin"][-1:]
    assert top["high"] == 1
    assert top["right"] > 0.8
    assert top["suggestions"] >= 100


@pytest.mark.parametrize("verdict", ["accepted", "rejected"])
def test_one_verdict_of_all_is_learned_from_without_harm(
    decided: Path, kod: Kod, verdict: str
) -> None:
    every = [s["id"] for s in kod("suggestions", "--json").records]
    word = {"accepted": "accept", "rejected": "reject"}[verdict]
    assert kod(word, *every, "--coder", "C").code == 0
    done = kod("learn", "--encoder", "ngrams", "--coder", "C", "--json")
    assert done.code == 0, done.err
    overall = done.records[0]
    assert overall["decisions"] == 224
    assert (overall["groups"] == 4) == (verdict == "accepted")
    if verdict == "rejected":
        assert not overall["calibrated"]
        assert "codings in two groups or more" in done.err


def test_one_group_is_never_calibrated(decided: Path, kod: Kod) -> None:
    every = kod("suggestions", "--json").records
    here = [s["id"] for s in every if s["transcript"] == GROUPS[0]]
    elsewhere = [s["id"] for s in every if s["transcript"] != GROUPS[0]]
    assert kod("accept", *here, "--coder", "E").code == 0
    assert kod("reject", *elsewhere, "--coder", "E").code == 0
    done = kod("learn", "--encoder", "ngrams", "--coder", "E")
    assert "cannot be told before passages of two groups" in done.err
    assert "a rank, no probability" in done.err
    asked = kod("evaluate", "--against", "E", "--learned")
    assert asked.code == 1
    assert "Fewer than two focus groups hold codings of E" in asked.err


def test_a_code_with_another_name_keeps_what_was_decided(
    decided: Path, kod: Kod
) -> None:
    assert kod("learn", "--encoder", "ngrams").code == 0
    renamed = CODEBOOK.replace("id: regen", "id: niederschlag")
    (decided / "codebooks" / "klein.yaml").write_text(
        f"{renamed}renamed: {{regen: niederschlag}}\n", "utf-8"
    )
    told = kod("suggest")
    assert "the codebook or the encoder has changed" in told.err
    assert "run `kodierung learn`" in told.err
    overall, *codes = kod("learn", "--encoder", "ngrams", "--json").records
    assert overall["calibrated"]
    assert overall["decisions"] == 224
    assert {c["code"]: c["positive"] for c in codes} == {
        "niederschlag": 56,
        "sonne": 56,
    }
