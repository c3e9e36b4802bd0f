"""A transcript page in an app of its own, and what one sees there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.pilot import Pilot

from kodierung.model import Segment, Transcript
from kodierung.review.marks import Mark, MarkKind
from kodierung.review.page import TranscriptPage
from kodierung.review.paint import MARGIN

FAMILY = "👨‍👩‍👧‍👦"
LONG = [("I", "Und wie war das bei Ihnen?"), ("B1", "Ja, das war gut so. " * 60)]
SAID = [
    ("Ich sag mal 😀 genau das 😀 eben.", "😀 genau das", "😀 genau das"),
    ("Das 👍🏽 und 👩🏽‍🚀 hier.", "👍🏽 und 👩🏽‍🚀", "👍 und 👩🚀"),
    (f"Alle {FAMILY} da.", FAMILY, "👨👩👧👦"),
    ("Mit ❤️ dabei", "❤️ dabei", "❤ dabei"),
    ("So q\u0308uer, a\u0323b gedacht", "q\u0308uer, a\u0323b", "q\u0308uer, a\u0323b"),
    ("我们 认识 你们", "认识 你", "认识 你"),
    ("vor\tdas\tnach", "das\t", "das "),
    ("Zeile eins\nZeile zwei", "eins\nZeile", "eins Zeile"),
    (
        "\u202everdreht\u202c und [bold]fett[/]",
        "dreht\u202c und [bold]",
        "dreht und [bold]",
    ),
    ("Da \x1b[31mrot\x1b[0m eben", "\x1b[31mrot", "\ufffd[31mrot"),
    ("x" * 700, "x" * 333, "x" * 333),
    ("Das war gut. " * 70, "war gut. " + "Das war gut. " * 30, None),
]
"""What is said, a passage of it, and what one sees of the passage if not just that."""


class PageApp(App[None]):
    """An app that shows one transcript, and keeps what the page tells."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("v", "mark", priority=True)]

    def __init__(self, *shown: object) -> None:
        super().__init__()
        self.shown = shown
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        yield TranscriptPage()

    def on_mount(self) -> None:
        page = self.query_one(TranscriptPage)
        if self.shown:
            page.show(*self.shown)  # type: ignore[arg-type]
        page.focus()

    def action_mark(self) -> None:
        self.query_one(TranscriptPage).start_selection()

    def on_transcript_page_picked(self, message: TranscriptPage.Picked) -> None:
        self.told.append(message.offset)

    def on_transcript_page_selected(self, message: TranscriptPage.Selected) -> None:
        self.told.append(message.segment)


Trying = Callable[[Pilot[None], TranscriptPage], Awaitable[None]]


def on_screen(
    trying: Trying, *shown: object, size: tuple[int, int] = (80, 24)
) -> list[object]:
    """Try something on a page, and return what it told."""

    async def run() -> list[object]:
        app = PageApp(*shown)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await trying(pilot, app.query_one(TranscriptPage))
            await pilot.pause()
        return app.told

    return asyncio.run(run())


def mark(
    where: Transcript, quote: str, kind: MarkKind = "coding", code: str = "a"
) -> Mark:
    start = where.text.index(quote)
    place = Segment(start, start + len(quote))
    return Mark(place, kind, code, code.upper(), "", "+", f"{kind}-{code}")


def seen(page: TranscriptPage, fits: Callable[[Style], bool]) -> str:
    """Return the words on the screen whose style fits, as they stand there."""
    found = ""
    for y in range(page.size.height):
        cell = 0
        for run in page.render_line(y):
            if cell >= MARGIN and run.style is not None and fits(run.style):
                found += run.text
            cell += cell_len(run.text)
        assert cell == page.scrollable_size.width
    return found


def lines(page: TranscriptPage) -> list[str]:
    return [page.render_line(y).text.rstrip() for y in range(page.size.height)]


def is_underlined(style: Style) -> bool:
    return bool(style.underline)


def is_reversed(style: Style) -> bool:
    return bool(style.reverse)
