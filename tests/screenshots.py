"""Pictures of the review for the docs; made anew by `python -m tests.screenshots`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from kodierung.project import Project
from kodierung.review.app import ReviewApp
from kodierung.workflow.demo import demo
from kodierung.workflow.desk.opening import open_desk

IMAGES = Path(__file__).parent.parent / "docs" / "images"
SIZE = (100, 30)
CODER = "B"
GROUP = "FG01_traeger_leitung"
PICTURES = {
    # Deep in a sitting, with own codings around the passage in question.
    "review.svg": (False, [*"aararaaraarsaaaaarsaa"]),
    # What was coded then is seen, what is suggested is not.
    "review-reading.svg": (True, ["enter"] * 11),
}
FONT = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace'


def offline(picture: str) -> str:
    """Return the picture with fonts of the reader's own machine.

    Textual names fonts at a web address; nothing here may be loaded from one.
    """
    picture = re.sub(r"@font-face\s*\{.*?\}\s*", "", picture, flags=re.DOTALL)
    picture = re.sub(r"font-family: [^;]+;", f"font-family: {FONT};", picture)
    return picture.replace("Rich v", "kodierung ").replace("\r", "")


async def picture(project: Project, keys: list[str], *, reading: bool) -> str:
    """Press keys and return what is on the screen then."""
    with open_desk(project, CODER, GROUP) as desk:
        app = ReviewApp(desk, reading=reading)
        app.theme = "textual-light"
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            return app.export_screenshot(title="kodierung review")


def main() -> None:
    """Make the example study and all pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        project = demo(Path(folder) / "demo", lambda _: None).project
        for name, (reading, keys) in PICTURES.items():
            taken = asyncio.run(picture(project, keys, reading=reading))
            (IMAGES / name).write_text(offline(taken), "utf-8")


if __name__ == "__main__":
    main()
