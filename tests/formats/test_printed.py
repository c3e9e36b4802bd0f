from __future__ import annotations

import pytest

from kodierung.formats.registry import read_transcript
from kodierung.model import Draft

WHISPER = """\
Detected language: German
[00:00.000 --> 00:04.000]  Guten Tag.
[00:04.000 --> 01:00:07.500]  Wie geht es
Ihnen?
"""


def read(text: str, encoding: str = "utf-8") -> Draft:
    chosen, draft = read_transcript(text.encode(encoding), "a.txt")
    assert chosen == "whisper"
    return draft


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_whisper_prints_keeps_its_words_and_times(encoding: str) -> None:
    draft = read(WHISPER, encoding)
    (turn,) = draft.turns
    assert draft.text[turn.start : turn.end] == "Guten Tag. Wie geht es Ihnen?"
    assert (turn.speaker, turn.start_time, turn.end_time) == ("?", 0, 3607.5)
    assert draft.notes == ("Detected language: German",)
    assert [one.message for one in draft.problems] == ["no speakers are named"]


@pytest.mark.parametrize(
    "span", ["[0.00s -> 2.50s]", "[00:00:00.000 --> 00:00:02.500] ", "[0.0 --> 2.5]"]
)
def test_each_program_prints_times_its_own_way(span: str) -> None:
    draft = read(f"{span} SPEAKER_00: Ja.\n{span}SPEAKER_01: Nein.\n")
    assert [(one.speaker, one.end_time) for one in draft.turns] == [
        ("SPEAKER_00", 2.5),
        ("SPEAKER_01", 2.5),
    ]


def test_a_time_that_no_clock_shows_is_the_one_before() -> None:
    draft = read("[00:01.0 --> 00:02.0] Ja.\n[00:99.0 --> 00:99.0] Nein.\n")
    (turn,) = draft.turns
    assert (turn.start_time, turn.end_time) == (1, 2)


def test_subtitles_are_none() -> None:
    srt = "1\n00:00:01,000 --> 00:00:02,000\nAnna: [0.0 --> 1.0] Ja.\n"
    assert read_transcript(srt.encode(), "a.txt")[0] == "srt"
