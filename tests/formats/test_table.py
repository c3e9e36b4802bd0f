import csv
import unicodedata
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import TranscriptError
from kodierung.formats import table
from kodierung.formats.files import cell_times, columns
from kodierung.formats.registry import ReadOptions
from tests.support.refusal import refusal


def read(written, name="a.csv", **options):
    data = written if isinstance(written, bytes) else written.encode()
    return table.read(data, name, ReadOptions(**options))


def said(draft):
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


def clocks(draft):
    return [(one.start_time, one.end_time) for one in draft.turns]


ROWS = (("Start", "Ende", "Sprecher:in", "Text"), ("1", "3", "I", "Los."))
ROWS += (("4", "5,5", "B1", "Ja."), ("6", "7", "", "Weiter."))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_tables_with_any_separator_and_encoding(separator, encoding):
    lines = (separator.join(f'"{cell}"' for cell in row) for row in ROWS)
    data = "\r\n".join([*lines, f'{separator}{separator}B2{separator}"Schön."']).encode(
        encoding
    )
    assert table.sniff("a.txt", data)
    draft = read(data)
    assert said(draft) == [("I", "Los."), ("B1", "Ja.\nWeiter."), ("B2", "Schön.")]
    assert clocks(draft) == [(1.0, 3.0), (4.0, 7.0), (None, None)]
    assert draft.encoding == encoding
    assert draft.problems == ()


@pytest.mark.parametrize(
    "headings",
    [
        "SPRECHERIN;TEXT;BEGINN;BIS",
        "Sprecher*in;Inhalt;Timecode;Ende",
        "Person;Äußerung;Zeit (hh:mm:ss);Bis",
        "Wer;Transkript;Von;Bis",
        "Teilnehmer/-in;Aussage;start_time;end_time",
        '"Speaker Name";"Transcript";"Start Time";"End Time"',
    ],
)
def test_headings_in_german_and_english(headings):
    draft = read(f"{headings}\nI;Los.;0:01;0:02\nB1;Ja.;0:03;0:04\n")
    assert said(draft) == [("I", "Los."), ("B1", "Ja.")]
    assert clocks(draft) == [(1.0, 2.0), (3.0, 4.0)]


def test_the_surer_of_two_headings_counts():
    assert columns.find(("Transkript", "Name", "Text", "Sprecher")) == {
        "speaker": 3,
        "text": 2,
    }
    assert columns.find(("Alter", "Wohnort")) == {}


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        (["12", "12.5", "12,5", "12.5 s"], [12.0, 12.5, 12.5, 12.5]),
        (["01:02:03", "1:02", "[00:00:05]", "75:00"], [3723.0, 62.0, 5.0, 4500.0]),
        (["00:00:01.250", "#00:00:01-2#", "0:01,5"], [1.25, 1.2, 1.5]),
        (["00:00:00:12", "00:00:01:24"], [0.48, 1.96]),
        (["00:00:00:12", "00:00:01:29"], [0.4, 1.967]),
        (["0", "2500", "90000"], [0.0, 2.5, 90.0]),
        (["", "bald", "1:75", "-3", "1:2:3:4:5"], [None] * 5),
        (["9" * 13, "9:" * 20, "٣"], [None] * 3),
    ],
)
def test_times_in_all_forms(written, seconds):
    assert cell_times.read(written)[0] == pytest.approx(seconds)


def test_words_behind_a_time_are_told():
    draft = read(
        "time,speaker,text\n[00:03:43] zweites Band,I,Los.\n,B1,Ja.\n[00:04:28],I,So.\n"
    )
    assert [start for start, _ in clocks(draft)] == [223.0, None, 268.0]
    assert draft.problems[0].place == "a.csv:2"
    assert draft.problems[0].message == (
        '"[00:03:43] zweites Band" is more than a time; the rest is left out'
    )


def test_hours_that_are_minutes_are_told():
    draft = read("Zeit;Wer;Text\n0:12:00;I;A\n1:05:00;B1;B\n12:34:00;I;C\n")
    assert [one.start_time for one in draft.turns] == [12.0, 65.0, 754.0]
    assert "taken for minutes and seconds" in draft.problems[0].message


