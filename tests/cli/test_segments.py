from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import docx
import openpyxl
import pytest

from kodierung.project import Project
from tests.cli.conftest import Kod
from tests.support.small import coding

GUIDE = Path(__file__).parent.parent.parent / "docs" / "segments.md"
GOOD = "traeger.kenntnisse.promoting"
CODED = (
    (GOOD, "FG01", "Die kennen unsere Maßnahmen", "A"),
    (f"{GOOD}.besuch", "FG01", "Da waren welche zu Besuch.", "A"),
    ("traeger.kooperation.promoting", "FG01", "zu Besuch. Das war auf Augenhöhe.", "A"),
    ("role.markt", "FG01", "Wir sind nur Dienstleister.", "A"),
    ("role.markt", "FG01", "Wir sind nur Dienstleister.", "B"),
    ("jobcenter.kontakt.promoting", "FG02", "Man kennt sich eben.", "A"),
)


@pytest.fixture
def coded(study: Path) -> Path:
    with Project.find(study).open_store() as store, store.writing("code") as change:
        known = {one.group: one for one in store.transcripts()}
        for code, group, quote, coder in CODED:
            change.add_coding(coding(known[group], quote, code, coder, memo="Ach."))
    return study


def test_the_list_on_the_terminal(coded: Path, kod: Kod) -> None:
    done = kod("segments", "--code", "role", "--context", 1)
    assert done.out == (
        "Marktakteur  role.markt\n"
        "  1  FG01, B2, 00:00:20\n"
        "     B1: Die kennen unsere Maßnahmen, wirklich gut. Ähm, Überraschung!\n"
        "     B2: Bei uns nicht. …\n"
        "     „Wir sind nur Dienstleister.“\n"
        "     B1: Da waren welche zu Besuch. Das war auf Augenhöhe.\n"
        "     memo: Ach.\n"
        "     Ach.\n\n"
    )
    assert done.err == "1 segment · 1 of 5 people · 1 of 2 groups · 4 words\n"


def test_codes_on_the_same_words(coded: Path, kod: Kod) -> None:
    asked = "segments", "--code", "traeger.kooperation", "--and", GOOD
    assert "„zu Besuch. Das war auf Augenhöhe.“" in kod(*asked).out
    shared = kod(*asked, "--overlap")
    assert "„zu Besuch.“" in shared.out
    assert "1 of 3 people" in shared.err
    near = kod("segments", "--code", "role", "--near", GOOD, "--within", 0)
    assert (near.out, near.code) == ("", 0)
    assert "0 segments · 0 of 5 people · 0 of 2 groups" in near.err


def test_words_in_context_are_aligned_and_fit(coded: Path, kod: Kod) -> None:
    done = kod("segments", "--text", "auf augenhoehe", "--kwic")
    first, second = done.out.splitlines()
    assert first.startswith("FG01, B1, 00:00:30       ")
    assert second.startswith("FG02, B1, Redebeitrag 2  ")
    assert first.index("auf Augenhöhe.") == second.index("Auf Augenhöhe.")
    assert max(len(first), len(second)) <= 80
    assert done.err.splitlines()[:2] == ["FG01: B1 1", "FG02: B1 1"]
    assert done.err.splitlines()[2].startswith("2 hits · 2 segments · 2 of 5 people")
    narrow = kod("segments", "--text", "auf augenhoehe", "--kwic", "--width", 8)
    assert "Besuch" not in narrow.out


def test_figures(coded: Path, kod: Kod) -> None:
    done = kod("segments", "--code", "traeger", "--count")
    lines = [re.sub(" +", " ", line).strip() for line in done.out.splitlines()]
    assert "FG01 B1 3 13" in lines
    assert "gesamt 3 13" in lines
    whole, one = kod("segments", "--code", "traeger", "--count", "--json").records
    assert whole["speakers"] == {"k": 1, "of": 3}
    assert (one["of"], one["speaker"], one["words"]) == ("speaker", "B1", 13)


def test_json_is_as_documented(coded: Path, kod: Kod) -> None:
    told = (GUIDE.parent / "json.md").read_text("utf-8")
    paragraph = told[told.index("**Passage**") : told.index("**Matrix**")]
    settled = kod("transcripts", "text", "FG01_traeger").out
    records = kod("segments", "--code", "role", "--json").records
    (passage,) = records
    assert settled[passage["start"] : passage["end"]] == passage["quote"]
    assert passage["coders"] == ["A", "B"]
    assert passage["path"] == ["Marktakteur"]
    (hit,) = kod("segments", "--text", "Überraschung", "--kwic", "--json").records
    assert settled[hit["start"] : hit["end"]] == hit["words"] == "Überraschung"
    count = kod("segments", "--count", "--json").records[0]
    for key in {*passage, *hit, *count}:
        assert f"`{key}`" in paragraph, key


