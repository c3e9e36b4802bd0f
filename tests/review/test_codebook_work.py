"""The codebook changed from the review, with keys alone."""

from __future__ import annotations

import asyncio

from textual.pilot import Pilot

from kodierung.codebook.edit.single import NewCode
from kodierung.model import Codebook
from kodierung.project import Project
from kodierung.review.stage import Stage
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.desk.opening import open_desk
from kodierung.workflow.recoding.verbs import add_code
from tests.review.conftest import notices, screen_of, seen, told, use

MARKET = "role.markt"
KNOWS = "traeger.kenntnisse.promoting"


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no dialog follows another and nothing is looked at any more."""
    for _ in range(200):
        await asyncio.sleep(0.02)
        screen = pilot.app.screen_stack[0]
        assert isinstance(screen, Stage)
        if not screen.occupied:
            return
        if len(pilot.app.screen_stack) > 1 and "Looking whether" not in seen(pilot):
            return
    raise AssertionError(seen(pilot))


async def type_in(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, waiting for each dialog."""
    for key in keys:
        await pilot.press(key)
        if len(key) > 1 or key in "bnlimgsc*123":
            await settle(pilot)


def codebook(desk: Desk) -> Codebook:
    """Return the codebook as the file has it now."""
    return desk.project.load_codebook()


