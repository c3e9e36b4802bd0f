import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kodierung.errors import TranscriptError
from kodierung.formats import docx as word
from kodierung.formats import office
from kodierung.formats.files import archive
from kodierung.formats.registry import ReadOptions
from tests.support import packages
from tests.support.documents import of_paragraphs, of_table, saved
from tests.support.packages import paragraph
from tests.support.refusal import refusal, truncated


def read(document, **options):
    return word.read(saved(document), "a.docx", ReadOptions(**options))


def said(draft):
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


def test_paragraphs_are_turns():
    draft = read(
        of_paragraphs(
            "Gruppe 1",
            "Teilnehmende: B1 = Leitung; I = Moderation",
            "I: Los. #00:00:02-0#",
            "B1:\tJa.",
            "Und weiter.",
        )
    )
    assert draft.text == (
        "Gruppe 1\n\nTeilnehmende: B1 = Leitung; I = Moderation\n\n"
        "I: Los.\n\nB1: Ja.\nUnd weiter.\n"
    )
    assert said(draft) == [("I", "Los."), ("B1", "Ja.\nUnd weiter.")]
    assert [one.function for one in draft.speakers] == ["Moderation", "Leitung"]
    assert [(one.start_time, one.end_time) for one in draft.turns] == [
        (None, 2.0),
        (2.0, None),
    ]
    assert draft.encoding == ""


def test_bold_labels_split_over_runs():
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("B").bold = True
    paragraph.add_run("1:").bold = True
    paragraph.add_run(" Ja.")
    document.add_paragraph("I: Gut.")
    assert said(read(document)) == [("B1", "Ja."), ("I", "Gut.")]


def test_line_breaks_begin_lines_and_tabs_stay():
    document = of_paragraphs("I: Los.\nB1: Eins\tzwei\ndrei")
    assert said(read(document)) == [("I", "Los."), ("B1", "Eins\tzwei\ndrei")]


def test_insertions_count_and_deletions_do_not():
    document = of_paragraphs("I: Los.")
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:p {nsdecls('w')}>"
            "<w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr>"
            "<w:r><w:t>B1: Das</w:t></w:r>"
            "<w:ins><w:r><w:t> neue</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText> alte</w:delText></w:r></w:del>"
            "<w:moveFrom><w:r><w:t> ferne</w:t></w:r></w:moveFrom>"
            "<w:hyperlink><w:r><w:t> Wort</w:t></w:r></w:hyperlink>"
            "<w:r><w:noBreakHyphen/><w:t>e</w:t></w:r></w:p>"
        ),
    )
    assert said(read(document)) == [("I", "Los."), ("B1", "Das neue Wort\u2011e")]


def test_content_controls_are_read():
    document = of_paragraphs("I: Los.")
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>B1: Ja.</w:t></w:r>"
            "</w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert said(read(document)) == [("I", "Los."), ("B1", "Ja.")]


def test_a_merged_cell_is_read_once():
    document = of_table(("I: Los.", ""), ("B1: Ja.", ""))
    table = document.tables[0]
    table.cell(0, 0).merge(table.cell(0, 1))
    assert said(read(document)) == [("I", "Los."), ("B1", "Ja.")]


def test_a_text_without_speakers_is_refused():
    with pytest.raises(TranscriptError, match=r"^a\.docx: this is no transcript"):
        read(of_paragraphs("Ein Bericht.", "Kein Gespräch."))


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_file_cut_off_is_refused(keep):
    whole = saved(of_paragraphs("I: Los.", "B1: Ja."))
    with pytest.raises(
        TranscriptError, match=r"^a\.docx: this is no Word file, or a damaged"
    ):
        word.read(whole[: int(len(whole) * keep)], "a.docx", ReadOptions())


def test_a_damaged_document_is_refused():
    whole = saved(of_paragraphs("I: Los.", "B1: Ja."))
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.namelist():
            cut = 300 if member == "word/document.xml" else None
            new.writestr(member, old.read(member)[:cut])
    with pytest.raises(TranscriptError, match="this file is damaged") as caught:
        word.read(buffer.getvalue(), "a.docx", ReadOptions())
    assert "save it anew" in caught.value.hint


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 1000)
    with pytest.raises(TranscriptError, match="far larger unpacked"):
        read(of_paragraphs("I: Los."))


def test_an_old_word_file_is_named():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    with pytest.raises(TranscriptError, match=r"an old Word or Excel file"):
        word.read(old, "a.docx", ReadOptions())


def read_raw(body, name="a.docx", options=None, **more):
    return word.read(packages.word(body, **more), name, options or ReadOptions())


