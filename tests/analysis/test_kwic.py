from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.analysis.kwic import (
    asked_words,
    in_context,
    occurrences,
    remembered,
    spelt_as,
)
from tests.support.small import transcript

SAID = transcript(
    [
        ("I", "Und die Träger?"),
        ("B1", "Die Traeger, ja: die TRÄGER  und die Trägerin, weil's so ist."),
        ("B2", "Per E-Mail an Kund*innen. E-Mails vor\nOrt; vor, Ort."),
    ]
)


def found(text: str) -> list[str]:
    words = remembered(map(spelt_as, asked_words(text)))
    return [SAID.quote(place) for place in occurrences(SAID, SAID.turns, words)]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("träger", ["Träger", "Traeger", "TRÄGER"]),
        ("TRAEGER", ["Träger", "Traeger", "TRÄGER"]),
        ("träger*", ["Träger", "Traeger", "TRÄGER", "Trägerin"]),
        ("mail", []),
        ("e-mail", ["E-Mail"]),
        ("*mail*", ["E-Mail", "E-Mails"]),
        ("Kund*innen", ["Kund*innen"]),
        ("weil's", ["weil's"]),
        ("vor Ort", ["vor\nOrt", "vor, Ort"]),
        ("so ist", ["so ist"]),
        ("ist per", []),
    ],
)
def test_what_is_found(asked: str, said: list[str]) -> None:
    assert found(asked) == said


def test_what_was_found_is_not_found_in_itself() -> None:
    said = transcript([("B1", "ja ja ja ja ja")])
    words = remembered(map(spelt_as, ("ja", "ja")))
    assert len(occurrences(said, said.turns, words)) == 2


def test_context_is_of_the_turn_and_of_whole_words() -> None:
    (place,) = occurrences(SAID, SAID.turns, [spelt_as("trägerin")])
    shown = in_context(SAID, SAID.turns[1], place, 16)
    assert (shown.before, shown.words, shown.after) == (
        "TRÄGER und die ",
        "Trägerin",
        ", weil's so ist.",
    )
    whole = in_context(SAID, SAID.turns[1], place, 500)
    assert whole.before == "Die Traeger, ja: die TRÄGER und die "


@given(
    st.lists(st.text(alphabet="aäß b,.\n", min_size=1, max_size=60), min_size=1),
    st.integers(0, 40),
)
def test_context_is_never_wider_than_asked_for(said: list[str], width: int) -> None:
    one = transcript([("B1", text) for text in said])
    for turn in one.turns:
        for place in occurrences(one, [turn], [spelt_as("*a*")]):
            shown = in_context(one, turn, place, width)
            assert max(len(shown.before), len(shown.after)) <= width
            words = " ".join(one.quote(turn.segment).split()).split(" ")
            seen = " ".join((shown.before + shown.words + shown.after).split())
            assert seen in " ".join(words)
