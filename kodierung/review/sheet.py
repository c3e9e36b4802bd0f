"""A transcript drawn line by line: words, what lies on them, which are in question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.segment import Segment as Run
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kodierung.model import Segment, Transcript
from kodierung.review.glyphs import harmless
from kodierung.review.layout import Layout
from kodierung.review.marks import Mark, MarksByPlace
from kodierung.review.moves import Moves
from kodierung.review.paint import MARGIN, Emphasis, Palette, painted

_NOTHING = Transcript("", "", "", "", (), ())
_WIDTH = 80  # cells taken before the sheet has a place on the screen
_NOBODY = "Nobody speaks in this transcript."


class Sheet(ScrollView):
    """A transcript on the screen, laid out once for each width.

    Attributes:
        transcript: What is shown.
        cursor: Code point of the cursor, the first of its glyph and inside a turn.
        selection: What is marked to be coded, or None.
    """

    ALLOW_SELECT = False  # Textual's own selection knows no code points
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sheet--head",
        "sheet--quiet",
        "sheet--asked",
        "sheet--bar",
    }
    DEFAULT_CSS = """
    Sheet {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & .sheet--head { text-style: bold; color: $text-primary; }
        & .sheet--quiet { color: $text-muted; }
        & .sheet--asked { text-style: bold; background: $warning-muted; }
        & .sheet--bar { text-style: bold; color: $text-warning; }
        &:ansi .sheet--asked { background: ansi_default; }
    }
    """

    cursor: reactive[int] = reactive(0, init=False, repaint=False)
    selection: reactive[Segment | None] = reactive(None, init=False, repaint=False)

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._marks = MarksByPlace()
        self._read: frozenset[int] = frozenset()
        self._asked: Segment | None = None
        self._palette: Palette | None = None
        self._lay_out(_NOTHING)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show other marks on the same words."""
        self._marks = MarksByPlace(marks)
        self.refresh()

    def set_read(self, read: Collection[int]) -> None:
        """Show which turns were read through, given their numbers."""
        self._read = frozenset(read)
        self.refresh()

    def marks_at(self, offset: int) -> list[Mark]:
        """Return the marks on a character, the shortest first."""
        return self._marks.on(Segment(offset, offset + 1))[::-1]

    # --- drawing -------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Return the line that is `y` lines below the upper edge."""
        palette = self._palette or self._new_palette()
        row, width = y + self.scroll_offset.y, self.scrollable_size.width
        if row < len(self._laid.lines):
            line = self._laid.lines[row]
            marks = self._marks.on(Segment(line.start, line.end))
            emphasis = Emphasis(self._asked, self.selection, self.cursor, self._read)
            return painted(line, marks, emphasis, palette, width)
        is_silent = self.transcript.name and not row and not self.transcript.turns
        note = harmless(_NOBODY, width) if is_silent else ""
        runs = Strip([Run(note, palette.quiet)])
        return runs.adjust_cell_length(width, palette.words)

    def validate_cursor(self, offset: int) -> int:
        """Return the nearest place at which the cursor can be."""
        return self._laid.within(offset)

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw the two lines anew."""
        for offset in (before, now):
            self._refresh_rows(Segment(offset, offset + 1))

    def watch_selection(self, before: Segment | None, now: Segment | None) -> None:
        """Draw anew what was and is selected."""
        for segment in (before, now):
            if segment is not None:
                self._refresh_rows(segment)

    def notify_style_update(self) -> None:
        """Take the colours of another theme."""
        super().notify_style_update()
        self._palette = None

    def _refresh_rows(self, segment: Segment) -> None:
        rows = self._laid.rows_of(segment)
        self.refresh_lines(rows.start, len(rows))

    def _new_palette(self) -> Palette:
        words = self.rich_style
        head, quiet, bar = (
            self.get_component_rich_style(f"sheet--{name}")
            for name in ("head", "quiet", "bar")
        )
        asked = self.get_component_rich_style("sheet--asked", partial=True)
        upright = Style(color=words.color, italic=False)
        self._palette = Palette(words, head, quiet, bar, upright + asked)
        return self._palette

    # --- laying out and scrolling --------------------------------------------------

    def on_resize(self) -> None:
        """Lay out anew for another width; what was in sight stays so."""
        top = self._laid.offset_at(self.scroll_offset.y, 0)
        if self._laid.width != self._text_width:
            self._lay_out(self.transcript)
            self._scroll(self._laid.place(top).row)
            self.refresh()
        if self._asked is None:
            self._bring_if_hidden(self._row_of(self.cursor))
        else:
            self._bring_asked(self._asked)

    def _lay_out(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self._laid = Layout(transcript, self._text_width)
        self._moves = Moves(transcript, self._laid)
        self.virtual_size = Size(self.scrollable_size.width, len(self._laid.lines))

    @property
    def _text_width(self) -> int:
        return (self.scrollable_size.width or _WIDTH) - MARGIN

    def _row_of(self, offset: int) -> range:
        row = self._laid.place(offset).row
        return range(row, row + 1)

    def _bring(self, rows: range) -> None:
        """Scroll so that rows are in the middle, or the first at the upper edge."""
        above = (self.scrollable_size.height - len(rows)) // 2
        self._scroll(rows.start - max(above, 0))

    def _bring_asked(self, segment: Segment) -> None:
        self._bring(self._laid.rows_of(segment) or self._row_of(self.cursor))

    def _bring_if_hidden(self, rows: range) -> None:
        top = self.scroll_offset.y
        if rows.start < top or rows.stop > top + self.scrollable_size.height:
            self._bring(rows)

    def _scroll(self, row: int) -> None:
        self.scroll_to(y=max(0, row), animate=False)
