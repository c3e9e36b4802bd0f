import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import TranscriptError, UsageError
from kodierung.formats import rtf
from kodierung.formats.registry import ReadOptions, read_transcript
from tests.support.refusal import refusal, truncated

F4 = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fnil Arial;}}{\info{\author f4}"
    rb"{\comment F4}{\vern5}}"
)


def read(body, header=F4, **options):
    return rtf.read(header + body + b"}", "a.rtf", ReadOptions(**options))


def said(draft):
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


def test_f4_with_bold_labels_umlauts_and_times():
    draft = read(
        rb"Gruppe 1\par" + b"\r\n"
        rb"{\b B1:} Das war mit dem Amt f\'fcr uns sch\u246?n, wei\u223\'dft du. "
        rb"#00:01:02-5#\par" + b"\r\n"
        rb"{\b I:} Inwiefern?\line Und sonst? #00:01:04-0#\par" + b"\r\n"
    )
    assert draft.notes == ("Gruppe 1",)
    assert said(draft) == [
        ("B1", "Das war mit dem Amt für uns schön, weißt du."),
        ("I", "Inwiefern?\nUnd sonst?"),
    ]
    assert [(turn.start_time, turn.end_time) for turn in draft.turns] == [
        (None, 62.5),
        (62.5, 64.0),
    ]
    assert draft.problems == ()


def test_textedit_ends_lines_with_a_backslash():
    draft = read(
        b"\n{\\colortbl;\\red255;}\n{\\*\\expandedcolortbl;;}\n\\pard\\f0\\b I:\n"
        b"\\f1\\b0  Gr\\'fc\\'dfe\\'85\\\nB1: Ja \\uc0\\u8211  genau.\\\n",
        rb"{\rtf1\ansi\ansicpg1252\cocoartf2639{\fonttbl\f0\fswiss\fcharset0 Helvetica;"
        rb"\f1\fswiss\fcharset0 Helvetica-Bold;}",
    )
    assert said(draft) == [("I", "Grüße…"), ("B1", "Ja – genau.")]


@pytest.mark.parametrize(
    ("header", "written"),
    [
        (rb"{\rtf1\mac", rb"\'9f"),
        (rb"{\rtf1\ansi\ansicpg10000", rb"\'9f"),
        (rb"{\rtf1\pc", rb"\'81"),
        (rb"{\rtf1\ansi\ansicpg1250", rb"\'fc"),
        (rb"{\rtf1\ansi\ansicpg65001", rb"\'c3\'bc"),
        (rb"{\rtf1\ansi\ansicpg99999", rb"\'fc"),
        (rb"{\rtf1\ansi{\fonttbl{\f3\fcharset77 Geneva;}}\f3 ", rb"\'9f"),
        (rb"{\rtf1\ansi{\fonttbl{\f3\cpg850 Geneva;}}\f3 ", rb"\'81"),
        (rb"{\rtf1\ansi\ansicpg1252", rb"\uc2\u252\'81\'82"),
        (rb"{\rtf1\ansi\ansicpg1252", b"\xfc"),
    ],
)
def test_encodings_of_files_and_fonts(header, written):
    draft = read(rb" I: Los.\par B1: Gl" + written + rb"ck.\par", header)
    assert said(draft) == [("I", "Los."), ("B1", "Glück.")]


def test_the_user_knows_the_encoding_better():
    body = rb"I: Los.\par B1: Gl\'9fck.\par"
    assert said(read(body, encoding="mac_roman"))[1] == ("B1", "Glück.")
    with pytest.raises(UsageError, match="no encoding"):
        read(body, encoding="nirgendwo")
    told = read(rb"I: Los.\par B1: Gl\'81ck.\par").problems
    assert [one.message.split(";")[0] for one in told] == [
        "some letters cannot be read"
    ]


def test_signs_outside_the_basic_plane():
    draft = read(rb"I: Los.\par B1: \u-10179?\u-8704? \u-10179? gut.\par")
    assert said(draft)[1] == ("B1", "😀 \ufffd gut.")


def test_what_is_no_word_stays_out():
    draft = read(
        rb"{\stylesheet{\s0 Normal;}}{\header B2: Kopf\par}{\footerr B2: Fu\'df\par}"
        rb"{\*\unbekannt B2: weg}I: Los{\footnote B2: Note}.\par"
        rb"{\listtext\tab 1.}B1: Ja {\field{\*\fldinst{HYPERLINK "
        rb'"http://x"}}{\fldrslt hier}} {\v geheim}da{\*\shppict{\pict 8950}}'
        rb"{\nonshppict{\pict 8950}}{\*\annotation B2: Notiz}.\par"
    )
    assert said(draft) == [("I", "Los."), ("B1", "Ja hier da.")]
    assert [one.message.split(",")[0] for one in draft.problems] == [
        "it holds hidden text",
        "it holds 2 footnotes or comments",
    ]


