"""Statements are proposed by the rule that is stated, for the reasons that are told."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest

from kodierung.analysis.material import Material
from kodierung.analysis.proposals import Proposal, proposals
from kodierung.model import Coding, Segment, Transcript
from tests.support.small import codebook, transcript

THEME = "traeger.kenntnisse"
KNOWS = f"{THEME}.promoting"
WHOLE = "Die kennen unsere Maßnahmen, weil sie uns besuchen."
TURNS = [
    ("I", "Und die Maßnahmen?"),
    ("B1", f"Na ja. {WHOLE} Das ist gut."),
    ("B2", "Ja, die kennen unsere Maßnahmen."),
    ("B3", "Bei uns besuchen sie die Maßnahmen auch. Eben."),
    ("B1", "Ganz was anderes."),
    ("B4", "Die sind eben so. Die sind nett. Ich sehe das so."),
]
ELSEWHERE = ("Die sind eben so.", "Die sind nett.", "Ich sehe das so.")


def spoken(*attributes: str) -> Transcript:
    where = dict(zip(("perspective",), attributes, strict=False))
    return transcript(TURNS, "FG01.txt", "FG01", where)


def coded(here: Transcript, quote: str, code: str = KNOWS) -> Coding:
    start = here.text.index(quote)
    place = Segment(start, start + len(quote))
    return Coding(f"c{start}", here.name, place.start, place.end, quote, code, "A")


def proposed(here: Transcript, *codings: Coding) -> list[Proposal]:
    material = Material(codebook(), {here.name: here}, codings, "A")
    return proposals(material, [THEME]).get(THEME, [])


def test_one_persons_whole_and_typical_thought_comes_first() -> None:
    here = spoken("traeger")
    found = proposed(
        here,
        coded(here, "kennen unsere Maßnahmen, weil"),
        coded(here, WHOLE),
        coded(here, "Ja, die kennen unsere Maßnahmen."),
        coded(here, "Bei uns besuchen sie die Maßnahmen auch."),
        coded(here, "Ganz was anderes."),
        *(coded(here, said, "role.markt") for said in ELSEWHERE),
    )
    first = found[0]
    assert first.coding.quote == WHOLE
    assert (first.words, first.speakers, first.begins, first.ends) == (8, 1, True, True)
    # It says no more that is typical than the cut one of 4 words, in 8.
    assert first.worth == pytest.approx((1 + 1 + sqrt(4 / 8)) / 3)
    # "die" is in four of its passages, and in two of the three of another code.
    assert first.shared == ("maßnahmen", "kennen", "unsere")
    cut = next(p for p in found if p.coding.quote.startswith("kennen"))
    assert not cut.begins
    assert not cut.ends


def test_length_counts_as_it_is_stated() -> None:
    here = spoken("traeger")
    short, whole = proposed(here, coded(here, "Ganz was anderes."), coded(here, WHOLE))[
        ::-1
    ]
    assert whole.worth == pytest.approx(
        (1 + 1 + 0) / 3
    )  # two passages: none is typical
    assert short.worth == pytest.approx(((3 - 2) / (8 - 2) + 1 + 0) / 3)


def test_several_speakers_are_no_whole_thought() -> None:
    here = spoken("traeger")
    start, end = here.turns[1].start, here.turns[2].end
    both = Coding("b", here.name, start, end, here.text[start:end], KNOWS, "A")
    (found,) = proposed(here, both)
    assert found.speakers == 2
    assert found.worth == pytest.approx((1 + 2 / 3 + 0) / 3)


def test_a_passage_is_proposed_once_and_themes_are_apart() -> None:
    here = spoken("traeger")
    twice = [coded(here, WHOLE), replace(coded(here, WHOLE, f"{KNOWS}.besuch"), id="d")]
    other = replace(coded(here, TURNS[2][1], "traeger.kooperation.promoting"), id="e")
    material = Material(codebook(), {here.name: here}, (*twice, other), "A")
    found = proposals(material, [THEME, "traeger.kooperation"])
    assert {theme: len(some) for theme, some in found.items()} == {
        THEME: 1,
        "traeger.kooperation": 1,
    }


def test_only_words_that_count_are_proposed() -> None:
    assert proposed(spoken("jobcenter"), coded(spoken("jobcenter"), WHOLE)) == []
    here = spoken("traeger")
    assert proposed(here, coded(here, WHOLE, "role.markt")) == []
    assert proposed(here, coded(here, "Und die Maßnahmen?")) == []


def test_stop_words_make_nothing_typical() -> None:
    here = spoken("traeger")
    codings = [
        coded(here, WHOLE),
        coded(here, "Ja, die kennen unsere Maßnahmen."),
        coded(here, "Bei uns besuchen sie die Maßnahmen auch."),
        *(coded(here, said, "role.markt") for said in ELSEWHERE),
    ]
    material = Material(codebook(), {here.name: here}, codings, "A")
    (found,) = proposals(material, [THEME], {"kennen", "unsere"}).values()
    assert {word for one in found for word in one.shared} == {
        "maßnahmen",
        "besuchen",
        "sie",
    }
