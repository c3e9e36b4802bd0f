"""Spoken and other spellings are found by the full form: all of `spoken.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kodierung.matching.language.data import fold

FORMS = yaml.safe_load(Path(__file__).with_name("spoken.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def words(pipeline):
    nlp = pipeline("de")

    def keys(text: str) -> set[str]:
        index = nlp(f"Also {text} dann.")
        return {key for of_word in index.user_data["kodierung_keys"] for key in of_word}

    return keys


@pytest.mark.parametrize(("spoken", "full"), FORMS)
def test_forms_are_found_by_what_they_stand_for(words, spoken, full):
    assert fold(full) in words(spoken)


@pytest.mark.parametrize("one", ["gibt's", "'ne", "hamse", "Klient*innen", "so'n"])
def test_each_is_one_word(pipeline, one):
    assert [token.text for token in pipeline("de")(f"Da {one} so")][1] == one


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Andreas", "es"),
        ("alles", "es"),
        ("Hans", "es"),
        ("nie", "eine"),
        ("bis", "es"),
    ],
)
def test_whole_words_are_no_short_forms(words, word, other):
    assert other not in words(word)


def test_a_short_form_in_a_phrase(found):
    assert found("Da gibt's 'ne Probe.", "geben eine Probe")
    assert found("Ich hab da nix gehört.", "haben nichts hören")
    assert found("Wenn's da läuft, hamse Glück.", "sie Glück")
