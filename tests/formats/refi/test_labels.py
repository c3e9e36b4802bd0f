"""Definitions, coding rules and examples go through a description and come back."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.formats.refi.labels import (
    Described,
    name_of_polarity,
    polarity_of,
    read,
    written,
)
from kodierung.model import Polarity

LINES = st.sampled_from(
    [
        "Was es bedeutet.",
        "Einschluss: so steht es im Text",
        "Id:",
        "Polarität: hemmend",
        "  eingerückt",
        "„zitiert“ und mehr",
        "a=b, c=d",
        "ein Wort: und noch eins",
    ]
)
TEXTS = st.lists(LINES, max_size=3).map("\n".join).map(str.strip)
QUOTES = st.sampled_from(["Bei uns fehlt Zeit.", "Das „ist“ so", "zwei\nZeilen", "…"])
DESCRIBED = st.builds(
    Described,
    definition=TEXTS,
    include=TEXTS,
    exclude=TEXTS,
    examples=st.lists(QUOTES, max_size=3).map(tuple),
    counterexamples=st.lists(QUOTES, max_size=2).map(tuple),
    polarity=st.sampled_from([None, *get_args(Polarity)]),
    statement=st.one_of(st.just(""), QUOTES),
    where=st.dictionaries(st.sampled_from(["level", "seite"]), st.just("ä b")),
    id=st.sampled_from(["", "traeger.zeit.promoting"]),
)


@given(said=DESCRIBED, language=st.sampled_from(["de", "en", "fr"]))
def test_what_is_written_is_read(said: Described, language: str) -> None:
    assert read(written(said, language)) == said


def test_as_people_see_it() -> None:
    said = Described(
        definition="Fehlende oder knappe Zeit.",
        include="Mangel an Stunden,\nEntlastung",
        exclude="Zeitdruck im Unterricht",
        examples=("Bei uns fehlt die Zeit.", "Keine Stunde."),
        polarity="inhibiting",
        where={"level": "leitung"},
    )
    assert written(said, "de") == (
        "Fehlende oder knappe Zeit.\n\n"
        "Einschluss: Mangel an Stunden,\n  Entlastung\n"
        "Ausschluss: Zeitdruck im Unterricht\n"
        "Ankerbeispiel: „Bei uns fehlt die Zeit.“\n"
        "Ankerbeispiel: „Keine Stunde.“\n"
        "Polarität: hemmend\n"
        "Gilt für: level=leitung"
    )
    assert "Anchor example: “Keine Stunde.”" in written(said, "en")


def test_what_people_wrote_in_another_program() -> None:
    read_back = read(
        "Erster Absatz.\r\nZweiter.\r\n\r\nEinschluss: dies\r\nund noch ein Gedanke\r\n"
        'Anchor example: "So ist es."\r\nPolarität: förderlich\r\nPolarity: egal'
    )
    assert read_back.definition == "Erster Absatz.\nZweiter.\n\nund noch ein Gedanke"
    assert read_back.include == "dies"
    assert read_back.examples == ("So ist es.",)
    assert read_back.polarity == "promoting"


@pytest.mark.parametrize("language", ["de", "en", "it"])
@pytest.mark.parametrize("polarity", get_args(Polarity))
def test_sets_of_a_polarity(polarity: Polarity, language: str) -> None:
    assert polarity_of(name_of_polarity(polarity, language)) == polarity
    assert polarity_of("Themen der Leitung") is None
