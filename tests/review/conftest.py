"""A small study to review, and hands that press keys."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from kodierung.project import Project, create_project
from kodierung.review.app import ReviewApp
from kodierung.review.screen import ReviewScreen
from kodierung.review.side import SidePanel
from kodierung.store.store import Source
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.suggest import suggest
from tests.support.small import CODEBOOK_YAML, transcript

GROUPS = {
    "FG01.txt": [
        ("I", "Und?"),
        ("B1", "Die kennen unsere Maßnahme gut, das freut mich. Ja."),
        ("B2", "Auf Augenhöhe ist das. Und [bold]Klammern[/bold] gibt es auch."),
        ("B1", "Na ja, 😀 jeden Monat jemand Neues."),
    ],
    "FG02.txt": [
        ("I", "Und hier?"),
        ("B1", "Die kennen unsere Maßnahme schon."),
        ("B2", "Das läuft auf Augenhöhe."),
    ],
}
Body = Callable[[Pilot[None]], Awaitable[None]]


@pytest.fixture(scope="session")
def suggested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review") / "studie"
    study = create_project(folder, "S", "de", CODEBOOK_YAML, "klein.yaml")
    with study.open_store() as store, store.writing("import") as change:
        for name, turns in GROUPS.items():
            spoken = transcript(
                turns, name, name.split(".")[0], {"perspective": "traeger"}
            )
            change.add_transcript(spoken, Source(name, spoken.digest, ""))
    suggest(study)
    return folder


@pytest.fixture
def study(suggested: Path, tmp_path: Path) -> Project:
    return Project.find(shutil.copytree(suggested, tmp_path / "studie"))


@pytest.fixture
def desk(study: Project) -> Iterator[Desk]:
    with Desk(study, "A") as opened:
        yield opened


def use(
    desk: Desk, body: Body, size: tuple[int, int] = (80, 24), *, reading: bool = False
) -> ReviewApp:
    """Let something be done in the review, in a terminal of this size."""
    app = ReviewApp(desk, reading=reading)

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await body(pilot)

    asyncio.run(run())
    return app


def press(desk: Desk, *keys: str, reading: bool = False) -> ReviewApp:
    """Press keys in the review."""

    async def body(pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await pilot.pause()

    return use(desk, body, reading=reading)


def screen_of(pilot: Pilot[None]) -> ReviewScreen:
    """Return the screen under all dialogs."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, ReviewScreen)
    return screen


def told(pilot: Pilot[None], part: str) -> str:
    """Return what a part of the screen says: head, panel, bar or foot."""
    return str(screen_of(pilot).query_one(f"#{part}", Static | SidePanel).content)


def seen(pilot: Pilot[None]) -> str:
    """Return the characters on the terminal."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


def notices(pilot: Pilot[None]) -> str:
    """Return what is told in notices."""
    return " ".join(notice.message for notice in pilot.app._notifications)
