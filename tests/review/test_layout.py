"""A transcript on screen lines: nothing is lost, cut, shifted or too wide."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kodierung.model import Segment, Transcript
from kodierung.review import layout as module
from kodierung.review.glyphs import WIDEST, glyphs, harmless
from kodierung.review.layout import HANGING, Layout, Line
from tests.support.small import transcript

FAMILY = "👨‍👩‍👧‍👦"
ODD = [
    *("a", "ß", "Ö", "Wort", "Maßnahme", " ", "  ", "\n", "\t", "„", "–", "…", "\xa0"),
    *("😀", "👍🏽", FAMILY, "👩🏽‍🚀", "🏳️‍🌈", "🇩🇪", "🇫", "❤️", "1️⃣", "☺", "\u200d"),
    *("q\u0308", "\u0301", "각", "我们", "、", "אב", "ع", "ก็", "\u1161"),
    *(
        "\u200b",
        "\xad",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\x1b[31m",
        "\0",
        "\x85",
        "\u2028",
    ),
]
words = st.lists(
    st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])),
    max_size=60,
).map("".join)
turns = st.lists(st.tuples(st.sampled_from(["I", "B1"]), words), max_size=5)
widths = st.integers(WIDEST + HANGING, 60)


def spoken(layout: Layout) -> list[Line]:
    return [line for line in layout.lines if not line.head]


def one(said: str) -> Transcript:
    return transcript([("B1", said)])


@given(turns, widths)
def test_every_code_point_is_on_one_line_in_order(
    said: list[tuple[str, str]], width: int
) -> None:
    shown = transcript(said)
    layout = Layout(shown, width)
    on_lines = [n for line in spoken(layout) for n in range(line.start, line.end)]
    in_turns = [n for turn in shown.turns for n in range(turn.start, turn.end)]
    assert on_lines == in_turns
    assert [line.turn for line in layout.lines if line.head] == list(shown.turns)


@given(turns, widths)
def test_no_line_is_wider_than_the_page_or_than_it_says(
    said: list[tuple[str, str]], width: int
) -> None:
    for line in spoken(Layout(transcript(said), width)):
        assert cell_len(line.shown) == line.cells[-1] <= width
        assert line.places[-1] == len(line.shown)
        for glyph, begin in enumerate(line.cells[:-1]):
            assert cell_len(line.words(0, glyph)) == begin < line.cells[glyph + 1]


@given(turns, widths)
def test_what_is_shown_cannot_steer_the_terminal(
    said: list[tuple[str, str]], width: int
) -> None:
    layout = Layout(transcript(said), width)
    shown = "".join(line.shown for line in layout.lines)
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, shown))
    assert "\ufe0f" not in shown


@given(turns, widths)
def test_from_code_point_to_cell_and_back(
    said: list[tuple[str, str]], width: int
) -> None:
    layout = Layout(transcript(said), width)
    for line in spoken(layout):
        for glyph, start in enumerate(line.starts):
            for offset in range(start, line.offset_of(glyph + 1)):
                place = layout.place(offset)
                assert layout.lines[place.row] is line
                assert place.cell == line.cells[glyph]
                assert layout.within(offset) == layout.offset_at(*place) == start
                last = line.cells[glyph + 1] - 1
                assert layout.offset_at(place.row, last) == start


@given(turns.filter(bool), widths)
def test_walking_forth_and_back_visits_every_glyph(
    said: list[tuple[str, str]], width: int
) -> None:
    layout = Layout(transcript(said), width)
    starts = [n for line in spoken(layout) for n in line.starts or [line.start]]
    there = [starts[0]]
    while (after := layout.after(there[-1])) != there[-1]:
        there.append(after)
    assert there == starts
    back = [starts[-1]]
    while (before := layout.before(back[-1])) != back[-1]:
        back.append(before)
    assert back == starts[::-1]


@given(st.text("ab ß\t\n,.„", max_size=80), widths)
def test_ordinary_text_is_wrapped_as_any_other(said: str, width: int) -> None:
    shown = one(said)
    quick = [(n.start, n.end, n.shown) for n in Layout(shown, width).lines]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "is_ordinary", lambda _: False)
        slow = [(n.start, n.end, n.shown) for n in Layout(shown, width).lines]
    assert quick == slow


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u0308b", ["a\u0308", "b"]),
        ("q\u0308\u0323!", ["q\u0308\u0323", "!"]),
        ("\u0301a", ["\u25cc\u0301", "a"]),
        (f"{FAMILY}x", ["👨👩👧👦", "x"]),
        ("👩🏽‍🚀x", ["👩🚀", "x"]),
        ("👍🏽👍", ["👍", "👍"]),
        ("❤️‍🔥x", ["❤🔥", "x"]),
        ("🙂‍↔️x", ["🙂↔", "x"]),
        ("🇩🇪🇫🇷🇦b", ["🇩🇪", "🇫🇷", "🇦", "b"]),
        ("1️⃣2", ["1\u20e3", "2"]),
        ("a\u200db", ["a", "b"]),
        ("Ar\xadbeit", ["A", "r", "b", "e", "i", "t"]),
        ("\u200bx", ["x"]),
        ("\u200b", [" "]),
        ("我x", ["我", "x"]),
        ("\u1112\u1161\u11ab!", ["\u1112\u1161\u11ab", "!"]),
        ("\tx\n", [" ", "x", " "]),
        ("\x1b[1m", ["\ufffd", "[", "1", "m"]),
        ("\u202eab\u202c", ["a", "b"]),
    ],
)
def test_a_glyph_is_what_one_sees_as_one(text: str, shown: list[str]) -> None:
    assert [glyph.shown for glyph in glyphs(text)] == shown


def test_words_are_wrapped_at_blanks_and_line_ends() -> None:
    layout = Layout(one("Das ist so.\nUnd Donaudampfschifffahrt auch nicht"), 13)
    assert [line.shown for line in spoken(layout)] == [
        *("Das ist so. ", "Und ", "Donaudampfsc", "hifffahrt ", "auch nicht")
    ]


def test_the_blank_at_the_edge_hangs_in_the_free_column() -> None:
    layout = Layout(one("zwölf Zellen breit"), 13)
    assert [line.shown for line in spoken(layout)] == ["zwölf Zellen ", "breit"]
    wide = Layout(one("ab 我们我们我们"), 10)
    assert [line.shown for line in spoken(wide)] == ["ab ", "我们我们", "我们"]


def test_a_passage_covers_every_glyph_it_touches() -> None:
    shown = one(f"so {FAMILY} da")
    line = spoken(Layout(shown, 40))[0]
    start = shown.text.index(FAMILY)
    inside = line.glyphs_of(Segment(start + 2, start + 3))
    assert line.words(*inside) == "👨👩👧👦"
    assert line.glyphs_of(Segment(start, start)) == (0, 0)
    assert line.glyphs_of(Segment(0, start - 3)) == (0, 0)


def test_offsets_outside_the_turns_go_to_what_is_said_next() -> None:
    shown = transcript([("I", "Na?"), ("B1", "Gut.")])
    layout = Layout(shown, 40)
    first, second = shown.turns
    assert layout.within(0) == first.start
    assert layout.within(first.end + 1) == second.start
    assert layout.within(len(shown.text)) == second.end - 1
    assert layout.rows_of(Segment(first.end, second.start)) == range(0)
    assert layout.rows_of(Segment(first.end, second.end)) == range(3, 4)
    assert layout.rows_of(Segment(first.start, second.end)) == range(1, 4)
    assert layout.offset_at(2, 7) == second.start  # a head stands for its turn


def test_a_transcript_in_which_nobody_speaks_and_an_empty_turn() -> None:
    silent = Layout(transcript([]), 40)
    assert silent.lines == []
    assert silent.place(7) == (0, 0)
    assert silent.within(7) == silent.offset_at(3, 3) == silent.row_beside(0, 1) == 0
    empty = transcript([("I", ""), ("B1", "Gut.")])
    layout = Layout(empty, 40)
    assert [line.shown for line in layout.lines] == ["", "", "", "Gut."]
    assert layout.place(empty.turns[0].start) == (1, 0)
    assert layout.after(empty.turns[0].start) == empty.turns[1].start


def test_a_very_long_turn() -> None:
    said = "Ja, genau so war das. " * 2_000 + "😀" + "x" * 6_000
    shown = one(said)
    layout = Layout(shown, 50)
    here = shown.text.index("😀")
    place = layout.place(here)
    assert layout.offset_at(*place) == here
    assert place.cell + 2 <= 50
    assert spoken(layout)[-1].end == shown.turns[0].end


def test_a_label_is_cut_between_glyphs() -> None:
    assert harmless("B1", 4) == "B1"
    assert harmless("我们我们", 6) == "我们…"
    assert harmless("我们我们", 5) == "我们…"
    assert harmless("我们我们", 4) == "我…"
    assert harmless("a\nb\x1b", 9) == "a b\ufffd"
