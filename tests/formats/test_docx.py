import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kodierung.errors import TranscriptError
from kodierung.formats import docx as word
from kodierung.formats.registry import ReadOptions


def saved(document):
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(document, **options):
    return word.read(saved(document), "a.docx", ReadOptions(**options))


def said(draft):
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


def of_paragraphs(*paragraphs):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


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


def of_table(*rows, before="Gruppe 1"):
    document = docx.Document()
    document.add_paragraph(before)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    return document


def test_a_table_of_speakers_and_words():
    draft = read(
        of_table(
            ("Sprecher", "Text"),
            ("Frau A", "Los."),
            ("Herr B:", "Ja.\nUnd so."),
            ("", "Weiter."),
            ("Frau A", "Gut: danke."),
        )
    )
    assert said(draft) == [
        ("Frau A", "Los."),
        ("Herr B", "Ja.\nUnd so.\nWeiter."),
        ("Frau A", "Gut: danke."),
    ]
    assert draft.notes == ("Gruppe 1", "Sprecher\tText")


def test_a_table_with_number_and_time():
    draft = read(
        of_table(
            ("1", "00:00:01", "I", "Los."),
            ("2", "[00:00:05]", "B1", "Ja, so war das damals."),
        )
    )
    assert said(draft) == [("I", "Los."), ("B1", "Ja, so war das damals.")]
    assert [one.start_time for one in draft.turns] == [1.0, 5.0]


def test_any_other_table_is_read_cell_by_cell():
    draft = read(of_table(("I: Los.", "B1: Ja."), ("I: Gut.", "B1: Danke.")))
    assert [one.speaker for one in draft.turns] == ["I", "B1", "I", "B1"]


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
    with pytest.raises(TranscriptError, match="damaged Word file") as caught:
        word.read(buffer.getvalue(), "a.docx", ReadOptions())
    assert "save it anew" in caught.value.hint


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(word, "LARGEST", 1000)
    with pytest.raises(TranscriptError, match="too large"):
        read(of_paragraphs("I: Los."))


def test_an_old_word_file_is_named():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    with pytest.raises(TranscriptError, match=r"an old Word file \(\.doc\)"):
        word.read(old, "a.docx", ReadOptions())


def test_labels_of_unusual_forms_are_taken_or_told():
    draft = read(of_paragraphs(*["I: Und?", "M. M.: Ja.", "anna: Nein."] * 3))
    assert [turn.speaker for turn in draft.turns] == ["I", "M. M.", "anna"] * 3
    told = read(of_paragraphs(*["I: Und?", "Er: Ja."] * 2)).problems
    assert [one.message.split(" and ")[0] for one in told] == [
        '"Er:" begins 2 paragraphs'
    ]
    named = read(of_paragraphs("Teilnehmende: Er = Mann", "", "I: Und?", "Er: Ja."))
    assert said(named) == [("I", "Und?"), ("Er", "Ja.")]


@pytest.mark.parametrize("label", ["M. M.", "anna", "1", "B1?"])
def test_a_table_may_have_labels_of_unusual_forms(label):
    rows = [("Sprecher", "Text"), *[("Anna", "Und, was?"), (label, "Ja, doch.")] * 2]
    assert (
        said(read(of_table(*rows)))
        == [
            ("Anna", "Und, was?"),
            (label, "Ja, doch."),
        ]
        * 2
    )


def test_running_numbers_in_a_table_are_no_labels():
    rows = [("1", "Anna", "Und, was?"), ("1", "Ben", "Ja."), ("2", "Anna", "So, so.")]
    assert said(read(of_table(*rows))) == [
        *(("Anna", "Und, was?"), ("Ben", "Ja."), ("Anna", "So, so."))
    ]


def test_a_table_may_have_names_of_the_users():
    table = of_table(("Er da!", "Und, was?"), ("Sie da!", "Ja, doch."))
    draft = read(table, aliases={"Er da!": "B1", "Sie da!": "B2"})
    assert said(draft) == [("B1", "Und, was?"), ("B2", "Ja, doch.")]