def test_milliseconds_by_their_heading():
    draft = read("Start (ms);Ende_ms;Wer;Text\n100;250;I;A\n300;400;B1;B\n")
    assert clocks(draft) == [(0.1, 0.25), (0.3, 0.4)]


def test_whisper_writes_milliseconds_and_nobody():
    draft = read("start\tend\ttext\n0\t2500\tHallo zusammen.\n2500\t4000\tJa.\n")
    assert said(draft) == [("?", "Hallo zusammen. Ja.")]
    assert clocks(draft) == [(0.0, 4.0)]
    assert [one.message for one in draft.problems] == ["no speakers are named"]


def test_archives_write_angle_brackets_that_stay():
    draft = read(
        "TIMECODE\tSPEAKER\tTRANSCRIPT\n00:00:01.00\tINT\tWas <[?]> da\n"
        '00:00:05.00\tAB\t"Ja", <i> sagt er\n00:00:09.00\t\tNoch <n(lacht)>\n'
    )
    assert said(draft) == [
        ("INT", "Was <[?]> da"),
        ("AB", '"Ja", <i> sagt er\nNoch <n(lacht)>'),
    ]
    assert clocks(draft) == [(1.0, 5.0), (5.0, None)]


def test_cells_keep_line_ends_and_separators():
    draft = read('Sprecher;Text\nI;"Los; und\nweiter ""so""."\nB1;Ja.\n')
    assert said(draft) == [("I", 'Los; und\nweiter "so".'), ("B1", "Ja.")]


@pytest.mark.parametrize("separator", [",", ";", "|"])
def test_words_with_separators_and_without_quotes_stay_whole(separator):
    rows = ["Wer,Text", "I,Los.", "B1,Gut, dann weiter, ja,", ",Und, so", "I,Nur das,,"]
    draft = read("\n".join(rows).replace(",", separator))
    words = ["Gut, dann weiter, ja,\nUnd, so", "Nur das"]
    cut, plain = (one.replace(",", separator) for one in words)
    assert said(draft) == [("I", "Los."), ("B1", cut), ("I", plain)]
    (told,) = draft.problems
    assert told.place == "a.csv:3"
    assert told.message == (
        "this row has more cells than headings (so has 1 more); "
        "what is too much counts as words"
    )


def test_rows_that_are_too_long_are_told():
    draft = read("Wer,Text,Zeit\nI,Los.,0:01\nB1,Gut, dann,0:02\nI,So.,0:03,,\n")
    assert said(draft)[1] == ("B1", "Gut")
    assert [(one.place, one.message) for one in draft.problems] == [
        (
            "a.csv:3",
            "this row has more cells than headings; what is too much is left out",
        ),
        ("a.csv:3", '"dann" is no time; it is left out'),
    ]


def test_columns_beside_the_words_are_told_unless_they_are_numbers():
    draft = read(
        "Nr;Wer;Text;Thema;Dauer;\n1;I;Los.;;0:03;leise\n2;B1;Ja.;Amt;0:02;\n"
        "3;I;So.;Amt;1,5;\n"
    )
    assert [str(one) for one in draft.problems] == [
        'a.csv: columns 6 (1 cell with words, such as "leise"), "Thema" (2 cells with '
        'words, such as "Amt") are left out (move what was said into the column of the '
        "words; head that Text)"
    ]


def test_no_time_is_no_time():
    draft = read("start;end;text\n;;Hallo.\n1,5;;Ja.\n")
    assert said(draft) == [("?", "Hallo. Ja.")]
    assert clocks(draft) == [(None, None)]


def test_what_excel_writes_above_and_what_people_do():
    draft = read("sep=;\nSprecher;Text\nI;Los.\nB1;Ja.\n")
    assert said(draft) == [("I", "Los."), ("B1", "Ja.")]
    draft = read("Interview 3;\n;\nSprecher;Text\nI;Los.\nB1;Ja.\n")
    assert draft.notes == ("Interview 3",)


@pytest.mark.parametrize(
    "written",
    ["I;Los geht es.\nB1;Ja.\nI;So.\n", "0:01\t0:02\tI:\tLos geht es.\n\t\tB1:\tJa.\n"],
)
def test_columns_without_headings_by_what_they_hold(written):
    assert said(read(written))[:2] == [("I", "Los geht es."), ("B1", "Ja.")]


