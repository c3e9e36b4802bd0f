"""Summaries from the command line, and in the researcher's own editor."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Kod

THEME = "traeger.kenntnisse"
KNOWS = f"{THEME}.promoting"
KNOWN = "Die kennen unsere Maßnahmen, wirklich gut."
CELL = ("--group", "FG01", "--code", THEME)


@pytest.fixture
def coded(study: Path, kod: Kod) -> Path:
    """The small study with one coding."""
    done = kod("code", "add", KNOWS, "FG01_traeger", "--quote", KNOWN)
    assert done.code == 0, done.err
    return study


def test_written_listed_shown_and_removed(coded: Path, kod: Kod) -> None:
    waiting = kod("summary", "show", *CELL)
    assert "There is no summary yet." in waiting.err
    assert f"> „{KNOWN}“ (FG01, B1, 00:00:10)" in waiting.out
    done = kod("summary", "add", *CELL, "Man kennt sich.")
    assert f"what FG01 says on {THEME}): written" in done.err
    assert "was so already" in kod("summary", "add", *CELL, "Man kennt sich.").err
    assert "changed" in kod("summary", "add", *CELL, "Man kennt sich gut.").err
    assert kod("summary", "add", "--group", "FG02", "Eine stille Gruppe.").code == 0
    listed = kod("summary", "list")
    assert f"FG01 → {THEME}" in listed.out
    assert max(map(len, listed.out.splitlines())) <= 80
    first, second = kod("summary", "list", "--json").records
    assert (first["text"], first["label"]) == ("Man kennt sich gut.", "Kenntnisse")
    assert (second["group"], second["code"]) == ("FG02", None)
    shown = kod("summary", "show", *CELL)
    assert shown.out.startswith("Man kennt sich gut.\n\n> „Die kennen")
    assert "Man kennt sich gut." in kod("memo", "export").out
    removed = kod("summary", "remove", first["id"][:6])
    assert "Man kennt sich gut." in removed.err
    assert len(kod("summary", "list", "--json").records) == 1
    assert kod("undo").code == 0
    assert len(kod("summary", "list", "--group", "fg01", "--json").records) == 1
    assert kod("summary", "add", "Wovon?").code == 2


def test_the_passages_stand_below_in_the_editor_and_are_cut_off(
    coded: Path, kod: Kod, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, seen = tmp_path / "editor.py", tmp_path / "seen.md"
    script.write_text(
        "import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n"
        f"text = path.read_text('utf-8')\nPath({str(seen)!r}).write_text(text, 'utf-8')"
        "\nhead, mark, rest = text.partition('nothing is stored. -->')\n"
        "path.write_text(head + mark + '\\n\\nMan kennt sich.' + rest, 'utf-8')",
        "utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    done = kod("summary", "add", *CELL)
    assert done.code == 0, done.err
    shown = seen.read_text("utf-8")
    assert f"summary of what FG01 says on {THEME}" in shown
    assert f"„{KNOWN}“ (FG01, B1, 00:00:10)" in shown
    (record,) = kod("summary", "list", "--json").records
    assert record["text"] == "Man kennt sich."
    monkeypatch.setenv("EDITOR", "true")
    assert "Nothing was written" in kod("summary", "add", *CELL).err
    kept = kod("summary", "add", "--code", KNOWS, "--file", seen)
    assert "needs words" in kept.err


def test_the_table_in_every_format(coded: Path, kod: Kod, tmp_path: Path) -> None:
    kod("summary", "add", "--group", "FG01", "Eine kleine Gruppe.")
    for suffix in ("md", "csv", "tsv", "xlsx", "docx", "html", "tex", "json"):
        file = tmp_path / f"t.{suffix}"
        assert kod("summary", "table", "-o", file).code == 0
        assert file.stat().st_size > 50
    assert "[1 Segment],Eine kleine Gruppe." in (tmp_path / "t.csv").read_text("utf-8")
    marked = kod("summary", "table", "--bom").out
    assert marked.startswith("\ufeff")
    shown = kod("summary", "table", "--level", "factor")
    assert "Gute Kenntnisse" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80
    (case, cell) = sorted(
        kod("summary", "table", "--json").records, key=lambda r: r["code"] or ""
    )
    assert (cell["code"], cell["segments"], cell["text"]) == (THEME, 1, "")
    assert (case["code"], case["text"]) == (None, "Eine kleine Gruppe.")


def test_cells_of_the_matrix(coded: Path, kod: Kod) -> None:
    assert kod("summary", "add", "--code", KNOWS, "Man kennt sich gut.").code == 0
    assert "no factor" in kod("summary", "note", THEME, "Nur hier.").err
    assert kod("summary", "note", KNOWS, "Nur hier.").code == 0
    assert "changed" in kod("summary", "note", KNOWS, "Nur in FG01.").err
    (cell,) = (
        row["promoting"]
        for row in json.loads(
            kod("matrix", "--cells", "summary", "--format", "json").out
        )["perspectives"][0]["rows"]
    )
    assert (cell["text"], cell["note"]) == ("Man kennt sich gut.", "Nur in FG01.")
    plain = kod("matrix").out
    assert "Man kennt sich gut." not in plain
    assert "Nur in FG01." in plain
    (note,) = (
        r for r in kod("summary", "list", "--json").records if r["kind"] == "note"
    )
    assert kod("summary", "remove", note["id"]).code == 0
    assert "Nur in FG01." not in kod("matrix").out


def test_nobody_sees_the_summaries_of_others_in_a_blind_study(
    coded: Path, kod: Kod
) -> None:
    kod("summary", "add", *CELL, "Von A.")
    kod("summary", "add", *CELL, "Von B.", "--coder", "B")
    settings = coded / "kodierung.yaml"
    settings.write_text(f"blind: true\n{settings.read_text('utf-8')}", "utf-8")
    listed = kod("--coder", "B", "summary", "list")
    assert "Von A." not in listed.out
    assert "Von B." in listed.out
    assert "hidden" in listed.err
    assert "Von A." not in kod("--coder", "B", "memo", "list").out
    for words in (("show", *CELL), ("table",), ("list",)):
        asked = kod("--coder", "B", "summary", *words, "--coder", "A")
        assert asked.code == 1
        assert "coded blind" in asked.err
    shown = kod("--coder", "B", "summary", "show", *CELL)
    assert shown.out == "Von B.\n"
    assert kod("--coder", "B", "reveal", "--yes").code == 0
    assert "Von A." in kod("--coder", "B", "summary", "list").out
