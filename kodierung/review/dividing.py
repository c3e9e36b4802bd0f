"""A dialog that asks of each coding of a code that is split which one it becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodierung.model import Coding, Segment, Transcript
from kodierung.review.panel import seen

_QUIET = "$foreground-muted"
_BEFORE = 300  # characters around a passage

Left = Sequence[tuple[Coding, Transcript]]


class Dividing(ModalScreen[dict[str, str] | None]):
    """Asks for each coding; gives coding ids with their new codes, or None.

    Args:
        left: The codings to be asked about, with their transcripts.
        parts: The codes that each may become, id to label.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", priority=True),
        Binding("u,backspace,left", "back", priority=True),
        Binding("asterisk", "rest", priority=True),
        *(Binding(str(n), f"take({n - 1})") for n in range(1, 10)),
    ]

    def __init__(self, left: Left, parts: Mapping[str, str]) -> None:
        super().__init__()
        self._left = left
        self._parts = list(parts.items())
        self._told: list[str] = []

    def compose(self) -> ComposeResult:
        """Yield the passage and the codes it may get."""
        with Vertical(classes="dialog"):
            yield Static(id="which", markup=False, classes="title")
            with VerticalScroll(classes="long"):
                yield Static(id="passage", markup=False)
            lines = (
                Option(f"{n}  {label} ({code})")
                for n, (code, label) in enumerate(self._parts, 1)
            )
            yield OptionList(*lines, compact=True, markup=False)
            yield Static(
                "1–9 Enter take   u one back   * all that are left   Esc cancel",
                classes="foot",
            )

    def on_mount(self) -> None:
        """Ask about the first."""
        codes = self.query_one(OptionList)
        codes.highlighted = 0
        self.set_focus(codes)
        self._ask()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the code of the line."""
        self.action_take(event.option_index)

    def action_take(self, at: int) -> None:
        """Give the passage this code and ask about the next."""
        if at < len(self._parts):
            self._told.append(self._parts[at][0])
            self._go_on()

    def action_rest(self) -> None:
        """Give all passages that are left the highlighted code."""
        at = self.query_one(OptionList).highlighted or 0
        more = len(self._left) - len(self._told)
        self._told += [self._parts[at][0]] * more
        self._go_on()

    def action_back(self) -> None:
        """Ask about the one before again."""
        if self._told:
            self._told.pop()
            self._ask()

    def _go_on(self) -> None:
        if len(self._told) < len(self._left):
            self._ask()
            return
        ids = (coding.id for coding, _ in self._left)
        self.dismiss(dict(zip(ids, self._told, strict=True)))

    def _ask(self) -> None:
        at = len(self._told)
        coding, transcript = self._left[at]
        turns = transcript.turns_in(coding.segment)
        place = f", turn {turns[0].number}, {turns[0].speaker}" if turns else ""
        told = f"{at + 1} of {len(self._left)}   {coding.transcript}{place}"
        self.query_one("#which", Static).update(seen(f"{told}   {coding.coder}"))
        if coding.status == "confirmed":
            around = _around(transcript, coding.segment)
        else:
            around = Content(seen(coding.quote))
        self.query_one("#passage", Static).update(around)
        self.query_one(".long", VerticalScroll).scroll_home(animate=False)


def _around(transcript: Transcript, segment: Segment) -> Content:
    """Return a passage with what was said before and after it, itself bold."""
    turns = transcript.turns_in(segment)
    start = max(turns[0].start, segment.start - _BEFORE)
    end = min(turns[-1].end, segment.end + _BEFORE)
    text = transcript.text
    return Content.assemble(
        (seen(text[start : segment.start]), _QUIET),
        (seen(text[segment.start : segment.end]), "bold"),
        (seen(text[segment.end : end]), _QUIET),
    )
