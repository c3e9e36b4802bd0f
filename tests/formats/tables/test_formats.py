from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from lxml import html

from kodierung.errors import UsageError
from kodierung.formats.tables.registry import table_format_names, write_tables
from kodierung.formats.tables.values import percentage
from kodierung.model import Share, Table

openpyxl = pytest.importorskip("openpyxl")


def workbook(*tables: Table) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_tables(tables, "xlsx")))


@pytest.mark.parametrize(
    ("share", "german", "english"),
    [
        (0.0, "0\xa0%", "0%"),
        (0.001, "<1\xa0%", "<1%"),
        (0.125, "13\xa0%", "13%"),
        (0.994, "99\xa0%", "99%"),
        (0.999, ">99\xa0%", ">99%"),
        (1.0, "100\xa0%", "100%"),
    ],
)
def test_percentages_do_not_say_more_than_is_so(share, german, english):
    assert (percentage(share, "de"), percentage(share, "en")) == (german, english)


def test_a_workbook_holds_numbers(figures: Table):
    sheet = workbook(figures)["Personen"]

    assert sheet["A1"].value == figures.caption
    head, first, second, third = sheet.iter_rows(3, 6, values_only=True)
    assert head == tuple(column.label for column in figures.columns)
    assert first == (
        "Gute Kenntnisse", 3, 5, 2.5, 0.634, datetime.timedelta(seconds=65),
        "Ja, „so“ ist es.",
    )  # fmt: skip
    assert second == ("Wettbewerb", None, 12345, pytest.approx(1 / 3), "2 von 7", None,
                      None)  # fmt: skip
    assert third[5] == datetime.timedelta(hours=10)
    formats = [cell.number_format for cell in sheet[4]]
    assert formats[1:6] == ['0" von 11"', "0", "0.##", "0 %", "[h]:mm:ss"]
    assert sheet["G6"].alignment.wrap_text


def test_a_workbook_has_tables_to_filter_and_totals_apart(figures: Table):
    sheet = workbook(figures)["Personen"]

    (table,) = sheet.tables.values()
    assert table.ref == "A3:G6"
    assert table.autoFilter.ref == "A3:G6"
    assert sheet.freeze_panes == "B4"
    assert [cell.value for cell in sheet[8]][:3] == ["gesamt", 4, 12350]
    assert sheet["A8"].font.bold
    assert sheet["A10"].value == figures.note
    assert sheet.page_setup.orientation == "landscape"


def test_nothing_in_a_workbook_is_a_formula_and_names_are_allowed(nasty: Table):
    book = workbook(nasty, nasty, replace(nasty, name=""), replace(nasty, rows=()))

    assert book.sheetnames == [
        "History- [a-b]--".replace("[", "-").replace("]", "-"),
        "History- -a-b--- (2)",
        "-",
        "History- -a-b--- (3)",
    ]
    for sheet in book:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}
    assert book["-"]["A4"].value == "=SUM(1)"
    assert [cell.value for cell in book["-"][3]] == [
        "+Code",
        "+Code (2)",
        "100 % | {x}",
    ]


def test_excels_own_name_is_no_name_for_a_sheet(figures: Table):
    book = workbook(replace(figures, name="History"), replace(figures, name="x" * 40))
    assert book.sheetnames == ["History -", "x" * 31]


@pytest.mark.parametrize("name", ["xlsx", "docx"])
def test_packages_are_dateless(figures: Table, name: str):
    with zipfile.ZipFile(io.BytesIO(write_tables([figures], name))) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(1980, 1, 1)}
        assert "dcterms:created" not in package.read("docProps/core.xml").decode()


def test_a_word_document(figures: Table):
    document = docx.Document(io.BytesIO(write_tables([figures], "docx")))

    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1] == [
        "Gute Kenntnisse", "3 von 11", "5", "2,5", "63\xa0%", "00:01:05",
        "Ja, „so“ ist es.",
    ]  # fmt: skip
    assert rows[-1][:3] == ["gesamt", "4 von 11", "12.350"]
    styles = [row.cells[0].paragraphs[0].style.name for row in table.rows]
    assert styles == ["Table Header", *["Table Text"] * 3, "Table Total"]
    assert table.rows[1].cells[1].paragraphs[0].alignment == 2
    assert [p.text for p in document.paragraphs] == [figures.caption, figures.note]
    (section,) = document.sections
    assert section.page_width > section.page_height


def test_a_wide_table_stands_in_several_parts(wide: Table):
    document = docx.Document(io.BytesIO(write_tables([wide], "docx")))

    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    seen: list[str] = []
    for table in document.tables:
        head = [cell.text for cell in table.rows[0].cells]
        assert head[0] == "Code"
        seen += head[1:]
        assert sum(cell.width for cell in table.rows[0].cells) <= room * 1.01
    assert len(document.tables) > 1
    assert seen == [column.label for column in wide.columns[1:]]
    notes = [p.text for p in document.paragraphs if p.style.name == "Table Note"]
    assert notes == [*[""] * (len(document.tables) - 1), wide.note]


def test_a_page_shows_everything_and_runs_nothing(figures: Table, nasty: Table):
    written = write_tables([figures, nasty], "html")
    page = html.document_fromstring(written.decode())

    assert not page.findall(".//script")
    assert not page.xpath("//@src | //@href")
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]
    first, second = page.findall(".//table")
    assert [cell.text for cell in first.findall("tbody/tr/th")] == [
        row[0] for row in figures.rows
    ]
    assert first.find("tfoot/tr/th").text == "gesamt"
    assert second.find("tbody/tr/td").text == nasty.rows[0][1]
    assert page.get("lang") == "de-DE"


def test_html_knows_light_dark_and_paper(figures: Table):
    page = write_tables([figures], "html").decode()
    assert "prefers-color-scheme: dark" in page
    assert "size: A4 landscape" in page


def test_marks_for_excel(figures: Table):
    for name in ("csv", "tsv"):
        plain = write_tables([figures], name)
        assert write_tables([figures], name, bom=True) == b"\xef\xbb\xbf" + plain
    with pytest.raises(UsageError, match="xlsx file takes no"):
        write_tables([figures], "xlsx", bom=True)


@pytest.mark.parametrize("name", table_format_names())
def test_formats_that_hold_one_table_say_so(name: str, figures: Table):
    if name in ("csv", "tsv"):
        with pytest.raises(UsageError, match="these are 2"):
            write_tables([figures, figures], name)
    else:
        assert write_tables([figures, figures], name)
        assert write_tables([], name)


def test_an_unknown_format_is_named():
    with pytest.raises(UsageError, match='as "xslx"') as raised:
        write_tables([], "xslx")
    assert raised.value.hint == 'did you mean "xlsx"?'


def test_latex_turns_no_word_into_a_command(nasty: Table):
    text = write_tables([nasty], "tex").decode()
    assert text.count("\\end{document}") == 1
    assert r"\textbackslash{}end\{document\}" in text
    assert not re.search(r"(?<!\\)\$", text)


def test_shares_too_small_stay_empty_for_programs(figures: Table):
    row = write_tables([figures], "csv").decode().splitlines()[2]
    assert row == "Wettbewerb,,,12345,0.3333333333333333,,,"
    assert isinstance(figures.rows[1][4], Share)
