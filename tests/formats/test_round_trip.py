"""What is written in a convention is read back: labels, words and times."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.formats.registry import read_transcript
from kodierung.text import settle

# The machines that run this are shared: few examples, and none timed.
QUICK = settings(deadline=None, max_examples=40)

LETTERS = st.characters(codec="cp1252", categories=["L"])
WORD = st.text(LETTERS, min_size=1, max_size=8)
PUNCTUATION = st.sampled_from(
    [".", "?", "!", " …", " (lacht)", " /", ", ja", " – so", ""]
)
WORDS = st.builds(
    lambda parts, end: " ".join(parts) + end, st.lists(WORD, min_size=1), PUNCTUATION
)
LABEL = st.sampled_from(
    ["I", "B1", "B2", "TN3", "S01", "SPEAKER_00", "Moderatorin", "Person 2"]
)
SAID = st.lists(st.tuples(LABEL, WORDS), min_size=1, max_size=8)
LINE_END = st.sampled_from(["\n", "\r\n", "\r"])
ENCODING = st.sampled_from(
    ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
BETWEEN = st.sampled_from(["\n", "\n\n", "\n\n\n"])


def settled(said):
    return [(label, settle(words)) for label, words in said]


def said_in(draft):
    return [(one.speaker, draft.text[one.start : one.end]) for one in draft.turns]


def mark(tenths, form):
    seconds, tenth = divmod(tenths, 10)
    minutes, second = divmod(seconds, 60)
    clock = f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
    return f"#{clock}-{tenth}#" if form == "f4" else f"[{clock}]"


def colon(said, times):
    return [f"{label}: {words}" for label, words in said]


def f4(said, times):
    pairs = zip(said, times, strict=True)
    return [f"{label}: {words} {mark(time, 'f4')}" for (label, words), time in pairs]


def bracket(said, times):
    pairs = zip(said, times, strict=True)
    return [
        f"{mark(time * 10, 'x')} {label} (w): {words}" for (label, words), time in pairs
    ]


@QUICK
@given(SAID, BETWEEN, st.sampled_from([colon, f4, bracket]))
def test_the_three_conventions(said, between, convention):
    times = [step * 37 + 5 for step in range(len(said))]
    _, draft = read_transcript(between.join(convention(said, times)).encode(), "a.txt")
    assert said_in(draft) == settled(said)
    found = [(one.start_time, one.end_time) for one in draft.turns]
    if convention is colon:
        assert found == [(None, None)] * len(said)
    elif convention is f4:
        ends = [time / 10 for time in times]
        assert found == list(zip([None, *ends[:-1]], ends, strict=True))
    else:
        starts = [float(time) for time in times]
        assert found == list(zip(starts, [*starts[1:], None], strict=True))


@QUICK
@given(
    st.lists(st.tuples(LABEL, WORDS), min_size=3, max_size=8),
    st.integers(1, 99),
    st.sampled_from(["{}  ", "[{}] ", "{}. ", "{}\t"]),
)
def test_numbers_before_the_turns(said, first, number):
    numbers = [number.format(at) for at in range(first, first + len(said))]
    lines = zip(numbers, colon(said, []), strict=True)
    written = "\n".join(f"{before}{line}" for before, line in lines)
    _, draft = read_transcript(written.encode(), "a.txt")
    assert said_in(draft) == settled(said)
    _, again = read_transcript(draft.text.encode(), "a.txt")
    assert said_in(again) == settled(said)


@QUICK
@given(
    st.lists(WORDS, min_size=6, max_size=9),
    st.sampled_from(
        ["[00:05] {0} {1}", "{0} [00:05] {1}", "00:05 {0}\n{1}", "{0}\n{1}"]
    ),
)
def test_layouts_without_a_colon(words, layout):
    said = [
        ("SPEAKER_01" if at % 2 else "SPEAKER_00", one) for at, one in enumerate(words)
    ]
    written = "\n\n".join(layout.format(*turn) for turn in said)
    _, draft = read_transcript(written.encode(), "a.txt")
    assert said_in(draft) == settled(said)


@QUICK
@given(SAID, ENCODING, LINE_END)
def test_encoding_and_line_ends_change_nothing(said, encoding, line_end):
    plain = "\n\n".join(["Gruppe: Äpfel", *colon(said, [])]) + "\n"
    _, expected = read_transcript(plain.encode(), "a.txt")
    written = plain.replace("\n", line_end).encode(encoding)
    _, draft = read_transcript(written, "a.txt")
    assert replace(draft, encoding="") == replace(expected, encoding="")
    assert draft.text == settle(plain)


def webvtt(said):
    cues = [
        f"00:00:{at:02}.000 --> 00:00:{at:02}.500\n<v {label}>{words}</v>\n"
        for at, (label, words) in enumerate(said)
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


def srt(said):
    cues = [
        f"{at + 1}\n00:00:{at:02},000 --> 00:00:{at:02},500\n{label}: {words}\n"
        for at, (label, words) in enumerate(said)
    ]
    return "\n".join(cues)


def joined(said):
    """Join what one person says in a row, as subtitles are."""
    turns = []
    for at, (label, words) in enumerate(settled(said)):
        if turns and turns[-1][0] == label:
            turns[-1] = (label, f"{turns[-1][1]} {words}", turns[-1][2], at + 0.5)
        else:
            turns.append((label, words, float(at), at + 0.5))
    return turns


@pytest.mark.parametrize(("name", "written"), [("a.vtt", webvtt), ("a.srt", srt)])
@QUICK
@given(said=SAID)
def test_subtitles(name, written, said):
    _, draft = read_transcript(written(said).encode(), name)
    found = [
        (one.speaker, draft.text[one.start : one.end], one.start_time, one.end_time)
        for one in draft.turns
    ]
    assert found == joined(said)
    assert settle(draft.text) == draft.text


@QUICK
@given(SAID)
def test_a_rendered_text_reads_back_the_same(said):
    _, draft = read_transcript(webvtt(said).encode(), "a.vtt")
    _, again = read_transcript(draft.text.encode(), "a.txt")
    assert again.text == draft.text
    assert said_in(again) == said_in(draft)
    assert [one.start for one in again.turns] == [one.start for one in draft.turns]
