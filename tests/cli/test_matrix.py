from __future__ import annotations

import json
from pathlib import Path

import pytest

from kodierung.project import Project
from kodierung.workflow.desk.desk import Desk
from tests.cli.conftest import Kod

BESUCH = "Da waren welche zu Besuch."


@pytest.fixture
def coded(study: Path, kod: Kod) -> Path:
    code = "traeger.kenntnisse.promoting"
    assert kod("code", "add", code, "FG01_traeger", "--quote", BESUCH).code == 0
    return study


@pytest.mark.parametrize(
    "name", ["md", "csv", "tsv", "xlsx", "docx", "html", "tex", "json"]
)
def test_every_format_by_the_files_ending(coded: Path, kod: Kod, name: str) -> None:
    done = kod("matrix", "-o", f"exports/tab.{name}")
    assert done.code == 0
    assert done.out == ""
    assert (coded / "exports" / f"tab.{name}").stat().st_size > 100


def test_markdown_where_there_is_no_terminal(coded: Path, kod: Kod) -> None:
    shown = kod("matrix").out
    assert "| **Träger** | Gute Kenntnisse<br>1 Segment · 1 von 3 Personen" in shown
    assert "Segment" not in kod("matrix", "--no-evidence").out


def test_wrong_formats(coded: Path, kod: Kod) -> None:
    assert kod("matrix", "--format", "doc").code == 2
    assert kod("matrix", "-o", "tab.pdf").code == 2
    clash = kod("matrix", "-o", "tab.docx", "--format", "html")
    assert clash.code == 2
    assert "the ending says docx" in clash.err
    assert kod("matrix", "-o", "tab.txt", "--format", "md").code == 0


def test_all_shows_factors_without_codings(coded: Path, kod: Kod) -> None:
    made = json.loads(kod("matrix", "--format", "json", "--all").out)
    assert [len(p["rows"]) for p in made["perspectives"]] == [2, 1]
    assert made["perspectives"][1]["rows"][0]["promoting"]["segments"] == 0


def test_what_the_table_rests_on_is_told(coded: Path, kod: Kod) -> None:
    kod("suggest")
    (one,) = kod("suggestions", "--code", "traeger.kooperation", "--json").records
    kod("accept", one["id"])
    kod(
        "code", "add", "traeger.kenntnisse.promoting", "FG01_traeger",
        "--quote", "unsere Maßnahmen",
    )  # fmt: skip
    kod("code", "add", "role.markt", "FG01_traeger", "--quote", "Wir sind")
    with Desk(Project.find(coded), "A") as desk:
        desk.mark_read("FG01_traeger.txt", [1, 2])
    made = kod("matrix", "--format", "json")
    assert json.loads(made.out)["basis"] == {
        "coder": "A", "transcripts": 2, "turns": 5, "turns_read": 1, "codings": 3,
        "from_suggestions": 1, "by_hand": 1, "both": 1,
    }  # fmt: skip
    assert made.err == (
        "Codings in the table: 3, 1 of them from suggestions, 1 by hand, 1 both; "
        "20 % of the participants' turns read through.\n"
    )
    told = "davon 1 aus Vorschlägen, 1 von Hand, 1 beides; 20 % der Redebeiträge"
    for name in ("md", "csv", "tsv", "html", "json"):
        assert told in kod("matrix", "--basis", "--format", name).out
        assert told not in kod("matrix", "--format", name).out


def test_the_consensus_is_a_coder(coded: Path, kod: Kod) -> None:
    quote = ("--quote", BESUCH, "--coder", "consensus")
    kod("code", "add", "traeger.kenntnisse.promoting", "FG01_traeger", *quote)
    made = json.loads(kod("matrix", "--format", "json", "--coder", "consensus").out)
    assert made["coder"] == "consensus"
    assert "Konsens" in made["note"]
    assert made["perspectives"][0]["rows"][0]["promoting"]["segments"] == 1


def test_renamed_codes_carry_their_codings_over(coded: Path, kod: Kod) -> None:
    path = coded / "codebooks" / "klein.yaml"
    text = path.read_text("utf-8").replace("id: kenntnisse", "id: wissen")
    path.write_text(text, "utf-8")
    lost = kod("matrix", "--format", "json")
    assert json.loads(lost.out)["perspectives"] == []
    assert "does not know the codes traeger.kenntnisse.promoting" in lost.err
    assert "does not know the codes" in kod("status").err
    renamed = "renamed: {traeger.kenntnisse.promoting: traeger.wissen.promoting}\n"
    path.write_text(text + renamed, "utf-8")
    found = kod("matrix", "--format", "json")
    assert found.err.startswith("Codings in the table: 1, ")
    assert found.err.count("\n") == 1
    row = json.loads(found.out)["perspectives"][0]["rows"][0]
    assert (row["theme"], row["promoting"]["segments"]) == ("wissen", 1)
    assert kod("status").err == ""
    assert len(kod("code", "list", "--code", "traeger.wissen", "--json").records) == 1


def test_a_missing_perspective_is_told_early_and_late(
    empty: Path, files: Path, kod: Kod
) -> None:
    path = files / "FG01_traeger.txt"
    told = "nothing says the perspective"
    imported = kod("import", path)
    assert imported.code == 0
    assert told in imported.err
    assert "--set perspective=traeger|jobcenter --update" in imported.err
    assert told in kod("suggest").err
    assert told in kod("status").err
    kod(
        "code", "add", "traeger.kenntnisse.promoting", "FG01_traeger",
        "--quote", BESUCH,
    )  # fmt: skip
    empty_table = kod("matrix", "--format", "json")
    assert json.loads(empty_table.out)["perspectives"] == []
    assert told in empty_table.err
    mended = kod("import", path, "--set", "perspective=traeger", "--update")
    assert mended.code == 0
    assert told not in mended.err + kod("status").err
    made = json.loads(kod("matrix", "--format", "json").out)
    assert made["perspectives"][0]["rows"][0]["promoting"]["segments"] == 1


def test_status_names_what_is_wrong_with_the_codebook(coded: Path, kod: Kod) -> None:
    path = coded / "codebooks" / "klein.yaml"
    path.write_text(path.read_text("utf-8").replace("caption:", "captoin:"), "utf-8")
    faulty = kod("status")
    assert faulty.code == 1
    assert "klein.yaml:" in faulty.err
    path.unlink()
    assert kod("status").code == 1
    assert "klein.yaml is missing" in kod("status", "--json").err + kod("status").err


def test_rejecting_says_what_it_takes_back(study: Path, kod: Kod) -> None:
    kod("suggest")
    (one,) = kod("suggestions", "--code", "traeger.kooperation", "--json").records
    kod("accept", one["id"])
    (coding,) = kod("code", "list", "--json").records
    kod("code", "choose", coding["id"])
    told = kod("reject", one["id"])
    assert f"took back the coding {coding['id'][:8]}" in told.err
    assert "which was the statement of its theme" in told.err
