"""Coding by hand and reading on the screen, with keys and mouse, in any size."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from kodierung.cli.review import is_light
from kodierung.model import Segment
from kodierung.project import Project
from kodierung.review.app import ReviewApp
from kodierung.review.page import TranscriptPage
from kodierung.review.sitting import Sitting
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.desk.queue import QueueFilter
from kodierung.workflow.desk.sample import DrawnTurn
from kodierung.workflow.undo import undo
from tests.review.conftest import notices, press, screen_of, seen, told, use
from tests.support.small import transcript

MARKET = "role.markt"


def test_the_turn_under_the_cursor_is_coded(desk: Desk) -> None:
    press(desk, "ctrl+down", "ctrl+down", "e", *"markt", "enter")
    (coding,) = desk.codings("FG01.txt")
    assert coding.code == MARKET
    assert coding.segment == desk.transcript("FG01.txt").turns[3].segment
    assert coding.origin == "manual"
    press(desk, "u")
    assert desk.codings("FG01.txt") == []


def test_marked_words_are_coded(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+down", "v", "ctrl+right")
        assert "e codes them" in told(pilot, "bar")
        await pilot.press("]", "e", *"markt", "enter")
        assert screen_of(pilot).page.selection is None

    use(desk, body)
    (coding,) = desk.codings("FG01.txt")
    assert coding.quote == "Auf Augenhöhe"


def test_a_memo_is_written_where_nothing_is_coded(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+end", "ctrl+up", "R", "m", *"hm", "ctrl+s")
        assert "✎ hm" in seen(pilot)

    use(desk, body)
    (memo,) = desk.memos("FG01.txt")
    assert (memo.text, memo.coder) == ("hm", "A")
    assert memo.quote == desk.transcript("FG01.txt").quote(memo.segment)
    assert desk.codings("FG01.txt") == []
    press(desk, "u")
    assert desk.memos("FG01.txt") == []


def test_a_memo_shows_at_the_margin_and_can_be_changed(desk: Desk) -> None:
    turn = desk.transcript("FG01.txt").turns[3]
    desk.note("FG01.txt", turn.segment, "Eins.")

    async def body(pilot: Pilot[None]) -> None:
        row = next(row for row in seen(pilot).splitlines() if "jeden Monat" in row)
        assert row.split()[0] == "✎"
        await pilot.press("ctrl+end", "v", "m")
        await pilot.press(*" Zwei.", "ctrl+s")
        assert [memo.text for memo in desk.memos("FG01.txt")] == ["Eins. Zwei."]
        await pilot.press("m", "ctrl+u", "ctrl+s")
        assert "Memo removed" in told(pilot, "bar")
        assert desk.memos("FG01.txt") == []
        await pilot.press("u")
        assert [memo.text for memo in desk.memos("FG01.txt")] == ["Eins. Zwei."]

    use(desk, body, (120, 30))


def test_marking_is_given_up(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        page = screen_of(pilot).page
        await pilot.press("v", "right")
        assert page.selection is not None
        await pilot.press("escape")
        assert page.selection is None
        await pilot.press("v", "v", "right")
        assert page.selection is None

    use(desk, body)


def test_words_are_marked_with_the_mouse(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        rows = seen(pilot).splitlines()
        y = next(y for y, row in enumerate(rows) if "jeden Monat" in row)
        x = len(rows[y][: rows[y].index("jeden")]) + 1  # the emoji has two cells
        await pilot.mouse_down(offset=(x, y))
        await pilot.hover(offset=(x + len("jeden Mona"), y))
        await pilot.mouse_up(offset=(x + len("jeden Mona"), y))
        await pilot.press("e", *"markt", "enter")

    use(desk, body)
    (coding,) = desk.codings("FG01.txt")
    assert coding.quote == "jeden Monat"


def test_a_coding_is_moved_to_the_marked_words(desk: Desk) -> None:
    transcript = desk.transcript("FG01.txt")
    turn = transcript.turns[3]
    desk.add("FG01.txt", turn.segment, MARKET)

    async def body(pilot: Pilot[None]) -> None:
        page = screen_of(pilot).page
        page.go_to(turn.start)
        await pilot.press("shift+right", "d", "g")

    use(desk, body)
    (coding,) = desk.codings("FG01.txt")
    assert coding.quote == "Na"


def test_reading_hides_suggestions_until_they_are_asked_for(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        assert "Reading, suggestions hidden   0 of 4 turns (0%)" in told(pilot, "bar")
        assert screen_of(pilot).sitting.waiting() == []
        await pilot.press("a")
        assert "Suggestions are hidden while you read." in notices(pilot)
        await pilot.press("enter", "enter")
        assert desk.read_turns("FG01.txt") == {1, 2}
        assert "2 of 4 turns (50%)   study 2 of 7 (29%)" in told(pilot, "bar")
        assert told(pilot, "head").startswith("A   FG01.txt   turn 3")
        await pilot.press("h", "o")
        assert "+ Partnerschaft" in told(pilot, "panel")
        await pilot.press("a", "enter")
        assert desk.queue.counts()["accepted"] == 1
        assert "suggestions hidden" in told(pilot, "bar")

    use(desk, body, reading=True)
    assert len(desk.codings("FG01.txt")) == 1


def test_reading_on_codes_by_hand_and_ends(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("R", "ctrl+down", "e", *"markt", "enter", "enter")
        await pilot.press("enter")
        assert "Back at the first of 2 turns not read" in told(pilot, "bar")
        assert told(pilot, "head").startswith("A   FG01.txt   turn 1")
        await pilot.press("u")
        assert told(pilot, "head").startswith("A   FG01.txt   turn 4")
        await pilot.press("t", "R")
        assert told(pilot, "head").startswith("A   FG02.txt   turn 2")
        assert "4 open" in told(pilot, "bar")

    use(desk, body)
    assert desk.read_turns("FG01.txt") == {3}
    assert [coding.code for coding in desk.codings("FG01.txt")] == [MARKET]


def test_reading_goes_on_where_it_was_left(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        assert told(pilot, "head").startswith("A   FG01.txt   turn 3")
        await pilot.press("enter", "enter")
        assert "All of this transcript is read; t goes" in told(pilot, "bar")
        await pilot.press("t")
        assert told(pilot, "head").startswith("A   FG02.txt   turn 2")

    desk.mark_read("FG01.txt", [1, 2])
    desk.mark_read("FG02.txt", [1])
    use(desk, body, reading=True)
    press(desk, "enter", reading=True)
    assert desk.read_turns("FG02.txt") == {1, 2}


def test_a_study_that_lost_its_transcripts_is_told(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        undo(desk.project, 1)
        for key in ("a", "t", "n"):
            await pilot.press(key)
            assert "The study has no transcripts any more" in notices(pilot)

    use(desk, body)


def test_drawn_turns_are_read_one_after_the_other(desk: Desk) -> None:
    (first,) = desk.sample(5).turns  # nothing is suggested in the others
    assert (first.transcript, first.turn.number) == ("FG01.txt", 4)
    behind = desk.transcript("FG02.txt").turns[2]
    sitting = Sitting(desk, drawn=[first, DrawnTurn("FG02.txt", behind, "", "")])
    assert sitting.reading
    assert sitting.waiting() == []
    assert sitting.goal == first.turn.segment
    assert sitting.finish(first.turn.segment) == "1 turn read, 1 drawn turn left"
    assert (sitting.transcript.name, sitting.goal) == ("FG02.txt", behind.segment)
    assert sitting.finish(behind.segment) == "All drawn turns are read"
    assert desk.read_turns("FG01.txt") == {4}
    assert desk.sample(5).turns == ()


def test_hiding_is_for_reading(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("h")
        assert "Only in reading mode" in notices(pilot)

    use(desk, body)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 60), (40, 12)])
def test_every_size_shows_passage_code_and_bar(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def body(pilot: Pilot[None]) -> None:
        screen = seen(pilot)
        assert all(len(row) <= size[0] for row in screen.splitlines())
        assert "Die kennen" in screen
        assert "+ Gute Kenntnisse" in screen
        assert "4 open" in screen
        assert "q quit" in screen or size[0] < 73
        page = pilot.app.screen.query_one(TranscriptPage)
        beside = size[0] >= 70
        assert page.size.width >= (46 if beside else size[0] - 2)
        await pilot.press("i")
        assert "+ Gute Kenntnisse" not in seen(pilot)

    use(desk, body, size)


def test_others_codings_are_named_unless_one_codes_blind(study: Project) -> None:
    with Desk(study, "B") as other:
        turn = other.transcript("FG01.txt").turns[1]
        other.add("FG01.txt", turn.segment, MARKET)

    def shown() -> str:
        found = []

        async def body(pilot: Pilot[None]) -> None:
            found.append(told(pilot, "panel"))

        with Desk(study, "A") as desk:
            use(desk, body)
        return found[0]

    assert "B Marktakteur" in shown()
    settings = study.folder / "kodierung.yaml"
    settings.write_text(settings.read_text("utf-8") + "blind: true\n", "utf-8")
    study = Project.find(study.folder)
    assert "Marktakteur" not in shown()


def test_where_nothing_is_suggested_one_codes_by_hand(study: Project) -> None:
    async def body(pilot: Pilot[None]) -> None:
        assert "No suggestions" in told(pilot, "panel")
        await pilot.press("e", *"markt", "enter", "n")
        assert "Nothing is open any more" in told(pilot, "bar")

    nothing = QueueFilter(codes=frozenset({MARKET}))
    with Desk(study, "A", nothing) as desk:
        use(desk, body)
        (coding,) = desk.codings("FG01.txt")
    assert coding.segment == Segment(3, 7)


def test_dark_and_light(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        before = pilot.app.current_theme.dark
        await pilot.press("D")
        assert pilot.app.current_theme.dark != before
        assert "Die kennen" in seen(pilot)

    use(desk, body)


@pytest.mark.parametrize(
    ("said", "light"), [("0;15", True), ("15;0", False), ("", False)]
)
def test_the_terminal_tells_dark_or_light(
    said: str, light: bool, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    monkeypatch.setenv("COLORFGBG", said)
    assert is_light() == light
    assert ReviewApp(desk, light=light).current_theme.dark != light


def test_a_transcript_changed_elsewhere_is_shown_before_anything_is_done(
    desk: Desk,
) -> None:
    turns = [("B1", "Es hat sich alles geändert."), ("B1", "Die kennen uns gut.")]
    changed = transcript(turns, "FG01.txt", "FG01", {"perspective": "traeger"})

    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("[")
        with desk.project.open_store() as store, store.writing("import") as change:
            change.replace_transcript(changed, store.sources()["FG01.txt"])
        await pilot.press("a")
        assert "FG01.txt was changed elsewhere" in notices(pilot)
        assert "Es hat sich alles" in seen(pilot)
        assert desk.codings("FG01.txt") == []
        assert not screen_of(pilot).sitting.drafts
        screen_of(pilot).page.go_to(changed.turns[1].start)
        await pilot.press("e", *"markt", "enter")

    use(desk, body)
    (coding,) = desk.codings("FG01.txt")
    assert coding.quote == "Die kennen uns gut."


def test_what_others_code_meanwhile_is_shown(desk: Desk) -> None:
    segment = desk.transcript("FG01.txt").turns[1].segment

    async def body(pilot: Pilot[None]) -> None:
        with Desk(desk.project, "B") as other:
            other.add("FG01.txt", segment, MARKET)
        await pilot.press("w")
        assert "B Marktakteur" in told(pilot, "panel")

    use(desk, body)
