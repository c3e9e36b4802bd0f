"""A transcript with its turns beside it is read as it was written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import TranscriptError
from kodierung.formats import spans
from kodierung.formats.registry import ReadOptions, read_transcript
from kodierung.model import Speaker, Transcript, Turn
from kodierung.text import digest, settle

SAID = st.text("ab 😀ä\t„\n", min_size=1, max_size=12).map(settle)


def transcript(said: list[str], *, timed: bool) -> Transcript:
    text, turns = "", []
    for number, words in enumerate(said, 1):
        text += f"P{number % 2}> "
        times = (number * 1.5, number * 1.5 + 1) if timed else (None, None)
        turns.append(
            Turn(number, f"P{number % 2}", len(text), len(text) + len(words), *times)
        )
        text += f"{words}\n\n"
    speakers = (Speaker("P0", "moderator", "Leitung"), Speaker("P1", collective=True))
    return Transcript("a.json", "a", text, digest(text), tuple(turns), speakers)


@given(st.lists(SAID, min_size=1, max_size=5), st.booleans())
def test_what_is_written_is_read(said: list[str], timed: bool) -> None:
    before = transcript(said, timed=timed)
    name, draft = read_transcript(spans.write(before), "a.json")
    assert name == "spans"
    assert (draft.text, draft.turns, draft.speakers) == (
        before.text,
        before.turns,
        before.speakers,
    )


@pytest.mark.parametrize(
    "change",
    [
        {"text": "anders"},
        {"turns": [["P1", 5, 2, None, None]]},
        {"turns": [["P1", 0, 4, None, None], ["P1", 2, 6, None, None]]},
        {"turns": [["P1"]]},
        {"speakers": [{}]},
        {"text": "u\u0308"},
        {"text": 5},
    ],
)
def test_what_was_changed_is_refused(change: dict[str, object]) -> None:
    said = json.loads(spans.write(transcript(["Ja, so.", "Nein."], timed=False)))
    data = json.dumps({**said, **change}).encode()
    with pytest.raises(TranscriptError, match="as kodierung writes it"):
        spans.read(data, "a.json", ReadOptions())
