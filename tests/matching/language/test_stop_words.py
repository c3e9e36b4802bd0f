from __future__ import annotations

import pytest

from kodierung.matching.language.stop_words import stop_words


@pytest.mark.parametrize(("language", "word"), [("de", "keinen"), ("en", "the")])
def test_what_says_nothing_of_a_topic(language: str, word: str):
    assert word in stop_words(language)
    assert "jobcenter" not in stop_words(language)


@pytest.mark.parametrize("language", ["qq", ""])
def test_an_unknown_language_has_none(language: str):
    assert stop_words(language) == frozenset()
