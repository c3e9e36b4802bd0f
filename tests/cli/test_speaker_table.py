"""`kodierung speakers export` and `apply`: the people in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodierung.formats import speaker_table
from kodierung.project import Project
from kodierung.text import on_one_line
from kodierung.workflow.speaker_table import apply_speakers, export_speakers
from tests.cli.conftest import Kod
from tests.cli.test_speakers import ONE, events, person


def table(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def fill(path: Path, rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    path.write_text(stream.getvalue(), "utf-8")


def test_the_table_has_a_row_for_each_group_and_person(study: Path, kod: Kod) -> None:
    assert kod("speakers", "export", "t.csv").code == 0
    assert Path("t.csv").read_bytes().startswith(b"\xef\xbb\xbftranscript;group;")
    rows = table(Path("t.csv"))
    assert rows[:3] == [
        ["transcript", "group", "speaker", "kind", "function", "perspective", "turns",
         "words"],
        [ONE, "FG01", "", "", "", "traeger", "", ""],
        [ONE, "FG01", "I", "moderator", "Moderation", "", "1", "6"],
    ]  # fmt: skip
    assert [row[2] for row in rows[1:]] == [
        "",
        "I",
        "B1",
        "B2",
        "B3",
        "",
        "I",
        "B1",
        "B2",
    ]


def test_the_workbook_offers_what_is_allowed(study: Path, kod: Kod) -> None:
    assert kod("speakers", "export", "t.xlsx").code == 0
    book = openpyxl.load_workbook("t.xlsx")
    sheet = book["speakers"]
    assert sheet.freeze_panes == "D2"
    offered = {
        str(one.sqref): [
            cell.value
            for (cell,) in book["values"][one.formula1.removeprefix("=").split("!")[1]]
        ]
        for one in sheet.data_validations.dataValidation
    }
    assert offered == {
        "D2:D10": ["moderator", "participant"],
        "F2:F10": ["traeger", "jobcenter", "-"],
    }


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_an_untouched_table_changes_nothing(name: str, study: Path, kod: Kod) -> None:
    kod("speakers", "set", "B1", "--group", "FG01", "--function", '=1+1; "x"')
    kod("speakers", "export", name)
    before = events(study)
    done = kod("speakers", "apply", name)
    assert (done.code, "Nothing changed" in done.err) == (0, True)
    assert events(study) == before


def test_a_filled_in_table_is_applied_as_a_whole(study: Path, kod: Kod) -> None:
    kod("speakers", "export", "t.csv")
    rows = table(Path("t.csv"))
    rows[1][5] = "jobcenter"
    rows[3][3:6] = ["Moderator", "Chefin", "traeger"]
    rows[4][4] = "-"
    fill(Path("t.csv"), rows)
    done = kod("speakers", "apply", "t.csv")
    assert done.code == 0, done.err
    assert f"{ONE}, B2: function Coachin → (none)" in done.err
    one, two = person(kod, "B1"), person(kod, "B2")
    assert (one["kind"], one["function"]) == ("moderator", "Chefin")
    assert one["attributes"] == {"perspective": "traeger"}
    assert (two["function"], two["attributes"]) == ("", {"perspective": "jobcenter"})
    assert "Nothing changed" in kod("speakers", "apply", "t.csv").err


def test_faults_are_named_by_row_and_nothing_is_changed(study: Path, kod: Kod) -> None:
    kod("speakers", "export", "t.csv")
    rows = table(Path("t.csv"))
    rows[1][5] = "traegr"
    rows[2][3] = "moderater"
    rows[3][0] = "FG01_traege.txt"
    rows[4][2] = "B22"
    rows[5][1] = "FG02"
    rows[6][4] = "Leitung"
    rows[8][4] = "Leitung"  # right, and yet not taken
    rows.append(rows[8])
    fill(Path("t.csv"), rows)
    before = events(study)
    done = kod("speakers", "apply", "t.csv")
    assert done.code == 1
    for told in (
        't.csv:2: "traegr" is no value of the attribute "perspective" (did you mean',
        't.csv:3: "moderater" is no kind of speaker (did you mean "moderator"?)',
        't.csv:4: the study has no transcript "FG01_traege.txt" (did you mean',
        't.csv:5: nobody is called "B22" there (did you mean "B2"?)',
        f't.csv:6: {ONE} belongs to the group "FG01"',
        "t.csv:7: a whole group has no function",
        "t.csv:11: described already at t.csv:9",
    ):
        assert told in done.err
    assert events(study) == before


def test_an_unknown_column_is_named(study: Path, kod: Kod) -> None:
    fill(
        Path("t.csv"), [["group", "speaker", "perspektive"], ["FG01", "B1", "traeger"]]
    )
    done = kod("speakers", "apply", "t.csv")
    assert done.code == 1
    assert (
        't.csv:1: unknown column "perspektive" (did you mean "perspective"?)'
        in done.err
    )


def test_a_short_table_by_group_with_commas_is_enough(study: Path, kod: Kod) -> None:
    Path("t.csv").write_text("Group,Speaker,Function\nfg01,B1,Chefin\n\n", "utf-8")
    assert kod("speakers", "apply", "t.csv").code == 0
    assert person(kod, "B1")["function"] == "Chefin"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.xlsx", b"PK\x03\x04 nothing behind it"),
        ("t.csv", b""),
        ("t.csv", b'group;speaker\n"FG01;B1' + b"x" * 200_000),
        ("t.csv", b"\x00\x01\x02\xff" * 100),
        ("t.csv", b"FG01;B1\nFG01;B2\n"),
        ("t.csv", b"group;group\nFG01;FG01\n"),
        ("t.csv", b"transcript;speaker\n;B1\n"),
    ],
)
def test_no_file_breaks_it(name: str, data: bytes, study: Path, kod: Kod) -> None:
    Path(name).write_bytes(data)
    before = events(study)
    done = kod("speakers", "apply", name)
    assert done.code == 1, done.err
    assert f"{name}" in done.err
    assert events(study) == before
    assert kod("speakers", "export", "t.ods").code == 2


ANY = st.text(max_size=12).map(lambda said: unicodedata.normalize("NFC", said))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    functions=st.tuples(
        ANY, st.sampled_from(["-", "'-", "=1", "''=x", "007", "+49", ""])
    ),
    value=ANY.filter(str.strip),
    suffix=st.sampled_from([".csv", ".xlsx"]),
)
def test_whatever_is_known_survives_an_untouched_table(
    functions: tuple[str, str], value: str, suffix: str, study: Path
) -> None:
    project = Project.find(study)
    with project.open_store() as store, store.writing("test") as change:
        known = store.transcript(ONE)
        assert known is not None
        one, two = (
            replace(s, function=f)
            for s, f in zip(known.speakers[:2], functions, strict=True)
        )
        one = replace(one, attributes={"@wort": value, "turns": "007"})
        people = (one, two, *known.speakers[2:])
        attributes = {"perspective": "traeger", "ort": value}
        changed = replace(known, speakers=people, attributes=attributes)
        change.replace_transcript(changed, store.sources()[ONE])
    path = study / f"t{suffix}"
    export_speakers(project, path)
    assert apply_speakers(project, path).changes == ()


@given(text=st.text())
def test_a_cell_is_no_formula_and_keeps_its_text(text: str) -> None:
    cell = speaker_table.cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    shown = "".join(c if c.isprintable() else " " for c in text)
    if shown == text:
        assert speaker_table.text_of(cell) == on_one_line(text)


def test_a_value_may_be_written_by_its_label(study: Path, kod: Kod) -> None:
    fill(Path("t.csv"), [["group", "perspective"], ["FG01", "Jobcenter"]])
    done = kod("speakers", "apply", "t.csv")
    assert done.code == 0, done.err
    assert "perspective traeger → jobcenter" in done.err
