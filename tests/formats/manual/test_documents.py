"""Documents in all formats: what is written, and that nothing breaks out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import docx
import html5lib
import pytest

from kodierung.errors import UsageError
from kodierung.formats.manual.document import Document, Paragraph, with_gaps
from kodierung.formats.manual.registry import document_format, document_format_names
from tests.formats.manual.conftest import GAP, SCRIPT


def written(document: Document, name: str) -> bytes:
    return document_format(name).write(document)


@pytest.mark.parametrize("name", ["md", "html", "pdf-ready"])
@pytest.mark.parametrize("sample", ["whole", "nasty"])
def test_written_as_before(
    sample: str,
    name: str,
    golden: Callable[[str, bytes], None],
    request: pytest.FixtureRequest,
):
    suffix = "paper.html" if name == "pdf-ready" else name
    golden(f"{sample}.{suffix}", written(request.getfixturevalue(sample), name))


@pytest.mark.parametrize("name", document_format_names())
def test_the_same_document_gives_the_same_bytes(whole: Document, name: str):
    assert written(whole, name) == written(whole, name)
    assert document_format(name).binary == written(whole, name).startswith(b"PK")


def test_what_is_no_format_is_refused():
    with pytest.raises(UsageError, match='cannot be written as "pdf"'):
        document_format("pdf")


def test_gaps_are_told_apart_and_counted(whole: Document):
    parts = list(with_gaps(f"Am Ort. {GAP} Danach."))
    assert parts == [("Am Ort. ", False), (GAP, True), (" Danach.", False)]
    assert list(with_gaps("[nicht] […] leer")) == [("[nicht] […] leer", False)]
    assert whole.gaps() == 1
    assert Document("", "de", (Paragraph(f"{GAP}{GAP}"),)).gaps() == 2


# --- Word --------------------------------------------------------------------------


def opened(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(written(document, "docx")))


def test_word_has_real_headings_set_in(whole: Document):
    paragraphs = opened(whole).paragraphs
    headings = [p for p in paragraphs if p.style.name.startswith("Heading")]
    told = [(p.style.name, p.text) for p in headings]
    assert told == [
        ("Heading 1", "Träger  traeger"),
        ("Heading 2", "Kenntnisse  traeger.kenntnisse"),
        ("Heading 3", "Besuche  traeger.kenntnisse.besuch"),
    ]
    assert headings[1].paragraph_format.left_indent is None
    assert headings[2].paragraph_format.left_indent.cm == pytest.approx(0.9, abs=0.01)
    section = opened(whole).sections[0]
    assert section.page_width.cm < section.page_height.cm


def test_word_has_a_field_of_contents_that_links_to_the_headings(whole: Document):
    body = zipfile.ZipFile(io.BytesIO(written(whole, "docx"))).read("word/document.xml")
    text = body.decode()
    assert 'TOC \\o "1-3" \\h \\z \\u' in text
    kinds = re.findall(r'w:fldCharType="(\w+)"', text)
    assert kinds == ["begin", "separate", "end"]
    links = re.findall(r'<w:hyperlink [^>]*w:anchor="(\w+)"', text)
    marks = re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', text)
    assert links == marks
    assert len(links) == 3


def test_word_makes_gaps_stand_out(whole: Document):
    runs = [run for p in opened(whole).paragraphs for run in p.runs]
    bright = [run.text for run in runs if run.font.highlight_color is not None]
    assert bright == [GAP]


def test_word_has_a_real_table(whole: Document):
    (table,) = opened(whole).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [["Wer", "Anzahl"], ["B1", "1 von 3"], ["B2", ""]]
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_word_takes_what_xml_forbids(nasty: Document):
    text = "\n".join(p.text for p in opened(nasty).paragraphs)
    assert SCRIPT in text
    assert "\x07" not in text


# --- HTML --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["html", "pdf-ready"])
@pytest.mark.parametrize("sample", ["whole", "nasty"])
def test_page_is_sound_and_loads_nothing(
    sample: str, name: str, request: pytest.FixtureRequest
):
    page = written(request.getfixturevalue(sample), name)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(page.decode())
    assert tree.find(".//script") is None
    assert not [e for e in tree.iter() if e.get("src") or e.get("style")]
    links = [e.get("href") for e in tree.iter("a")]
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(link[0] == "#" and link[1:] in ids for link in links)
    assert "default-src 'none'" in page.decode()


def test_page_lists_its_headings_and_skips_them(whole: Document):
    tree = html5lib.parse(written(whole, "html").decode(), namespaceHTMLElements=False)
    listed = [e.text for e in tree.findall(".//nav//a")]
    assert listed == ["Träger", "Kenntnisse", "Besuche"]
    assert tree.get("lang") == "de-DE"
    skip = tree.find(".//a[@class='skip']")
    assert (skip.get("href"), skip.text) == ("#text", "Inhaltsverzeichnis überspringen")
    levels = [
        e.tag for e in tree.find(".//main").iter() if re.fullmatch("h[1-6]", e.tag)
    ]
    assert levels == ["h2", "h3", "h4"]
    assert [e.text for e in tree.findall(".//mark")] == [GAP]


def test_paper_has_no_dark_side(whole: Document):
    assert b"prefers-color-scheme: dark" in written(whole, "html")
    paper = written(whole, "pdf-ready")
    assert b"prefers-color-scheme: dark" not in paper
    assert b"@page { size: A4;" in paper
