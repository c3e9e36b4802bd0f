"""Whatever a program counts, its selections are the words that it meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.formats.refi.counting import (
    Counting,
    Positions,
    counting_of,
    is_named_after,
    plain_line_ends,
)
from kodierung.formats.refi.records import RefiSelection

TEXT = "Wir 😀 prüfen das.\r\nUnd 👩🏽‍🏫 dann?\r\nJa, gewiss prüfen wir das."
WAYS = [
    Counting("code points", 2),
    Counting("code points", 1),
    Counting("UTF-16 units", 2),
    Counting("UTF-16 units", 1),
    Counting("bytes", 2),
    Counting("UTF-16 units", 2, 1),
    Counting("code points", 1, 1),
]


def as_counted(text: str, start: int, end: int, way: Counting) -> tuple[int, int]:
    """Count a stretch of a text with plain line ends as a program would."""

    def size(piece: str) -> int:
        ends = piece.count("\n") * (way.line_end - 1)
        if way.unit == "bytes":
            return len(piece.encode()) + ends
        if way.unit == "UTF-16 units":
            return len(piece.encode("utf-16-le")) // 2 + ends
        return len(piece) + ends

    return way.mark + size(text[:start]), way.mark + size(text[:end])


def selections(text: str, way: Counting, *, named: bool) -> list[RefiSelection]:
    plain = plain_line_ends(text)
    found = []
    for number, word in enumerate(("prüfen das.", "dann?", "gewiss", "wir das.")):
        at = plain.index(word)
        start, end = as_counted(plain, at, at + len(word), way)
        found.append(RefiSelection(str(number), start, end, word if named else ""))
    return found


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_way_of_counting_is_found_out(way: Counting, named: bool) -> None:
    marked = selections(TEXT, way, named=named)
    found, fit = counting_of(TEXT, marked, marked=bool(way.mark))
    assert found == way
    assert fit.inside == fit.whole == 4
    assert fit.named == (4 if named else 0)
    cuts = [Positions(TEXT, found).cut(one) for one in marked]
    words = [plain_line_ends(TEXT)[slice(*cut)] for cut in cuts if cut]
    assert words == ["prüfen das.", "dann?", "gewiss", "wir das."]


@given(
    text=st.text(st.sampled_from("ab ä😀\n\r.🏽e\u0301"), min_size=1, max_size=60),
    way=st.sampled_from(WAYS),
    data=st.data(),
)
def test_positions_go_back_to_the_characters(
    text: str, way: Counting, data: st.DataObject
) -> None:
    plain = plain_line_ends(text)
    start = data.draw(st.integers(0, len(plain)))
    end = data.draw(st.integers(start, len(plain)))
    first, last = as_counted(plain, start, end, way)
    assert Positions(text, way).cut(RefiSelection("g", first, last)) == (start, end)


def test_without_selections_the_standard_holds() -> None:
    assert counting_of(TEXT, [], marked=True)[0] == Counting("code points", 2)
    assert counting_of("Ohne\nalles", [], marked=False)[0] == Counting("code points", 1)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 1), (0, 99), (5, 99), (6, 8)])
def test_what_is_no_stretch_is_told(start: int, end: int) -> None:
    positions = Positions("Wir 😀 gehen", Counting("UTF-16 units"))
    cut = positions.cut(RefiSelection("g", start, end))
    assert cut == ((5, 7) if (start, end) == (6, 8) else None)
    assert positions.cut(RefiSelection("g", 5, 8)) is None  # in the middle of an emoji


@pytest.mark.parametrize(
    ("name", "words", "named"),
    [
        ("Das ist so.", "Das  ist\nso.", True),
        ("Das ist…", "Das ist so.", True),
        ("Das ist ...", "Das ist so.", True),
        ("Das ist", "Das ist so.", False),
        (f"Das {'ist ' * 9}so", f"Das {'ist ' * 9}so und mehr", True),
        ("12,40", "12,40", False),
        ("", "", False),
    ],
)  # fmt: skip
def test_names_of_selections(name: str, words: str, named: bool) -> None:
    assert is_named_after(name, words) is named


@given(st.text(st.sampled_from("aä😀\n "), max_size=12), st.booleans())
def test_positions_are_those_counted_one_by_one(text: str, marked: bool) -> None:
    sizes = {"code points": lambda c: 1, "bytes": lambda c: len(c.encode()),
             "UTF-16 units": lambda c: len(c.encode("utf-16-le")) // 2}  # fmt: skip
    for unit, size in sizes.items():
        for line_end in (1, 2):
            counting = Counting(unit, line_end, int(marked))
            positions = Positions(text, counting)
            there = [int(marked)]
            for character in text:
                there.append(
                    there[-1] + (line_end if character == "\n" else size(character))
                )
            for position in range(-1, 50):
                expected = there.index(position) if position in there else None
                assert positions.offset(position) == expected
