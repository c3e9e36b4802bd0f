"""The transcript on the screen: what stands out is exactly what was meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.style import Style
from textual.pilot import Pilot

from kodierung.model import Segment
from kodierung.review.marks import Mark, MarksByPlace, color_of
from kodierung.review.page import TranscriptPage
from tests.support.page import LONG, SAID, is_underlined, lines, mark, on_screen, seen
from tests.support.small import transcript


def is_asked(page: TranscriptPage) -> Callable[[Style], bool]:
    look = page.get_component_rich_style("sheet--asked", partial=True)
    return lambda style: style.bgcolor == look.bgcolor


@pytest.mark.parametrize("width", [20, 33, 80])
def test_what_is_highlighted_is_exactly_the_passage(width: int) -> None:
    async def trying(_: Pilot[None], page: TranscriptPage) -> None:
        for said, quote, words in SAID:
            shown = transcript([("I", "Und?"), ("B1", f"{said} Das wär's.")])
            coded = mark(shown, quote)
            page.show(shown, [coded])
            assert seen(page, is_underlined) == (words or quote)
            page.set_marks([])
            page.focus_on(coded.segment)
            page.cursor = shown.turns[0].start
            assert seen(page, is_asked(page)) == (words or quote)
            page.focus_on(None)
            assert seen(page, is_asked(page)) == ""

    on_screen(trying, size=(width, 80))


def test_the_passage_in_question_is_in_the_middle() -> None:
    shown = transcript(LONG * 4)
    asked = mark(shown, "gut so. " + "Ja, das war gut so. " * 2).segment
    third = shown.turns[5]
    inside = Segment(third.start + 500, third.start + 560)

    async def trying(pilot: Pilot[None], page: TranscriptPage) -> None:
        def rows() -> list[int]:
            return [y for y, line in enumerate(lines(page)) if line.startswith("▌")]

        page.focus_on(inside)
        await pilot.pause()
        assert abs(sum(rows()) / len(rows()) - 11.5) <= 1
        assert page.cursor == inside.start
        await pilot.resize_terminal(40, 16)
        assert abs(sum(rows()) / len(rows()) - 7.5) <= 1
        page.focus_on(third.segment)
        await pilot.pause()
        assert rows() == list(range(16))
        assert lines(page)[0].endswith("Ja, das war gut so. Ja, das war")
        page.focus_on(asked)
        await pilot.pause()
        assert page.scroll_offset.y == 0

    on_screen(trying, shown)


def test_signs_ticks_and_labels_in_the_margin() -> None:
    shown = transcript([("I", "Na, und?"), ("B1", "Gut war das."), ("B2", "Eben.")])
    timed = replace(shown.turns[1], start_time=725.5)
    shown = replace(shown, turns=(shown.turns[0], timed, shown.turns[2]))
    marks = [mark(shown, "Gut war das", code=f"c{n}") for n in range(3)]
    more = [*marks, mark(shown, "Gut", "suggestion", "d")]

    async def trying(_: Pilot[None], page: TranscriptPage) -> None:
        head, _, other, words, last, *_ = lines(page)
        assert head == "✓    I  1"
        assert other == "     B1  2 · 00:12:05"
        assert words == " +++ Gut war das."
        assert last == "     B2  3"
        page.set_marks(more)
        page.set_read([2])
        assert lines(page)[3] == " ++… Gut war das."
        assert [y for y, line in enumerate(lines(page)) if "✓" in line] == [2]

    on_screen(trying, shown, marks, {1})


def test_what_stands_out_does_so_without_colour() -> None:
    shown = transcript([("B1", "Eins zwei drei vier fünf.")])
    marks = [
        mark(shown, "zwei", "coding"),
        mark(shown, "drei", "other"),
        mark(shown, "vier", "suggestion"),
        mark(shown, "fünf", "question"),
    ]

    async def trying(_: Pilot[None], page: TranscriptPage) -> None:
        assert seen(page, is_underlined) == "zweidrei"
        assert seen(page, lambda style: bool(style.italic)) == "dreivier"
        bold = seen(page, lambda style: bool(style.bold) and not style.reverse)
        assert bold == "B1fünf"
        assert lines(page)[1].startswith("▌")
        assert [found.code for found in page.marks_at(marks[0].segment.start)] == ["a"]

    on_screen(trying, shown, marks)


def test_the_shortest_mark_is_what_one_sees_and_a_spanning_one_is_seen_in_both() -> (
    None
):
    shown = transcript([("B1", "Eins zwei drei."), ("B2", "Vier fünf.")])
    first, second = shown.turns
    wide = replace(
        mark(shown, "Eins"), segment=Segment(first.start + 5, second.end - 5)
    )
    narrow = mark(shown, "drei", code="b")

    async def trying(_: Pilot[None], page: TranscriptPage) -> None:
        page.go_to(second.end)
        tints = {
            run.text: run.style.bgcolor
            for y in (1, 3)
            for run in page.render_line(y)
            if run.style and run.style.underline
        }
        assert list(tints) == ["zwei ", "drei", ".", "Vier "]
        assert len({tints["zwei "], tints["."], tints["Vier "]}) == 1
        assert tints["drei"] != tints["zwei "]
        assert page.marks_at(narrow.segment.start) == [narrow, wide]

    on_screen(trying, shown, [narrow, wide])


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark"])
def test_another_theme_is_taken_up_and_keeps_the_emphasis(theme: str) -> None:
    shown = transcript([("B1", "Eins zwei drei.")])

    async def trying(pilot: Pilot[None], page: TranscriptPage) -> None:
        before = page.render_line(1)
        pilot.app.theme = theme
        await pilot.pause()
        assert page.render_line(1) != before
        assert seen(page, is_underlined) == "zwei"

    on_screen(trying, shown, [mark(shown, "zwei")])


def test_other_marks_and_the_cursor_lay_nothing_out_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = transcript(LONG)

    async def trying(pilot: Pilot[None], page: TranscriptPage) -> None:
        def never(*_: object) -> None:
            raise AssertionError

        monkeypatch.setattr("kodierung.review.sheet.Layout", never)
        page.set_marks([mark(shown, "gut")])
        page.set_read([1])
        page.focus_on(shown.turns[1].segment)
        page.move("page", 1)
        await pilot.pause()

    on_screen(trying, shown)


def test_marks_are_found_by_place() -> None:
    shown = transcript(LONG * 2)
    length = len(shown.text)
    many = [
        Mark(
            Segment(n, min(n + n % 700 + 1, length)), "coding", str(n), "", "", "+", ""
        )
        for n in range(0, length, 7)
    ]
    found = MarksByPlace(many)
    for start in range(0, length - 60, 41):
        line = Segment(start, start + 60)
        lying = found.on(line)
        assert set(lying) == {one for one in many if one.segment.overlaps(line)}
        lengths = [one.segment.end - one.segment.start for one in lying]
        assert lengths == sorted(lengths, reverse=True)


def test_a_code_without_a_colour_has_one_of_its_own() -> None:
    shown = transcript([("B1", "Eins zwei.")])
    plain, other = mark(shown, "Eins"), mark(shown, "zwei", code="b")
    assert color_of(plain) == color_of(replace(plain, id="x")) != color_of(other)
    assert color_of(replace(plain, color="#102030")) == "#102030"
