"""Quotations found again in a transcript, or not, but never guessed."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from kodierung.formats.coded.records import ForeignCoding
from kodierung.model import Transcript
from kodierung.workflow.exchange.coded_places import Finder, Found
from tests.support.small import transcript

SAID = transcript(
    [
        ("I", "Wie ist das? 😀"),
        ("B1", "Ja. Es fehlt – ganz „klar“ – an Zeit."),
        ("B2", "Ja. Und an Geld, meine Größe."),
        ("B1", "Genau das. Ja. Schluss."),
    ]
)
BLANK = ForeignCoding(SAID.name, "Los", "", ":1")


def find(quote: str, theirs: str = "", **told: object) -> Found:
    coding = replace(BLANK, quote=quote, **told)  # type: ignore[arg-type]
    return Finder(SAID, theirs).find([coding])[0]


def words(found: Found, spoken: Transcript = SAID) -> list[str]:
    return [spoken.text[place.start : place.end] for place in found.places]


@pytest.mark.parametrize(
    ("quote", "there"),
    [
        ("Es fehlt – ganz „klar“ – an Zeit.", True),
        ('Es  fehlt - ganz "klar" -\r\nan Zeit.', False),
        ("Es feh\u00adlt – ganz «klar» — an\u00a0Zeit.", False),
        ("„Es fehlt – ganz „klar“ – an Zeit.“", False),
        ("[00:01:02] B1: Es fehlt – ganz „klar“ – an Zeit. #00:01:05-3#", False),
    ],
)
def test_signs_that_differ(quote: str, there: object) -> None:
    found = find(quote)
    assert words(found) == ["Es fehlt – ganz „klar“ – an Zeit."]
    assert found.exact is there


def test_umlauts_in_two_parts() -> None:
    assert words(find("meine Gro\u0308ße")) == ["meine Größe"]


@pytest.mark.parametrize("label", ["", "B2: ", "B2 [0:12]: ", "00:00:12 B2: "])
def test_over_turns_whatever_stands_between(label: str) -> None:
    (said,) = words(find(f"an Zeit.\n{label}Ja. Und an Geld"))
    assert said.startswith("an Zeit.")
    assert said.endswith("Ja. Und an Geld")


@pytest.mark.parametrize("quote", ["Es fehlt […] an Zeit.", "gar nicht", "—", ""])
def test_other_words_are_not_found(quote: str) -> None:
    found = find(quote)
    assert found.places == ()
    assert "do not stand" in found.why


def test_who_speaks_decides() -> None:
    assert "stand 3 times" in find("Ja.").why
    (place,) = find("Ja.", speaker="b2:").places
    assert SAID.turns_in(place)[0].speaker == "B2"
    assert len(find("Ja.", speaker="B1").places) == 2


def test_the_other_text_decides_though_it_differs() -> None:
    theirs = SAID.text.replace("B1:", "Person 1:").replace("\n", "\n\n")
    at = theirs.index("Ja. Schluss")
    (place,) = find("Ja.", theirs, start=at, end=at + 3).places
    assert SAID.text[place.start :].startswith("Ja. Schluss")


def test_the_other_text_does_not_decide_where_it_is_another() -> None:
    found = find("Ja.", "Ganz anders. Ja. Und anders.", start=13, end=16)
    assert len(found.places) == 3


def test_the_order_of_the_file_decides() -> None:
    quotes = ["Wie ist das?", "Es fehlt", "Und an Geld", "Ja.", "Schluss."]
    found = Finder(SAID, "").find([replace(BLANK, quote=one) for one in quotes])
    assert [len(one.places) for one in found] == [1, 1, 1, 1, 1]
    assert SAID.text[found[3].places[0].start :].startswith("Ja. Schluss")


@pytest.mark.parametrize(
    "quotes",
    [
        ["Schluss.", "Es fehlt", "Ja.", "Und an Geld"],
        ["Und an Geld", "Ja.", "Schluss."],
    ],
    ids=["in another order", "few, perhaps by chance"],
)
def test_an_order_that_tells_nothing_does_not_decide(quotes: list[str]) -> None:
    found = Finder(SAID, "").find([replace(BLANK, quote=one) for one in quotes])
    assert len(found[quotes.index("Ja.")].places) == 3


def test_a_label_is_nothing_that_is_said() -> None:
    at = SAID.text.index("B2:")
    found = find("B2:", SAID.text, start=at, end=at + 3)
    assert (found.places, "outside" in found.why) == ((), True)


def test_ten_thousand_quotations_take_seconds() -> None:
    said = [
        (f"B{n % 5}", f"Satz {n} ist, {'ja ' * (n % 7)}Nummer {n}.")
        for n in range(2500)
    ]
    long = transcript(said)
    theirs = long.text.replace("\n", "\n\n")
    codings = [
        replace(BLANK, quote=f"ist, {'ja ' * (n % 7)}", start=at, end=at + 5)
        for n in range(10_000)
        if (at := theirs.index(f"Satz {n % 2500} ist") + len(f"Satz {n % 2500} "))
    ]
    began = time.process_time()
    found = Finder(long, theirs).find(codings)
    assert time.process_time() - began < 5
    for coding, one in zip(codings, found, strict=True):
        (place,) = one.places
        before = theirs[: coding.start].replace("\n\n", "\n")
        assert (place.start, place.end) == (len(before), len(before) + 4)
