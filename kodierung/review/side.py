"""A text beside the transcript, scrolled without laying out the screen anew."""

from __future__ import annotations

from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

_BY_WHEEL = 2  # lines


class SidePanel(Widget):
    """Shows what fits of a text, and that there is more.

    A container with a scrollbar would lay out the whole screen with every other text,
    which takes longer than all the rest of a decision.
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.content = Content()
        self._lines: list[Strip] | None = None
        self._top = 0

    def write(self, content: Content, *, from_top: bool) -> None:
        """Show another text.

        Args:
            content: The text.
            from_top: From its beginning, not from the line that is the upper one now.
        """
        self.content = content
        self._lines = None
        self._top = 0 if from_top else self._top
        self.refresh()

    def scroll_lines(self, step: int) -> None:
        """Show so many lines further down, or up if negative."""
        most = len(self._all_lines()) - self.size.height
        self._top = max(0, min(self._top + step, most))
        self.refresh()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._lines = None
        self.refresh()

    def notify_style_update(self) -> None:
        """Take the colours of another theme."""
        super().notify_style_update()
        self._lines = None

    def on_mouse_scroll_down(self) -> None:
        """Show more."""
        self.scroll_lines(_BY_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Show what was before."""
        self.scroll_lines(-_BY_WHEEL)

    def render_line(self, y: int) -> Strip:
        """Return a line; the last one says so if there is more."""
        width, height = self.size
        lines, at = self._all_lines(), self._top + y
        if y == height - 1 and at < len(lines) - 1:
            return self._as_strips(Content.styled("▼ more: j", "$foreground-muted"))[0]
        return lines[at] if at < len(lines) else Strip.blank(width, self.rich_style)

    def _all_lines(self) -> list[Strip]:
        if self._lines is None:
            self._lines = self._as_strips(self.content)
        return self._lines

    def _as_strips(self, content: Content) -> list[Strip]:
        return Visual.to_strips(self, content, self.size.width, None, self.visual_style)
