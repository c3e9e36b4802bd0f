"""The options of `matrix`, as they are told in docs/matrix.md."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from kodierung.project import Project
from tests.cli.conftest import Kod
from tests.support.small import coding

GUIDE = Path(__file__).parent.parent.parent / "docs" / "matrix.md"
GOOD = "traeger.kenntnisse.promoting"
BAD = "traeger.kenntnisse.inhibiting"
CODED = (
    (GOOD, "FG01", "Die kennen unsere Maßnahmen"),
    (f"{GOOD}.besuch", "FG01", "Da waren welche zu Besuch."),
    (BAD, "FG01", "Bei uns nicht."),
    ("traeger.kooperation.promoting", "FG01", "Das war auf Augenhöhe."),
    ("traeger.kooperation.promoting", "FG01", "Da waren welche zu Besuch."),
    ("traeger.kooperation.promoting", "FG01", "wirklich gut"),
    ("jobcenter.kontakt.promoting", "FG02", "Man kennt sich eben."),
)
LEVEL = """\
  level:
    label: Ebene
    values: {leitung: Leitung, fachkraft: Fachkraft}
"""


@pytest.fixture
def coded(study: Path, kod: Kod) -> Path:
    with Project.find(study).open_store() as store, store.writing("code") as change:
        known = {one.group: one for one in store.transcripts()}
        for code, group, quote in CODED:
            change.add_coding(coding(known[group], quote, code))
    book = study / "codebooks" / "klein.yaml"
    text = book.read_text("utf-8").replace("concepts:\n", f"{LEVEL}concepts:\n")
    book.write_text(text, "utf-8")
    for label, level in (("B1", "leitung"), ("B2", "fachkraft")):
        done = kod("speakers", "set", label, f"level={level}", "--group", "FG01")
        assert done.code == 0, done.err
    return study


def made(kod: Kod, *options: str) -> Any:
    done = kod("matrix", "--format", "json", *options)
    assert done.code == 0, done.err
    return json.loads(done.out)


def themes(matrix: Any) -> list[str]:
    return [row["theme"] for p in matrix["perspectives"] for row in p["rows"]]


def set_citation(folder: Path, form: str) -> None:
    settings = folder / "kodierung.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}\ncitation: '{form}'\n", "utf-8")


def test_evidence_side_by_side(coded: Path, kod: Kod) -> None:
    matrix = made(kod, "--by", "level")
    assert matrix["comparison"]["by"] == "level"
    values = [one["value"] for one in matrix["comparison"]["values"]]
    assert values == ["leitung", "fachkraft", "unknown"]
    good, bad = (
        matrix["perspectives"][0]["rows"][0][p] for p in ("promoting", "inhibiting")
    )
    figures = [(p["value"], p["segments"], p["speakers"]) for p in good["parts"]]
    assert figures == [
        ("leitung", 2, {"k": 1, "of": 1}),
        ("fachkraft", 0, {"k": 0, "of": 1}),
        ("unknown", 0, {"k": 0, "of": 1}),  # B3, who says nothing
    ]
    assert [part["segments"] for part in bad["parts"]] == [0, 1, 0]
    office = matrix["perspectives"][1]["rows"][0]["promoting"]
    assert [part["value"] for part in office["parts"]] == ["unknown"]


def test_side_by_side_in_print_and_for_programs(coded: Path, kod: Kod) -> None:
    shown = kod("matrix", "--by", "level").out
    assert (
        "<br>Leitung: 1 von 1<br>Fachkraft: 0 von 1<br>nicht angegeben: 0 von 1"
        in shown
    )
    assert "Nach Ebene: wie viele Personen es sagen" in shown
    rows = list(
        csv.DictReader(
            io.StringIO(kod("matrix", "--by", "level", "--format", "csv").out)
        )
    )
    assert len(rows) == 3 * 3
    (one,) = [r for r in rows if (r["theme"], r["value"]) == ("kenntnisse", "leitung")]
    assert (one["by"], one["promoting_segments"], one["promoting_speakers"]) == (
        "level",
        "2",
        "1",
    )
    assert (one["inhibiting_segments"], one["inhibiting_speakers_of"]) == ("0", "1")


def test_by_group_speaker_and_function(coded: Path, kod: Kod) -> None:
    def values(by: str) -> list[str]:
        cell = made(kod, "--by", by)["perspectives"][0]["rows"][0]["promoting"]
        return [part["value"] for part in cell["parts"]]

    assert values("group") == ["FG01"]
    assert values("speaker") == ["FG01 B1", "FG01 B2", "FG01 B3"]
    assert values("function") == ["Anleiter", "Coachin", "Geschäftsführung"]


def test_the_same_side_by_side_in_a_cross_table(coded: Path, kod: Kod) -> None:
    lines = kod("crosstab", "--by", "function", "--count", "speakers", "--json").records
    told = {line["column"]: line["value"] for line in lines if line["code"] == GOOD}
    cell = made(kod, "--by", "function")["perspectives"][0]["rows"][0]["promoting"]
    for part in cell["parts"]:
        assert told[part["value"]] == part["speakers"]["k"]


def test_two_runs_give_the_same_bytes(coded: Path, kod: Kod) -> None:
    options = ("--by", "level", "--subcodes", "--contradictions", "-o")
    for name in ("xlsx", "docx", "html", "tex"):
        files = [coded / f"{run}.{name}" for run in ("one", "two")]
        for file in files:
            assert kod("matrix", *options, file).code == 0
        assert files[0].read_bytes() == files[1].read_bytes()


def test_what_cannot_be_compared(coded: Path, kod: Kod) -> None:
    unknown = kod("matrix", "--by", "levle")
    assert (unknown.code, unknown.err.splitlines()[0]) == (
        1,
        'error: Nothing in this study is called "levle".',
    )
    coder = kod("matrix", "--by", "coder")
    assert coder.code == 2
    assert "crosstab --by coder" in coder.err
    assert kod("matrix", "--by", "level", "--no-evidence").code == 2


def test_many_values_are_for_a_cross_table(
    coded: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kodierung.formats.matrix.lines.MOST_VALUES", 2)
    monkeypatch.setattr("kodierung.workflow.matrix.MOST_VALUES", 2)
    many = kod("matrix", "--by", "level")
    assert many.code == 0
    assert "kodierung crosstab --by level shows them all" in " ".join(many.err.split())
    assert "<br>Leitung: 1 von 1 |" in many.out
    assert "Fachkraft: 0 von 1" not in many.out


def test_order_and_least_evidence(coded: Path, kod: Kod) -> None:
    assert themes(made(kod)) == ["kenntnisse", "kooperation", "kontakt"]
    ordered = made(kod, "--order", "evidence")
    assert themes(ordered) == ["kooperation", "kenntnisse", "kontakt"]
    least = made(kod, "--min-segments", "2")
    assert themes(least) == ["kenntnisse", "kooperation"]
    assert least["perspectives"][0]["rows"][0]["inhibiting"] is None
    assert "Ohne Faktoren aus weniger als 1 Gruppen oder 2 Segmenten." in least["note"]
    assert themes(made(kod, "--min-groups", "2")) == []
    assert kod("matrix", "--min-groups", "-1").code == 2


def test_subcodes_and_contradictions(coded: Path, kod: Kod) -> None:
    row = made(kod, "--subcodes", "--contradictions")["perspectives"][0]["rows"][0]
    (below,) = row["promoting"]["subcodes"]
    assert (below["label"], below["segments"]) == ("Besuche vor Ort", 1)
    assert row["contradictions"] == [
        {"group": "FG01", "promoting": ["B1"], "inhibiting": ["B2"], "both": []}
    ]
    plain = made(kod)["perspectives"][0]["rows"][0]
    assert (plain["promoting"]["subcodes"], plain["contradictions"]) == ([], [])
    shown = kod("matrix", "--subcodes", "--contradictions").out
    assert "– Besuche vor Ort: 1 Segment · 1 von 1 Gruppen" in shown
    assert "Widersprüche: FG01 (+\xa0B1, −\xa0B2)" in shown


def test_a_mark_for_excel(coded: Path, kod: Kod) -> None:
    for name in ("csv", "tsv"):
        assert kod("matrix", "--bom", "-o", f"tab.{name}").code == 0
        assert (coded / f"tab.{name}").read_bytes().startswith(b"\xef\xbb\xbf")
        assert kod("matrix", "-o", f"tab.{name}").code == 0
        assert not (coded / f"tab.{name}").read_bytes().startswith(b"\xef\xbb\xbf")
    assert kod("matrix", "--bom").out.startswith("\ufeffperspective,theme,")
    refused = kod("matrix", "--bom", "-o", "tab.html")
    assert (refused.code, (coded / "tab.html").exists()) == (2, False)


def test_a_template_of_ones_own(coded: Path, kod: Kod) -> None:
    document = docx.Document()
    for text in ("Davor.", "{{matrix}}", "Danach."):
        document.add_paragraph(text)
    document.save("journal.docx")
    written = kod("matrix", "-o", "tab.docx", "--template", "journal.docx")
    assert written.code == 0, written.err
    found = docx.Document("tab.docx")
    assert [p.text for p in found.paragraphs][::3] == ["Davor.", "Danach."]
    assert len(found.tables) == 1
    (coded / "letter.docx").write_text("Kein Dokument", "utf-8")
    for template, code in (("letter.docx", 1), ("missing.docx", 1)):
        assert kod("matrix", "-o", "t.docx", "--template", template).code == code
    assert kod("matrix", "-o", "t.html", "--template", "journal.docx").code == 2


def test_sheets_behind_the_matrix(coded: Path, kod: Kod) -> None:
    assert kod("matrix", "--by", "level", "-o", "tab.xlsx").code == 0
    book = openpyxl.load_workbook(coded / "tab.xlsx")
    assert book.sheetnames == [
        "Matrix",
        "Segmente",
        "Codebuch",
        "Personen",
        "Vergleich",
    ]

    def rows(name: str) -> list[dict[str, Any]]:
        (table,) = book[name].tables.values()
        header, *lines = ([cell.value for cell in row] for row in book[name][table.ref])
        return [dict(zip(header, line, strict=True)) for line in lines]

    codes = {row["Code"]: row for row in rows("Codebuch")}
    assert (codes[GOOD]["Segmente"], codes[f"{GOOD}.besuch"]["Segmente"]) == (2, 1)
    assert codes["role.markt"]["Segmente"] == 0
    assert codes[GOOD]["Richtung"] == "förderlich"
    people = {(row["Gruppe"], row["Person"]): row for row in rows("Personen")}
    assert people["FG01", "B1"]["Segmente"] == 4
    assert people["FG01", "B1"]["Funktion"] == "Geschäftsführung"
    assert people["FG01", "B3"]["Redebeiträge"] == 0
    assert people["FG01", "I"]["Rolle"] == "Moderation"
    assert people["FG01", "I"]["Segmente"] is None
    assert people["FG02", "B1"]["Perspektive"] == "Jobcenter"
    compared = [
        (r["Faktor"], r["Ebene"], r["Segmente"], r["Personen"])
        for r in rows("Vergleich")
    ]
    assert ("Gute Kenntnisse", "Leitung", 2, 1) in compared
    assert len(compared) == 3 * 3 + 1


def test_a_citation_of_ones_own(coded: Path, kod: Kod) -> None:
    first = kod("code", "list", "--code", BAD, "--json").records[0]
    assert kod("code", "choose", first["id"]).code == 0
    assert "„Bei uns nicht.“ (FG01, B2, 00:00:20) |" in kod("matrix").out
    set_citation(coded, "[{group}: {speaker} ({function}), {turn}]")
    assert r"„Bei uns nicht.“ \[FG01: B2 (Coachin), 3] |" in kod("matrix").out
    source = list(csv.DictReader(io.StringIO(kod("matrix", "--format", "csv").out)))
    assert source[0]["statement_source"] == "FG01: B2 (Coachin), 3"
    for name in ("html", "tex"):
        assert "[FG01: B2 (Coachin), 3]" in kod("matrix", "--format", name).out.replace(
            "{[}", "["
        )
    for name in ("docx", "xlsx"):
        assert kod("matrix", "-o", f"t.{name}").code == 0
    cell = docx.Document("t.docx").tables[0].rows[1].cells[3].text
    assert cell == "„Bei uns nicht.“ [FG01: B2 (Coachin), 3]"
    assert openpyxl.load_workbook("t.xlsx")["Matrix"]["D4"].value == cell
    for options in ((), ("--format", "csv"), ("--text", "uns")):
        listed = kod("segments", "--code", BAD, *options)
        assert "FG01: B2 (Coachin), 3" in listed.out
    manual = kod("codebook", "export", "--format", "md")
    assert "(Coachin)" in manual.out


def test_a_wrong_citation_is_told_with_its_line(coded: Path, kod: Kod) -> None:
    set_citation(coded, "({gruppe}, {time})")
    lines = (coded / "kodierung.yaml").read_text("utf-8").splitlines()
    done = kod("matrix")
    assert done.code == 1
    told = " ".join(done.err.split())
    assert f'kodierung.yaml:{len(lines)}: a citation has no field "{{gruppe}}"' in told
    assert "{group}, {speaker}, {time}, {turn}, {transcript}, {function}" in told


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_the_guide_names_every_option() -> None:
    import typer.main

    from kodierung.cli import app

    command = typer.main.get_command(app).commands["matrix"]  # type: ignore[attr-defined]
    text = GUIDE.read_text("utf-8")
    for option in command.params:
        names = (*option.opts, *option.secondary_opts)
        assert any(name in text for name in names), names
    assert len(commands()) >= 10


@pytest.mark.parametrize("line", commands())
def test_the_commands_of_the_guide_run(coded: Path, kod: Kod, line: str) -> None:
    document = docx.Document()
    document.add_paragraph("{{matrix}}")
    document.save("journal.docx")
    done = kod(*shlex.split(line)[1:])
    assert done.code == 0, done.err
