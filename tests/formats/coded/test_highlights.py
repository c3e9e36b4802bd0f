"""Highlights as a web page."""

from __future__ import annotations

import time

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats.coded.highlights import read_highlights
from tests.support.coded_work import highlights

TEXT = "B1: Größe & Zeit 😀.\n\nB2: <b>So</b> ist es."


def test_a_page_in_german() -> None:
    marked = [
        ("FG01", 4, 18, "Zeit.Knapp, Los", "A"),
        ("FG01", 0, len(TEXT), "Los", "A"),
    ]
    first, second, third = read_highlights(
        highlights({"FG01": TEXT}, marked), "h.html"
    ).codings
    assert (first.document, first.code, first.quote) == (
        "FG01", "Zeit > Knapp", TEXT[4:18],
    )  # fmt: skip
    assert (second.code, second.quote) == ("Los", TEXT[4:18])
    assert third.quote == TEXT.replace("\n\n", "\n")
    assert third.place == ":highlight 2"


def test_bold_words_of_a_highlight_are_its_words() -> None:
    page = (
        "<h1>Taguette highlights: a</h1><p>Das ist <strong>wichtig</strong>.</p>"
        "<p><strong>Document:</strong> FG 01 <strong>Tags:</strong> Los</p>"
    )
    (coding,) = read_highlights(page.encode(), "h.html").codings
    assert (coding.quote, coding.document) == ("Das ist wichtig.", "FG 01")


def test_what_has_no_tag_is_told() -> None:
    page = "<p>a</p><p><b>Document:</b> FG01 <b>Tags:</b> </p>"
    work = read_highlights(page.encode(), "h.html")
    assert (work.codings, work.lost) == (
        (), {"highlights without a document or tag": 1},
    )  # fmt: skip


@pytest.mark.parametrize("page", ["<p>Nur Text</p>", "<", "<!DOCTYPE html>"])
def test_another_page_is_refused(page: str) -> None:
    with pytest.raises(TranscriptError, match="no highlights"):
        read_highlights(page.encode(), "h.html")


@pytest.mark.parametrize(
    "page", ["<p>" * 300_000, "<!--" * 100_000, "<a " * 100_000, "&" * 500_000]
)
def test_a_hostile_page_takes_no_time(page: str) -> None:
    began = time.process_time()
    with pytest.raises(TranscriptError):
        read_highlights(page.encode(), "h.html")
    assert time.process_time() - began < 2
