"""The history is filtered, and tells every kind of change in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.project import Project
from kodierung.store.store import Store
from kodierung.workflow.history import HistoryFilter, list_history
from tests.cli.conftest import Kod

CODE = "traeger.kooperation.promoting"
OTHER = "traeger.kenntnisse.promoting"


@pytest.fixture
def worked(study: Path, kod: Kod) -> Path:
    """Numbers 2 to 6: A codes twice, B decides, A takes one back, B reads."""
    kod("code", "add", CODE, "FG01_traeger", "--quote", "auf Augenhöhe")
    kod("code", "add", OTHER, "FG01_traeger", "--quote", "Bei uns nicht")
    with Project.find(study).open_store() as store:
        with store.writing("read", "B") as change:
            change.mark_read("FG02_jobcenter.txt", "B", ["one", "two"])
        with store.writing("read", "B") as change:
            change.mark_read("FG02_jobcenter.txt", "B", ["one"], read=False)
    kod("undo")
    return study


def numbers(kod: Kod, *words: object) -> list[int]:
    done = kod("history", "--json", *words)
    assert done.code == 0, done.err
    return [record["number"] for record in done.records]


def test_filters(worked: Path, kod: Kod) -> None:
    assert numbers(kod) == [6, 5, 4, 3, 2, 1]
    assert numbers(kod, "--code", CODE) == [2]
    assert numbers(kod, "--code", "traeger") == [6, 3, 2]
    assert numbers(kod, "--code", "traeger", "--limit", 1) == [6]
    assert numbers(kod, "--coder", "B") == [5, 4]
    assert numbers(kod, "--coder", " A ", "--code", CODE) == [2]
    assert numbers(kod, "--transcript", "FG02_jobcenter") == [5, 4, 1]
    assert numbers(kod, "--since", "2020-01-01") == numbers(kod)
    assert numbers(kod, "--since", "2999-01-01T00:00:00+01:00") == []
    assert kod("history", "--code", "traeger.nichts").code == 1
    refused = kod("history", "--since", "gestern")
    assert refused.code == 2
    assert '"gestern" is no date' in refused.err


def test_a_renamed_code_is_found_under_both_names(worked: Path, kod: Kod) -> None:
    codebook = worked / "codebooks" / "klein.yaml"
    text = codebook.read_text("utf-8").replace("id: kooperation", "id: partnerschaft")
    renamed = "traeger.partnerschaft.promoting"
    text += f"renamed:\n  {CODE}: {renamed}\n"
    text += "  traeger.kooperation.inhibiting: traeger.partnerschaft.inhibiting\n"
    codebook.write_text(text, "utf-8")
    assert numbers(kod, "--code", CODE) == [2]
    assert numbers(kod, "--code", renamed) == [2]


def test_reading_is_told_in_words(worked: Path, kod: Kod) -> None:
    by_number = {r["number"]: r for r in kod("history", "--json").records}
    assert by_number[4]["changes"] == ["FG02_jobcenter.txt: 2 turns read through"]
    assert by_number[5]["changes"] == ["FG02_jobcenter.txt: 1 turn not read after all"]
    assert by_number[3]["undone"] is True
    shown = kod("history")
    assert max(map(len, shown.out.splitlines())) <= 80
    assert "code add (undone)" in shown.out


def test_codings_of_a_file_are_those_of_its_coders(worked: Path, kod: Kod) -> None:
    kod("codings", "export", "codings.jsonl")
    text = (worked / "codings.jsonl").read_text("utf-8")
    (worked / "codings.jsonl").write_text(text.replace('"A"', '"C"'), "utf-8")
    assert kod("codings", "import", "codings.jsonl").code == 0
    assert numbers(kod, "--coder", "C") == [7]
    assert numbers(kod, "--coder", "A") == [6, 3, 2, 1]


def test_an_import_is_taken_back_by_who_made_it(worked: Path, kod: Kod) -> None:
    (worked / "FG09.txt").write_text("I: Und?\n\nB1: Das weiß ich nicht.\n", "utf-8")
    assert kod("import", "FG09.txt", "--coder", "B").code == 0
    said = kod(
        "--coder", "B", "speakers", "set", "B1", "--group", "FG09", "--function", "x"
    )
    assert said.code == 0
    assert numbers(kod, "--coder", "B") == [8, 7, 5, 4]
    others = kod("undo", "8", "--coder", "A")
    assert others.code == 1
    assert "work of B" in others.err
    assert "code add" in kod("undo", "--coder", "A").err
    assert "speakers set" in kod("undo", "--coder", "B").err
    assert "import" in kod("undo", "--coder", "B").err


def test_a_few_of_many_are_read_and_no_more(
    worked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long history must not be in memory for its last few entries."""
    project = Project.find(worked)
    with project.open_store() as store:
        for number in range(300):
            with store.writing("read", "B") as change:
                change.mark_read("FG01_traeger.txt", "B", [f"turn {number}"])
    read: list[int] = []
    several = Store._batches

    def counting(store: Store, numbers: list[int]) -> object:
        read.extend(numbers)
        return several(store, numbers)

    monkeypatch.setattr(Store, "_batches", counting)
    found = list_history(project, HistoryFilter(limit=3))
    assert [record["number"] for record in found] == [306, 305, 304]
    assert len(read) < 100


def test_changes_of_the_codebook_are_found_by_their_codes(
    worked: Path, kod: Kod
) -> None:
    told = {"did": "renamed", "codes": {"traeger.alt.promoting": OTHER}}
    with (
        Project.find(worked).open_store() as store,
        store.writing("codebook rename", "A") as change,
    ):
        change.note_codebook("codebooks/klein.yaml", "old", "new", **told)
    assert numbers(kod, "--code", OTHER) == [7, 6, 3]
    assert numbers(kod, "--code", CODE) == [2]
    (last, *_) = kod("history", "--json").records
    assert last["changes"] == ["codebooks/klein.yaml: renamed"]
