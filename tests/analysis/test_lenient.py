"""Words copied from a screen are found; other words are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.analysis.lenient import alike

TEXT = (
    "B1: Die sagt’s – ja –, „ganz\nklar“ 👍🏽 und\tdas ist’s. "
    "Die 👩\u200d👩\u200d👧 auch."
)


@pytest.mark.parametrize(
    ("quotation", "found"),
    [
        ("Die sagt's - ja -,", "Die sagt’s – ja –,"),
        ('"ganz klar"', "ganz\nklar"),
        ("„Die sagt’s – ja“", "Die sagt’s – ja"),
        ("klar“ 👍 und das", "klar“ 👍🏽 und\tdas"),
        ("Die 👩👩👧", "Die 👩\u200d👩\u200d👧"),
        ("und  das", "und\tdas"),
        ("klar“ 👍", "klar“ 👍🏽"),
    ],
)
def test_differences_that_nobody_hears_are_passed_over(
    quotation: str, found: str
) -> None:
    (place,) = alike(TEXT, quotation)
    assert TEXT[place.start : place.end] == found


@pytest.mark.parametrize(
    "quotation", ["die sagt", "ganz unklar", "–", "", "👍", "sagts"]
)
def test_other_words_are_not_found(quotation: str) -> None:
    assert alike(TEXT, quotation) == []


def test_every_place_is_found() -> None:
    assert [TEXT[p.start : p.end] for p in alike(TEXT, "Die")] == ["Die", "Die"]


@given(st.text("ab –\u200d’\n", min_size=1, max_size=20), st.data())
def test_what_stands_there_is_found_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    wanted = text[start:end]
    if wanted[0] in "ab" and wanted[-1] in "ab":
        assert any(place.start == start for place in alike(text, wanted))
