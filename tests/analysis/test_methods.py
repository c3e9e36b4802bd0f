"""The figures of a methods text, counted by hand."""

from __future__ import annotations

from kodierung.analysis.methods import (
    Heard,
    Part,
    Spread,
    gathered,
    heard,
    words_of_several,
)
from tests.support.small import codebook, transcript

ATTRIBUTES = codebook().attributes
ONE = transcript(
    [("I", "Und? Wie?"), ("B1", "Eins zwei drei."), ("B2", "Vier."), ("B1", "Fünf")],
    "FG01.txt",
    "FG01",
    {"perspective": "traeger"},
    silent=("B3",),
)
MORE = transcript([("I", "Noch was?"), ("B2", "Sechs sieben.")], "FG01b.txt", "FG01")
TWO = transcript([("?", "Acht neun."), ("?", "Zehn.")], "FG02.txt", "FG02")
ALL = [ONE, MORE, TWO]


def study() -> list[Heard]:
    return [heard(ONE, 60.5), heard(MORE, None), heard(TWO, 30.0)]


def test_words_are_counted_by_label():
    assert heard(ONE, 60.5) == Heard(
        "FG01.txt", "FG01", 60.5, {"I": 2, "B1": 4, "B2": 1}
    )


def test_people_groups_and_words():
    found = gathered(ALL, study(), ATTRIBUTES)
    assert (found.groups, found.transcripts) == (2, 3)
    assert (found.participants, found.speaking) == (4, 3)  # B3 is silent, ? is one
    assert found.per_group == Spread(4, 1, 3)
    assert (found.moderators, found.moderated) == (1, 1)
    assert found.undistinguished == 1
    assert (found.timed, found.seconds) == (2, Spread(90.5, 30.0, 60.5))
    assert found.words == Spread(14, 3, 7)
    assert found.participants_words == 10


def test_attributes_count_people_once_and_name_those_without():
    (found,) = gathered(ALL, study(), ATTRIBUTES).attributes
    assert (found.id, found.label) == ("perspective", "Perspektive")
    assert found.parts == (
        Part("traeger", "Träger", 1, 3, 2, 7),
        Part("", "", 1, 1, 1, 3),
    )


def test_a_value_that_the_codebook_does_not_know_is_shown_as_it_is():
    strange = transcript([("B1", "Ja.")], "X.txt", "X", {"perspective": "zoll"})
    (found,) = gathered([ONE, strange], [heard(strange, None)], ATTRIBUTES).attributes
    assert [(p.value, p.label) for p in found.parts] == [
        ("traeger", "Träger"),
        ("zoll", "zoll"),
    ]


def test_an_attribute_that_nobody_has_is_left_out():
    assert gathered([TWO], [heard(TWO, None)], ATTRIBUTES).attributes == ()


def test_nothing_at_all():
    found = gathered([], [], ATTRIBUTES)
    assert (found.groups, found.participants, found.seconds) == (0, 0, Spread(0, 0, 0))


def test_words_of_several_count_what_two_people_cover():
    text = "eins zwei drei vier fünf"
    spoken = [(0, 14), (15, len(text))]
    assert words_of_several(text, spoken, {"A": [(0, 14)], "B": [(5, 24)]}) == 2
    assert words_of_several(text, spoken, {"A": [(0, 24), (0, 9)]}) == 0
    three = {"A": [(0, 9)], "B": [(5, 14)], "C": [(0, 24)]}
    assert words_of_several(text, spoken, three) == 3
    # What borders on each other is shared by nobody.
    assert words_of_several(text, spoken, {"A": [(0, 4)], "B": [(4, 24)]}) == 0
    assert words_of_several(text, [(0, 4)], {"A": [(0, 24)], "B": [(0, 24)]}) == 1
