from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.analysis.coverage import coded_words, words_in
from kodierung.analysis.origins import origins


@dataclass(frozen=True)
class Here:
    """A coding or a suggestion."""

    start: int
    end: int
    code: str = "role.markt"
    suggested: bool = False
    id: str = "c"


def origin(coding: Here, *undecided: Here, met: tuple[str, ...] = ()) -> str:
    (found,) = origins([coding], undecided, met).values()
    return found


def test_what_was_accepted_comes_from_a_suggestion_whatever_lies_beside_it() -> None:
    accepted = Here(5, 9, suggested=True)
    assert origin(accepted) == "from_suggestions"
    assert origin(accepted, Here(5, 9), met=("c",)) == "from_suggestions"


@pytest.mark.parametrize(
    ("suggested", "told"),
    [
        (Here(5, 9), "both"),
        (Here(8, 30), "both"),
        (Here(0, 6), "both"),
        (Here(0, 30), "both"),
        (Here(6, 7), "both"),
        (Here(0, 5), "by_hand"),
        (Here(9, 30), "by_hand"),
        (Here(5, 9, "role.partner"), "by_hand"),
    ],
)
def test_an_open_suggestion_of_the_same_code_must_share_a_character(
    suggested: Here, told: str
) -> None:
    assert origin(Here(5, 9), suggested) == told


def test_a_suggestion_changed_into_a_coding_by_hand_is_support() -> None:
    assert origin(Here(5, 9), met=("c",)) == "both"
    assert origin(Here(5, 9), met=("another",)) == "by_hand"


places = st.builds(
    lambda start, length, code: Here(start, start + length, code),
    st.integers(0, 30),
    st.integers(1, 12),
    st.sampled_from("ab"),
)


@given(places, st.lists(places))
def test_nothing_that_overlaps_is_missed(coding: Here, undecided: list[Here]) -> None:
    meets = any(
        s.code == coding.code and s.start < coding.end and coding.start < s.end
        for s in undecided
    )
    assert origin(coding, *undecided) == ("both" if meets else "by_hand")


TEXT = "I: Na, wie?\n\nB1: Gut war das, wirklich.\n\nB2: Ja – eben!\n"
TURNS = [(17, 39), (45, 55)]


def test_words_are_counted_once_and_only_in_turns_that_count() -> None:
    assert [TEXT[start:end] for start, end in TURNS] == [
        "Gut war das, wirklich.", "Ja – eben!",
    ]  # fmt: skip
    assert words_in(TEXT, TURNS) == 6
    assert coded_words(TEXT, TURNS, []) == 0
    assert coded_words(TEXT, TURNS, [(17, 24), (21, 29), (21, 24)]) == 3
    assert coded_words(TEXT, TURNS, [(0, len(TEXT))]) == 6
    assert coded_words(TEXT, TURNS, [(3, 11)]) == 0
    assert coded_words(TEXT, TURNS, [(30, 47), (17, 20)]) == 3


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_coded_letters_are_those_of_a_marked_text(stretches: list[tuple[int, int]]):
    text = "a " * 30
    turns = [(0, 20), (20, 21), (30, 58)]
    marked = {at for start, end in stretches for at in range(start, end)}
    spoken = {at for start, end in turns for at in range(start, end)}
    letters = {at for at in marked & spoken if text[at] == "a"}
    valid = [(start, end) for start, end in stretches if start < end]
    assert coded_words(text, turns, valid) == len(letters)
