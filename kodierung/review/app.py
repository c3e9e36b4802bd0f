"""The review as an application for the whole terminal."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import App
from textual.widget import AwaitMount

from kodierung.review.dialogs import KeyHelp
from kodierung.review.screen import ReviewScreen
from kodierung.review.sitting import Sitting
from kodierung.workflow.desk.desk import Desk
from kodierung.workflow.desk.sample import DrawnTurn

_LOW = 16  # lines; with fewer, dialogs leave out what can be done without


@dataclass(frozen=True, slots=True)
class Summary:
    """What a sitting came to.

    Attributes:
        decided: Suggestions decided in it.
        open: Those still open in the queue.
        dropped: Corrections that were not accepted.
    """

    decided: int
    open: int
    dropped: int


class ReviewApp(App[None]):
    """The review of one coder.

    Args:
        desk: Hers.
        reading: Whether to begin in reading mode.
        drawn: Turns drawn to be read.
        light: Whether to begin with dark words on light ground.
    """

    TITLE = "kodierung review"
    CSS_PATH = "review.tcss"
    ENABLE_COMMAND_PALETTE = False
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_LOW, "-high")]  # noqa: RUF012

    def __init__(
        self,
        desk: Desk,
        *,
        reading: bool = False,
        drawn: Sequence[DrawnTurn] = (),
        light: bool = False,
    ) -> None:
        # Without colours Textual sends greys, unless colours are the terminal's own.
        super().__init__(ansi_color="NO_COLOR" in os.environ)
        self.theme = "textual-light" if light else "textual-dark"
        self.sitting = Sitting(desk, reading=reading, drawn=drawn)

    def get_default_screen(self) -> ReviewScreen:
        """Return the only screen beside the dialogs."""
        return ReviewScreen(self.sitting)

    def on_mount(self) -> None:
        """Keep the queue out of garbage collections: 70 ms each with 100,000."""
        gc.freeze()

    def on_unmount(self) -> None:
        """Collect garbage as before."""
        gc.unfreeze()

    async def action_quit(self) -> None:
        """Quit as `q` does, from a dialog too."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if isinstance(self.screen, ReviewScreen):
            self.screen.give_up()
        await self.run_action("screen.leave")

    def action_dark(self) -> None:
        """Change between dark and light."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    def action_keys(self) -> AwaitMount:
        """Show all keys."""
        return self.push_screen(KeyHelp())

    def _fatal_error(self) -> None:
        """End without Textual's traceback, which shows values: words of interviews."""
        self._close_messages_no_wait()

    def summary(self) -> Summary:
        """Return what the sitting came to."""
        queue, sitting = self.sitting.desk.queue, self.sitting
        dropped = len(sitting.drafts)
        return Summary(sitting.pace.decided, queue.counts()["open"], dropped)


def review(
    desk: Desk,
    *,
    reading: bool = False,
    drawn: Sequence[DrawnTurn] = (),
    light: bool = False,
) -> Summary:
    """Let a coder review until she quits.

    Args:
        desk: Hers.
        reading: Whether to begin in reading mode.
        drawn: Turns drawn to be read.
        light: Whether to begin with dark words on light ground.
    """
    app = ReviewApp(desk, reading=reading, drawn=drawn, light=light)
    app.run()
    if app._exception is not None:  # a bug, told by the command line like any other
        raise app._exception
    return app.summary()
