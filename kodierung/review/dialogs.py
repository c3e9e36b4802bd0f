"""Dialogs: choose a code, write a memo, change codings, see the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from kodierung.model import Code, Codebook, Coding
from kodierung.model.code_looks import sign
from kodierung.review.keys import KEYS
from kodierung.review.panel import seen
from kodierung.text import on_one_line, shortened
from kodierung.workflow.desk.code_search import search

_QUOTED = 120  # characters of a quotation
_HEAD, _QUIET = "bold $text-primary", "$foreground-muted"


class NewLabel(NamedTuple):
    """The label of a code that is wanted and not there yet."""

    label: str


class CodeSearch(ModalScreen[str | NewLabel | None]):
    """Asks for a code by a few letters; gives its id, a label for a new one, or None.

    Args:
        title: What the code is for.
        codebook: Where to look.
        attributes: The speaker's; codes that count for others come last.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", priority=True),
        Binding("down", "step(1)", priority=True),
        Binding("up", "step(-1)", priority=True),
        Binding("pagedown", "step(8)", priority=True),
        Binding("pageup", "step(-8)", priority=True),
        Binding("ctrl+n", "add", priority=True),
    ]

    def __init__(
        self, title: str, codebook: Codebook, attributes: Mapping[str, str] | None
    ) -> None:
        super().__init__()
        self._title = title
        self._codebook = codebook
        self._attributes = attributes

    def compose(self) -> ComposeResult:
        """Yield the line to type in, the codes and what the chosen one means."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="title")
            yield Input(placeholder="letters of the label or id", compact=True)
            yield OptionList(markup=False, compact=True)
            yield Static(id="definition", markup=False)
            yield Static(
                "↑↓ choose   Enter take   Ctrl+N new code   Esc cancel", classes="foot"
            )

    def on_mount(self) -> None:
        """Begin with all codes."""
        self.set_focus(self.query_one(Input))
        self.query_one(OptionList).can_focus = False
        self._search("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look anew."""
        self._search(event.value)

    def on_input_submitted(self) -> None:
        """Take the code that is highlighted."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None:
            self.dismiss(option.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the code that was clicked."""
        self.dismiss(event.option_id)

    def on_option_list_option_highlighted(
        self, event: OptionList.OptionHighlighted
    ) -> None:
        """Show what the code means, unless something else was typed meanwhile."""
        if event.option is self.query_one(OptionList).highlighted_option:
            code = self._codebook.codes[str(event.option_id)]
            self._explain(on_one_line(code.definition))

    def action_add(self) -> None:
        """Ask for a new code that is called as was typed."""
        self.dismiss(NewLabel(self.query_one(Input).value.strip()))

    def action_step(self, step: int) -> None:
        """Highlight another code."""
        codes = self.query_one(OptionList)
        if codes.option_count:
            at = (codes.highlighted or 0) + step
            codes.highlighted = max(0, min(at, codes.option_count - 1))

    def _search(self, typed: str) -> None:
        found = search(self._codebook, typed, self._attributes)
        codes = self.query_one(OptionList)
        codes.clear_options()
        codes.add_options(Option(_line(code), id=code.id) for code in found)
        codes.highlighted = 0 if found else None
        if not found:
            self._explain("No code is called so; Ctrl+N adds one.")

    def _explain(self, told: str) -> None:
        self.query_one("#definition", Static).update(Content(seen(told)))


def _line(code: Code) -> Content:
    return Content.assemble(f"{sign(code)} {seen(code.label)}  ", (code.id, _QUIET))


class MemoEditor(ModalScreen[str | None]):
    """Asks for a memo; gives the text, or None if it is to stay as it was.

    Args:
        title: What the memo is on.
        text: The memo until now.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+enter", "keep"),
        Binding("escape", "dismiss"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Yield the text and how to keep it."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="title")
            yield TextArea(self._text, tab_behavior="focus", compact=True)
            yield Static("Ctrl+S keep   Esc leave as it was", classes="foot")

    def on_mount(self) -> None:
        """Go on writing at the end."""
        area = self.query_one(TextArea)
        self.set_focus(area)
        area.move_cursor(area.document.end)

    def action_keep(self) -> None:
        """Give the text."""
        self.dismiss(self.query_one(TextArea).text.strip())


Deed = Literal["remove", "recode", "flip", "memo", "choose", "move"]


class Wish(NamedTuple):
    """What is to be done with which coding."""

    deed: Deed
    coding: Coding


class CodingList(ModalScreen[Wish | None]):
    """Shows one's own codings of a passage and asks what to do with one of them.

    Args:
        codings: Which.
        codebook: Where their labels are.
        has_marked: Whether words are marked that one can be moved to.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", priority=True),
        Binding("d,delete", "wish('remove')"),
        Binding("c,enter", "wish('recode')", priority=True),
        Binding("f", "wish('flip')"),
        Binding("m", "wish('memo')"),
        Binding("S", "wish('choose')"),
        Binding("g", "wish('move')"),
    ]

    def __init__(
        self, codings: Sequence[Coding], codebook: Codebook, *, has_marked: bool
    ) -> None:
        super().__init__()
        self._codings = codings
        self._codebook = codebook
        self._has_marked = has_marked

    def compose(self) -> ComposeResult:
        """Yield the codings and what can be done."""
        keys = "d delete  c code  f flip  m memo  S statement  Esc back"
        if self._has_marked:
            keys = f"g to the marked words  {keys}"
        with Vertical(classes="dialog"):
            yield Static("Your codings here", classes="title")
            yield OptionList(
                *(Option(self._line(coding)) for coding in self._codings), compact=True
            )
            yield Static(keys, classes="foot")

    def action_wish(self, deed: Deed) -> None:
        """Give what is to be done with the highlighted coding."""
        at = self.query_one(OptionList).highlighted
        if at is not None and (deed != "move" or self._has_marked):
            self.dismiss(Wish(deed, self._codings[at]))

    def _line(self, coding: Coding) -> Content:
        code = self._codebook.codes.get(coding.code)
        label = seen(code.label if code else coding.code)
        star = "★ " if coding.statement else ""
        quote = seen(shortened(coding.quote, _QUOTED))
        return Content.assemble(
            (f"{sign(code)} {star}{label}  ", "bold"),
            (f"{coding.code}\n", _QUIET),
            quote,
        )


class KeyHelp(ModalScreen[None]):
    """Shows all keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "dismiss", priority=True),
        Binding("down,j", "scroll(1)", priority=True),
        Binding("up,k", "scroll(-1)", priority=True),
        Binding("pagedown,space", "scroll(5)", priority=True),
        Binding("pageup", "scroll(-5)", priority=True),
    ]

    def compose(self) -> ComposeResult:
        """Yield the keys in groups."""
        parts: list[str | tuple[str, str]] = []
        for title, keys in KEYS.items():
            parts.append((f"{title}\n", _HEAD))
            for key in keys:
                if key.told:
                    parts += [(f"  {key.shown:<10}", "bold"), f"{key.told}\n"]
            parts.append("\n")
        with Vertical(classes="dialog tall"):
            yield Static("Keys", classes="title")
            with VerticalScroll():
                yield Static(Content.assemble(*parts))
            yield Static("↑↓ more   Esc back", classes="foot")

    def action_scroll(self, step: int) -> None:
        """Show more."""
        self.query_one(VerticalScroll).scroll_relative(y=step * 3, animate=False)
