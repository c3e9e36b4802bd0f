"""Deciding in a spreadsheet: every row is checked first, all are taken or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cli.conftest import Kod

HEADINGS = [
    "Vorschlag", "Stelle", "Person", "Zitat", "Code", "Bezeichnung", "Begründung",
    "Wert", "Bisher", "Entscheidung", "Anderer Code", "Memo",
]  # fmt: skip
ID, QUOTE, CODE, SO_FAR, DECISION, OTHER, MEMO = 1, 4, 5, 9, 10, 11, 12

Fill = Callable[[dict[tuple[int, int], str]], str]


@pytest.fixture
def made(study: Path, kod: Kod) -> str:
    """The sheet of the small study's three suggestions: rows 2 to 4."""
    assert kod("suggest").code == 0
    done = kod("suggestions", "export", "x.xlsx")
    assert done.code == 0, done.err
    assert "with 3 suggestions" in done.err
    return "x.xlsx"


def sheet_of(name: str) -> Worksheet:
    found = load_workbook(name).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


@pytest.fixture
def fill(made: str) -> Fill:
    """Write into cells, by row and column."""

    def run(answers: dict[tuple[int, int], str]) -> str:
        book = load_workbook(made)
        for (row, column), text in answers.items():
            book.worksheets[0].cell(row, column).value = text
        book.save(made)
        return made

    return run


def statuses(kod: Kod) -> list[str]:
    return [r["status"] for r in kod("suggestions", "--json").records]


def codings(kod: Kod) -> list[tuple[str, str]]:
    return [(r["code"], r["memo"]) for r in kod("code", "list", "--json").records]


def test_the_sheet_offers_answers_and_locks_the_rest(made: str, kod: Kod) -> None:
    sheet = sheet_of(made)
    assert [cell.value for cell in sheet[1]] == HEADINGS
    found = kod("suggestions", "--json").records
    assert [sheet.cell(row, ID).value for row in (2, 3, 4)] == [r["id"] for r in found]
    assert sheet.cell(2, QUOTE).value == found[0]["quote"]
    assert sheet.cell(2, SO_FAR).value == "offen"
    assert sheet.freeze_panes == "A2"
    assert sheet.protection.sheet
    locked = [sheet.cell(2, column).protection.locked for column in range(1, 13)]
    assert locked == [True] * 9 + [False] * 3
    assert sheet.cell(2, QUOTE).alignment.wrap_text
    offered: dict[str, Any] = {
        str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation
    }
    assert offered == {"J2:J4": '"annehmen,ablehnen"', "K2:K4": "Codes!$A$2:$A$9"}
    codes = load_workbook(made)["Codes"]
    assert codes["A2"].value == "traeger.kenntnisse.promoting"
    assert codes.max_row == 9


def test_answers_are_taken_over_and_undone_by_number(fill: Fill, kod: Kod) -> None:
    file = fill(
        {
            (2, DECISION): "annehmen",
            (2, OTHER): "Marktakteur",
            (2, MEMO): "Zeile 1\nZeile 2",
            (3, DECISION): "Reject",
        }
    )
    checked = kod("suggestions", "apply", file, "--check")
    assert "A would decide: 0 accepted, 1 changed, 1 rejected." in checked.err
    assert "undo" not in checked.err
    assert codings(kod) == []
    done = kod("suggestions", "apply", file)
    assert done.code == 0, done.err
    assert "A decided: 0 accepted, 1 changed, 1 rejected." in done.err
    assert "Decided so before: 0. Rows without an answer: 1." in done.err
    assert codings(kod) == [("role.markt", "Zeile 1\nZeile 2")]
    assert statuses(kod) == ["changed", "rejected", "open"]
    again = kod("suggestions", "apply", file)
    assert "Decided so before: 2." in again.err
    assert "undo" not in again.err
    number = done.err.split("kodierung undo ")[1].split()[0]
    assert kod("undo", number).code == 0
    assert statuses(kod) == ["open"] * 3


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({(2, ID): "abc"}, 'row 2: the study has no suggestion "abc"'),
        ({(2, QUOTE): "Anderes"}, "row 2: the quotation is not that"),
        ({(2, DECISION): "anehmen"}, '"anehmen" is no decision (did you mean'),
        ({(2, DECISION): ""}, "a code or memo without a decision"),
        ({(2, DECISION): "ablehnen"}, "what is rejected gets no code and no memo"),
        ({(2, OTHER): "role.mark"}, 'has no code "role.mark" (did you mean'),
        ({(1, DECISION): "Weg"}, 'there is no column "Entscheidung" or "Decision"'),
        ({(1, MEMO): "Code"}, 'two columns are called "Code"'),
    ],
)
def test_a_fault_anywhere_refuses_everything(
    fill: Fill, kod: Kod, answers: dict[tuple[int, int], str], fault: str
) -> None:
    good = {(2, DECISION): "annehmen", (2, MEMO): "gut", (3, DECISION): "annehmen"}
    for words in (["--check"], []):
        done = kod("suggestions", "apply", fill(good | answers), *words)
        assert done.code == 1
        assert fault in done.err
        assert "nothing was changed" in done.err
    assert codings(kod) == []


