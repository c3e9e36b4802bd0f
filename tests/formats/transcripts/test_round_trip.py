"""What is written for other programs comes back from our own reader, or is told."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, groupby

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kodierung.errors import TranscriptError
from kodierung.formats.registry import read_transcript
from kodierung.formats.transcripts.proof import prove
from kodierung.formats.transcripts.registry import (
    transcript_format,
)
from kodierung.model import Speaker, Transcript
from kodierung.text import settle
from tests.support.small import transcript

OURS = ("f4", "maxqda", "md", "vtt")
PRECISION = {"f4": 0.1, "maxqda": 0.1, "md": 1.0, "vtt": 0.002}
KEPT = {"f4": (1,), "maxqda": (1,), "md": (0,), "vtt": (0, 1)}
LABELS = ["I", "B1", "B2", "B13", "TN3", "SPEAKER_00", "Befragte 2", "M"]
PLAIN = [
    "Das war gut.", "Ähm, na ja …", "(lacht)", "die Maßnahme", "und 😀 dann",
    "[unv.]", "(.)", "//mhm//", "Kolleg:innen", "um 8:30 Uhr", "a < b & c > d", "ABER",
    "„Das Amt: ein Rätsel“", "Sor/ den Kopf", "1. Mai", "x=y", "e\u0301 und é",
]  # fmt: skip
ODD = [
    "B1: wer?", "I:", "#00:01:02-5#", "[00:03:04]", "00:05", "# Thema", "---", "-->",
    "<v B2>", "</v>", "&amp;", "**", "B2 = Leitung", "Gut:", "\u2028", "\n", "\n\n",
    "WEBVTT", "NOTE", "\x0b", "*", "- ", "Frau Dr. Meyer:", "(00:10)",
]  # fmt: skip


def timed(said: Transcript, starts: list[float], last: float) -> Transcript:
    ends = [*starts[1:], last]
    turns = [
        replace(turn, start_time=start, end_time=end)
        for turn, start, end in zip(said.turns, starts, ends, strict=True)
    ]
    return replace(said, turns=tuple(turns))


@st.composite
def transcripts(draw: st.DrawFn, pieces: list[str], times: bool) -> Transcript:
    words = st.lists(st.sampled_from(pieces), min_size=1, max_size=5).map(" ".join)
    spoken = words.map(lambda said: settle(said).strip()).filter(bool)
    label = st.sampled_from(LABELS)
    turns = draw(st.lists(st.tuples(label, spoken), min_size=2, max_size=8))
    said = transcript([("I", "Guten Tag."), ("B1", "Guten Tag."), *turns])
    if not times:
        return said
    steps = [draw(st.integers(1, 900_000)) / 1000 for _ in range(len(said.turns) + 1)]
    *starts, last = accumulate(steps)
    return timed(said, starts, last)


def back(said: Transcript, name: str) -> tuple[list, list, list[str]]:
    """Return what was said and what was read: who, words, times; and the warnings."""
    form = transcript_format(name)
    data = form.write(said)
    warnings = [str(problem) for problem in prove(said, data, form)]
    _, draft = read_transcript(data, f"x{form.suffix}", form.importer)
    merge = name == "vtt"
    one, other = (
        joined([(t.speaker, text[t.start : t.end], t) for t in turns], merge)
        for turns, text in ((said.turns, said.text), (draft.turns, draft.text))
    )
    return one, other, warnings


def joined(turns: list, merge: bool) -> list:
    """Return (who, words, (start, end)); neighbours of one speaker as one if asked."""
    runs = (
        [list(run) for _, run in groupby(turns, key=lambda turn: turn[0])]
        if merge
        else [[turn] for turn in turns]
    )
    return [
        (
            run[0][0],
            [word for _, said, _ in run for word in said.split()],
            (run[0][2].start_time, run[-1][2].end_time),
        )
        for run in runs
    ]


def test_the_formats_are_installed() -> None:
    assert all(transcript_format(name).suffix for name in OURS)


@pytest.mark.parametrize("name", OURS)
@settings(max_examples=40)
@given(data=st.data())
def test_what_people_ordinarily_say_comes_back(name: str, data: st.DataObject) -> None:
    said = data.draw(
        transcripts(PLAIN, times=name == "vtt" or data.draw(st.booleans()))
    )
    one, other, warnings = back(said, name)
    assert warnings == []
    assert [turn[:2] for turn in one] == [turn[:2] for turn in other]
    for (_, _, known), (_, _, read) in zip(one, other, strict=True):
        for which in KEPT[name]:
            if known[which] is not None:
                assert read[which] == pytest.approx(known[which], abs=PRECISION[name])


@pytest.mark.parametrize("name", OURS)
@settings(max_examples=40)
@given(data=st.data())
def test_what_would_not_come_back_is_told(name: str, data: st.DataObject) -> None:
    said = data.draw(transcripts([*PLAIN, *ODD], times=True))
    one, other, warnings = back(said, name)
    if not any("other words or speakers" in warning for warning in warnings):
        assert [turn[:2] for turn in one] == [turn[:2] for turn in other]
    breaks = any("\n" in said.quote(t.segment) for t in said.turns)
    assert breaks == any("line breaks" in warning for warning in warnings)


@pytest.mark.parametrize("name", OURS)
@settings(max_examples=40)
@given(text=st.text(min_size=1).map(lambda said: settle(said).strip()).filter(bool))
@example("\u2028")
@example("\x1c\x85")
@example("\ud7ff\ufffe")
def test_no_words_whatever_break_a_writer(name: str, text: str) -> None:
    said = transcript([("I", "Guten Tag."), ("B1", text), ("I", "Danke.")])
    said = timed(said, [0.0, 1.5, 2.0], 3.0)
    form = transcript_format(name)
    data = form.write(said)
    warned = [p.message for p in prove(said, data, form)]
    try:
        _, draft = read_transcript(data, f"x{form.suffix}", form.importer)
    except TranscriptError:
        assert any("cannot read" in message for message in warned)
        return
    found = [(t.speaker, draft.text[t.start : t.end].split()) for t in draft.turns]
    meant = [(t.speaker, said.quote(t.segment).split()) for t in said.turns]
    assert found == meant or any("words or speakers" in one for one in warned)


@pytest.mark.parametrize("name", OURS)
def test_who_moderates_and_functions_come_back(name: str) -> None:
    said = timed(
        transcript([("Frau Abel", "Und Sie?"), ("Ben", "Gut."), ("Frau Abel", "Ja?")]),
        [0.0, 3.0, 5.0],
        6.0,
    )
    people = (
        Speaker("Frau Abel", "moderator"),
        Speaker("Ben", function="Leitung, Träger"),
        Speaker("B9", function="Leiterin"),
    )
    said = replace(said, speakers=people)
    form = transcript_format(name)
    data = form.write(said)
    assert prove(said, data, form) == []
    _, draft = read_transcript(data, f"x{form.suffix}", form.importer)
    kinds = {s.label: (s.kind, s.function) for s in draft.speakers}
    assert kinds == {
        "Frau Abel": ("moderator", "Moderation"),
        "Ben": ("participant", "Leitung, Träger"),
        "B9": ("participant", "Leiterin"),
    }
