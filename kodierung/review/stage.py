"""What the review shows: the transcript, the panel, how far the work is."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from kodierung.errors import KodierungError
from kodierung.model import Segment
from kodierung.review import bar
from kodierung.review.keys import bindings
from kodierung.review.marking import marks
from kodierung.review.page import TranscriptPage
from kodierung.review.panel import panel, told_of
from kodierung.review.side import SidePanel
from kodierung.review.sitting import Sitting
from kodierung.review.workplace import InHand
from kodierung.workflow.desk.view import StaleError

_BESIDE = 70  # columns from which the panel stands beside the page


class Stage(Screen[None]):
    """Left the transcript, right what is to be known, below how far the work is.

    Args:
        sitting: What each key works on.

    Attributes:
        occupied: Whether something is done in several dialogs, one after the other.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(bindings())
    HORIZONTAL_BREAKPOINTS = [(0, "-below"), (_BESIDE, "-beside")]  # noqa: RUF012
    AUTO_FOCUS = "TranscriptPage"

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._message = ""
        self._showing = True
        self._leaving = False
        self._told_of: InHand | None = None
        self.occupied = False

    def compose(self) -> ComposeResult:
        """Yield the parts of the screen."""
        yield Static(id="head", markup=False)
        with Container(id="middle"):
            yield TranscriptPage(id="page")
            yield SidePanel(id="panel")
        yield Static(id="bar", markup=False)
        yield Static(id="foot", markup=False)

    def on_mount(self) -> None:
        """Show where the work begins, once the page knows its width."""
        self.watch(self.page, "cursor", self._follow, init=False)
        self.call_after_refresh(self.show, "")

    def on_resize(self) -> None:
        """Break what stands beside the page anew."""
        if not self._showing:
            self.call_after_refresh(self._tell)

    @property
    def page(self) -> TranscriptPage:
        """The transcript."""
        return self.query_one(TranscriptPage)

    # --- showing -------------------------------------------------------------------

    def check_action(self, _action: str, _parameters: tuple[object, ...]) -> bool:
        """Do nothing while one dialog leads to another: what is typed is not for us."""
        return not self.occupied

    def give_up(self) -> None:
        """Ask no more dialogs; nothing has been done yet while one is open."""
        self.workers.cancel_node(self)
        self.occupied = False

    def do(self, deed: Callable[[], str]) -> None:
        """Do something and show what came of it; a fault is told, nothing else."""
        self._leaving = False
        self.app.clear_notifications()
        try:
            self.sitting.keep_up()
            told = deed()
        except StaleError as fault:
            self.show("")
            self.tell_fault(fault)
        except KodierungError as fault:
            self.tell_fault(fault)
        else:
            self.show(told)

    def tell_fault(self, fault: KodierungError) -> None:
        """Tell in a notice what is wrong."""
        self.notify(told_of(fault), severity="error", markup=False)

    def show(self, told: str) -> None:
        """Show everything as it is now, and what was just done."""
        self._showing = True
        page, sitting = self.page, self.sitting
        if page.transcript is sitting.transcript:
            page.set_marks(marks(sitting))
            page.set_read(sitting.read)
        else:
            page.show(sitting.transcript, marks(sitting), sitting.read)
        if sitting.held is None:
            page.focus_on(None)
        if sitting.goal is not None:
            self._go_to(sitting.goal)
            sitting.goal = None
        self._message = told
        self._showing = False
        self._tell()

    def _follow(self) -> None:
        """Tell where the cursor is now, unless all is about to be told."""
        if not self._showing:
            self._tell()

    def _go_to(self, goal: Segment) -> None:
        turns = self.sitting.transcript.turns
        turn = next((turn for turn in turns if turn.segment == goal), None)
        if self.sitting.held is not None:
            self.page.focus_on(goal)
        elif turn is not None:
            self.page.go_to_turn(turn.number)
        else:
            self.page.go_to(goal.start)

    def _tell(self) -> None:
        """Write anew what stands around the page."""
        sitting, page = self.sitting, self.page
        side = self.query_one(SidePanel)
        told = panel(sitting, page.cursor, side.size.width)
        which = sitting.in_hand(page.cursor)
        if (told, told.spans) != (side.content, side.content.spans):
            side.write(told, from_top=which != self._told_of)
        self._told_of = which
        self._write("head", bar.head(sitting, page.turn_at_cursor()))
        self._write("bar", bar.bar(sitting, self._message, self.size.width))
        self._write("foot", bar.foot_line(reading=sitting.reading))

    def _write(self, part: str, content: Content) -> None:
        self.query_one(f"#{part}", Static).update(content, layout=False)