def test_all_faults_are_listed(fill: Fill, kod: Kod) -> None:
    first = kod("suggestions", "--json").records[0]
    file = fill(
        {
            (2, DECISION): "annehmen",
            (3, DECISION): "ja",
            (4, ID): first["id"],
            (4, QUOTE): first["quote"],
            (4, DECISION): "ablehnen",
        }
    )
    done = kod("suggestions", "apply", file)
    assert "row 3: " in done.err
    assert 'row 4: this suggestion is answered already at sheet "Vor' in done.err


def test_what_was_decided_otherwise_meanwhile_stays(fill: Fill, kod: Kod) -> None:
    ids = [r["id"] for r in kod("suggestions", "--json").records]
    file = fill({(2, DECISION): "annehmen", (3, DECISION): "annehmen"})
    assert kod("reject", ids[0]).code == 0
    done = kod("suggestions", "apply", file)
    assert "row 2: it was decided otherwise meanwhile: rejected" in done.err
    assert statuses(kod) == ["rejected", "open", "open"]
    # In a sheet written since, the answer is a change of mind.
    assert kod("suggestions", "export", file).code == 0
    assert sheet_of(file).cell(2, SO_FAR).value == "abgelehnt"
    done = kod("suggestions", "apply", fill({(2, DECISION): "annehmen"}))
    assert "1 accepted" in done.err
    assert statuses(kod) == ["accepted", "open", "open"]


def test_a_memo_on_what_was_changed_before_keeps_the_change(
    fill: Fill, kod: Kod
) -> None:
    fill({(2, DECISION): "annehmen", (2, OTHER): "role.markt"})
    assert kod("suggestions", "apply", "x.xlsx").code == 0
    assert kod("suggestions", "export", "x.xlsx").code == 0
    fill({(2, DECISION): "annehmen", (2, MEMO): "später"})
    done = kod("suggestions", "apply", "x.xlsx")
    assert "0 accepted, 1 changed, 0 rejected" in done.err
    assert codings(kod) == [("role.markt", "später")]


def test_rows_and_columns_may_move_or_be_gone(fill: Fill, kod: Kod) -> None:
    name = fill({(4, DECISION): "annehmen"})
    book = load_workbook(name)
    sheet = book.worksheets[0]
    third = [cell.value for cell in sheet[4]]
    sheet.delete_rows(2, 3)
    for column, value in enumerate(third, start=1):
        sheet.cell(2, column).value = value
    sheet.delete_cols(MEMO)
    sheet.delete_cols(2, 7)
    book.save(name)
    assert "1 accepted" in kod("suggestions", "apply", name).err
    assert statuses(kod) == ["open", "open", "accepted"]


def test_the_filters_hold_and_other_kinds_of_files_are_refused(
    made: str, kod: Kod
) -> None:
    assert kod("suggestions", "export", "y.xlsx", "--code", "role").code == 0
    assert sheet_of("y.xlsx").max_row == 2
    assert kod("suggestions", "export", "y.ods").code == 2
    Path("y.ods").write_bytes(
        b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument."
        b"spreadsheetPK"
    )
    refused = kod("suggestions", "apply", "y.ods")
    assert refused.code == 1
    assert "OpenDocument table" in refused.err


def test_words_that_begin_like_a_formula_are_only_words(kod: Kod, empty: Path) -> None:
    Path("FG09_traeger.txt").write_text("I: Und?\n\nB1: =1+1 auf Augenhöhe.\n", "utf-8")
    assert kod("import", "FG09_traeger.txt", "--set", "perspective=traeger").code == 0
    assert kod("suggest").code == 0
    assert kod("suggestions", "export", "x.xlsx").code == 0
    cell = sheet_of("x.xlsx").cell(2, QUOTE)
    assert (cell.data_type, cell.value) == ("s", "=1+1 auf Augenhöhe.")


def test_the_listing_is_as_before_and_can_be_ordered(made: str, kod: Kod) -> None:
    plain = kod("suggestions", "--json").records
    ordered = kod("suggestions", "--order", "informative", "--json").records
    assert sorted(r["id"] for r in plain) == sorted(r["id"] for r in ordered)
    assert len({r["code"] for r in ordered[:2]}) == 2
