"""The matrix in a researcher's own document: everything of theirs stays."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from kodierung.errors import CodingError, TranscriptError
from kodierung.formats.matrix.docx_template import write_into
from kodierung.model import Matrix
from tests.formats.matrix.test_programs import convert  # noqa: F401 - a fixture
from tests.support.programs import pages

TYPES = "[Content_Types].xml"


def journal(*paragraphs: str) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(17), Cm(24)
    section.left_margin = section.right_margin = Cm(2)
    section.header.paragraphs[0].text = "Zeitschrift für Beispiele"
    document.styles["Normal"].font.name = "Times New Roman"
    document.core_properties.author = "Erika Muster"
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def written(document: Document, matrix: Matrix) -> Document:
    return docx.Document(
        io.BytesIO(write_into(matrix, saved(document), "journal.docx"))
    )


def without_grid(document: Document) -> Document:
    document.styles.element.remove(document.styles["Table Grid"].element)
    return document


def changed(data: bytes, inside: str, old: bytes, new: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            target.writestr(
                name, content.replace(old, new) if name == inside else content
            )
    return stream.getvalue()


def kinds(document: Document) -> list[str]:
    return [child.tag.split("}")[1] for child in document.element.body]


def test_the_table_stands_where_the_marker_stood(evidenced: Matrix) -> None:
    made = written(journal("Davor.", " {{matrix}} ", "Danach."), evidenced)
    assert kinds(made) == ["p", "p", "tbl", "p", "p", "sectPr"]
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts == ["Davor.", evidenced.caption, evidenced.note, "Danach."]
    assert made.tables[0].rows[1].cells[1].text.startswith("Striktere Überwachung")


def test_without_a_marker_it_stands_at_the_end(evidenced: Matrix) -> None:
    made = written(journal("Davor."), evidenced)
    assert kinds(made) == ["p", "p", "tbl", "p", "sectPr"]


def test_page_header_and_styles_are_theirs(evidenced: Matrix) -> None:
    template = without_grid(journal("{{matrix}}"))
    template.styles["Caption"].font.italic = True
    own = template.styles.add_style("Matrix Note", WD_STYLE_TYPE.PARAGRAPH)
    own.font.size = Pt(7)
    made = written(template, evidenced)
    section = made.sections[0]
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx(
        (17, 24), rel=0.01
    )
    assert section.header.paragraphs[0].text == "Zeitschrift für Beispiele"
    caption, note = made.paragraphs
    assert (caption.style.name, caption.style.font.italic) == ("Caption", True)
    assert (note.style.name, note.style.font.size) == ("Matrix Note", Pt(7))
    cell = made.tables[0].rows[1].cells[1].paragraphs[0]
    assert cell.style.base_style.name == "Normal"
    assert cell.style.font.name is None
    assert made.core_properties.author == ""


def test_the_table_is_as_wide_as_the_text(evidenced: Matrix) -> None:
    template = journal("Hochkant.")
    across = template.add_section(WD_SECTION.NEW_PAGE)
    across.page_width, across.page_height = Cm(24), Cm(17)
    columns = across._sectPr.find(qn("w:cols"))
    template.add_paragraph("{{matrix}}")
    for number, room in ((1, 20.0), (2, (20 - 1.27) / 2)):
        columns.set(qn("w:num"), str(number))
        (table,) = written(template, evidenced).tables
        assert sum(c.width.cm for c in table.columns) == pytest.approx(room, rel=0.01)


def test_a_marker_that_ends_a_section_leaves_the_section(evidenced: Matrix) -> None:
    template = journal("Davor.", "{{matrix}}")
    template.add_section(WD_SECTION.NEW_PAGE)
    marker = template.paragraphs[1]
    marker._p.get_or_add_pPr().append(
        template.paragraphs[-1]._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    )
    made = written(template, evidenced)
    assert len(made.sections) == 2
    assert "{{matrix}}" not in "".join(p.text for p in made.paragraphs)


@pytest.mark.parametrize("german", [False, True])
def test_table_and_caption_styles_by_name(evidenced: Matrix, german: bool) -> None:
    template = journal("{{matrix}}")
    if german:
        for old, new in (("Caption", "Beschriftung"), ("Table Grid", "Tabellenraster")):
            template.styles[old].element.find(qn("w:name")).set(qn("w:val"), new)
    made = written(template, evidenced)
    (table,) = made.tables
    expected = (
        ("Beschriftung", "Tabellenraster") if german else ("Caption", "Table Grid")
    )
    assert (made.paragraphs[0].style.name, table.style.name) == expected
    assert not list(table._tbl.iter(qn("w:tcBorders")))
    assert list(
        written(without_grid(journal()), evidenced).element.iter(qn("w:tcBorders"))
    )


def test_a_dotx_is_a_document_too(evidenced: Matrix) -> None:
    document = saved(journal("{{matrix}}"))
    template = changed(document, TYPES, b"document.main+xml", b"template.main+xml")
    made = write_into(evidenced, template, "journal.dotx")
    assert made == write_into(evidenced, document, "journal.docx")
    assert made == write_into(evidenced, template, "journal.dotx")


@pytest.mark.parametrize(
    "texts", [("Tab. {{matrix}}",), ("{{matrix}}", "{{matrix}}"), ("in a table",)]
)
def test_the_marker_stands_alone_and_once(
    evidenced: Matrix, texts: tuple[str, ...]
) -> None:
    template = journal(*texts)
    if texts == ("in a table",):
        template.add_table(1, 1).rows[0].cells[0].text = "{{matrix}}"
    with pytest.raises(CodingError, match="must stand once, alone"):
        written(template, evidenced)


def test_files_that_are_no_word_document(evidenced: Matrix) -> None:
    good = saved(journal())
    bad = (
        b"",
        b"\xd0\xcf\x11\xe0 an old .doc",
        changed(good, TYPES, b"document.main+xml", b"nothing+xml"),
        changed(good, "word/document.xml", b"<w:body>", b"<w:b>"),
        changed(good, "word/document.xml", b"w:body>", b"w:buddy>"),
        changed(good, "_rels/.rels", b"officeDocument", b"nothing"),
    )
    for data in bad:
        with pytest.raises((CodingError, TranscriptError), match=r"^x\.docx"):
            write_into(evidenced, data, "x.docx")
    with pytest.raises(TranscriptError, match="damaged"):
        write_into(evidenced, good[:2000], "x.docx")


def test_a_document_without_a_page_gets_one(evidenced: Matrix) -> None:
    template = journal("{{matrix}}")
    body = template.element.body
    body.remove(body.sectPr)
    (table,) = written(template, evidenced).tables
    assert sum(c.width.cm for c in table.columns) == pytest.approx(16, rel=0.01)


@pytest.mark.programs
@pytest.mark.slow
def test_the_document_opens_in_an_office(
    evidenced: Matrix,
    tmp_path: Path,
    convert: Any,  # noqa: F811
) -> None:
    path = tmp_path / "matrix.docx"
    template = saved(journal("Davor.", "{{matrix}}", "Danach."))
    path.write_bytes(write_into(evidenced, template, "journal.docx"))
    found = pages(convert(path, "pdf"))
    text = " ".join(page for page, *_ in found)
    assert all(height > width for _, width, height in found)
    assert text.index("Davor.") < text.index("Striktere") < text.index("Danach.")
    assert "Zeitschrift für Beispiele" in found[0][0]
