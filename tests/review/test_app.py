"""Deciding on the screen: each key does what it says, and it is stored at once."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from kodierung.model import Segment
from kodierung.review.dialogs import CodeSearch, MemoEditor
from kodierung.review.sitting import Sitting
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.desk.places import Places
from tests.review.conftest import notices, press, screen_of, seen, told, use

KNOWING = "traeger.kenntnisse.promoting"
NOT_KNOWING = "traeger.kenntnisse.inhibiting"
PARTNERS = "traeger.kooperation.promoting"


def statuses(desk: Desk) -> list[str]:
    """Return what is stored, as another terminal sees it."""
    with Desk(desk.project, desk.coder) as other:
        return [entry.status for entry in other.queue.entries]


def test_the_transcript_and_the_code_are_shown(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        screen = seen(pilot)
        assert "A   FG01.txt   turn 2 of 4, B1   suggestion 1 of 4" in screen
        assert "[bold]Klammern[/bold]" in screen
        assert "+ Gute Kenntnisse" in screen
        assert "Fachkräfte kennen die" in screen
        assert "4 open · 0 accepted · 0 rejected · 0 changed" in screen
        assert "0 decided now · – left · by word" in screen
        assert "q quit" in screen

    use(desk, body)


def test_accepting_rejecting_and_skipping_go_on(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("a")
        assert statuses(desk) == ["accepted", "open", "open", "open"]
        assert told(pilot, "head").startswith("A   FG01.txt   turn 3")
        await pilot.press("r")
        assert statuses(desk) == ["accepted", "rejected", "open", "open"]
        await pilot.press("s")
        assert "suggestion 4 of 4" in told(pilot, "head")
        await pilot.press("enter")
        assert statuses(desk) == ["accepted", "rejected", "open", "accepted"]
        assert "suggestion 3 of 4" in told(pilot, "head")
        assert "1 open · 2 accepted · 1 rejected" in told(pilot, "bar")
        assert "3 decided now" in told(pilot, "bar")

    summary = use(desk, body).summary()
    assert (summary.decided, summary.open, summary.dropped) == (3, 1, 0)


def test_when_all_is_decided_the_screen_says_so(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("a", "a", "a", "a")
        assert statuses(desk) == ["accepted"] * 4
        assert "Nothing is open any more" in told(pilot, "bar")
        await pilot.press("a")
        assert statuses(desk) == ["accepted"] * 4
        assert "No suggestion is in question." in notices(pilot)

    use(desk, body)


def test_undo_goes_back_to_what_it_took_back(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("a", "r", "u")
        assert statuses(desk)[:2] == ["accepted", "open"]
        assert "suggestion 2 of 4" in told(pilot, "head")
        assert "Taken back: reject" in told(pilot, "bar")
        await pilot.press("u")
        assert statuses(desk) == ["open"] * 4
        assert "Taken back: accept" in told(pilot, "bar")
        await pilot.press("U", "ctrl+r")
        assert statuses(desk)[:2] == ["accepted", "rejected"]
        await pilot.press("n")
        assert "suggestion 3 of 4" in told(pilot, "head")

    use(desk, body)
    press(desk, "u")  # what another sitting did
    assert statuses(desk)[:2] == ["accepted", "open"]
    press(desk, "u")
    assert statuses(desk) == ["open"] * 4


def test_the_next_of_the_same_code(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("N")
        assert told(pilot, "head").startswith("A   FG02.txt   turn 2")
        await pilot.press("P")
        assert told(pilot, "head").startswith("A   FG01.txt   turn 2")
        await pilot.press("p")
        assert told(pilot, "head").startswith("A   FG02.txt   turn 3")
        await pilot.press("t")
        assert told(pilot, "head").startswith("A   FG01.txt   turn 2")

    use(desk, body)


def test_another_code_is_found_by_its_letters(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("c", *"wettb")
        assert isinstance(pilot.app.screen, CodeSearch)
        assert "Jeder gegen jeden." in seen(pilot)
        await pilot.press("enter")
        assert "Wettbewerb" in told(pilot, "panel")
        assert "not accepted yet" in told(pilot, "panel")
        assert statuses(desk) == ["open"] * 4
        await pilot.press("n", "p")
        assert "not accepted yet" in told(pilot, "panel")  # the draft was kept
        await pilot.press("a")

    use(desk, body)
    assert statuses(desk)[0] == "changed"
    (coding,) = desk.codings("FG01.txt")
    assert coding.code == "traeger.kooperation.inhibiting"


def test_the_search_can_be_left(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("c", *"xyz", "enter")
        assert isinstance(pilot.app.screen, CodeSearch)
        assert "No code is called so; Ctrl+N adds one." in seen(pilot)
        await pilot.press("escape")
        assert "Nothing was changed" in told(pilot, "bar")
        assert "not accepted yet" not in told(pilot, "panel")

    use(desk, body)


def test_what_is_typed_fast_finds_nothing_and_breaks_nothing(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("c")
        dialog = pilot.app.screen
        assert isinstance(dialog, CodeSearch)
        for typed in ("m", "mm", "mmm"):  # faster than the list tells what is lit
            dialog._search(typed)
        await pilot.pause()
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, CodeSearch)
        assert "No code is called so" in seen(pilot)
        dialog._search("markt")
        await pilot.press("enter")
        assert "Marktakteur" in told(pilot, "panel")

    use(desk, body)


def test_nothing_is_decided_that_is_out_of_sight(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+end")
        await pilot.press("a")
        assert "Back at the suggestion" in told(pilot, "bar")
        assert desk.queue.counts()["accepted"] == 0
        await pilot.press("a")
        assert desk.queue.counts()["accepted"] == 1

    use(desk, body, (80, 9))


def test_flipping_twice_is_as_before(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("f")
        assert NOT_KNOWING in told(pilot, "panel").replace("\n", "")
        await pilot.press("f")
        assert "not accepted yet" not in told(pilot, "panel")
        await pilot.press("f", "a")

    use(desk, body)
    assert [coding.code for coding in desk.codings("FG01.txt")] == [NOT_KNOWING]


def test_widening_and_narrowing(desk: Desk) -> None:
    suggestion = desk.suggestion(desk.queue.entries[0].id)
    places = Places(desk.transcript("FG01.txt"), "de")
    narrow = places.extended(suggestion.segment, "end", -1, "word")
    later = places.extended(narrow, "start", -1, "word")

    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("[")
        assert "narrowed by 1 word\n" in told(pilot, "panel")
        await pilot.press("}")
        assert "narrowed by 2 words" in told(pilot, "panel")
        assert screen_of(pilot).sitting.answer.segment == later
        await pilot.press("]", "{")
        assert "not accepted yet" not in told(pilot, "panel")
        await pilot.press("w", "w", "w")
        assert "by turn" in told(pilot, "bar")
        await pilot.press("]", "a")

    use(desk, body)
    (coding,) = desk.codings("FG01.txt")
    assert coding.end == desk.transcript("FG01.txt").turns[1].end


def test_a_memo_goes_with_the_acceptance(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("m", *"gut", "ctrl+s")
        assert "Memo: gut" in told(pilot, "panel")
        await pilot.press("a", "u", "U")
        assert "You have accepted this." in told(pilot, "panel")
        await pilot.press("m", "!", "ctrl+s")  # now there is a coding

    use(desk, body)
    (coding,) = desk.codings("FG01.txt")
    assert coding.memo == "gut!"


def test_a_memo_can_be_left_as_it_was(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("m", *"aq?")
        assert isinstance(pilot.app.screen, MemoEditor)
        assert pilot.app.screen.query_one(TextArea).text == "aq?"
        await pilot.press("escape")
        assert "The memo was left as it was" in told(pilot, "bar")
        assert "Memo:" not in told(pilot, "panel")

    use(desk, body)
    assert statuses(desk) == ["open"] * 4


def test_a_statement_is_accepted_and_chosen_in_one(desk: Desk) -> None:
    press(desk, "S")
    (coding,) = desk.codings("FG01.txt")
    assert coding.statement
    assert statuses(desk)[0] == "accepted"
    press(desk, "u")
    assert desk.codings("FG01.txt") == []


def test_a_code_without_theme_has_no_statement(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("c", *"marktakteur", "enter", "S")
        assert "belongs to no theme" in notices(pilot)

    use(desk, body)
    assert statuses(desk) == ["open"] * 4
    assert desk.codings("FG01.txt") == []


def test_a_second_code_leaves_the_suggestion_open(desk: Desk) -> None:
    press(desk, "+", *"besuche", "enter")
    (coding,) = desk.codings("FG01.txt")
    assert coding.code == f"{KNOWING}.besuch"
    assert coding.segment == desk.suggestion(desk.queue.entries[0].id).segment
    assert statuses(desk) == ["open"] * 4


def test_a_fault_is_a_notice_and_changes_nothing(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("u")
        assert "only what is done in it" in notices(pilot)  # not the import
        assert desk.names == ["FG01.txt", "FG02.txt"]
        await pilot.press("c", *"marktakteur", "enter", "f")
        assert "no factor of the opposite polarity" in notices(pilot)

    use(desk, body)


def test_what_is_decided_is_not_lost_when_the_review_dies(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("a")
        with Desk(desk.project, "A") as other:
            assert other.queue.counts()["accepted"] == 1
            assert len(other.codings("FG01.txt")) == 1

    use(desk, body)


def test_leaving_with_corrections_is_asked_twice(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("f", "n", "q")
        assert "1 correction not accepted; q again leaves" in told(pilot, "bar")
        assert "suggestion 1 of 4" in told(pilot, "head")
        await pilot.press("q")

    app = use(desk, body)
    assert app.summary().dropped == 1
    assert app.return_code == 0


def test_a_bug_prints_no_words_of_interviews(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(sitting: Sitting) -> str:
        words = sitting.transcript.text
        raise ValueError(f"a bug in {len(words)} characters")

    monkeypatch.setattr(Sitting, "reject", fail)
    with pytest.raises(ValueError, match="a bug"):
        press(desk, "a", "r")
    printed = capsys.readouterr()
    assert "Die kennen" not in printed.out + printed.err
    assert statuses(desk) == ["accepted", "open", "open", "open"]


def test_a_click_takes_up_a_suggestion(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        rows = seen(pilot).splitlines()
        y = next(y for y, row in enumerate(rows) if "Augenhöhe" in row)
        await pilot.click(offset=(rows[y].index("Augenhöhe") + 2, y))
        await pilot.pause()
        assert "suggestion 2 of 4" in told(pilot, "head")
        assert "+ Partnerschaft" in told(pilot, "panel")

    use(desk, body)


def test_keys_are_shown_and_left(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("?")
        assert "accept the suggestion" in seen(pilot)
        await pilot.press("q")
        assert "4 open" in seen(pilot)

    use(desk, body)


def test_an_own_coding_under_the_cursor_is_changed_and_deleted(desk: Desk) -> None:
    turn = desk.transcript("FG01.txt").turns[3]
    desk.add("FG01.txt", Segment(turn.start, turn.end), NOT_KNOWING)

    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("s", "s", "t")
        screen_of(pilot).page.go_to(turn.start)
        await pilot.pause()
        assert "Your coding, by hand" in told(pilot, "panel")
        await pilot.press("f")
        assert [c.code for c in desk.codings("FG01.txt")] == [KNOWING]
        await pilot.press("a")  # not the suggestion that is out of sight
        assert statuses(desk) == ["open"] * 4
        screen_of(pilot).page.go_to(turn.start)
        await pilot.press("d")
        assert "Your codings here" in seen(pilot)
        await pilot.press("d")

    use(desk, body)
    assert desk.codings("FG01.txt") == []
