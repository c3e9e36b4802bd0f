"""Moving through a transcript and marking words of it, with keys and mouse."""

from __future__ import annotations

from textual import events
from textual.pilot import Pilot

from kodierung.model import Segment
from kodierung.review.glyphs import glyphs
from kodierung.review.page import TranscriptPage
from kodierung.review.paint import MARGIN
from tests.support.page import FAMILY, LONG, is_reversed, lines, on_screen, seen
from tests.support.small import transcript


def test_the_mouse_picks_the_character_under_it() -> None:
    said = f"a😀b👍🏽c👩🏽‍🚀q\u0308我\t\u202ex\n{FAMILY}."
    shown = transcript([("B1", said)])
    told: list[object] = []

    async def trying(pilot: Pilot[None], page: TranscriptPage) -> None:
        x, y = MARGIN, 1
        for glyph in glyphs(said, shown.turns[0].start):
            for cell in range(glyph.cells):
                await pilot.click(page, offset=(x + cell, y))
                assert page.cursor == glyph.start
                assert seen(page, is_reversed) == glyph.shown
                told.append(glyph.start)
            is_end = shown.text[glyph.start] == "\n"
            x, y = (MARGIN, y + 1) if is_end else (x + glyph.cells, y)

    assert on_screen(trying, shown) == told


def test_dragging_selects_and_tells_once() -> None:
    shown = transcript([("B1", "Ich 😀 sag mal, das war gut.")])

    async def trying(pilot: Pilot[None], page: TranscriptPage) -> None:
        await pilot.mouse_down(page, offset=(MARGIN + 4, 1))
        await pilot.hover(page, offset=(MARGIN + 6, 1))
        await pilot.hover(page, offset=(MARGIN + 9, 1))
        await pilot.mouse_up(page, offset=(MARGIN + 9, 1))
        assert seen(page, is_reversed) == "😀 sag"

    (told,) = on_screen(trying, shown)
    assert isinstance(told, Segment)
    assert shown.quote(told) == "😀 sag"


def test_a_selection_grows_by_characters_words_lines_and_turns() -> None:
    shown = transcript([("I", "Na, und wie?"), ("B1", "Gut 😀, wirklich.")])

    async def trying(pilot: Pilot[None], page: TranscriptPage) -> None:
        def selected() -> str:
            return shown.quote(page.selection) if page.selection else ""

        await pilot.press("shift+right")
        assert selected() == "Na"
        await pilot.press("ctrl+shift+right")
        assert selected() == "Na, und"
        assert seen(page, is_reversed) == "Na, und"
        await pilot.press("left")
        assert selected() == ""
        page.start_selection()
        await pilot.press("ctrl+down")
        assert selected() == "und wie?"
        await pilot.press("ctrl+down")
        assert selected().endswith("wirklich.")
        page.clear_selection()
        page.go_to_turn(2)
        page.move("word", 1, extend=True)
        page.move("character", 2, extend=True)
        assert selected() == "Gut 😀"
        page.move("character", -1, extend=True)
        page.move("turn", -1, extend=True)
        assert selected() == "Gut"

    assert on_screen(trying, shown)


def test_moving() -> None:
    shown = transcript([("I", "Na, und?"), *LONG[1:], ("B2", "Eben. Ja.")])
    first, second, third = shown.turns

    async def trying(pilot: Pilot[None], page: TranscriptPage) -> None:
        assert page.cursor == first.start
        steps = [
            ("ctrl+right", first.start + 4),
            ("ctrl+right", second.start),
            ("ctrl+left", first.start + 4),
            ("home", first.start),
            ("end", first.end - 1),
            ("right", second.start),
            ("left", first.end - 1),
            ("down", second.start + 7),
            ("ctrl+up", second.start),
            ("ctrl+up", first.start),
            ("up", first.start),
            ("ctrl+end", third.end - 1),
            ("ctrl+left", third.end - 3),
            ("ctrl+right", third.end - 1),
            ("ctrl+home", first.start),
        ]
        for key, offset in steps:
            await pilot.press(key)
            assert page.cursor == offset, key
            assert seen(page, is_reversed), key
        page.go_to(10**6)
        assert page.cursor == third.end - 1
        page.go_to_turn(99)
        assert page.turn_at_cursor() == third
        page.go_to_turn(0)
        assert page.cursor == first.start

    on_screen(trying, shown, size=(60, 10))


def test_up_and_down_keep_the_column_and_skip_the_heads() -> None:
    shown = transcript([("I", "Eine lange Zeile"), ("B", "kurz"), ("I", "und lange")])
    one, two, three = shown.turns

    async def trying(pilot: Pilot[None], page: TranscriptPage) -> None:
        page.go_to(one.start + 7)
        await pilot.press("down")
        assert page.cursor == two.end - 1
        await pilot.press("down")
        assert page.cursor == three.start + 7
        await pilot.press("pageup")
        assert page.cursor == one.start + 7

    on_screen(trying, shown)


def test_keys_typed_fast_keep_their_order() -> None:
    shown = transcript([("B1", "Gut war das, wirklich.")])

    async def trying(pilot: Pilot[None], page: TranscriptPage) -> None:
        for key in ("ctrl+right", "v", "ctrl+right", "ctrl+right"):
            pilot.app.post_message(events.Key(key, None))
        await pilot.pause()
        assert page.selection is not None
        assert shown.quote(page.selection) == "war das"

    on_screen(trying, shown)


def test_nobody_speaks() -> None:
    async def trying(pilot: Pilot[None], page: TranscriptPage) -> None:
        assert lines(page)[0] == "Nobody speaks in this transcript."
        page.start_selection()
        page.go_to_turn(1)
        await pilot.press("down", "ctrl+right", "end", "ctrl+end", "shift+left")
        await pilot.click(page, offset=(7, 3))
        assert (page.cursor, page.selection, page.turn_at_cursor()) == (0, None, None)

    assert on_screen(trying, transcript([])) == []
