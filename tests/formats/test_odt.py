import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import odt
from kodierung.formats.files import archive
from kodierung.formats.registry import ReadOptions, read_transcript
from tests.support import packages
from tests.support.packages import odf_document
from tests.support.refusal import refusal, truncated


def read(body, **options):
    return odt.read(packages.odt(body), "a.odt", ReadOptions(**options))


def said(draft):
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


def paragraphs(*words):
    return "".join(f"<text:p>{one}</text:p>" for one in words)


TWO = paragraphs("I: Los.", "B1: Ja.")


def test_paragraphs_headings_and_lists_are_lines():
    draft = read(
        "<text:sequence-decls><text:sequence-decl/></text:sequence-decls>"
        "<text:h>Gruppe 1</text:h>"
        + paragraphs("<text:span>I</text:span>: Los. #00:00:02-0#")
        + "<text:list><text:list-item><text:p>B1: Ja.</text:p><text:list>"
        "<text:list-item><text:p>Und weiter.</text:p></text:list-item></text:list>"
        "</text:list-item></text:list>"
        "<text:section><text:p>I: Gut.</text:p></text:section>"
    )
    assert draft.notes == ("Gruppe 1",)
    assert said(draft) == [("I", "Los."), ("B1", "Ja.\nUnd weiter."), ("I", "Gut.")]
    assert [turn.start_time for turn in draft.turns] == [None, 2.0, None]


def test_blanks_count_as_the_format_says():
    draft = read(
        paragraphs(
            "\n   I: Los\n   jetzt.",
            'B1:<text:tab/>Ja<text:s text:c="3"/>doch<text:s/>!<text:line-break/>Gut'
            "<text:soft-page-break/>.",
        )
    )
    assert said(draft) == [("I", "Los jetzt."), ("B1", "Ja   doch !\nGut.")]


def test_what_is_no_word_stays_out():
    draft = read(
        "<text:table-of-content><text:p>B2: Inhalt.</text:p></text:table-of-content>"
        + paragraphs(
            "I: Los<office:annotation><text:p>B2: Kommentar</text:p>"
            "</office:annotation>.",
            "B1: Ja<text:note><text:note-citation>1</text:note-citation>"
            "<text:note-body><text:p>B2: Note</text:p></text:note-body></text:note>, "
            '<text:a href="x">hier</text:a>.',
        )
    )
    assert said(draft) == [("I", "Los."), ("B1", "Ja, hier.")]
    assert [one.message for one in draft.problems] == [
        "it holds 2 footnotes or comments, left out as nobody's words"
    ]


def test_what_was_deleted_is_not_said_and_is_told():
    draft = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>B2: Weg."
        "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        + paragraphs("I: Los<text:change/>.", "B1: <text:change-start/>Neu.")
    )
    assert said(draft) == [("I", "Los."), ("B1", "Neu.")]
    assert "tracked changes" in draft.problems[0].message


def test_text_boxes_stand_behind_their_paragraph():
    box = (
        "<draw:frame><draw:text-box><text:p>B1: Im Kasten.</text:p></draw:text-box>"
        "</draw:frame>"
    )
    draft = read(paragraphs(f"I: Vor{box} und nach.", "I: Gut."))
    assert said(draft) == [("I", "Vor und nach."), ("B1", "Im Kasten."), ("I", "Gut.")]


def row(*cells, tag="table:table-cell"):
    written = "".join(f"<{tag}>{paragraphs(one)}</{tag}>" for one in cells)
    return f"<table:table-row>{written}</table:table-row>"


def test_a_table_of_speakers_and_words():
    draft = read(
        "<table:table><table:table-header-rows>"
        + row("Nr", "Person", "Inhalt")
        + "</table:table-header-rows>"
        + row("1", "I", "Los.")
        + row("2", "B1", "Ja.")
        + '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        "<table:table-cell><text:p>Weiter.</text:p></table:table-cell></table:table-row>"
        + "</table:table>"
    )
    assert said(draft) == [("I", "Los."), ("B1", "Ja.\nWeiter.")]
    assert draft.notes == ("Nr\tPerson\tInhalt",)


@pytest.mark.parametrize("often", ["99999999", "999999999999", "-1", "x", ""])
def test_repetitions_have_a_limit(often):
    many = f'<table:table-cell table:number-columns-repeated="{often}"/>'
    blanks = f'I: Los<text:s text:c="{often}"/>.'
    draft = read(
        f"<table:table><table:table-row>{many}</table:table-row></table:table>"
        + paragraphs(blanks, "B1: Ja.")
    )
    assert [turn.speaker for turn in draft.turns] == ["I", "B1"]
    assert len(draft.text) < 2000


def test_flat_files_are_read():
    data = odf_document(
        TWO, root="office:document", attributes=f'office:mimetype="{packages.ODT}"'
    ).encode()
    assert odt.sniff("a.fodt", data)
    assert said(odt.read(data, "a.fodt", ReadOptions())) == [
        ("I", "Los."),
        ("B1", "Ja."),
    ]
    assert read_transcript(data, "a.txt")[0] == "odt"


def test_the_content_tells_the_format():
    data = packages.odt(TWO)
    assert read_transcript(data, "a.txt")[0] == "odt"
    sheet = packages.package(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    )
    assert not odt.sniff("a.odt", sheet)
    with pytest.raises(TranscriptError, match=r"^a\.odt: "):
        odt.read(sheet, "a.odt", ReadOptions())


def test_a_password_is_told():
    manifest = {"META-INF/manifest.xml": "<a><manifest:encryption-data/></a>"}
    with pytest.raises(TranscriptError, match="password"):
        odt.read(packages.odt(TWO, **manifest), "a.odt", ReadOptions())


def test_document_types_are_refused():
    bomb = '<!DOCTYPE a [<!ENTITY x "I: ha">]>'
    with pytest.raises(TranscriptError, match=r"^a\.odt: .*refused"):
        odt.read(packages.odt(TWO, bomb), "a.odt", ReadOptions())


def test_a_bomb_is_refused():
    bomb = packages.odt("<text:p>" + "a" * archive.LARGEST + "</text:p>")
    with pytest.raises(TranscriptError, match="far larger"):
        odt.read(bomb, "a.odt", ReadOptions())


def test_a_file_cut_off_anywhere_is_refused():
    for cut in truncated(packages.odt(TWO)):
        assert refusal(odt.read, cut, "a.odt", ReadOptions()).startswith("a.odt: ")


def test_other_xml_is_no_text():
    for body in ("<office:document/>", f"<a>{packages.ODT}</a>", "<document>"):
        why = refusal(odt.read, body.encode(), "a.fodt", ReadOptions())
        assert why.startswith("a.fodt")
