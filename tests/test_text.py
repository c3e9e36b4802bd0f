"""What a word is."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.text import words

SOME = "ab1 ,.–„“ß²Ж漢😀\u0301\u2003\u00a0\x1c\n\t\x00_"


def runs_with_a_letter(text: str) -> int:
    return sum(any(map(str.isalnum, run)) for run in text.split())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("Ja.", 1),
        ("„Na ja“, sagt sie – zum 3. Mal …", 7),
        ("wir\u2003zwei\u00a0drei", 3),
        ("Добрый день!", 2),
        ("- … _ 😀", 0),
    ],
)
def test_a_word_is_a_run_that_holds_a_letter_or_digit(text: str, number: int) -> None:
    assert words(text) == number


@given(st.text(st.one_of(st.sampled_from(SOME), st.characters())))
def test_words_of_any_text_are_counted(text: str) -> None:
    assert words(text) == runs_with_a_letter(text)


def test_every_character_is_taken_for_what_it_is() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert words(" ".join(every)) == sum(map(str.isalnum, every))
    assert words("x".join(every)) == 1 + sum(map(str.isspace, every))
