"""Several coders in one study: who sees whose work, and since when."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typer

from tests.cli.conftest import Kod, Result

CODE = "traeger.kooperation.promoting"
QUOTES = {"A": "auf Augenhöhe", "B": "Bei uns nicht", "A.round2": "wirklich gut"}
OTHERS = [quote for name, quote in QUOTES.items() if name != "A"]


@pytest.fixture
def blind(study: Path, kod: Kod) -> Path:
    """The small study, coded by two, one of them twice; `A` is in kodierung.yaml."""
    for name, quote in QUOTES.items():
        where = "FG01_traeger", "--quote", quote, "--coder", name
        done = kod("code", "add", CODE, *where)
        assert done.code == 0, done.err
    settings = study / "kodierung.yaml"
    settings.write_text(f"blind: true\n{settings.read_text('utf-8')}", "utf-8")
    return study


def without_names(settings: Path) -> None:
    """Let kodierung.yaml name nobody."""
    text = settings.read_text("utf-8")
    named = re.compile(r'^coder: "?A"?\n', re.MULTILINE)
    assert named.search(text)
    settings.write_text(named.sub("", text), "utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("code", "list"),
        ("code", "list", "--json"),
        ("codings", "export"),
        ("history",),
        ("history", "--json"),
        ("history", "--code", CODE),
    ],
)
def test_lists_show_ones_own(blind: Path, kod: Kod, words: tuple[str, ...]) -> None:
    done = kod(*words)
    assert done.code == 0
    assert QUOTES["A"] in done.out
    assert not any(quote in done.out for quote in OTHERS)
    told = "blind: the work of 1 other coder and your A.round2 is hidden"
    assert f"{told} (kodierung reveal)" in done.err
    as_b = kod("--coder", "B", *words)
    assert QUOTES["B"] in as_b.out
    assert QUOTES["A"] not in as_b.out
    assert "the work of 2 other coders is hidden" in as_b.err


@pytest.mark.parametrize(
    "words",
    [
        ("code", "list", "--coder"),
        ("codings", "export", "--coder"),
        ("history", "--coder"),
        ("matrix", "--coder"),
        ("evaluate", "--against"),
    ],
)
def test_the_work_of_others_is_refused_by_name(
    blind: Path, kod: Kod, words: tuple[str, ...]
) -> None:
    kod("suggest")
    refused = kod(*words, "B")
    assert (refused.code, refused.out) == (1, "")
    assert "A does not see the work of B yet" in refused.err
    assert "kodierung --coder B" in refused.err
    assert kod("--coder", "B", *words, "B").code == 0
    assert kod(*words, "A").code == 0


def test_where_nobody_is_named_nothing_is_shown(blind: Path, kod: Kod) -> None:
    without_names(blind / "kodierung.yaml")
    done = kod("code", "list", "--json")
    assert (done.code, done.records) == (0, [])
    assert "the work of 3 other coders is hidden (say who you are" in done.err
    (one,) = kod("code", "list", "--json", "--coder", "B").records
    assert one["coder"] == "B"
    assert [r["verb"] for r in kod("history", "--json").records] == ["import"]


def corrected(files: Path, old: str, new: str) -> Path:
    """Return the first file with other words in it."""
    path = files / "FG01_traeger.txt"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path


def test_an_import_does_not_tell_what_became_of_the_codings_of_others(
    blind: Path, files: Path, kod: Kod
) -> None:
    noted = "FG01_traeger", "--quote", "Bei uns nicht", "Oho!", "--coder", "B"
    assert kod("memo", "add", "--transcript", *noted).code == 0
    path = corrected(files, "uns nicht. Wir", "uns nie. Wir")
    checked = kod("import", path, "--update", "--check")
    done = kod("import", path, "--update")
    for told in (checked, done):
        assert told.code == 0
        assert "1 moved with their words, and those of other coders" in told.err
        assert "memos: those of other coders" in told.err
        assert "nie" not in told.err
    taken_back = kod("undo", kod("history", "--json").records[0]["number"])
    told = kod("history").out
    assert "new version" in told
    assert "new version" in taken_back.err
    for shown in (told, taken_back.err):
        assert "nie" not in shown
        assert "other words" not in shown


def test_an_import_tells_others_what_became_of_their_own(
    blind: Path, files: Path, kod: Kod
) -> None:
    path = corrected(files, "uns nicht. Wir", "uns nie. Wir")
    done = kod("--coder", "B", "import", path, "--update", "--json")
    assert "(B, turn 3): “uns nicht” → “uns nie”" in done.err
    (record,) = done.records
    assert record["codings"] == {"changed": 1}
    assert [change["coder"] for change in record["changes"]] == ["B"]
    with_nobody = corrected(files, "auf Augenhöhe", "auf Höhe")
    without_names(blind / "kodierung.yaml")
    told = kod("import", with_nobody, "--update").err
    assert "codings: those of other coders" in told
    assert "Höhe" not in told


def test_an_import_tells_all_of_who_has_revealed(
    blind: Path, files: Path, kod: Kod
) -> None:
    assert kod("reveal", "--yes").code == 0
    path = corrected(files, "uns nicht. Wir", "uns nie. Wir")
    told = kod("import", path, "--update").err
    assert "(B, turn 3): “uns nicht” → “uns nie”" in told
    assert "other coders" not in told


def test_a_file_of_several_coders_is_found_by_ones_own_codes(
    blind: Path, kod: Kod
) -> None:
    line = '{"transcript": "FG01_traeger.txt", "quote": "Ähm", "code": "%s"'
    own = (line + "}\n") % CODE
    theirs = (line + ', "coder": "B"}\n') % "role.markt"
    (blind / "both.jsonl").write_text(own + theirs, "utf-8")
    assert kod("codings", "import", "both.jsonl", "--coder", "A").code == 0
    assert [r["verb"] for r in kod("history", "--json", "--limit", 1).records] == [
        "codings import"
    ]
    assert kod("history", "--code", "role.markt", "--json").records == []
    seen_by_b = kod("--coder", "B", "history", "--code", "role.markt", "--json")
    assert [r["coder"] for r in seen_by_b.records] == ["B"]


def test_codes_that_others_used_are_not_named_by_undo(blind: Path, kod: Kod) -> None:
    added = kod("codebook", "add", "role.neu", "--label", "Neu")
    assert added.code == 0, added.err
    number = kod("history", "--json", "--limit", 1).records[0]["number"]
    where = "FG01_traeger", "--quote", "Ähm", "--coder", "B"
    assert kod("code", "add", "role.neu", *where).code == 0
    refused = kod("undo", number)
    assert refused.code == 1
    assert "others have coded with what the codebook would no longer" in refused.err
    assert "role.neu" not in refused.err
    seen = kod("--coder", "B", "undo", number, "--coder", "A,B")
    assert "passages are coded with role.neu" in seen.err


def test_what_was_revealed_stays_revealed(blind: Path, kod: Kod) -> None:
    refused = kod("reveal")
    assert refused.code == 2
    assert "nobody to ask" in refused.err
    assert kod("reveal", "--yes").code == 0
    listed = kod("code", "list")
    assert all(quote in listed.out for quote in QUOTES.values())
    assert "blind" not in listed.err
    assert kod("matrix", "--coder", "B").code == 0
    assert "already" in kod("reveal", "--yes").err
    (last, *_) = kod("history", "--json").records
    assert last["verb"] == "reveal"
    assert last["changes"] == ["A sees the work of the others from now on"]
    again = kod("undo", last["number"])
    assert again.code == 1
    assert "what was seen cannot be unseen" in again.err
    assert kod("undo").err.startswith("Undone: 2, code add")
    assert QUOTES["A"] not in kod("--coder", "B", "code", "list").out


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 1)])
def test_on_a_terminal_it_is_asked(
    blind: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch, answer: bool, code: int
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: answer)
    done = kod("reveal")
    assert done.code == code
    assert "for good" in done.err
    assert (kod("matrix", "--coder", "B").code == 0) == answer


def test_a_study_that_is_not_blind_has_nothing_to_reveal(study: Path, kod: Kod) -> None:
    refused = kod("reveal", "--yes")
    assert refused.code == 1
    assert "not coded blind" in refused.err


def test_figures_of_rules_leave_out_what_others_decided(blind: Path, kod: Kod) -> None:
    kod("suggest")
    (one, *_) = kod("suggestions", "--code", CODE, "--json").records

    def decided(shown: Result) -> list[dict[str, object]]:
        return [r for r in shown.records if r["table"] == "rule"]

    exported = blind / "of_b.jsonl"
    assert kod("--coder", "B", "codings", "export", exported).code == 0
    before = decided(kod("evaluate", "--against", "A", "--json"))
    of_a_file = decided(kod("evaluate", "--against", exported, "--json"))
    kod("reject", one["id"], "--coder", "B")
    assert decided(kod("evaluate", "--against", "A", "--json")) == before
    kod("reveal", "--yes", "--coder", "B")
    assert decided(kod("evaluate", "--against", exported, "--json")) == of_a_file
    kod("reveal", "--yes")
    after = decided(kod("evaluate", "--against", "A", "--json"))
    assert json.dumps(after) != json.dumps(before)


def test_a_matrix_without_codings_names_nobody_else(study: Path, kod: Kod) -> None:
    words = ("code", "add", CODE, "FG01_traeger", "--quote", "auf Augenhöhe")
    assert kod(*words, "--coder", "B").code == 0
    told = kod("matrix", "--coder", "A")
    assert "codings in this study: B (1)" in told.err
    with (study / "kodierung.yaml").open("a", encoding="utf-8") as stream:
        stream.write("blind: true\n")
    told = kod("matrix", "--coder", "A")
    assert "there are none yet" in told.err
    assert "B (1)" not in told.err
