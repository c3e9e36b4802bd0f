"""The transcript on the screen: moved through and marked with keys and mouse."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from kodierung.model import Segment, Transcript, Turn
from kodierung.review.marks import Mark, MarksByPlace
from kodierung.review.moves import Unit
from kodierung.review.paint import MARGIN
from kodierung.review.sheet import Sheet

_KEYS: dict[str, tuple[Unit, int]] = {
    "left": ("character", -1),
    "right": ("character", 1),
    "ctrl+left": ("word", -1),
    "ctrl+right": ("word", 1),
    "up": ("line", -1),
    "down": ("line", 1),
    "ctrl+up": ("turn", -1),
    "ctrl+down": ("turn", 1),
    "pageup": ("page", -1),
    "pagedown": ("page", 1),
}


def _move(key: str, *, extend: bool) -> Binding:
    unit, step = _KEYS[key]
    *control, last = key.split("+")
    pressed = "+".join([*control, "shift", last]) if extend else key
    return _binding(pressed, f"move('{unit}', {step}, {extend})")


def _binding(key: str, action: str) -> Binding:
    """Return a key that keeps its turn among those of the app when typed fast."""
    return Binding(key, action, show=False, priority=True)


class TranscriptPage(Sheet, can_focus=True):
    """One transcript with a cursor and what is marked to be coded."""

    class Picked(Message):
        """The mouse was clicked on a character.

        Args:
            offset: Its code point.
        """

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    class Selected(Message):
        """Something was marked to be coded; while the mouse is dragged, at its end.

        Args:
            segment: What.
        """

        def __init__(self, segment: Segment) -> None:
            super().__init__()
            self.segment = segment

    BINDINGS: ClassVar[list[BindingType]] = [
        *(_move(key, extend=False) for key in _KEYS),
        *(_move(key, extend=True) for key in _KEYS),
        _binding("home", "go_in_line(0)"),
        _binding("end", "go_in_line(-1)"),
        _binding("ctrl+home", "go_to_end(-1)"),
        _binding("ctrl+end", "go_to_end(1)"),
    ]

    _began: int | None = None  # where the selection was begun
    _marking = False  # whether every move lets the selection grow
    _dragging = False
    _column: int | None = None  # cell to keep when moving up and down

    def show(
        self,
        transcript: Transcript,
        marks: Sequence[Mark] = (),
        read: Collection[int] = (),
    ) -> None:
        """Show a transcript from its beginning.

        Args:
            transcript: Which.
            marks: What lies on its words.
            read: Numbers of the turns read through.
        """
        self.clear_selection()
        self._marks = MarksByPlace(marks)
        self._read = frozenset(read)
        self._asked = None
        self._lay_out(transcript)
        self._put(0)
        self._scroll(0)
        self.refresh()

    def focus_on(self, segment: Segment | None) -> None:
        """Show a passage as the one in question, in the middle of the page.

        The cursor goes to its beginning, and nothing is selected any more. Of a passage
        longer than the page the beginning is shown.

        Args:
            segment: The passage, or None if none is in question.
        """
        self._asked = segment
        self.refresh()
        if segment is not None:
            self.clear_selection()
            self._put(segment.start)
            self._bring_asked(segment)

    def sees(self, segment: Segment) -> bool:
        """Tell whether a line of a passage is in sight."""
        first = self._laid.place(segment.start).row
        last = self._laid.place(max(segment.start, segment.end - 1)).row
        top = self.scroll_offset.y
        return first < top + self.scrollable_size.height and last >= top

    def turn_at_cursor(self) -> Turn | None:
        """Return the turn the cursor is in, or None if nobody speaks."""
        return self._laid.line_of(self.cursor).turn if self._laid.lines else None

    # --- moving and selecting ------------------------------------------------------

    def go_to(self, offset: int) -> None:
        """Put the cursor on a character; if out of sight, it comes to the middle."""
        self._put(offset)
        self._bring_if_hidden(self._row_of(self.cursor))

    def go_to_turn(self, number: int) -> None:
        """Put the cursor on the beginning of a turn; a number too high is the last."""
        turns = self.transcript.turns
        if turns:
            turn = turns[max(0, min(number, len(turns)) - 1)]
            self._put(turn.start)
            first = self._laid.place(turn.start).row
            last = self._laid.place(max(turn.start, turn.end - 1)).row
            self._bring_if_hidden(range(first - 1, last + 1))

    def move(self, unit: Unit, step: int, *, extend: bool = False) -> None:
        """Move the cursor.

        Args:
            unit: By what.
            step: How many, negative ones back.
            extend: Whether the selection grows with it, as it always does after
                `start_selection`; otherwise there is none any more.
        """
        if not self._laid.lines:
            return
        extend = extend or self._marking
        if not extend:
            self.clear_selection()
        elif self._began is None:
            self._began = self.cursor
        if unit == "line" or unit == "page":
            rows = 1 if unit == "line" else max(1, self.scrollable_size.height - 1)
            self._move_down(step * rows)
        else:
            go = self._moves.grown if extend else self._moves.moved
            self._put(go(self.cursor, unit, step))
        if extend:
            self._select()
        self._keep_in_sight()

    def start_selection(self) -> None:
        """Begin a selection at the cursor; every move lets it grow."""
        if self._laid.lines:
            self._began = self.cursor
            self._marking = True
            self._select()

    def clear_selection(self) -> None:
        """Select nothing."""
        self._began = None
        self._marking = False
        self.selection = None

    def action_move(self, unit: Unit, step: int, extend: bool) -> None:
        """Move by a key."""
        self.move(unit, step, extend=extend)

    def action_go_in_line(self, glyph: int) -> None:
        """Put the cursor on the first or last character of its line."""
        if self._laid.lines:
            row = self._laid.place(self.cursor).row
            end = self._laid.lines[row].cells[glyph]
            self._put(self._laid.offset_at(row, end))
            self._after_key()

    def action_go_to_end(self, step: int) -> None:
        """Put the cursor on the first or last character there is."""
        self._put(0 if step < 0 else len(self.transcript.text))
        self._after_key()

    def watch_selection(self, before: Segment | None, now: Segment | None) -> None:
        """Draw anew what was and is selected, and tell of it."""
        super().watch_selection(before, now)
        if now is not None and not self._dragging:
            self.post_message(self.Selected(now))

    def _after_key(self) -> None:
        """Let a selection grow that grows with every move, or have none any more."""
        if self._marking:
            self._select()
        else:
            self.clear_selection()
        self._keep_in_sight()

    def _put(self, offset: int) -> None:
        self._column = None
        self.cursor = offset

    def _move_down(self, rows: int) -> None:
        """Go so many lines down, or up, in the column one came from."""
        if self._column is None:
            self._column = self._laid.place(self.cursor).cell
        self.cursor = self._moves.vertical(self.cursor, rows, self._column)

    def _select(self) -> None:
        """Select the words from where it was begun to the cursor, both included."""
        if self._began is not None:
            first, last = sorted((self._began, self.cursor))
            self.selection = self._moves.whole(first, self._laid.end_of(last))

    def _keep_in_sight(self) -> None:
        """Scroll no further than needed to see the cursor and a line beside it."""
        row = self._laid.place(self.cursor).row
        top, height = self.scroll_offset.y, self.scrollable_size.height
        beside = 1 if height > 3 else 0
        if row - beside < top:
            self._scroll(row - beside)
        elif row + beside >= top + height:
            self._scroll(row + beside + 1 - height)

    # --- the mouse -----------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is."""
        if event.button == 1 and self._laid.lines:
            self.clear_selection()
            self._put(self._under(event))
            self._began = self.cursor
            self._dragging = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let the selection grow while the mouse is dragged."""
        if self._dragging:
            self._put(self._under(event))
            if self.selection is not None or self.cursor != self._began:
                self._select()
                self._keep_in_sight()

    def on_mouse_up(self) -> None:
        """Tell what was selected or picked."""
        if not self._dragging:
            return
        self._dragging = False
        self.release_mouse()
        if self.selection is not None:
            self.post_message(self.Selected(self.selection))
        else:
            self._began = None
            self.post_message(self.Picked(self.cursor))

    def _under(self, event: events.MouseEvent) -> int:
        """Return the code point under the mouse, or the nearest."""
        at = event.get_content_offset_capture(self)
        return self._laid.offset_at(at.y + self.scroll_offset.y, at.x - MARGIN)
