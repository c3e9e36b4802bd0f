"""The files themselves, as the other programs document them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kodierung.errors import TranscriptError, UsageError
from kodierung.formats.transcripts import f4, markdown, maxqda, webvtt
from kodierung.formats.transcripts.proof import prove
from kodierung.formats.transcripts.registry import transcript_format
from kodierung.model import Speaker, Transcript
from tests.support.small import transcript

NAME = re.compile(r"[^:\n]{1,63}:")
"""How MAXQDA finds a name at the start of a paragraph."""


def group() -> Transcript:
    said = transcript(
        [
            ("I", "Wie war das\nmit dem Amt?"),
            ("B1", "Gut: Man kennt sich. (lacht)"),
            ("I", "Inwiefern?"),
        ]
    )
    times = [(0.0, 10.04), (10.04, 3723.56), (3723.56, None)]
    turns = [
        replace(turn, start_time=start, end_time=end)
        for turn, (start, end) in zip(said.turns, times, strict=True)
    ]
    people = (Speaker("I", "moderator"), Speaker("B1", function="Leiter:in; Träger"))
    return replace(said, turns=tuple(turns), speakers=people)


def test_f4_marks_the_end_in_tenths() -> None:
    data = f4.write(group())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\r\n") == [
        "B1 = Leiter:in, Träger",
        "",
        "I: Wie war das mit dem Amt? #00:00:10-0#",
        "B1: Gut: Man kennt sich. (lacht) #01:02:03-6#",
        "I: Inwiefern?",
        "",
    ]


def test_maxqda_finds_the_speakers_and_nothing_else() -> None:
    said = group()
    said = replace(said, speakers=(*said.speakers, Speaker("Coach:in", function="X")))
    lines = maxqda.write(said).decode("utf-8-sig").split("\r\n")
    names = [found[0] for line in lines if (found := NAME.match(line))]
    assert names == ["I:", "B1:", "I:"]
    assert "B1 = Leiter*in, Träger" in lines


def test_maxqda_gets_no_name_with_a_colon_or_too_long_and_that_is_told() -> None:
    long = "Vertretung der " * 6
    said = transcript([("Coach:in", "Ja."), (long.strip(), "Gut."), ("I", "Danke.")])
    lines = maxqda.write(said).decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Coach*in: Ja."
    assert NAME.match(lines[1])
    (told,) = prove(said, maxqda.write(said), transcript_format("maxqda"))
    assert "other words or speakers (turns 1, 2)" in told.message


def test_markdown_names_the_start_in_whole_seconds() -> None:
    assert markdown.write(group()).decode() == (
        "# FG01\n\n"
        "B1 = Leiter:in, Träger\n\n"
        "**I** [00:00:00]: Wie war das mit dem Amt?\n\n"
        "**B1** [00:00:10]: Gut: Man kennt sich. (lacht)\n\n"
        "**I** [01:02:03]: Inwiefern?\n"
    )


def test_webvtt_has_a_voice_and_both_times() -> None:
    assert webvtt.write(group()).decode() == (
        "WEBVTT\n\n"
        "NOTE\nB1 = Leiter:in, Träger\n\n"
        "00:00:00.000 --> 00:00:10.040\n<v I>Wie war das mit dem Amt?</v>\n\n"
        "00:00:10.040 --> 01:02:03.560\n<v B1>Gut: Man kennt sich. (lacht)</v>\n\n"
        "01:02:03.560 --> 01:02:03.960\n<v I>Inwiefern?</v>\n"
    )


def test_a_cue_never_ends_when_it_begins() -> None:
    said = transcript([("I", "Ja?"), ("B1", "Ja.")])
    at_once = [replace(t, start_time=5.0, end_time=5.0) for t in said.turns]
    said = replace(said, turns=tuple(at_once))
    assert b"00:00:05.000 --> 00:00:05.001" in webvtt.write(said)
    assert prove(said, webvtt.write(said), transcript_format("vtt")) == []


def test_webvtt_refuses_a_transcript_without_times() -> None:
    with pytest.raises(TranscriptError, match=r"FG01\.txt: it has no times") as told:
        webvtt.write(transcript([("I", "Ja?"), ("B1", "Ja.")]))
    assert "f4" in told.value.hint


def test_a_turn_without_times_shares_a_cue_and_that_is_told() -> None:
    said = transcript([("B1", "Früh."), ("I", "Ja?"), ("B1", "Ja."), ("I", "So.")])
    turns = list(said.turns)
    turns[1] = replace(turns[1], end_time=5.0)
    turns[3] = replace(turns[3], end_time=9.0)
    said = replace(said, turns=tuple(turns))
    data = webvtt.write(said)
    assert data.decode().split("\n\n")[1:] == [
        "00:00:00.000 --> 00:00:05.000\n<v B1>Früh.</v>\n<v I>Ja?</v>\n<v B1>Ja.</v>",
        "00:00:05.000 --> 00:00:09.000\n<v I>So.</v>\n",
    ]
    (told,) = prove(said, data, transcript_format("vtt"))
    assert "no times of their own" in told.message
    assert told.message.endswith("(turns 1, 3)")


def test_a_word_like_a_label_or_a_time_mark_is_told_with_its_turn() -> None:
    said = transcript(
        [
            ("I", "Ja?"),
            ("B1", "Am Ende #00:01:02-5#"),
            ("I", "[00:03] So."),
            ("B1", "?"),
        ]
    )
    (told,) = prove(said, f4.write(said), transcript_format("f4"))
    assert told.severity == "warning"
    assert told.message == "would be read with other words or speakers (turns 2, 3)"


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError) as told:
        transcript_format("maxqd")
    assert 'Did you mean "maxqda"?' in told.value.hint