@pytest.mark.parametrize(
    "written",
    [
        "Ort;Plz;Land\nBonn;53111;D\n",
        "a;b;c;d;e\n1;2;3;4;5\n",
        "Sprecher;Datum\nI;heute\n",
        "Ein Satz ist das.\nNoch einer.\n",
    ],
)
def test_other_tables_are_refused_with_their_columns(written):
    assert not table.sniff("a.csv", written.encode())
    with pytest.raises(TranscriptError, match=r"^a\.csv: no columns .* but \"") as told:
        read(written)
    assert "Sprecher" in told.value.hint


def test_doubtful_rows_are_told_with_their_place():
    draft = read(
        "Zeit;Wer;Text\n;;Vorher.\n0:01;I;Los.\nbald;B1;\n0:04;B1;Ja.\n",
        moderators=("I",),
    )
    assert said(draft) == [("?", "Vorher."), ("I", "Los."), ("B1", "Ja.")]
    assert [str(one).partition(" (")[0] for one in draft.problems] == [
        'a.csv:4: "bald" is no time; it is left out',
        'a.csv:4: "B1" says nothing here; the turn is left out',
        "a.csv: one passage has no speaker",
    ]


def test_what_the_user_says_of_labels_counts():
    draft = read(
        "Wer;Text\nSprecher 1;Los.\nPause;Kaffee.\nSprecher 2:;Ja.\n",
        aliases={"Sprecher 1": "I"},
        not_speakers=("pause",),
    )
    assert said(draft) == [("I", "Los. Pause: Kaffee."), ("Sprecher 2", "Ja.")]


def test_a_quotation_mark_astray_is_told():
    with pytest.raises(TranscriptError, match=r"^a\.csv:3: .*quotation mark"):
        read('Sprecher;Text\nI;"Los."\nB1;"Ja."x\nI;Gut.\n')


@pytest.mark.parametrize(
    "data",
    [
        b"Sprecher;Text\nI;" + b"a" * 2_000_000,
        b"Sprecher;Text" + b";" * 1_000_000,
        b";\n" * 100_000,
        b'Sprecher;Text\nI;"' + b"a\n" * 300_000,
        b"Sprecher;Text\nI;a" + b"\0" * 1000,
        b"\xff\xfe" + b"Sprecher;Text" * 3,
    ],
    ids=["a long cell", "many columns", "empty", "an open quotation", "zeros", "odd"],
)
def test_hostile_tables_are_refused_or_read(data):
    why = refusal(read, data)
    assert why == "" or why.startswith("a.csv")


@given(st.binary(max_size=60))
def test_any_table_is_read_or_refused(data):
    table.sniff("a.csv", data)
    why = refusal(read, b"Zeit;Wer;Text\n0:01;I;Los.\n" + data)
    assert why == "" or why.startswith("a.csv")


@given(
    st.lists(st.tuples(st.sampled_from(["I", "B1", "B2"]), st.text(min_size=1)))
    .map(lambda rows: [(who, " ".join(words.split())) for who, words in rows])
    .map(lambda rows: [row for row in rows if any(map(str.isalnum, row[1]))])
    .filter(bool)
)
def test_nothing_said_is_lost(rows):
    text = StringIO()
    csv.writer(text, delimiter=";").writerows([("Wer", "Text"), *rows])
    try:
        data = text.getvalue().encode()
    except UnicodeEncodeError:
        return
    if b"\0" in data or refusal(read, data):
        return
    found = [(who, " ".join(words.split())) for who, words in said(read(data))]
    assert found == [(who, unicodedata.normalize("NFC", words)) for who, words in rows]


def test_a_legend_above_a_table_names_functions_and_silent_people():
    written = (
        "Teilnehmende: B1 = Leitung; B2 = Anleiterin; I = Moderation\n\n"
        "Sprecher;Text\nI;Und, was?\nChef;Ja, so.\nI;Und?\nChef;Nein, so.\n"
    )
    draft = read(written.encode(), aliases={"Chef": "B1"})
    assert [(one.label, one.kind, one.function) for one in draft.speakers] == [
        ("I", "moderator", "Moderation"),
        ("B1", "participant", "Leitung"),
        ("B2", "participant", "Anleiterin"),
    ]
