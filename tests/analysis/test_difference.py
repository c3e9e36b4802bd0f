"""What differs in two quotations, and nothing of what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.analysis.difference import difference

WORDS = st.lists(st.sampled_from(["ja", "nein", "auf", "Augenhöhe."]), min_size=1)


@pytest.mark.parametrize(
    ("was", "becomes", "differing"),
    [
        (
            "Das ist auf Augenhöhe.",
            "Das ist auf Höhe.",
            ("auf Augenhöhe.", "auf Höhe."),
        ),
        ("ja so ist das", "ja  genau so\nist das", ("ja so", "ja genau so")),
        ("eins zwei drei", "eins zwei", ("zwei drei", "zwei")),
        ("ja ja ja", "ja ja", ("ja ja", "ja")),
        ("alles", "etwas anderes", ("alles", "etwas anderes")),
    ],
)
def test_differing_words_are_told_with_a_neighbour(
    was: str, becomes: str, differing: tuple[str, str]
) -> None:
    assert difference(was, becomes) == differing


@given(WORDS, WORDS)
def test_what_is_left_out_is_the_same_in_both(old: list[str], new: list[str]) -> None:
    was, becomes = (" ".join(words) for words in (old, new))
    left, right = difference(was, becomes)
    assert was.count(left)
    assert becomes.count(right)
    assert (left == right) == (was == becomes)
    spared = len(old) - len(left.split())
    assert spared == len(new) - len(right.split())
