import time

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats import srt
from kodierung.formats.registry import ReadOptions


def read(*cues):
    text = "\n".join(
        f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},500\n{cue}\n"
        for number, cue in enumerate(cues, start=1)
    )
    return srt.read(text.encode(), "a.srt", ReadOptions())


def said(draft):
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


def test_names_in_the_words():
    draft = read("I: Los", "B1: <i>Ja</i>", "und\nweiter", "B1: {\\an8}so")
    assert said(draft) == [("I", "Los"), ("B1", "Ja und weiter so")]
    assert [(one.start_time, one.end_time) for one in draft.turns] == [
        (1.0, 1.5),
        (2.0, 4.5),
    ]


def test_labels_in_brackets():
    draft = read("[SPEAKER_00]: Los", "[SPEAKER_01]: Ja")
    assert said(draft) == [("SPEAKER_00", "Los"), ("SPEAKER_01", "Ja")]


def test_names_in_brackets_without_a_colon():
    turns = [("Speaker 1", "Los."), ("Anna Berg", "Ja. [lacht]"), ("Anna Berg", "So.")]
    draft = read(*(f"[{name}] {words}" for name, words in turns))
    assert said(draft) == [("Speaker 1", "Los."), ("Anna Berg", "Ja. [lacht] So.")]


def test_what_happens_in_brackets_is_nobody():
    for cues in (
        ["[Musik]", "Los.", "[Musik]"],
        ["(lacht) Ja", "[Applaus]", "(lacht)"],
    ):
        assert {speaker for speaker, _ in said(read(*cues))} == {"?"}


def test_captions_that_open_with_arrows():
    draft = read(">> ANNA: Los.", ">> BEN: Ja.", ">> ANNA: So.")
    assert said(draft) == [("ANNA", "Los."), ("BEN", "Ja."), ("ANNA", "So.")]


def test_two_people_in_one_cue():
    named = read("- I: Los\n- B1: Ja\nund so")
    assert said(named) == [("I", "Los"), ("B1", "Ja und so")]
    unnamed = read("I: Los", "- Ja.\n- Nein.")
    assert said(unnamed) == [("I", "Los"), ("?", "Ja."), ("?", "Nein.")]
    assert "2 passages have no speaker" in unnamed.problems[0].message


def test_a_time_that_cannot_be_read_is_told(capfd):
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nI: Los\n\n"
        "2\n00:xx:03,000 --> 00:00:04,000\nB1: Ja\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nB1: Gut\n"
    )
    draft = srt.read(text.encode(), "a.srt", ReadOptions())
    assert draft.problems[0].place == "a.srt:subtitle 1"
    assert "B1: Ja" in draft.text
    assert capfd.readouterr() == ("", "")


def test_what_stands_above_the_subtitles_is_told(capfd):
    text = "Vorspann\n\n1\n00:00:01,000 --> 00:00:02,000\nI: Los\n"
    draft = srt.read(text.encode(), "a.srt", ReadOptions())
    assert said(draft) == [("I", "Los")]
    assert draft.problems[0].place == "a.srt:1"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", ["Hallo", "1\n2\n3\n"])
def test_a_file_without_subtitles_is_refused(text):
    with pytest.raises(TranscriptError, match=r"^a\.srt: this file holds no subtitles"):
        srt.read(text.encode(), "a.srt", ReadOptions())


def test_labels_of_unusual_forms_are_taken_or_told():
    draft = read(*["I: Los", "M. M.: Ja", "anna: So"] * 3)
    assert [label for label, _ in said(draft)] == ["I", "M. M.", "anna"] * 3
    (told,) = read("I: Los", "Er: Ja", "B1: So", "Er: Nein").problems
    assert told.place == "a.srt:cue 2"


def test_a_long_cue_of_dashes_is_read_in_time():
    start = time.process_time()
    data = b"1\n00:00:01,000 --> 00:00:02,000\n" + b"- a\nb\n" * 30_000
    draft = srt.read(data, "a.srt", ReadOptions())
    assert len(draft.turns) == 30_000
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "data",
    [
        b"1\n99999999999:00:01,000 --> 00:00:02,000\nI: x\n",
        b"1\n00:00:01,000 --> 00:00:" + b"9" * 5000 + b",000\nI: x\n",
        b"9" * 5000 + b"\n00:00:01,000 --> 00:00:02,000\nI: x\n",
    ],
)
def test_numbers_beyond_any_clock_are_refused(data):
    with pytest.raises(TranscriptError, match="longer than any") as caught:
        srt.read(data, "a.srt", ReadOptions())
    assert caught.value.message.startswith("a.srt:")
