"""What stands beside the transcript and below it."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from kodierung.project import Project
from kodierung.review.bar import bar
from kodierung.review.sitting import Sitting
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.memos.subjects import Subject
from kodierung.workflow.memos.write import add
from tests.review.conftest import seen, told, use


@pytest.mark.parametrize("blind", [False, True])
def test_memos_on_the_code_are_shown(study: Project, desk: Desk, blind: bool) -> None:
    first = desk.queue.next()
    assert first is not None
    for coder in ("A", "B"):
        add(study, Subject(code=first.code), f"Memo von {coder}", coder)
    desk.sees_others = not blind

    async def body(pilot: Pilot[None]) -> None:
        shown = told(pilot, "panel")
        assert "Memo von A" in shown
        assert ("B: Memo von B" in shown) is not blind
        assert "Definition" not in shown or shown.index("Definition") < shown.index("✎")

    use(desk, body)


def test_a_long_message_takes_both_lines(desk: Desk) -> None:
    sitting = Sitting(desk)
    short = str(bar(sitting, "Memo kept", 80)).split("\n")
    assert "open" in short[0]
    assert "Memo kept" in short[1]
    words = (
        "Taken back: codebook merge, 45 codings changed, 12 suggestions changed, 3 more"
    )
    lines = str(bar(sitting, f"{words}, and all is as it was", 80)).split("\n")
    assert len(lines) == 2
    assert all(len(line) <= 80 for line in lines)
    assert " ".join(lines) == f"{words}, and all is as it was"


def test_a_code_is_searched_on_a_screen_of_ten_lines(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("c", *"kenn")
        await pilot.pause()
        shown = seen(pilot)
        assert "Gute Kenntnisse" in shown
        assert "Enter take" in shown

    use(desk, body, (40, 10))


def test_a_memo_taken_back_is_no_longer_shown(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("a", "u", "U", "m", *"hm", "ctrl+s")
        assert "Memo: hm" in told(pilot, "panel")
        await pilot.press("u")
        assert "Taken back: code memo" in told(pilot, "bar")
        assert "Memo: hm" not in told(pilot, "panel")

    use(desk, body)
