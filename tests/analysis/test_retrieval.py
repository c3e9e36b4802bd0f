"""Passages of a study that can be counted by eye."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kodierung.analysis.kwic import spelt_as
from kodierung.analysis.material import Material
from kodierung.analysis.retrieval import Conditions, Retrieved, retrieve
from kodierung.model import Share, Speaker
from tests.support.small import codebook, coding, transcript

GOOD = "traeger.kenntnisse.promoting"
VISIT = f"{GOOD}.besuch"
BAD = "traeger.kenntnisse.inhibiting"
EQUAL = "traeger.kooperation.promoting"
MARKET = "role.markt"

ONE = transcript(
    [
        ("I", "Und die Kenntnisse?"),
        ("B1", "Die kennen uns gut. Sie waren zu Besuch."),
        ("B2", "Mich kennen sie nicht, ich bin nur Dienstleister."),
        ("I", "Auf Augenhöhe?"),
        ("B1", "Ja, auf Augenhöhe."),
        ("B2", "Na ja."),
    ],
    attributes={"perspective": "traeger", "level": "leitung"},
    silent=("B3",),
)
ONE = replace(
    ONE,
    speakers=tuple(
        replace(s, attributes={"level": "fach"}) if s.label == "B2" else s
        for s in ONE.speakers
    ),
)
TWO = transcript(
    [("B1", "Wir kennen die Träger."), ("?", "Genau, auf Augenhöhe.")],
    name="FG02.txt",
    group="FG02",
    attributes={"perspective": "jobcenter"},
)
CODINGS = (
    coding(ONE, "Die kennen uns gut. Sie waren zu Besuch.", GOOD),
    coding(ONE, "Sie waren zu Besuch.", VISIT, memo="Wann?"),
    coding(ONE, "Mich kennen sie nicht, ich", BAD, statement=True),
    coding(ONE, "ich bin nur Dienstleister.", MARKET),
    coding(ONE, "ich bin nur Dienstleister.", MARKET, coder="B", memo="Oho."),
    coding(ONE, "Auf Augenhöhe?", EQUAL),
    coding(ONE, "Ja, auf Augenhöhe.", EQUAL),
    coding(TWO, "Wir kennen die Träger.", GOOD),
)


def codes(*some: str) -> frozenset[str]:
    known = codebook()
    return frozenset[str]().union(*map(known.with_descendants, some))


ALL = frozenset(codebook().codes)


def find(asked: Conditions) -> Retrieved:
    ordered = sorted(CODINGS, key=lambda c: (c.transcript, c.start, c.end, c.code))
    material = Material(codebook(), {t.name: t for t in (ONE, TWO)}, tuple(ordered))
    return retrieve(material, asked)


def quotes(asked: Conditions) -> list[str]:
    found = find(asked)
    return [
        found.texts[hit.transcript][hit.place.start : hit.place.end]
        for hit in found.hits
    ]


def test_a_code_is_found_with_those_below_it_where_it_counts() -> None:
    found = find(Conditions(codes(GOOD)))
    assert [hit.code for hit in found.hits] == [GOOD, VISIT]
    assert found.left_out == 1  # in a group of the job centre
    figures = found.figures
    assert (figures.segments, figures.words, figures.hits) == (2, 8, 0)
    assert (figures.speakers, figures.groups) == (Share(1, 3), Share(1, 1))


def test_words_of_the_moderator_alone_are_left_out() -> None:
    found = find(Conditions(codes(EQUAL)))
    assert quotes(Conditions(codes(EQUAL))) == ["Ja, auf Augenhöhe."]
    assert found.left_out == 1


def test_coders_of_the_same_are_one_passage() -> None:
    (hit,) = find(Conditions(codes(MARKET))).hits
    assert [one.coder for one in hit.codings] == ["A", "B"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"together": (codes(VISIT),)}, ["Die kennen uns gut. Sie waren zu Besuch."]),
        # a coding is not its own companion, but its code may be
        ({"together": (codes(GOOD),)}, [
            "Die kennen uns gut. Sie waren zu Besuch.", "Sie waren zu Besuch.",
        ]),
        ({"together": (codes(MARKET),)}, ["Mich kennen sie nicht, ich"]),
        ({"together": (codes(MARKET), codes(VISIT))}, []),
        ({"near": (codes(EQUAL),), "within": 2}, [
            "Mich kennen sie nicht, ich", "ich bin nur Dienstleister.",
        ]),
        ({"near": (codes(EQUAL),), "within": 1}, []),
        ({"near": (codes(VISIT),), "within": 0}, [
            "Die kennen uns gut. Sie waren zu Besuch.",
        ]),
        ({"without": (codes(GOOD, BAD),)}, ["Ja, auf Augenhöhe."]),
        ({"statement": True}, ["Mich kennen sie nicht, ich"]),
        ({"memo": True}, ["Sie waren zu Besuch.", "ich bin nur Dienstleister."]),
        ({"speaker": "B2"}, [
            "Mich kennen sie nicht, ich", "ich bin nur Dienstleister.",
        ]),
        ({"where": {"level": frozenset({"fach"})}, "statement": True}, [
            "Mich kennen sie nicht, ich",
        ]),
        ({"where": {"level": frozenset({"leitung"})}, "memo": True}, [
            "Sie waren zu Besuch.",
        ]),
        ({"group": "FG02"}, []),
        ({"transcript": "FG01.txt", "statement": True}, ["Mich kennen sie nicht, ich"]),
        ({"words": (spelt_as("kennen"),)}, [
            "Die kennen uns gut. Sie waren zu Besuch.", "Mich kennen sie nicht, ich",
        ]),
    ],
)  # fmt: skip
def test_conditions(asked: dict[str, object], expected: list[str]) -> None:
    assert quotes(Conditions(ALL, **asked)) == expected


def test_shared_words_alone() -> None:
    asked = Conditions(codes(BAD), together=(codes(MARKET),), overlap=True)
    assert quotes(asked) == ["ich"]
    assert find(asked).figures.words == 1


def test_of_how_many_is_said_of_those_who_are_meant() -> None:
    asked = Conditions(ALL, where={"level": frozenset({"leitung"})})
    assert find(asked).figures.speakers == Share(1, 2)  # B1 and B3, who is silent
    both = Conditions(codes(MARKET), together=(codes(GOOD),))
    assert find(both).figures.speakers == Share(0, 3)  # only of the one group


def test_words_are_found_in_all_that_participants_say() -> None:
    said = Conditions(words=(spelt_as("auf"), spelt_as("augenhöhe")))
    assert quotes(said) == ["Ja, auf Augenhöhe.", "Genau, auf Augenhöhe."]
    figures = find(said).figures
    assert (figures.segments, figures.hits, figures.words) == (2, 2, 6)
    # `?` is nobody in particular where the people of the group are known
    assert (figures.speakers, figures.groups) == (Share(1, 4), Share(2, 2))
    with_moderators = replace(said, moderators=True)
    assert quotes(with_moderators)[0] == "Auf Augenhöhe?"
    assert find(with_moderators).figures.speakers == Share(1, 4)
    of_nobody_else = replace(with_moderators, speaker="I")
    assert quotes(of_nobody_else) == ["Auf Augenhöhe?"]


def test_figures_by_person() -> None:
    mine = find(Conditions(ALL, words=(spelt_as("kennen"),))).by_person()
    assert {person: (one.segments, one.hits) for person, one in mine.items()} == {
        ("FG01", "B1"): (1, 1),
        ("FG01", "B2"): (1, 1),
    }


def test_an_exchange_is_a_passage_of_both() -> None:
    start = ONE.text.index("nur Dienstleister")
    end = ONE.text.index("auf Augenhöhe") + 3
    exchange = replace(
        CODINGS[0], start=start, end=end, quote=ONE.text[start:end], code=MARKET
    )
    material = Material(codebook(), {ONE.name: ONE}, (exchange,))
    found = retrieve(material, Conditions(codes(MARKET)))
    assert found.figures.speakers == Share(2, 3)
    assert found.figures.words == 4  # the moderator's two are not counted
    of_one = found.by_person()["FG01", "B2"]
    assert (of_one.segments, of_one.words) == (1, 2)


def test_a_label_of_several_people_is_a_voice_without_being_a_person() -> None:
    assert Speaker("?", collective=True) in TWO.speakers
    figures = find(Conditions(words=(spelt_as("genau"),), speaker="?")).figures
    assert (figures.speakers, figures.groups) == (Share(0, 0), Share(1, 1))