def test_tracked_changes_are_told():
    draft = read(rb"I: Los.\par B1: Das {\revised neue }{\deleted alte }Wort.\par")
    assert said(draft)[1] == ("B1", "Das neue Wort.")
    assert "tracked changes" in draft.problems[0].message


def test_text_boxes_and_unicode_twins_are_read():
    draft = read(
        rb"I: Los.\par{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt B1: Im Kasten.\par}}"
        rb"{\shprslt B1: Im Kasten.\par}}{\upr{B2: J?.}{\*\ud{B2: J\u228?.}}}\par"
    )
    assert said(draft) == [("I", "Los."), ("B1", "Im Kasten."), ("B2", "Jä.")]


def test_binary_pictures_are_skipped():
    draft = read(rb"I: Los.\par{\pict\bin8 }}B2: x}{\object\bin3 {{{}}B1: Ja.\par")
    assert said(draft) == [("I", "Los."), ("B1", "Ja.")]


def test_a_table_of_speakers_and_words():
    row = rb"\trowd\cellx100\cellx200\pard\intbl %s\cell %s\cell\row"
    draft = read(
        rb"Gruppe 1\par"
        + row % (b"Sprecher", b"Text")
        + row % (b"Frau A", rb"Los.\par Und so.")
        + row % (b"Herr B", b"Ja: gut.")
        + row % (b"", b"Weiter.")
        + rb"\pard Frau A: Ende.\par"
    )
    assert said(draft) == [
        ("Frau A", "Los.\nUnd so."),
        ("Herr B", "Ja: gut.\nWeiter."),
        ("Frau A", "Ende."),
    ]
    assert draft.notes == ("Gruppe 1", "Sprecher\tText")


def test_the_content_tells_the_format():
    data = F4 + rb"I: Los.\par B1: Ja.\par}"
    assert read_transcript(data, "a.doc")[0] == "rtf"
    assert read_transcript(b"\xef\xbb\xbf" + data, "a.txt")[0] == "rtf"
    assert not rtf.sniff("a.rtf", b"I: {\\rtf")
    with pytest.raises(TranscriptError, match=r"^a\.rtf: this is no RTF file"):
        rtf.read(b"I: Los.", "a.rtf", ReadOptions())


def test_a_file_cut_off_anywhere_is_refused():
    whole = F4 + rb"{\b I:} Los.\par {\b B1:} Ja, {\i doch}.\par}"
    for cut in truncated(whole):
        why = refusal(rtf.read, cut, "a.rtf", ReadOptions())
        assert why == "a.rtf: this RTF file breaks off."


@pytest.mark.parametrize(
    "body",
    [
        b"{" * 300_000,
        b"{" * 300_000 + b"}" * 300_000,
        rb"{\field{\*\fldinst{HYPERLINK " * 30_000,
        b"{\\pict " + b"89504e47" * 1_000_000 + b"}",
        rb"\pict\bin" * 30_000,
        b"\\" * 300_001,
        rb"\bin-5 \bin9999999999 ",
    ],
    ids=["open", "deep", "links", "picture", "binary", "backslashes", "lengths"],
)
def test_hostile_files_are_read_or_refused(body):
    why = refusal(rtf.read, F4 + rb"I: Los.\par B1: Ja.\par" + body, "a", ReadOptions())
    assert why == "a: this RTF file breaks off."


PIECES = st.sampled_from(
    [
        *(
            b"{",
            b"}",
            b"\\par ",
            b"\\cell ",
            b"\\row ",
            b"\\intbl ",
            b"\\pard ",
            b"\\u228?",
        ),
        *(
            b"\\'e4",
            b"\\'",
            b"\\*",
            b"\\bin3 ",
            b"\\v ",
            b"\\uc0",
            b"I: ",
            b"B1: ",
            b"Ja.",
        ),
        *(b"\\fonttbl", b"\\f1", b"\\fcharset77", b"\\ansicpg932 ", b"\xff", b"\\\n"),
        *(b"\\shp", b"\\shptxt", b"\\u-10179 ", b"\\u99999999 ", b"\\deleted", b"\0"),
    ]
)


@given(st.lists(PIECES | st.binary(max_size=3), max_size=40))
def test_any_rtf_is_read_or_refused(pieces):
    data = b"{\\rtf1 " + b"".join(pieces) + b"}"
    why = refusal(rtf.read, data, "a.rtf", ReadOptions())
    assert why == "" or why.startswith("a.rtf: ")
