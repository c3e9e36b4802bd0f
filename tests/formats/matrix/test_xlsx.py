from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from kodierung.formats.matrix.wording import evidence
from kodierung.formats.matrix.xlsx import write
from kodierung.model import Matrix

openpyxl = pytest.importorskip("openpyxl")


def opened(matrix: Matrix) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write(matrix)))


def cells(book: Any) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def test_the_published_table_cell_by_cell(published: Matrix):
    sheet = opened(published)["Matrix"]

    assert sheet["A1"].value == published.caption
    found = list(sheet.iter_rows(3, 12, 1, 4, values_only=True))
    assert found[0][1:] == ("Förderlich", "Hemmend", "Statement")
    expected = [
        (
            None if i else p.label,
            r.promoting.label,
            r.inhibiting.label,
            r.statements[0].text,
        )
        for p in published.perspectives
        for i, r in enumerate(p.rows)
        if r.promoting and r.inhibiting and r.statements
    ]
    assert found[1:] == expected
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged >= {"A1:D1", "A4:A8", "A9:A12", "A14:D14"}
    assert sheet["A14"].value == published.note
    assert sheet.freeze_panes == "B4"
    assert sheet.page_setup.orientation == "landscape"


def test_a_cell_leads_to_its_segments_and_they_lead_back(evidenced: Matrix):
    book = opened(evidenced)
    sheet, segments = book["Matrix"], book["Segmente"]
    links = {cell.coordinate: cell for cell in cells([sheet]) if cell.hyperlink}
    factors = [
        (4 + line, column, cell)
        for line, row in enumerate(r for p in evidenced.perspectives for r in p.rows)
        for column, cell in enumerate(row.factors)
        if cell
    ]
    for line, column, factor in factors:
        shown = sheet.cell(line, 2 + column).value
        assert shown == f"{factor.label}\n{evidence(factor, 'de')}"
        link = links.pop(sheet.cell(line, 6 + column).coordinate)
        assert link.hyperlink.location == f"'Segmente'!A{link.value}"
        for offset, passage in enumerate(factor.passages):
            row = segments[link.value + offset]
            assert row[7].value == passage.quote
            assert row[0].hyperlink.location == f"'Matrix'!{'BC'[column]}{line}"
    # What is left leads from the statements.
    assert {cell.column_letter for cell in links.values()} == {"H"}
    for cell in links.values():
        quote = segments.cell(cell.value, 8).value
        assert quote[:20] in sheet.cell(cell.row, 4).value


def test_a_segment_has_everything_known_about_it(evidenced: Matrix):
    segments = opened(evidenced)["Segmente"]
    head, first, second, *_ = segments.iter_rows(values_only=True)

    assert head == (
        "Zelle", "Faktor", "Richtung", "Gruppe", "Person", "Funktion", "Zeit", "Zitat",
        "Memo", "Code", "Thema", "Perspektive", "Transkript", "Redebeitrag",
        "Bis Redebeitrag", "Von Zeichen", "Bis Zeichen", "Codiert von", "Codierung",
    )  # fmt: skip
    label = "Striktere Überwachung von Obliegenheiten der Kunden (Sanktionen)"
    assert first == (
        1, label, "Förderlich", "FG01", "B1", "Geschäftsführung",
        datetime.timedelta(seconds=65),
        "Wir hatten in zwei Jahren vier verschiedene Ansprechpartner, da fängt man "
        "immer wieder von vorne an.",
        "Gegenbeispiel in FG02 beachten", label, "Obliegenheiten",
        "Träger-MA und Leitungen zur Interaktion mit Jobcentern", "FG01_traeger.txt",
        3, 3, 1200, 1300, "consensus", "c0000",
    )  # fmt: skip
    assert second[8] is None
    assert segments["G2"].number_format == "[h]:mm:ss"
    assert segments["G5"].value is None
    count = sum(
        c.segments
        for p in evidenced.perspectives
        for r in p.rows
        for c in r.factors
        if c
    )
    assert segments.tables["Segments"].ref == f"A1:S{1 + count}"
    assert segments.freeze_panes == "C2"


def test_nothing_is_a_formula(nasty: Matrix):
    book = opened(nasty)
    texts = [cell.value for cell in cells(book) if isinstance(cell.value, str)]

    assert {cell.data_type for cell in cells(book)} <= {"s", "n", "d"}
    assert [t for t in texts if t.startswith("=SUM(A1:A9)")]
    assert [t for t in texts if t.startswith("=cmd|")]
    links = {cell.hyperlink.location for cell in cells(book) if cell.hyperlink}
    assert links == {"'Segments'!A2", "'Matrix'!B4"}
    with zipfile.ZipFile(io.BytesIO(write(nasty))) as package:
        for name in package.namelist():
            assert b"<f>" not in package.read(name)


@pytest.mark.parametrize("character", ["ä", "👩"])
def test_a_text_too_long_for_a_cell_is_visibly_shortened(character: str, small: Matrix):
    row = small.perspectives[0].rows[0]
    assert row.promoting
    passage = replace(row.promoting.passages[0], quote=character * 40_000)
    promoting = replace(row.promoting, label="=" * 40_000, passages=(passage,))
    block = replace(small.perspectives[0], rows=(replace(row, promoting=promoting),))
    book = opened(replace(small, perspectives=(block,)))

    for value in (book["Segmente"]["H2"].value, book["Matrix"]["B4"].value):
        assert 32_700 < len(value.encode("utf-16-le")) // 2 <= 32_767
    assert book["Segmente"]["H2"].value.endswith(f"{character} […] (gekürzt)")
    assert book["Matrix"]["B4"].value.endswith("Personen · 1 von 4 Gruppen")
    assert "= […] (gekürzt)\n" in book["Matrix"]["B4"].value


def test_a_matrix_without_segments_has_no_table(published: Matrix):
    block = replace(published.perspectives[0], rows=())
    book = opened(replace(published, perspectives=(block,)))

    assert not book["Segmente"].tables
    assert book["Segmente"].max_row == 1


def test_a_subcode_is_named_in_its_own_column(small: Matrix):
    row = small.perspectives[0].rows[0]
    assert row.promoting
    passage = replace(row.promoting.passages[0], code="t.m.promoting.sub")
    promoting = replace(row.promoting, passages=(passage,))
    block = replace(small.perspectives[0], rows=(replace(row, promoting=promoting),))
    labelled = replace(small, perspectives=(block,), codes={passage.code: "Besuche"})

    assert opened(labelled)["Segmente"]["J2"].value == "Besuche"


def test_nobody_and_no_day_is_named(published: Matrix):
    with zipfile.ZipFile(io.BytesIO(write(published))) as package:
        properties = package.read("docProps/core.xml").decode()
        assert "dcterms:created" not in properties
        assert "<dc:creator></dc:creator>" in properties
        assert published.title in properties
        assert {entry.date_time for entry in package.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
