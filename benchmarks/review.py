"""How long the review's screen and store take, against 50 ms: a delay one hardly feels.

The screen shows one transcript of 15,000 words with 1,000 codings; the store holds
100,000 suggestions. A figure is the median CPU time from the deed to the painted
screen, or to what is stored.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from benchmarks.matching import made_up
from kodierung.model import Segment, Suggestion, Transcript
from kodierung.project import create_project
from kodierung.review.app import ReviewApp
from kodierung.review.layout import Layout
from kodierung.review.marks import Mark
from kodierung.review.page import TranscriptPage
from kodierung.store.store import Source
from kodierung.text import short_id
from kodierung.workflow.demo import CODEBOOK, example_folder
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.desk.queue import QueueFilter
from kodierung.workflow.identity import new_coding

WORDS = 15_000
CODINGS = 1_000
SUGGESTIONS = 100_000
HERE = 300  # of them more, in the transcript that is shown
SIZE = (120, 45)
LIMIT = 0.05  # seconds
RUNS = 15
KEYS = {
    "right": "move by character",
    "n": "next open suggestion",
    "a": "accept, and the next",
    "r": "reject, and the next",
    "u": "undo",
    "right_square_bracket": "widen",
    "s": "skip",
}


def reviewing(folder: Path) -> None:
    """Print how long what one sees and what one decides take."""
    shown = made_up("A_long.txt", WORDS, 3)
    print(f"\n{f'review, {WORDS} words, {CODINGS} codings':<40}    ms   of 50 ms")
    tell("lay out the transcript", _seconds(lambda: Layout(shown, 80)))
    asyncio.run(on_screen(shown))
    in_store(folder / "review", shown)


def tell(what: str, seconds: float) -> None:
    print(f"  {what:<38}{seconds * 1000:6.1f}{seconds / LIMIT:9.0%}")


async def on_screen(shown: Transcript) -> None:
    """Print how long the page takes to follow its keys."""
    marks = [
        Mark(where, "coding", f"code{n % 40}", "", "", "+", str(n))
        for n, where in enumerate(places(shown, CODINGS))
    ]
    app = PageApp()
    async with app.run_test(size=SIZE) as pilot:
        page = app.query_one(TranscriptPage)
        await painting(pilot, "nothing", lambda: None)
        await painting(pilot, "first paint", lambda: page.show(shown, marks))
        middle = shown.turns[len(shown.turns) // 2].segment
        page.go_to(middle.start)
        await painting(pilot, "move by character", lambda: page.move("character", 1))
        await painting(pilot, "move by word", lambda: page.move("word", 1))
        await painting(pilot, "move by page", lambda: page.move("page", 1))
        await painting(
            pilot, "grow a selection", lambda: page.move("line", -1, extend=True)
        )
        await painting(pilot, "show other marks", lambda: page.set_marks(marks))
        asked = iter(places(shown, RUNS + 1))
        await painting(pilot, "go to a passage", lambda: page.focus_on(next(asked)))


class PageApp(App[None]):
    def compose(self) -> ComposeResult:
        yield TranscriptPage()


async def painting(pilot: Pilot[None], what: str, deed: Callable[[], object]) -> None:
    """Print how long a deed takes until the screen shows it."""
    await pilot.pause()
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        deed()
        await pilot.pause()
        taken.append(time.process_time() - began)
    tell(what, median(taken))


def places(shown: Transcript, number: int) -> list[Segment]:
    """Return so many passages, a few dozen to a few hundred characters long."""
    chance = random.Random(5)
    turns = [turn for turn in shown.turns if turn.end - turn.start > 40]
    found = []
    for _ in range(number):
        turn = chance.choice(turns)
        start = chance.randrange(turn.start, turn.end - 30)
        found.append(Segment(start, min(turn.end, start + chance.randint(30, 400))))
    return found


def in_store(folder: Path, shown: Transcript) -> None:
    """Print how long decisions take with very many suggestions in the store."""
    book = (example_folder() / "codebooks" / CODEBOOK).read_text("utf-8")
    project = create_project(folder, "S", "de", book, CODEBOOK)
    codes = list(project.load_codebook().codes)
    others = [made_up(f"T{n:03}.txt", 2_000, n) for n in range(50)]
    with project.open_store() as store, store.writing("suggest") as change:
        for one in (shown, *others):
            change.add_transcript(one, Source(one.name, one.digest, ""))
        for one in (shown, *others):
            many = HERE if one is shown else SUGGESTIONS // len(others)
            made = suggestions(one, codes, many)
            change.set_suggestions(one.name, made, "")
        for number, where in enumerate(places(shown, CODINGS)):
            quote, code = shown.quote(where), codes[number % len(codes)]
            change.add_coding(new_coding(shown.name, where, quote, code, "A"))
    print(f"{f'desk, {SUGGESTIONS} suggestions':<40}")
    tell("open", _seconds(lambda: Desk(project, "A").close()))
    teaching = QueueFilter(order="informative")
    tell(
        "most informative first", _seconds(lambda: Desk(project, "A", teaching).close())
    )
    with Desk(project, "A") as desk:
        waiting = iter([one.id for one in desk.queue.entries[::37]])
        tell("next open one", _seconds(lambda: desk.queue.next(next(waiting))))
        tell("read one", _seconds(lambda: desk.suggestion(next(waiting))))
        tell("accept", _seconds(lambda: desk.accept(next(waiting))))
        tell("reject", _seconds(lambda: desk.reject(next(waiting))))
        tell("undo", _seconds(desk.undo))
        tell("redo", _seconds(desk.redo))
        tell("read the codings", _seconds(lambda: desk.codings(shown.name)))
    print(f"{'a key until all is painted':<40}")
    with Desk(project, "A") as desk:
        asyncio.run(by_keys(desk))


async def by_keys(desk: Desk) -> None:
    """Print how long the whole screen takes to follow a key, at the median and most."""
    async with ReviewApp(desk).run_test(size=SIZE) as pilot:
        for key, deed in KEYS.items():
            taken = []
            for _ in range(RUNS):
                await pilot.pause()
                began = time.process_time()
                await pilot.press(key)
                await pilot.pause()
                taken.append(time.process_time() - began)
            tell(deed, median(taken))
            tell("    at most", max(taken))


def suggestions(where: Transcript, codes: list[str], number: int) -> list[Suggestion]:
    """Return so many different suggestions."""
    found = []
    for nth, place in enumerate(places(where, number)):
        turn, code = where.turns_in(place)[0], codes[nth % len(codes)]
        found.append(
            Suggestion(
                id=short_id(where.name, nth),
                transcript=where.name,
                turn=turn.number,
                speaker=turn.speaker,
                start=place.start,
                end=place.end,
                quote=where.quote(place),
                code=code,
                rule="phrase",
                reason="It says so.",
                score=nth % 100 / 100,
            )
        )
    return found


def _seconds(block: Callable[[], object]) -> float:
    """Return the median CPU seconds of a block in several runs."""
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        block()
        taken.append(time.process_time() - began)
    return median(taken)
