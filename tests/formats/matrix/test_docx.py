from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from kodierung.formats.matrix.docx import write
from kodierung.model import Matrix


def opened(matrix: Matrix) -> Any:
    return docx.Document(io.BytesIO(write(matrix)))


def texts(row: Any) -> list[str]:
    return [cell.text for cell in row.cells]


def test_the_published_table_cell_by_cell(published: Matrix):
    document = opened(published)

    (table,) = document.tables
    rows = [texts(row) for row in table.rows]
    assert rows[0] == ["", "Förderlich", "Hemmend", "Statement"]
    expected = [
        [p.label, row.promoting.label, row.inhibiting.label, row.statements[0].text]
        for p in published.perspectives
        for row in p.rows
        if row.promoting and row.inhibiting and row.statements
    ]
    assert rows[1:] == expected
    assert [p.text for p in document.paragraphs] == [published.caption, published.note]
    assert document.paragraphs[0].style.name == "Caption"


def test_perspectives_are_merged_over_their_rows(published: Matrix):
    (table,) = opened(published).tables
    merges = [row._tr.tc_lst[0].vMerge for row in table.rows]

    block = ["restart", *["continue"] * 4, "restart", *["continue"] * 3]
    assert merges == [None, *block]


def test_the_header_repeats_and_rows_stay_whole(published: Matrix):
    (table,) = opened(published).tables

    def has(row: Any, name: str) -> bool:
        return row._tr.trPr.find(qn(f"w:{name}")) is not None

    repeating = [row for row in table.rows if has(row, "tblHeader")]
    assert [texts(row)[1] for row in repeating] == ["Förderlich"]
    assert all(has(row, "cantSplit") for row in table.rows)


def test_the_page_lies_across_and_the_table_fills_it(published: Matrix):
    document = opened(published)
    section = document.sections[0]
    assert section.page_width > section.page_height

    (table,) = document.tables
    room = section.page_width - section.left_margin - section.right_margin
    for row in table.rows:
        widths = [tc.width for tc in row._tr.tc_lst]
        assert sum(widths) == pytest.approx(room, rel=0.01)
    assert [c.width for c in table.columns] == [
        t.width for t in table._tbl.tr_lst[0].tc_lst
    ]


def test_evidence_is_smaller_and_on_its_own_paragraph(evidenced: Matrix):
    document = opened(evidenced)
    (table,) = document.tables
    label, figures = table.rows[1].cells[1].paragraphs

    assert label.text.startswith("Striktere Überwachung")
    assert figures.text == "5 Segmente · 5 von 11 Personen · 3 von 4 Gruppen"
    assert figures.style.font.size < label.style.font.size
    assert table.rows[5].cells[2].text == ""
    assert table.rows[2].cells[3].text.endswith("geklärt.“ (FG02, B4, Redebeitrag 31)")


def test_the_language_is_set_and_nobody_is_named(published: Matrix):
    document = opened(published)
    languages = {
        lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))
    }
    assert languages == {"de-DE"}
    assert document.core_properties.author == ""
    assert document.core_properties.title == published.title
    with zipfile.ZipFile(io.BytesIO(write(published))) as package:
        properties = package.read("docProps/core.xml")
        assert b"dcterms" not in properties.replace(b"xmlns:dcterms", b"")
        assert {entry.date_time for entry in package.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
        assert not [name for name in package.namelist() if "thumbnail" in name]


def test_nothing_in_the_material_breaks_the_document(nasty: Matrix):
    (table,) = opened(nasty).tables

    assert table.rows[1].cells[1].paragraphs[0].text == (
        "=SUM(1) | <script>alert('1')</script>"
    )
    assert "</mark></table> \ufffd[31m\ufffd 👩‍🏫 naïve”" in table.rows[1].cells[3].text
    assert table.rows[2].cells[0].text == table.rows[1].cells[0].text


def test_a_perspective_with_one_row_needs_no_merging(small: Matrix):
    block = small.perspectives[0]
    single = replace(small, perspectives=(replace(block, rows=block.rows[:1]),))
    (table,) = opened(single).tables

    assert [row._tr.tc_lst[0].vMerge for row in table.rows] == [None, None]
