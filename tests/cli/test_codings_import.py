"""`kodierung codings import` of what other programs wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Kod
from tests.support.coded_work import highlights
from tests.support.small import GROUP_ONE

HEAD = "document;speaker;code;quotation;coder\n"


def table(folder: Path, *rows: str) -> Path:
    path = folder / "t.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def codings(kod: Kod) -> list[tuple[str, str]]:
    return [(c["coder"], c["quote"]) for c in kod("codings", "export").records]


GOOD = "FG01_traeger;;Marktakteur;Augenhöhe;B"
BAD = "FG01_traeger;;Marktakteur;steht da nicht;B"


def test_all_is_found(study: Path, kod: Kod) -> None:
    done = kod("codings", "import", table(study, GOOD))
    assert done.code == 0
    assert "Table: 1 coding imported, 0 there already, 0 not found." in done.err
    assert codings(kod) == [("B", "Augenhöhe")]
    assert "1 there already" in kod("codings", "import", study / "t.csv").err
    assert kod("--coder", "B", "undo").code == 0
    assert codings(kod) == []


def test_signs_that_differ_are_counted(study: Path, kod: Kod) -> None:
    row = GOOD.replace("Augenhöhe", '"auf\u00a0Augenhöhe"')
    done = kod("codings", "import", table(study, row))
    assert "1 of them but for blanks or signs" in done.err
    assert codings(kod) == [("B", "auf Augenhöhe")]


def test_something_is_not_found(study: Path, kod: Kod) -> None:
    path = table(study, GOOD, BAD)
    done = kod("codings", "import", path)
    assert done.code == 1
    assert "t.csv:3" in done.err
    assert "do not stand in FG01_traeger.txt" in done.err
    assert "Nothing was imported" in done.err
    assert codings(kod) == []
    done = kod("codings", "import", path, "--skip-bad", "--not-found", "rest.jsonl")
    assert done.code == 0
    assert codings(kod) == [("B", "Augenhöhe")]
    (rest,) = map(json.loads, (study / "rest.jsonl").read_text("utf-8").splitlines())
    assert (rest["place"], rest["found"]) == ("t.csv:3", "not found")


def test_looking_first(study: Path, kod: Kod) -> None:
    done = kod("codings", "import", table(study, GOOD), "--check", "--json")
    assert done.code == 0
    (record,) = done.records
    assert (record["found"], record["code_id"]) == ("exact", "role.markt")
    assert GROUP_ONE[record["start"] : record["end"]] == "Augenhöhe"
    assert "would be imported" in done.err
    assert codings(kod) == []


def test_codes_and_documents_that_are_lacking(study: Path, kod: Kod) -> None:
    rows = (GOOD.replace("Marktakteur", "Neu"), GOOD.replace("FG01_traeger", "XY"))
    done = kod("codings", "import", table(study, *rows))
    assert done.code == 1
    assert 'lacks 1 of the file\'s codes: "Neu" (1 coding)' in done.err
    assert 'lacks documents of the file: "XY" (1 coding)' in done.err
    said = "--map", "Neu=role.markt", "--documents", "XY=FG01_traeger"
    assert kod("codings", "import", study / "t.csv", *said).code == 0


@pytest.mark.parametrize("option", ["--map", "--documents"])
def test_an_option_of_another_form(study: Path, kod: Kod, option: str) -> None:
    done = kod("codings", "import", table(study, GOOD), option, "ohne")
    assert (done.code, option in done.err) == (2, True)


def test_options_that_lines_do_not_have(study: Path, kod: Kod) -> None:
    (study / "a.jsonl").write_text('{"code": "x"}\n', "utf-8")
    assert kod("codings", "import", "a.jsonl", "--check").code == 2


def test_only_the_first_are_shown(study: Path, kod: Kod) -> None:
    done = kod("codings", "import", table(study, *[BAD] * 30))
    assert done.err.count("error: t.csv") == 20
    assert "… and 10 more" in done.err


def test_a_blind_coder_sees_none_of_the_others(study: Path, kod: Kod) -> None:
    settings = study / "kodierung.yaml"
    settings.write_text(settings.read_text("utf-8") + "blind: true\n", "utf-8")
    mine = BAD.replace(";B", ";A").replace("steht da", "auch da steht es")
    path = table(study, GOOD, BAD, mine)
    done = kod(
        "codings", "import", path, "--skip-bad", "--json", "--not-found", "r.csv"
    )
    assert done.code == 0
    everything = done.out + done.err + (study / "r.csv").read_text("utf-8-sig")
    assert "auch da steht es" in everything
    assert "steht da nicht" not in everything
    assert "Augenhöhe" not in everything
    assert "… and 1 more" in done.err


def test_a_page_of_highlights(study: Path, kod: Kod) -> None:
    at = GROUP_ONE.index("Augenhöhe")
    marked = [("FG01_traeger.txt", at, at + 9, "Marktakteur", "")]
    (study / "h.html").write_bytes(highlights({"FG01_traeger.txt": GROUP_ONE}, marked))
    assert kod("codings", "import", "h.html", "--coder", "C").code == 0
    assert codings(kod) == [("C", "Augenhöhe")]
