"""Dialogs for changes of the codebook: what, with which values, and is this meant."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from kodierung.errors import KodierungError
from kodierung.model import Code
from kodierung.model.code_looks import sign
from kodierung.review.panel import seen, told_of

_HEAD, _QUIET = "bold $text-primary", "$foreground-muted"
_LINES = {"+": "$text-success", "-": "$text-error", "@": _QUIET}

Kind = Literal["add", "relabel", "rename", "move", "merge", "split", "other"]

CHANGES: tuple[tuple[str, Kind, str], ...] = (
    ("n", "add", "a new code"),
    ("l", "relabel", "another label"),
    ("i", "rename", "another id"),
    ("m", "move", "put it under another code"),
    ("g", "merge", "merge it into another code"),
    ("s", "split", "split it into several"),
    ("c", "other", "change another code than this"),
)
"""Key, change, and what it is; all but the first are of a code."""


class CodebookMenu(ModalScreen[Kind | None]):
    """Asks what is to be changed in the codebook.

    Args:
        code: The code in hand, or None; then only new codes and other codes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", priority=True),
        *(Binding(key, f"take('{kind}')") for key, kind, _ in CHANGES),
    ]

    def __init__(self, code: Code | None) -> None:
        super().__init__()
        self._code = code
        self._kinds = [one for one in CHANGES if code or one[1] in ("add", "other")]

    def compose(self) -> ComposeResult:
        """Yield the code and what can be done."""
        code = self._code
        about = f": {sign(code)} {seen(code.label)} ({code.id})" if code else ""
        with Vertical(classes="dialog"):
            yield Static(Content(f"Change the codebook{about}"), classes="title")
            yield OptionList(
                *(Option(f"{key}  {told}") for key, _, told in self._kinds),
                compact=True,
                markup=False,
            )
            yield Static("↑↓ choose   Enter take   Esc leave it", classes="foot")

    def action_take(self, kind: Kind) -> None:
        """Give what is to be done, if it can be."""
        if kind in {one for _, one, _ in self._kinds}:
            self.dismiss(kind)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the highlighted line."""
        self.dismiss(self._kinds[event.option_index][1])


@dataclass(frozen=True, slots=True)
class Field:
    """A line to fill in.

    Attributes:
        name: What it is called.
        value: What stands there at first.
        hint: What to write, shown while it is empty.
        known: What it may be completed from.
        derive: Makes it of what the first line says, until it is written by hand.
    """

    name: str
    value: str = ""
    hint: str = ""
    known: Sequence[str] = ()
    derive: Callable[[str], str] | None = None


class Asking(ModalScreen[list[str] | None]):
    """Asks for lines until they are right; gives them, or None.

    Args:
        title: What they are for.
        check: Raises what is wrong with them; it is shown and they can be mended.
    """

    def __init__(self, title: str, check: Callable[[list[str]], object]) -> None:
        super().__init__()
        self._title = title
        self._check = check

    def take(self, said: list[str]) -> None:
        """Give the lines if they are right; a large codebook is looked at for long."""
        self.query_one(".fault", Static).update("Looking whether that can be …")
        self.run_worker(self._looked_at(said), exclusive=True)

    async def _looked_at(self, said: list[str]) -> None:
        try:
            await asyncio.to_thread(self._check, said)
        except KodierungError as fault:
            self.query_one(".fault", Static).update(told_of(fault))
        else:
            self.dismiss(said)


class Form(Asking):
    """Asks for a few lines; gives them in the order of the fields.

    Args:
        title: What they are for.
        fields: Which.
        check: Raises what is wrong with them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", priority=True),
        Binding("down", "app.focus_next", priority=True),
        Binding("up", "app.focus_previous", priority=True),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        check: Callable[[list[str]], object],
    ) -> None:
        super().__init__(title, check)
        self._fields = fields
        self._first = fields[0].value

    def compose(self) -> ComposeResult:
        """Yield the lines, what they are called, and a place for faults."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="title")
            for field in self._fields:
                known = SuggestFromList(field.known) if field.known else None
                with Horizontal(classes="field"):
                    yield Static(field.name, classes="name")
                    yield Input(
                        field.value,
                        field.hint,
                        suggester=known,
                        compact=True,
                        select_on_focus=False,
                    )
            yield Static(classes="fault", markup=False)
            completes = "   → complete" if any(f.known for f in self._fields) else ""
            foot = f"Tab next line{completes}   Enter take   Esc cancel"
            yield Static(foot, classes="foot")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let lines follow the first one that were not written by hand."""
        first, *others = self.query(Input)
        if event.input is not first:
            return
        for field, line in zip(self._fields[1:], others, strict=True):
            if field.derive and line.value == field.derive(self._first):
                line.value = field.derive(first.value)
                line.cursor_position = len(line.value)
        self._first = first.value

    def on_input_submitted(self) -> None:
        """Give the lines if they are right."""
        self.take([line.value.strip() for line in self.query(Input)])


class Lines(Asking):
    """Asks for as many lines as one likes; gives those that are not empty.

    Args:
        title: What they are for.
        hint: How to write them.
        check: Raises what is wrong with them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+enter", "keep", priority=True),
        Binding("escape", "dismiss", priority=True),
    ]

    def __init__(
        self, title: str, hint: str, check: Callable[[list[str]], object]
    ) -> None:
        super().__init__(title, check)
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Yield how to write them, room for them, and a place for faults."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="title")
            yield Static(Content(self._hint))
            yield TextArea(tab_behavior="focus", compact=True)
            yield Static(classes="fault", markup=False)
            yield Static("Ctrl+S take   Esc cancel", classes="foot")

    def on_mount(self) -> None:
        """Begin to write."""
        self.set_focus(self.query_one(TextArea))

    def action_keep(self) -> None:
        """Give the lines if they are right."""
        text = self.query_one(TextArea).text
        self.take([line.strip() for line in text.splitlines() if line.strip()])


class Confirm(ModalScreen[bool]):
    """Shows what would be changed and asks whether to do it.

    Args:
        title: What it is.
        told: What comes of it, in lines.
        diff: The lines of the file that go and come, as `diff -u` shows them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y,j", "dismiss(True)", priority=True),
        Binding("escape,q,n", "dismiss(False)", priority=True),
        Binding("down", "scroll(1)", priority=True),
        Binding("up", "scroll(-1)", priority=True),
        Binding("pagedown,space", "scroll(8)", priority=True),
        Binding("pageup", "scroll(-8)", priority=True),
    ]

    def __init__(self, title: str, told: Iterable[str], diff: Iterable[str]) -> None:
        super().__init__()
        self._title = title
        self._told = [seen(line) for line in told]
        self._diff = list(diff)

    def compose(self) -> ComposeResult:
        """Yield what comes of it and the lines that change."""
        parts: list[str | tuple[str, str]] = [f"{line}\n" for line in self._told]
        parts.append(("\nIn the file\n", _HEAD))
        for line in self._diff:
            parts.append((f"{seen(line)}\n", _LINES.get(line[:1], "")))
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="title")
            with VerticalScroll(classes="long"):
                yield Static(Content.assemble(*parts))
            foot = "Enter change it   Esc leave it as it is   ↑↓ more"
            yield Static(foot, classes="foot")

    def action_scroll(self, step: int) -> None:
        """Show more."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)
