"""Places go with their words when a text is settled."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kodierung.formats.refi.counting import Counting, Fit
from kodierung.formats.refi.settled import settled_text
from kodierung.formats.refi.taken import Coded, Spoken, TakenText
from kodierung.text import settle

PIECES = [
    "a",
    "u\u0308",
    "ß",
    "e\u0301",
    "😀",
    "\u1112\u1161\u11ab",
    " ",
    "\n",
    "ä",
    "o",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14), st.data())
def test_whole_characters_stay_what_they_are(pieces: list[str], data: st.DataObject):
    first = data.draw(st.integers(0, len(pieces) - 1))
    last = data.draw(st.integers(first + 1, len(pieces)))
    raw = "".join(pieces)
    start = len("".join(pieces[:first]))
    end = len("".join(pieces[:last]))
    (found,) = settled(raw, start, end).codings
    assert found.quote == settle("".join(pieces[first:last]))


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14), st.data())
def test_a_parted_character_is_taken_whole(pieces: list[str], data: st.DataObject):
    raw = "".join(pieces)
    start = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(start + 1, len(raw)))
    after = settled(raw, start, end)
    (found,) = after.codings
    assert after.text == settle(raw)
    assert found.quote == after.text[found.start : found.end]
    (turn,) = after.turns
    assert (turn.start, turn.end) == (found.start, found.end)


def settled(raw: str, start: int, end: int) -> TakenText:
    coded = Coded("g", start, end, raw[start:end], "c", "A")
    return settled_text(
        TakenText(
            "g", "n", raw, "", {}, (Spoken("B1", start, end),), (), (coded,), (),
            Counting(), Fit(0, 0, 0),
        )
    )  # fmt: skip
