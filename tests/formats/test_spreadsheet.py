"""Excel files: sheets, cells with times, hostile archives."""

import zipfile
from datetime import datetime, time, timedelta
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from kodierung.errors import TranscriptError
from kodierung.formats import table
from kodierung.formats.files import archive
from kodierung.formats.registry import ReadOptions, read_transcript
from tests.support.packages import package, word
from tests.support.refusal import refusal, truncated


def read(data, name="a.xlsx"):
    return table.read(data, name, ReadOptions())


def said(draft):
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


def clocks(draft):
    return [(one.start_time, one.end_time) for one in draft.turns]


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_excel_files_with_times_of_any_kind():
    data = workbook(
        Info=[["Projekt", "Datum"], ["Arbeit", "heute"]],
        Daten=[
            ["Interview 3"],
            ["Nr", "Zeit", "Person", "Inhalt", "Bis"],
            [1, time(0, 0, 12), "I", "Los.", timedelta(seconds=15.5)],
            [2, "0:16", None, "Und so.", None],
            [],
            [3, datetime.fromisoformat("1899-12-30 00:01:05"), "B1", "Ja.", "00:02:00"],
            [4, 121.5, 2, 5, None],
        ],
    )
    for name in ("a.xlsx", "a.csv", "a.txt"):
        found, draft = read_transcript(data, name)
        assert found == "table"
        assert said(draft) == [("I", "Los.\nUnd so."), ("B1", "Ja."), ("2", "5")]
        assert clocks(draft) == [(12.0, 15.5), (65.0, 120.0), (121.5, None)]
        assert draft.notes == ("Interview 3",)


def test_a_word_file_with_a_chart_is_no_table():
    assert not table.sniff("a.docx", word("<w:p/>"))


def test_excel_files_without_such_columns_are_refused():
    with pytest.raises(TranscriptError, match=r'^a\.xlsx: no columns .* "Ort", "Land"'):
        read(workbook(A=[["Ort", "Land", "PLZ", "X", "Y"]]))
    with pytest.raises(TranscriptError, match="has no rows"):
        read(workbook(A=[]))


def test_old_excel_files_are_named():
    with pytest.raises(TranscriptError, match=r"old Excel file \(\.xls\)"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500)


def with_shared_strings(*rows):
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


SOUND = with_shared_strings(("Wer", "Text"), ("I", "Los."), ("B1", "Ja."))


def altered(inside, change):
    with zipfile.ZipFile(BytesIO(SOUND)) as sound:
        parts = {name: sound.read(name) for name in sound.namelist()}
    return package({**parts, inside: change(parts.get(inside, b""))})


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"]
)
def test_hostile_excel_files_are_refused(part):
    bomb = b'<!DOCTYPE a [<!ENTITY x "I">]>'
    with pytest.raises(TranscriptError, match=r"^a\.xlsx: .*refused"):
        read(altered(part, lambda xml: bomb + xml))
    with pytest.raises(TranscriptError, match=r"^a\.xlsx: .*damaged"):
        read(altered(part, lambda xml: xml[: len(xml) // 2]))
    with pytest.raises(TranscriptError, match="far larger"):
        read(altered(part, lambda xml: b" " * (archive.LARGEST + 1)))


@pytest.mark.parametrize("called", ["sheet1.dat", "sheet1.png", "sheet1"])
def test_entities_are_refused_in_sheets_of_any_name(called):
    with zipfile.ZipFile(BytesIO(SOUND)) as sound:
        parts = {name: sound.read(name) for name in sound.namelist()}
    sheet = parts.pop("xl/worksheets/sheet1.xml").partition(b"?>")[2]
    parts = {
        name: part.replace(b"worksheets/sheet1.xml", f"worksheets/{called}".encode())
        for name, part in parts.items()
    }
    renamed = {**parts, f"xl/worksheets/{called}": sheet}
    assert said(read(package(renamed), "a.xlsx")) == [("I", "Los."), ("B1", "Ja.")]
    hostile = b'<!DOCTYPE a [<!ENTITY a "bumm">]>' + sheet
    with pytest.raises(TranscriptError, match=r"^a\.xlsx: .*refused"):
        read(package({**renamed, f"xl/worksheets/{called}": hostile}))


def test_a_cell_far_away_costs_little():
    far = b'<row r="900000"><c r="XFD900000"><v>1</v></c></row></sheetData>'
    data = altered(
        "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", far)
    )
    assert said(read(data)) == [("I", "Los."), ("B1", "Ja.")]


def test_a_file_cut_off_anywhere_is_refused():
    for cut in truncated(SOUND):
        assert refusal(read, cut, "a.xlsx").startswith("a.xlsx: ")


def test_the_other_sheets_with_turns_are_told():
    turns = [["Wer", "Text"], ["I", "Los."], ["B1", "Ja."]]
    data = workbook(
        Info=[["Projekt"], ["Arbeit"]],
        **{"Gruppe 1": turns, "Gruppe 2": [*turns, ["B2", "Nein."]]},
        Ohne=turns[1:],
    )
    draft = read(data)
    assert said(draft) == [("I", "Los."), ("B1", "Ja.")]
    assert [str(one).partition(" (")[0] for one in draft.problems] == [
        'a.xlsx: what stands in the sheets "Gruppe 2", "Ohne" is left out; one sheet '
        "is read"
    ]
    assert read(workbook(Info=[["Projekt"]], A=turns), "a.xlsx").problems == ()
