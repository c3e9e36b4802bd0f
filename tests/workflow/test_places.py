"""A passage is made longer and shorter by words, clauses, sentences and turns."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.errors import CodingError
from kodierung.model import Segment
from kodierung.workflow.desk.places import UNITS, Edge, Places, Unit
from tests.support.small import transcript

SPOKEN = transcript(
    [
        ("I", "Und wie war das?"),
        ("B1", " „Gut, aber teuer.“ Ja – eben!   Die kennen uns , sagt sie… "),
        ("B2", "…"),
        ("B3", "Genau."),
    ]
)
PIECES = ("gut", "Gut.", "ja,", "aber", "–", "…", "“", "😀", "e\u0301", "\t", "\n", " ")


def words_of(segment: Segment) -> str:
    return SPOKEN.quote(segment)


def found(quotation: str) -> Segment:
    start = SPOKEN.text.index(quotation)
    return Segment(start, start + len(quotation))


@pytest.mark.parametrize(
    ("unit", "steps"),
    [
        ("word", ["„Gut, aber", "„Gut, aber teuer.“", "„Gut, aber teuer.“ Ja"]),
        ("clause", ["„Gut, aber teuer.“", "„Gut, aber teuer.“ Ja –"]),
        ("sentence", ["„Gut, aber teuer.“", "„Gut, aber teuer.“ Ja – eben!"]),
        ("turn", ["„Gut, aber teuer.“ Ja – eben!   Die kennen uns , sagt sie…"]),
    ],
)
def test_a_passage_grows_to_the_next_boundary(unit: Unit, steps: list[str]) -> None:
    places = Places(SPOKEN, "de")
    here = found("„Gut,")
    for expected in steps:
        here = places.extended(here, "end", 1, unit)
        assert words_of(here) == expected


def test_it_shrinks_and_keeps_a_word() -> None:
    places = Places(SPOKEN, "de")
    here = found("„Gut, aber")
    assert words_of(places.extended(here, "start", -1, "word")) == "aber"
    assert words_of(places.extended(here, "end", -1, "clause")) == "„Gut,"
    assert places.extended(here, "end", -1, "sentence") == here
    assert places.extended(found("aber"), "end", -1, "word") == found("aber")


def test_it_goes_on_into_other_turns() -> None:
    places = Places(SPOKEN, "de")
    here = places.extended(found("sagt sie…"), "end", 1, "turn")
    assert words_of(here) == "sagt sie… \n\nB2: …"
    here = places.extended(here, "end", 1, "word")
    assert words_of(here).endswith("B3: Genau.")
    assert places.extended(here, "end", 1, "word") == here
    back = places.extended(found("„Gut,"), "start", 1, "sentence")
    assert words_of(back).startswith("Und wie war das?")


def test_the_unit_around_a_place() -> None:
    places = Places(SPOKEN, "de")
    inside = SPOKEN.text.index("kennen")
    around = {unit: words_of(places.around(inside, unit)) for unit in UNITS}
    assert around == {
        "word": "kennen",
        "clause": "Die kennen uns ,",
        "sentence": "Die kennen uns , sagt sie…",
        "turn": "„Gut, aber teuer.“ Ja – eben!   Die kennen uns , sagt sie…",
    }
    assert words_of(places.around(SPOKEN.text.index("B3:"), "word")) == "Genau."
    assert words_of(places.around(len(SPOKEN.text), "word")) == "Genau."
    assert words_of(places.around(0, "word")) == "Und"
    with pytest.raises(CodingError, match="nobody says"):
        Places(transcript([("I", " ")]), "de").around(0, "word")


@given(
    turns=st.lists(
        st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
        min_size=1,
        max_size=4,
    ),
    data=st.data(),
)
def test_every_step_is_within_the_turns_and_goes_one_way(
    turns: list[str], data: st.DataObject
) -> None:
    here = transcript([(f"B{at}", said) for at, said in enumerate(turns)])
    if not any(said.strip() for said in turns):
        return
    places = Places(here, "de")
    draw = data.draw
    unit: Unit = draw(st.sampled_from(UNITS))
    edge: Edge = draw(st.sampled_from(("start", "end")))
    start = places.around(draw(st.integers(0, len(here.text))), unit)
    longer = places.extended(start, edge, 1, unit)
    assert longer.start <= start.start < start.end <= longer.end
    assert places.extended(longer, edge, -1, unit) == start
    for step in draw(st.lists(st.sampled_from((-1, 1)), max_size=6)):
        other: Unit = draw(st.sampled_from(UNITS))
        moved = places.extended(longer, edge, step, other)
        assert (moved.end - moved.start - longer.end + longer.start) * step >= 0
        assert moved.start < moved.end
        said = here.quote(moved)
        assert said == said.strip()
        assert any(t.start <= moved.start < t.end for t in here.turns)
        assert any(t.start < moved.end <= t.end for t in here.turns)
        longer = moved


def test_words_are_found_without_spacy() -> None:
    script = (
        "import sys\n"
        "from tests.workflow.test_places import SPOKEN, found\n"
        "from kodierung.workflow.desk.places import Places\n"
        "Places(SPOKEN, 'de').extended(found('aber'), 'end', 1, 'word')\n"
        "assert 'spacy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