def test_tables_and_quotations_are_written(coded: Path, kod: Kod) -> None:
    for ending in ("csv", "xlsx", "docx", "html", "md", "tsv", "tex", "json"):
        done = kod("segments", "--code", "traeger", "-o", f"exports/q.{ending}")
        assert done.code == 0, done.err
    with (coded / "exports" / "q.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["code"] for row in rows] == [
        GOOD,
        f"{GOOD}.besuch",
        "traeger.kooperation.promoting",
    ]
    assert (
        rows[0]
        | {
            "index": "1",
            "place": "FG01, B1, 00:00:10",
            "function": "Geschäftsführung",
            "perspective": "traeger",
            "path": "Träger › Kenntnisse › Gute Kenntnisse",
            "quote": "Die kennen unsere Maßnahmen",
            "coder": "A",
            "words": "4",
        }
        == rows[0]
    )
    sheet = openpyxl.load_workbook(coded / "exports" / "q.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[3]][:3] == ["Nr.", "Stelle", "Transkript"]
    document = docx.Document(str(coded / "exports" / "q.docx"))
    styles = {p.style.name for p in document.paragraphs if p.style}
    assert {"Quotation Heading", "Quotation Text", "Quotation Note"} <= styles
    shown = [p.text for p in document.paragraphs]
    assert "„Die kennen unsere Maßnahmen“ (FG01, B1, 00:00:10)" in shown
    for ending in ("html", "md", "tsv", "tex", "json"):
        assert "zu Besuch" in (coded / "exports" / f"q.{ending}").read_text("utf-8")


def test_hits_in_a_file_and_in_a_pipe(coded: Path, kod: Kod) -> None:
    words = "segments", "--text", "Augenhöhe", "--kwic", "--format", "csv"
    rows = list(csv.DictReader(io.StringIO(kod(*words).out)))
    assert [(row["before"], row["hit"], row["after"]) for row in rows] == [
        ("Da waren welche zu Besuch. Das war auf", "Augenhöhe", "."),
        ("Man kennt sich eben. Auf", "Augenhöhe", "."),
    ]
    (table,) = json.loads(kod(*words[:-1], "json").out)
    assert [row["hit"] for row in table["rows"]] == ["Augenhöhe", "Augenhöhe"]
    kod("segments", "--text", "Augenhöhe", "--kwic", "-o", "k.docx")
    (page,) = docx.Document(str(coded / "k.docx")).tables
    assert [cell.text for cell in page.rows[0].cells] == [
        "Nr.",
        "Stelle",
        "Davor",
        "Treffer",
        "Danach",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("--kwic",),
        ("--width", 3, "--text", "ja"),
        ("--kwic", "--count", "--text", "ja"),
        ("--context", 1, "--count"),
        ("--context", 1, "--kwic", "--text", "ja"),
        ("--lemma",),
        ("--near", "role", "--within", -1),
    ],
)
def test_what_does_not_go_together(
    coded: Path, kod: Kod, words: tuple[object, ...]
) -> None:
    done = kod("segments", *words)
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err


def test_a_blind_coder_sees_her_own(coded: Path, kod: Kod) -> None:
    settings = coded / "kodierung.yaml"
    settings.write_text(f"blind: true\n{settings.read_text('utf-8')}", "utf-8")
    (mine,) = kod("--coder", "B", "segments", "--json").records
    assert mine["coders"] == ["B"]
    told = kod("--coder", "B", "segments", "--code", "traeger")
    assert "hidden" in told.err
    assert "0 segments" in told.err
    assert kod("--coder", "B", "segments", "--coder", "A").code == 1
    said = kod("--coder", "B", "segments", "--text", "Augenhöhe", "--json")
    assert len(said.records) == 2
    assert said.err == ""


def test_nothing_steers_the_terminal(coded: Path, kod: Kod) -> None:
    hostile = "I: Na?\n\nB1: \x1b[31mrot\x1b[0m und [bold]fett[/bold].\n"
    (coded / "FG03.txt").write_text(hostile, "utf-8")
    assert kod("import", "FG03.txt", "--set", "perspective=traeger").code == 0
    for words in (("--kwic",), ()):
        done = kod("segments", "--text", "fett", "--group", "FG03", *words)
        assert "\x1b" not in done.out
        assert "[bold]fett[/bold]" in done.out


def test_the_commands_of_the_guide_run(coded: Path, kod: Kod) -> None:
    page = GUIDE.read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) > 15
    for line in lines:
        done = kod(*shlex.split(line)[1:])
        assert done.code == 0, (line, done.err)
