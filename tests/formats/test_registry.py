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
    twins = {**known, "twin": twin, "other": twin}
    monkeypatch.setattr(registry, "importers", lambda: (twins, ()))
    with pytest.raises(
        TranscriptError, match=r"^a\.txt: this may be twin or other"
    ) as caught:
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
    with pytest.raises(TranscriptError, match=r"^a\.txt: the file is empty") as caught:
        read_transcript(data, "a.txt")
    assert caught.value.hint


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.vtt", "a.srt", "a"])
def test_a_binary_file_is_refused_under_any_name(name):
    with pytest.raises(TranscriptError) as caught:
        read_transcript(b"\x89PNG\r\n\x1a\n\0\0", name)
    assert caught.value.message == f"{name}: this is a picture (PNG), not a transcript."


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["", "PK\x03\x04", "WEBVTT\n\n", "1\n00:00:01,000 --> ", "I: "]),
    st.sampled_from(["a.txt", "a.docx", "a.vtt", "a.srt"]),
    st.sampled_from([None, "plain", "docx", "webvtt", "srt", "gat2"]),
)
def test_nothing_but_transcript_errors(data, start, name, format_name):
    try:
        _, draft = read_transcript(start.encode("latin-1") + data, name, format_name)
    except TranscriptError as fault:
        told = fault.message
    else:
        told = f"{name}: {len(draft.turns)} turns" if draft.turns else ""
    assert told.startswith(f"{name}: ")
    assert told.count(name) == 1


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


def test_entities_are_kept_and_told():
    text = "Datum: a &amp; b\nI: So gab&#39;s &quot;das&quot;.\nB1: Ja, gab&#39;s.\n"
    _, draft = read_transcript(text.encode(), "a.md")
    assert draft.text == text
    assert [(one.severity, str(one)) for one in draft.problems] == [
        (
            "warning",
            "a.md: the text holds HTML entities such as &#39; (4 times), and so will "
            "quotations from it (replace them in the file and import it again)",
        )
    ]


@pytest.mark.parametrize("entity", ["&amp;", "&#x27;", "&Auml;"])
def test_one_entity_is_told_once(entity):
    _, draft = read_transcript(f"I: Los.\nB1: {entity}\n".encode(), "a.txt")
    assert f"such as {entity} (once)" in draft.problems[0].message


def test_an_ampersand_is_no_entity():
    text = "I: R&D; A &B; & C;\nB1: &nichts; &#x; &#; Müller&Co;\n"
    assert read_transcript(text.encode(), "a.txt")[1].problems == ()


def test_entities_of_subtitles_are_resolved():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v I>Los &amp; gut.\n"
    _, draft = read_transcript(text.encode(), "a.vtt")
    assert "Los & gut." in draft.text
    assert draft.problems == ()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("LICENSE", b"Permission is hereby granted: free of charge.\n"),
        ("a.txt", b"Hinweis: so\nHinweis: anders\n"),
        ("a.txt", b""),
        ("a.txt", b"I: a\0b\n"),
        ("a.txt", "I: Größe\nB1: Höhe, Übung".encode()[:-5] + b"\xfc\n"),
        ("a.txt", b"\xff\xfe\x00\xd8\x00\x00"),
        ("a.txt", b"I: \x81\n"),
        ("a.docx", b"PK\x03\x04 word/document.xml"),
        ("a.vtt", b"WEBVTT\n"),
        ("a.vtt", b"WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nJa.\n"),
        ("a.srt", b"Hallo\n"),
        ("a.yaml", b"codebook: x\n"),
        ("a.mp3", b"ID3\x04"),
    ],
)
def test_a_refusal_begins_with_the_name_and_has_it_only_there(name, data):
    with pytest.raises(TranscriptError) as caught:
        read_transcript(data, name)
    told = caught.value.message
    assert told.startswith(f"{name}: ")
    assert told.count(name) == 1
    assert told.endswith(".")


def test_a_text_is_read_without_the_libraries_of_other_formats():
    code = (
        "import sys\n"
        "from kodierung.formats.registry import read_transcript\n"
        "read_transcript(b'I: Los.\\nB1: Ja.\\n', 'a.txt')\n"
        "print(sorted({'docx', 'lxml', 'webvtt', 'srt'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "[]\n"