TWO = paragraph("I: Los.") + paragraph("B1: Ja.")


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"namespace": packages.STRICT},
        {"main": "word/document2.xml"},
        {"main": "anders/text.xml"},
    ],
)
def test_word_files_of_other_programs_are_read(more):
    data = packages.word(TWO, **more)
    assert word.sniff("a.docx", data)
    assert said(word.read(data, "a.docx", ReadOptions())) == [
        ("I", "Los."),
        ("B1", "Ja."),
    ]


def test_what_is_no_word_stays_out():
    draft = read_raw(
        paragraph(
            "I: Los",
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>'
            "</w:r>",
            '<w:r><w:footnoteReference w:id="1"/><w:commentReference w:id="1"/></w:r>',
            "<w:r><w:t>.</w:t><w:softHyphen/></w:r>",
        )
        + paragraph(
            "B1: Ja",
            "<w:hyperlink><w:r><w:t> <![CDATA[&]]> wo</w:t></w:r></w:hyperlink>",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t> geheim</w:t></w:r>",
            '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> da.</w:t></w:r>',
        )
    )
    assert said(draft) == [("I", "Los."), ("B1", "Ja & wo da.")]
    assert [one.message for one in draft.problems] == [
        "it holds hidden text, which is left out",
        "it holds 2 footnotes or comments, left out as nobody's words",
    ]


def test_tracked_changes_are_told():
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    draft = read_raw(
        paragraph("I: Los")
        + paragraph("B1: Das ist ein", properties=deleted)
        + paragraph(" Satz.")
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    )
    assert said(draft) == [("I", "Los"), ("B1", "Das ist ein Satz.")]
    assert "tracked changes" in draft.problems[0].message


def test_text_boxes_stand_behind_their_paragraph():
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
        f"{paragraph('B1: Im Kasten.')}</w:txbxContent></mc:Choice><mc:Fallback>"
        f"<w:txbxContent>{paragraph('B1: Im Kasten.')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    draft = read_raw(paragraph("I: Vor", box, " und nach.") + paragraph("I: Gut."))
    assert said(draft) == [("I", "Vor und nach."), ("B1", "Im Kasten."), ("I", "Gut.")]


def cell(*content):
    return f"<w:tc><w:tcPr/>{''.join(content)}</w:tc>"


def test_tables_inside_cells_are_read_once():
    inner = f"<w:tbl><w:tr>{cell(paragraph('B1: Innen.'))}</w:tr></w:tbl>"
    row = (
        f"<w:tr>{cell(paragraph('I: Los.'), inner)}{cell(paragraph('I: Ende.'))}</w:tr>"
    )
    draft = read_raw(
        f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>"
    )
    assert said(draft) == [("I", "Los."), ("B1", "Innen."), ("I", "Ende.")]


@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels"])
def test_document_types_are_refused_in_any_part(part):
    bomb = '<!DOCTYPE a [<!ENTITY x "I: ha">]>'
    if part == "word/document.xml":
        data = packages.word(TWO, before=bomb)
    else:
        data = packages.package(
            {"_rels/.rels": f"{bomb}<a/>", "word/document.xml": "<a/>"}
        )
    with pytest.raises(TranscriptError, match=r"^a\.docx: .*refused"):
        word.read(data, "a.docx", ReadOptions())


def test_a_main_part_outside_the_archive_is_never_opened(tmp_path):
    outside = tmp_path / "outside.xml"
    outside.write_text("<a/>")
    data = packages.word(TWO, main=f"../..{outside}")
    assert said(word.read(data, "a.docx", ReadOptions())) == [
        ("I", "Los."),
        ("B1", "Ja."),
    ]
    data = packages.package({"word/document.xml": "<a/>"})
    with pytest.raises(TranscriptError, match="damaged"):
        word.read(data, "a.docx", ReadOptions())


def test_a_file_cut_off_anywhere_is_refused():
    for cut in truncated(saved(of_paragraphs("I: Los.", "B1: Ja."))):
        assert refusal(word.read, cut, "a.docx", ReadOptions()).startswith("a.docx: ")


def test_more_lines_than_anybody_says_are_refused(monkeypatch):
    monkeypatch.setattr(office, "MOST_LINES", 1)
    with pytest.raises(TranscriptError, match="far more lines"):
        read_raw(TWO)


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80,
        "<w:sdt>" * 240 + "</w:sdt>" * 240,
        "<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 50_000 + "</w:tr></w:tbl>",
    ],
    ids=["nested tables", "nested controls", "a wide table"],
)
def test_odd_structures_are_read_or_refused(body):
    why = refusal(read_raw, TWO + body)
    assert why == "" or why.startswith("a.docx: ")
