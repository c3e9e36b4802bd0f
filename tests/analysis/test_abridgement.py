"""Quotations with parts left out are true to what was said, or the fault is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.analysis.abridgement import OMISSION, abridged

SAID = "Ja, also ich sag mal so: Die kennen  unsere\nMaßnahmen, ja, die kennen sie."


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (
            SAID,
            "Ja, also ich sag mal so: Die kennen unsere Maßnahmen, ja, die kennen sie.",
        ),
        (
            "[...] Die kennen unsere Maßnahmen […]",
            "[...] Die kennen unsere Maßnahmen [...]",
        ),
        (
            "Ja, [...]Die kennen unsere [...] sie.",
            "Ja, [...] Die kennen unsere [...] sie.",
        ),
        ("[…] ja, […]", "[...] ja, [...]"),
    ],
)
def test_what_is_true_to_the_passage_is_taken(wanted: str, text: str) -> None:
    found = abridged(SAID, wanted)
    assert (found.text, found.fault) == (text, "")


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        ("Die kennen unsere Maßnahmen [...]", "the passage does not begin so"),
        ("[...] Die kennen unsere Maßnahmen", "the passage does not end so"),
        ("Ja, also ich sag mal so", "more was said behind"),
        ("[...] sie. [...] Die kennen [...]", "does not come in this place"),
        ("[...] Die kennen keine Maßnahmen [...]", "this was not said so"),
        ("[...] nahmen [...]", "cuts a word"),
        ("Ja, also ich sag mal so: Die kenn [...]", "does not begin so"),
        (" [...] ", "nothing of what was said is left"),
        ("", "nothing of what was said is left"),
    ],
)
def test_what_is_not_true_is_named(wanted: str, fault: str) -> None:
    assert fault in abridged(SAID, wanted).fault


def test_a_word_that_recurs_is_no_excuse() -> None:
    assert abridged("ja nein ja", "ja").fault
    assert abridged("ja nein ja", "ja [...] ja").fault == ""
    assert abridged("ja nein", "ja [...] ja").fault


words = st.lists(st.sampled_from(["ja", "nein", "jaja", "die", "Leute,"]), min_size=1)


@given(words, st.data())
def test_leaving_words_out_is_always_true(said: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(said), max_size=len(said)))
    pieces = [word if keep else OMISSION for word, keep in zip(said, kept, strict=True)]
    found = abridged(" ".join(said), " ".join(pieces))
    assert bool(found.fault) == (not any(kept))


@given(words, words)
def test_what_is_taken_can_be_made_by_leaving_out(
    said: list[str], other: list[str]
) -> None:
    if not abridged(" ".join(said), f"[...] {' '.join(other)} [...]").fault:
        assert " ".join(other) in " ".join(said)