def test_a_new_code_gets_its_id_from_its_label(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await type_in(pilot, "b", "n", *"Bös Ü", "enter")
        assert "boes_ue added, version 1.0.0 → 1.1.0" in told(pilot, "bar")
        assert not screen_of(pilot).occupied
        await pilot.press("u")
        assert "Taken back: codebook add" in told(pilot, "bar")
        await pilot.press("U")

    use(desk, body, (120, 30))
    made = codebook(desk)
    assert made.codes["boes_ue"].label == "Bös Ü"
    assert made == desk.codebook
    assert made.version == "1.1.0"


def test_what_is_wrong_is_told_and_can_be_mended(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await type_in(pilot, "b", "n", *"Markt", "tab", "ctrl+u", *MARKET, "enter")
        assert f'There is already a "{MARKET}"' in seen(pilot)
        await type_in(pilot, "2", "tab", *"Ja.", "enter")

    use(desk, body, (120, 30))
    assert codebook(desk).codes[f"{MARKET}2"].definition == "Ja."


def test_nothing_found_becomes_a_new_code_of_the_passage(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+down", "ctrl+down", "e", *"Zypq")
        assert "Ctrl+N adds one" in seen(pilot)
        await type_in(pilot, "ctrl+n", "enter")
        assert "Coded: zypq" in told(pilot, "bar")

    use(desk, body, (120, 30))
    (coding,) = desk.codings("FG01.txt")
    assert coding.code == "zypq"
    assert coding.segment == desk.transcript("FG01.txt").turns[3].segment


def test_the_code_in_hand_gets_another_label_and_id(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await type_in(pilot, "b", "l", *" neu", "enter")
        assert "+ Gute Kenntnisse neu" in told(pilot, "panel")
        await pilot.press("a", "p")
        held = screen_of(pilot).sitting.held
        await type_in(pilot, "n", "b", "c", *"markt", "enter", "i", "ctrl+u")
        await type_in(pilot, *"akteur", "enter")
        assert "role.markt renamed role.akteur" in seen(pilot)
        assert held is not None
        await type_in(pilot, "escape")
        assert "left as it is" in told(pilot, "bar")

    use(desk, body, (120, 30))
    assert codebook(desk).codes[KNOWS].label == "Gute Kenntnisse neu"
    assert MARKET in codebook(desk).codes


def test_codings_and_queue_go_with_a_renamed_code(study: Project) -> None:
    async def body(pilot: Pilot[None]) -> None:
        await pilot.press("a")
        await type_in(pilot, "b", "i", "ctrl+u", *"neu", "enter")
        await type_in(pilot, "escape", "escape")

    only = "traeger.kenntnisse"
    with open_desk(study, "A", code=only) as desk:
        before = len(desk.queue)
        assert before == 2
        use(desk, body, (120, 30))
        assert len(desk.queue) == before


def test_two_codes_become_one(study: Project) -> None:
    add_code(study, "A", NewCode("role.sozial", "Sozialpolitischer Akteur"))
    with Desk(study, "A") as desk:
        merge_on_screen(desk)


def merge_on_screen(desk: Desk) -> None:
    segment = desk.transcript("FG01.txt").turns[0].segment
    first = desk.add("FG01.txt", segment, MARKET).coding
    assert first is not None

    async def body(pilot: Pilot[None]) -> None:
        screen_of(pilot).page.go_to(segment.start)
        await type_in(pilot, "b", "g", *"sozial", "enter")
        assert "1 coding carried over (A: 1)" in seen(pilot)
        await type_in(pilot, "enter")
        assert "carried over" in notices(pilot)
        assert "Sozialpolitisch" in told(pilot, "panel")
        await pilot.press("u")
        assert "Marktakteur" in told(pilot, "panel")
        await pilot.press("U")

    use(desk, body, (120, 30))
    (coding,) = desk.codings("FG01.txt")
    assert coding.code == "role.sozial"
    assert MARKET not in codebook(desk).codes


def test_a_code_is_split_and_each_coding_asked_about(desk: Desk) -> None:
    one, two, three = (turn.segment for turn in desk.transcript("FG01.txt").turns[:3])
    for segment in (one, two, three):
        desk.add("FG01.txt", segment, MARKET)

    async def body(pilot: Pilot[None]) -> None:
        screen_of(pilot).page.go_to(one.start)
        await type_in(pilot, "b", "s", *"dienst", "ctrl+s")
        assert "is not of the form id = label" in seen(pilot)
        await pilot.press(*" = Dienst : augen", "enter", *"geld = Geld")
        await type_in(pilot, "ctrl+s")
        assert "1 of 2   FG01.txt, turn 1, I   A" in seen(pilot)
        assert "2  Geld (role.geld)" in seen(pilot)
        await type_in(pilot, "2", "u", "1", "2")
        assert f"{MARKET} split into dienst, geld" in seen(pilot)
        await type_in(pilot, "enter")

    use(desk, body, (120, 30))
    codes = [coding.code for coding in desk.codings("FG01.txt")]
    assert codes == ["role.dienst", "role.geld", "role.dienst"]


def test_a_split_that_is_given_up_changes_nothing(desk: Desk) -> None:
    turn = desk.transcript("FG01.txt").turns[0]
    desk.add("FG01.txt", turn.segment, MARKET)
    before = desk.project.codebook_path().read_bytes()

    async def body(pilot: Pilot[None]) -> None:
        screen_of(pilot).page.go_to(turn.start)
        await type_in(pilot, "b", "s", *"a = A", "ctrl+s", "escape")
        assert "left as it is" in told(pilot, "bar")
        await type_in(pilot, "b", "q")
        assert screen_of(pilot).sitting.codings

    use(desk, body, (80, 24))
    assert desk.project.codebook_path().read_bytes() == before


def test_a_codebook_with_faults_is_told_and_left(desk: Desk) -> None:
    path = desk.project.codebook_path()
    text = path.read_text("utf-8")
    path.write_text(text.replace("title:", "titel:"), "utf-8")

    async def body(pilot: Pilot[None]) -> None:
        await type_in(pilot, "b", "g", *"markt", "enter")
        assert "titel" in notices(pilot)
        await pilot.press("a")
        assert "Accepted" in told(pilot, "bar")

    use(desk, body, (80, 24))


def test_one_can_quit_from_any_dialog(desk: Desk) -> None:
    async def body(pilot: Pilot[None]) -> None:
        turn = desk.transcript("FG01.txt").turns[1]
        await pilot.press("[")
        await type_in(pilot, "b", "n", "x", "ctrl+q")
        assert "1 correction not accepted" in told(pilot, "bar")
        await pilot.press("a")
        assert "Accepted with changes" in told(pilot, "bar")
        screen_of(pilot).page.go_to(turn.start)
        await type_in(pilot, "b", "l", "ctrl+q")
        await pilot.pause()
        assert pilot.app._exit

    use(desk, body, (80, 24))
