import subprocess
import sys
from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.errors import TranscriptError, UsageError
from kodierung.formats import registry
from kodierung.formats.registry import ReadOptions, choose, importers, read_transcript

VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v I>Los.\n"
SRT = b"1\n00:00:01,000 --> 00:00:02,000\nI: Los.\n"
TEXT = b"I: Los.\nB1: Ja.\n"


def test_all_formats_are_installed():
    known, problems = importers()
    assert {"plain", "docx", "webvtt", "srt"} <= set(known)
    assert problems == ()


@pytest.mark.parametrize(
    ("name", "data", "chosen"),
    [
        *(("a.txt", TEXT, "plain"), ("a.MD", TEXT, "plain"), ("a", TEXT, "plain")),
        *(("a.vtt", VTT, "webvtt"), ("a.srt", SRT, "srt"), ("a.f4", TEXT, "plain")),
        *(("a.txt", VTT, "webvtt"), ("a.txt", SRT, "srt"), ("a.docx", TEXT, "plain")),
        *(("a.srt", TEXT, "srt"), ("a.vtt", TEXT, "webvtt")),
    ],
)
def test_the_format_follows_suffix_and_content(name, data, chosen):
    assert choose(name, data)[0] == chosen


def test_the_named_format_wins():
    assert choose("a.txt", TEXT, "srt")[0] == "srt"
    assert read_transcript(b"label: B1\nB1: Ja.\n", "a.yaml", "plain")[0] == "plain"


def test_an_unknown_format_is_wrong_use():
    with pytest.raises(UsageError, match='no transcript format "plian"') as caught:
        choose("a.txt", TEXT, "plian")
    assert 'Did you mean "plain"?' in caught.value.hint
    assert "webvtt" in caught.value.hint


def test_no_format_names_the_way_out():
    with pytest.raises(TranscriptError, match="knows") as caught:
        read_transcript(b"codebook: x\n", "a.yaml")
    assert "--format" in caught.value.hint


def test_several_formats_are_named(monkeypatch):
    twin = SimpleNamespace(
        suffixes=(".txt",), sniff=lambda name, data: True, read=lambda *_: None
    )
    known, _ = importers()
    monkeypatch.setattr(registry, "importers", lambda: ({**known, "twin": twin}, ()))
    with pytest.raises(TranscriptError, match=r"a\.txt may be plain or twin") as caught:
        choose("a.txt", TEXT)
    assert "--format" in caught.value.hint


@pytest.fixture
def _looked_up_anew():
    importers.cache_clear()
    yield
    importers.cache_clear()


@pytest.mark.usefixtures("_looked_up_anew")
def test_a_broken_format_is_told_and_skipped(monkeypatch):
    points = [
        EntryPoint("gone", "no.such.module", registry.GROUP),
        EntryPoint("odd", "kodierung.text", registry.GROUP),
        EntryPoint("plain", "kodierung.formats.plain", registry.GROUP),
    ]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    known, problems = importers()
    assert list(known) == ["plain"]
    assert [(one.place, one.severity) for one in problems] == [
        ("gone", "warning"),
        ("odd", "warning"),
    ]
    _, draft = read_transcript(TEXT, "a.txt")
    assert draft.problems[:2] == problems


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n", b"\xff\xfe"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(TranscriptError, match=r"a\.txt is empty") as caught:
        read_transcript(data, "a.txt")
    assert caught.value.hint


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.vtt", "a.srt", "a"])
def test_a_binary_file_is_refused_under_any_name(name):
    with pytest.raises(TranscriptError) as caught:
        read_transcript(b"%PDF-1.7 \xe2\xe3\xcf\xd3", name)
    assert caught.value.message == f"{name} is a PDF, not a transcript."


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["", "PK\x03\x04", "WEBVTT\n\n", "1\n00:00:01,000 --> ", "I: "]),
    st.sampled_from(["a.txt", "a.docx", "a.vtt", "a.srt"]),
    st.sampled_from([None, "plain", "docx", "webvtt", "srt"]),
)
def test_nothing_but_transcript_errors(data, start, name, format_name):
    try:
        _, draft = read_transcript(start.encode("latin-1") + data, name, format_name)
    except TranscriptError as fault:
        told = fault.message
    else:
        told = f"{name} has {len(draft.turns)} turns" if draft.turns else ""
    assert name in told


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(["plain", "webvtt", "srt"]))
def test_any_text_reads_or_is_refused(text, format_name):
    body = (
        f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}"
        if format_name == "webvtt"
        else text
    )
    try:
        _, draft = read_transcript(body.encode(), "a.txt", format_name, ReadOptions())
    except TranscriptError:
        return
    last = 0
    for number, turn in enumerate(draft.turns, start=1):
        assert turn.number == number
        assert last <= turn.start < turn.end <= len(draft.text)
        words = draft.text[turn.start : turn.end]
        assert words == words.strip()
        last = turn.end
    assert {turn.speaker for turn in draft.turns} <= {
        one.label for one in draft.speakers
    }


def test_a_text_is_read_without_the_libraries_of_other_formats():
    code = (
        "import sys\n"
        "from kodierung.formats.registry import read_transcript\n"
        "read_transcript(b'I: Los.\\nB1: Ja.\\n', 'a.txt')\n"
        "print(sorted({'docx', 'lxml', 'webvtt', 'srt'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "[]\n"
