"""The codebook changed from the review: asked in dialogs, shown, and done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from textual.screen import ModalScreen

from kodierung.codebook.edit.single import NewCode
from kodierung.errors import CodingError, KodierungError, UsageError
from kodierung.model import Code
from kodierung.project import Project
from kodierung.review.dialogs import CodeSearch, NewLabel
from kodierung.review.dividing import Dividing
from kodierung.review.forms import CodebookMenu, Confirm, Field, Form, Kind, Lines
from kodierung.review.panel import seen
from kodierung.review.stage import Stage
from kodierung.text import as_id
from kodierung.workflow.recoding.change import Changed
from kodierung.workflow.recoding.split import Division, split_code, undivided
from kodierung.workflow.recoding.told import consequences
from kodierung.workflow.recoding.verbs import (
    add_code,
    merge_codes,
    move_code,
    relabel_code,
    rename_code,
)

T = TypeVar("T")
Planned = Callable[..., Changed]
"""A change with all its values, but for `check`."""

_LEFT = "The codebook was left as it is"
_WHERE = "x, role.x, code.x for a subcode, theme.promoting"
_ONE_PER_LINE = """\
A new code in each line: its id = its label
Passages with certain words can be told at once: id = label : words|other words
You are asked about all others."""


class CodebookWork:
    """One change of the codebook by the coder before the screen.

    Args:
        stage: The screen, which does nothing else meanwhile.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._desk = stage.sitting.desk

    def begin(self, code: Code | None) -> None:
        """Ask what is to be changed, of this code or another, and do it."""
        self._work(self._change(code))

    def add(self, label: str, then: Callable[[str], str]) -> None:
        """Put a new code into the codebook and do something with it.

        Args:
            label: What it is called.
            then: Given its id; returns what was done, in words.
        """
        self._work(self._add(label, then))

    def _work(self, work: Coroutine[Any, Any, str]) -> None:
        async def run() -> None:
            try:
                told = await work
            except KodierungError as fault:
                self._stage.tell_fault(fault)
            else:
                self._stage.show(told)
            finally:
                self._stage.occupied = False

        self._stage.occupied = True
        self._stage.run_worker(run(), exit_on_error=True)

    async def _ask(self, dialog: ModalScreen[T]) -> T:
        return await self._stage.app.push_screen_wait(dialog)

    async def _change(self, code: Code | None) -> str:
        kind = await self._ask(CodebookMenu(code))
        while kind == "other":
            title = "Change which code?"
            found = await self._ask(CodeSearch(title, self._desk.codebook, None))
            if isinstance(found, NewLabel):
                return await self._add(found.label)
            if found is None:
                return _LEFT
            code = self._desk.codebook.codes[found]
            kind = await self._ask(CodebookMenu(code))
        if kind == "add":
            return await self._add("")
        if kind is None or code is None:
            return _LEFT
        ways: dict[Kind, Callable[[Code], Coroutine[Any, Any, str]]] = {
            "relabel": self._relabel,
            "rename": self._rename,
            "move": self._move,
            "merge": self._merge,
            "split": self._split,
        }
        return await ways[kind](code)

    # --- one code ------------------------------------------------------------------

    async def _add(self, label: str, then: Callable[[str], str] | None = None) -> str:
        above = [code for code in self._desk.codebook.codes if "." in code]
        fields = (
            Field("Label", label, "what people read"),
            Field("Id", as_id(label), _WHERE, above, as_id),
            Field("Definition", "", "what it means"),
            Field("Code it when", "", "the coding rule"),
            Field("Not when", "", "and what instead"),
            Field("Example", "", "an anchor example"),
            Field("Theme", "", "label of the theme, if that is new as well"),
        )

        def planned(said: list[str]) -> Planned:
            called, code, definition, include, exclude, example, theme = said
            examples = (example,) if example else ()
            new = NewCode(code, called, definition, include, exclude, examples, theme)
            return self._with(add_code, new)

        said = await self._form("A new code", fields, planned)
        if said is None:
            return _LEFT
        told = await self._do(planned(said))
        return f"{told}. {then(said[1])}" if then else told

    async def _relabel(self, code: Code) -> str:
        title = f"Another label for {code.id}"
        return await self._one(title, Field("Label", code.label), relabel_code, code.id)

    async def _rename(self, code: Code) -> str:
        is_factor = code.theme is not None and code.parent is None
        which = code.theme if is_factor and code.theme else code.id
        what = f"the theme {which}" if is_factor else which
        field = Field("Id", which.rpartition(".")[2], "the last step of the id")
        return await self._one(
            f"Another id for {what}", field, rename_code, which, look=True
        )

    async def _move(self, code: Code) -> str:
        known = ["role", *self._desk.codebook.codes]
        hint = "a code, role, or . for the top"
        field = Field("Under", "", hint, known)
        return await self._one(f"Put {code.id}", field, move_code, code.id, look=True)

    async def _one(
        self,
        title: str,
        field: Field,
        verb: Callable[..., Changed],
        code: str,
        *,
        look: bool = False,
    ) -> str:
        """Ask for the one thing that a change needs, and make it."""

        def planned(said: list[str]) -> Planned:
            return self._with(verb, code, said[0])

        said = await self._form(title, (field,), planned)
        if said is None:
            return _LEFT
        return await (self._look_and_do if look else self._do)(planned(said))

    # --- several codes -------------------------------------------------------------

    async def _merge(self, code: Code) -> str:
        title = f"Merge {code.id} into"
        into = await self._ask(CodeSearch(title, self._desk.codebook, None))
        if isinstance(into, NewLabel):
            raise CodingError(
                "A code is merged into one that is there.",
                hint="b n adds a code; then merge into it.",
            )
        if into is None:
            return _LEFT
        return await self._look_and_do(self._with(merge_codes, [code.id], into))

    async def _split(self, code: Code) -> str:
        stays = " It stays itself, above them." if code.theme else ""
        title = f"Split {code.id}.{stays}"

        def check(said: list[str]) -> object:
            return undivided(*self._whose, _division(code, said))

        said = await self._ask(Lines(title, _ONE_PER_LINE, check))
        if said is None:
            return _LEFT
        wanted = _division(code, said)
        left, parts = undivided(*self._whose, wanted)
        chosen = await self._ask(Dividing(left, parts)) if left else {}
        if chosen is None:
            return _LEFT
        return await self._look_and_do(
            self._with(split_code, replace(wanted, chosen=chosen))
        )

    # --- doing it ------------------------------------------------------------------

    @property
    def _whose(self) -> tuple[Project, str]:
        return self._desk.project, self._desk.coder

    def _with(self, verb: Callable[..., Changed], *values: object) -> Planned:
        return partial(verb, *self._whose, *values)

    async def _form(
        self, title: str, fields: tuple[Field, ...], planned: Callable[..., Planned]
    ) -> list[str] | None:
        def check(said: list[str]) -> object:
            return planned(said)(check=True)

        return await self._ask(Form(title, fields, check))

    async def _look_and_do(self, planned: Planned) -> str:
        """Show what would be changed, and do it if that is meant."""
        would = await asyncio.to_thread(planned, check=True)
        if not await self._ask(Confirm(would.told, _along(would), would.edited.diff)):
            return _LEFT
        return await self._do(planned)

    async def _do(self, planned: Planned) -> str:
        changed = await asyncio.to_thread(planned)
        told = "\n".join(_along(changed))
        if told:
            self._stage.notify(seen(told), markup=False)
        return self._stage.sitting.take_over(changed)


def _along(changed: Changed) -> list[str]:
    """Return what a change brings with it, and what to look at in the file."""
    return [*consequences(changed), *map(str, changed.edited.problems)]


def _division(code: Code, said: list[str]) -> Division:
    """Read `id = label : words` in each line.

    Raises:
        UsageError: A line is not of this form.
    """
    parts, rules = [], []
    for line in said:
        new, sign, rest = (word.strip() for word in line.partition("="))
        label, _, words = (word.strip() for word in rest.partition(":"))
        if not (new and sign and label):
            raise UsageError(
                f"“{line}” is not of the form id = label.",
                hint="Write for example: einstieg = Einstieg",
            )
        parts.append(NewCode(new, label))
        if words:
            rules.append((new, words))
    return Division(code.id, tuple(parts), rules=tuple(rules))
