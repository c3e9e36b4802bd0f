"""Coded passages as rows of other programs' exports."""

from __future__ import annotations

import io

import openpyxl
import pytest

from kodierung.errors import TranscriptError
from kodierung.formats.coded.table import read_table

MAXQDA = [
    ("Farbe", "Kommentar", "Dokumentgruppe", "Dokumentname", "Code", "Anfang", "Ende",
     "Gewicht", "Segment", "Autor", "Erstellt am"),
    ("", "wichtig", "Träger", "FG01", "Rahmen > Zeit > Knapp", 3, 3, 0,
     "Da fehlt es an Zeit.\nUnd an Geld.", "Ada", "12.03.2026 10:00"),
    ("", "", "Träger", "FG02", "Rolle", 5, 6, 0, "Wir sind Dienstleister.", "Ben", ""),
    ("", "", "Träger", "FG02", "", 5, 6, 0, "Ohne Code", "Ben", ""),
]  # fmt: skip


def as_xlsx(rows: list[tuple[object, ...]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Deckblatt"
    sheet = book.create_sheet("Codings")
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_coded_segments_of_maxqda() -> None:
    work = read_table(as_xlsx(list(MAXQDA)), "Codierte Segmente.xlsx")
    first, second = work.codings
    assert (first.document, first.code, first.coder, first.memo) == (
        "FG01", "Rahmen > Zeit > Knapp", "Ada", "wichtig",
    )  # fmt: skip
    assert first.quote == "Da fehlt es an Zeit.\nUnd an Geld."
    assert "row 2" in first.place
    assert (second.code, second.start) == ("Rolle", None)
    assert [code.name for code in work.codes.walk()] == [
        "Rahmen", "Zeit", "Knapp", "Rolle",
    ]  # fmt: skip
    assert work.lost == {"rows without a document, code or words": 1}


def test_highlights_of_taguette() -> None:
    text = 'id,document,tag,content\n1,FG01,Zeit.Knapp,"Da, fehlt es"\n'
    (coding,) = read_table(text.encode(), "h.csv").codings
    assert (coding.document, coding.code, coding.quote, coding.place) == (
        "FG01", "Zeit > Knapp", "Da, fehlt es", ":2",
    )  # fmt: skip


def test_a_plain_list_with_umlauts_of_an_old_excel() -> None:
    text = "Dokument;Sprecher;Code;Zitat\nFG01;B1;Größe;Ja, größer.\n"
    (coding,) = read_table(text.encode("cp1252"), "l.csv").codings
    assert (coding.speaker, coding.code, coding.quote) == ("B1", "Größe", "Ja, größer.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n1,2\n", "document or the code or the quote"),
        ("document,code\nx,y\n", "quote"),
        ("", "document"),
    ],
)
def test_a_table_without_the_columns(text: str, told: str) -> None:
    with pytest.raises(TranscriptError, match=told):
        read_table(text.encode(), "x.csv")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_headings_tell_what_separates_cells(separator: str) -> None:
    quote = "Ja, also, so, wie, das, ist; nun ja."
    cells = (["Dokument", "Code", "Zitat"], ["FG01", "Zeit", f'"{quote}"'])
    data = "\r\n".join(separator.join(row) for row in cells).encode()
    (coding,) = read_table(data, "x.csv").codings
    assert (coding.document, coding.code, coding.quote) == ("FG01", "Zeit", quote)
