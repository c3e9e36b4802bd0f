from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Kod

CODED = [
    ("FG01_traeger.txt", "traeger.kenntnisse.promoting", "kennen unsere Maßnahmen"),
    ("FG01_traeger.txt", "traeger.kooperation.promoting", "Das war auf Augenhöhe."),
    ("FG02_jobcenter.txt", "jobcenter.kontakt.promoting", "Man kennt sich eben."),
    ("FG01_traeger.txt", "role.markt", "Bei uns nicht."),
]
OTHER = "I: Und?\n\nB1: Ich bin auf Augenhöhe mit der Nachbarin.\n\nB2: Aha, so.\n"


@pytest.fixture
def suggested(study: Path, kod: Kod) -> Path:
    """The small study with suggestions and A's codings."""
    lines = (
        json.dumps({"transcript": t, "code": c, "quote": q, "coder": "A"})
        for t, c, q in CODED
    )
    (study / "A.jsonl").write_text("\n".join(lines), "utf-8")
    assert kod("suggest").code == 0
    assert kod("codings", "import", "A.jsonl").code == 0
    return study


def test_the_tables_say_what_was_compared_and_fit_the_terminal(
    suggested: Path, kod: Kod
) -> None:
    done = kod("evaluate", "--against", "A")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].endswith(
        "against 4 codings of A in 2 transcripts of 2 focus groups"
    )
    assert max(map(len, lines)) <= 80
    assert "Of 100 suggestions" in done.out
    assert "Wrong suggestions, and what was coded there" in done.out
    assert "fewer than 5 the interval of F1" in done.err
    assert "kodierung suggest" not in done.err


def test_suggestions_of_another_codebook_are_told(suggested: Path, kod: Kod) -> None:
    book = suggested / "codebooks" / "klein.yaml"
    text = book.read_text("utf-8")
    book.write_text(text.replace("[Dienstleister]", "[Anbieter]"), "utf-8")
    assert "run `kodierung suggest`" in kod("evaluate", "--against", "A").err


def test_a_file_gives_the_same_as_the_coder_it_was_written_for(
    suggested: Path, kod: Kod
) -> None:
    by_name = kod("evaluate", "--against", "A", "--json")
    by_file = kod("evaluate", "--against", "A.jsonl", "--json")
    assert by_file.out == by_name.out != ""


def test_every_row_is_an_object_that_names_its_table(suggested: Path, kod: Kod) -> None:
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in kod("evaluate", "--against", "A", "--json").records:
        tables[row["table"]].append(row)
    assert set(tables) == {"overall", "source", "code", "rule", "queue", "confusion"}
    overlap, half, macro = tables["overall"]
    assert (overlap["measure"], half["measure"], macro["measure"]) == (
        "overlap",
        "half",
        "macro",
    )
    assert overlap["codings"] == 4
    assert overlap["right"] == sum(row["right"] for row in tables["code"])
    assert overlap["suggestions"] == sum(row["hits"] for row in tables["rule"])
    assert 0 <= overlap["precision_low"] <= overlap["precision"]
    assert half["right"] <= overlap["right"]
    assert [row["first"] for row in tables["queue"]] == [4, 8, 12]
    wrong = sum(r["count"] for r in tables["confusion"] if r["side"] == "wrong")
    assert wrong == overlap["suggestions"] - overlap["right"]
    missed = sum(r["count"] for r in tables["confusion"] if r["side"] == "missed")
    assert missed == 4 - overlap["right"]


def test_false_alarms_on_other_interviews(
    suggested: Path, kod: Kod, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text(OTHER, "utf-8")
    (tmp_path / "two.txt").write_text(OTHER, "utf-8")
    done = kod("evaluate", "--others", tmp_path / "one.txt", tmp_path / "two.txt")
    assert done.code == 0
    assert "2 false alarms on 18 words of other people's interviews" in done.out
    assert "111.11 per 1,000 words" in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    rows = kod("evaluate", "--others", tmp_path / "one.txt", "--json").records
    first = rows[0]
    assert (first["table"], first["by"], first["name"]) == (
        "others",
        "perspective",
        "Träger",
    )
    assert (first["words"], first["alarms"]) == (9, 1)


def test_of_a_folder_of_others_only_transcripts_count(
    suggested: Path, kod: Kod, tmp_path: Path
) -> None:
    for part in ("a", "b", ".git"):
        (tmp_path / "others" / part).mkdir(parents=True)
        (tmp_path / "others" / part / "one.txt").write_text(OTHER, "utf-8")
    for name in ("LICENSE", "README.md"):
        (tmp_path / "others" / name).write_text("Free for all.", "utf-8")
    same = tmp_path / "others" / "a" / "one.txt"
    done = kod("evaluate", "--others", tmp_path / "others", same, "--json")
    assert done.code == 0
    names = [row["name"] for row in done.records if row["by"] == "file"]
    assert names == ["a/one.txt", "b/one.txt"]
    assert done.err.startswith("warning: 2 files: left out: LICENSE, README.md (this ")
    none = kod("evaluate", "--others", tmp_path / "others" / "LICENSE")
    assert none.code == 1
    assert "There is no transcript here: LICENSE (this is no" in none.err
    gone = kod("evaluate", "--others", tmp_path / "others" / "nothing.txt")
    assert gone.code == 1
    assert "no such file" in gone.err


@pytest.mark.parametrize(
    ("words", "message", "code"),
    [
        ([], "Nothing is named to compare", 2),
        (["--learned", "--others", "x.txt"], "--learned needs somebody's codings", 2),
        (["x.txt", "--against", "A"], "not said what x.txt is for", 2),
        (["--against", "C"], '"C" is neither a coder', 1),
        (["--against", "A", "--queue", "0"], "--queue", 2),
    ],
)
def test_wrong_use_is_explained(
    study: Path, kod: Kod, words: list[str], message: str, code: int
) -> None:
    done = kod("evaluate", *words)
    assert done.code == code
    assert message in done.err
    assert "Traceback" not in done.err


def test_what_the_docs_call_tables_and_measures_is_what_is_printed(
    suggested: Path, kod: Kod
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text("utf-8")
    for row in kod("evaluate", "--against", "A", "--json").records:
        for word in (row["table"], *row):
            name = word.removesuffix("_low").removesuffix("_high")
            assert f"`{name}`" in page, name
