from __future__ import annotations

import csv
import json
import re
import shlex
from pathlib import Path

import pytest

from kodierung.project import Project
from tests.cli.conftest import Kod
from tests.support.small import coding

GUIDE = Path(__file__).parent.parent.parent / "docs" / "tables.md"
GOOD = "traeger.kenntnisse.promoting"
CODED = (
    (GOOD, "FG01", "Die kennen unsere Maßnahmen", "A"),
    (GOOD, "FG01", "Da waren welche zu Besuch.", "A"),
    ("role.markt", "FG01", "Wir sind nur Dienstleister.", "A"),
    ("role.markt", "FG01", "nur Dienstleister", "B"),
    ("jobcenter.kontakt.promoting", "FG02", "Man kennt sich eben.", "A"),
)


@pytest.fixture
def coded(study: Path) -> Path:
    with Project.find(study).open_store() as store, store.writing("code") as change:
        known = {one.group: one for one in store.transcripts()}
        for code, group, quote, coder in CODED:
            change.add_coding(coding(known[group], quote, code, coder))
    return study


def test_the_table_on_the_terminal(coded: Path, kod: Kod) -> None:
    done = kod("crosstab", "--count", "speakers")
    assert done.code == 0
    assert done.err == ""
    lines = [re.sub(" +", " ", line).strip() for line in done.out.splitlines()]
    assert lines[0] == "Codes nach Gruppen: Personen"
    assert "+ Gute Kenntnisse 1 von 3 1 von 3" in lines
    assert "Marktakteur 1 von 3 0 von 2 1 von 5" in lines
    assert "gesamt 2 von 3 1 von 2 3 von 5" in lines
    assert GOOD not in done.out
    assert "Codierungen von A." in done.out


@pytest.mark.parametrize(
    "words",
    [
        ("--by", "speaker", "--count", "words"),
        ("--by", "speaker", "--transpose", "--all"),
        ("--cooccurrence", "--all", "--count", "groups"),
        ("--cooccurrence", "--count", "jaccard"),
        ("--course", "20", "--percent", "row"),
    ],
)
def test_tables_fit_the_terminal(coded: Path, kod: Kod, words: tuple[str, ...]) -> None:
    done = kod("crosstab", *words)
    assert done.code == 0, done.err
    assert max(map(len, done.out.splitlines())) <= 80
    assert "\ufffd" not in done.out


@pytest.mark.parametrize("name", ["md", "xlsx", "docx", "html", "tex", "json"])
def test_files_of_several_tables(coded: Path, kod: Kod, name: str) -> None:
    two = ("--count", "segments", "--count", "speakers")
    assert kod("crosstab", *two, "-o", f"exports/tab.{name}").code == 0
    assert (coded / "exports" / f"tab.{name}").stat().st_size > 400


def test_csv_for_excel_and_for_programs(coded: Path, kod: Kod) -> None:
    path = coded / "tab.csv"
    assert kod("crosstab", "--count", "speakers", "-o", path, "--bom").code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfcode,label,FG01,FG01_of,")
    assert kod("crosstab", "-o", "tab.xlsx", "--bom").code == 2
    assert kod("crosstab", "--bom").out.startswith("\ufeffcode,label,FG01,")
    two = kod("crosstab", "--count", "words", "--count", "speakers", "-o", "tab.csv")
    assert two.code == 2
    assert "holds one table, and these are 2" in two.err


def test_the_long_form(coded: Path, kod: Kod) -> None:
    words = ("--count", "segments", "--count", "speakers")
    done = kod("crosstab", *words, "--tidy")
    found = list(csv.DictReader(done.out.splitlines()))
    assert len(found) == 3 * 2 * 2
    assert found[1] == {
        "code": GOOD,
        "label": "Gute Kenntnisse",
        "perspective": "traeger",
        "theme": "traeger.kenntnisse",
        "polarity": "promoting",
        "by": "group",
        "column": "FG01",
        "column_label": "FG01",
        "figure": "speakers",
        "value": "1",
        "of": "3",
    }
    records = kod("crosstab", *words, "--json").records
    assert [
        {k: "" if v is None else str(v) for k, v in r.items()} for r in records
    ] == (found)


def test_json_lines_into_a_file(coded: Path, kod: Kod) -> None:
    assert kod("crosstab", "--json", "-o", "codes.jsonl").out == ""
    lines = (coded / "codes.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == kod("crosstab", "--json").records


def test_json_of_percentages(coded: Path, kod: Kod) -> None:
    words = ("--count", "words", "--percent", "column", "--code", "role", "--json")
    first, second = kod("crosstab", *words).records
    # Four of the nineteen words of FG01's people.
    assert first["value"] == 4
    assert first["share"] == pytest.approx(4 / first["of"])
    assert second["share"] == 0


def test_a_file_of_json_holds_tables(coded: Path, kod: Kod) -> None:
    assert kod("crosstab", "--count", "groups", "-o", "tab.json").code == 0
    (table,) = json.loads((coded / "tab.json").read_text("utf-8"))
    assert table["name"] == "Gruppen"
    assert table["rows"][0]["FG01"] == {"k": 1, "of": 1}
    assert table["rows"][0]["FG02"] is None
    assert table["foot"][0]["total"] == {"k": 2, "of": 2}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--by", "grupe"), 1, 'did you mean "group"?'),
        (("--code", "rolle"), 1, 'has no code "rolle"'),
        (("--near", "2"), 2, "Add --cooccurrence."),
        (("--course-by", "words"), 2, "Add --course N."),
        (("--by", "coder", "--course", "3"), 2, "three different tables"),
        (("--course", "3", "--course-by", "time"), 1, "FG02_jobcenter"),
        (("--count", "binary", "--percent", "row"), 2, "no percentages"),
        (("--count", "jaccard"), 2, "Ask for it with --cooccurrence"),
        (("--format", "doc"), 2, 'as "doc"'),
        (("-o", "tab.pdf"), 2, "says no format"),
        (("-o", "tab.csv", "--format", "tsv"), 2, "the ending says csv"),
    ],
)
def test_what_cannot_be_done(
    coded: Path, kod: Kod, words: tuple[str, ...], code: int, told: str
) -> None:
    done = kod("crosstab", *words)
    assert done.code == code
    assert told in done.err


def test_a_blind_coder_sees_her_own(coded: Path, kod: Kod) -> None:
    settings = coded / "kodierung.yaml"
    settings.write_text(settings.read_text("utf-8") + "\nblind: true\n", "utf-8")
    own = kod("crosstab", "--by", "coder", "--json")
    assert {record["column"] for record in own.records} == {"A"}
    assert "hidden" in own.err
    assert kod("crosstab", "--coder", "B").code == 1
    assert kod("crosstab", "--by", "coder", "--coder", "B").code == 1
    assert kod("--coder", "B", "crosstab", "--json").records[0]["value"] == 1


def test_all_coders_where_nothing_is_blind(coded: Path, kod: Kod) -> None:
    records = kod("crosstab", "--by", "coder", "--code", "role", "--json").records
    assert [(r["column"], r["value"]) for r in records] == [("A", 1), ("B", 1)]


def test_the_commands_of_the_page_run(coded: Path, kod: Kod) -> None:
    page = GUIDE.read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    commands = [shlex.split(line)[1:] for line in lines if "crosstab" in line]
    assert len(commands) > 8
    for words in commands:
        done = kod(*words)
        assert done.code == 0, (words, done.err)
