"""A script carried out on the text of a file; all else stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kodierung.codebook.edit import writing
from kodierung.codebook.edit.layout import Holder, Layout, Span, UnwieldyError
from kodierung.codebook.edit.script import (
    Addition,
    Copied,
    Data,
    New,
    Script,
    held,
    value_of,
)
from kodierung.codebook.nodes import KeyPath

_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)


def patched(text: str, data: Data, script: Script) -> str:
    """Carry a script out.

    Args:
        text: Of the file, line ends as they are.
        data: What it says.
        script: What to change, settled.

    Returns:
        The new text. Whether it says what it should is for the caller to check.

    Raises:
        UnwieldyError: It is written in a way that is not changed here.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    missing = "" if text.endswith("\n") else line_end
    patches = _Patches(Layout(text + missing), data, script, line_end)
    return patches.carried_out().removesuffix(missing)


@dataclass(slots=True)
class _Patches:
    """Replacements collected until all are known, since they are all places of before.

    Attributes:
        layout: The text and its places.
        data: What it says.
        script: What to change.
        line_end: What its lines end with.
        made: Replacements in the order in which they were asked for.
    """

    layout: Layout
    data: Data
    script: Script
    line_end: str
    made: list[tuple[Span, str]] = field(default_factory=list)

    def carried_out(self) -> str:
        """Return the new text."""
        for path, text in self.script.texts.items():
            self._set(*self.layout.scalar(path), text)
        for path, key in self.script.keys.items():
            self._set(*self.layout.key(path), key)
        for path in dict.fromkeys((*self.script.added, *self.script.removed)):
            self._change(path)
        parts, end = [], 0
        # Sorted by place alone: what comes in at one place keeps its order.
        for span, new in sorted(self.made, key=lambda one: (one[0].start, one[0].end)):
            if span.start < end:
                raise UnwieldyError(self.layout.line(span.start))
            parts += [self.layout.text[end : span.start], new]
            end = span.end
        return "".join((*parts, self.layout.text[end:]))

    def _replace(self, start: int, end: int, new: str) -> None:
        new = new.replace("\r\n", "\n").replace("\n", self.line_end)
        self.made.append((Span(start, end), new))

    def _set(self, span: Span, node: object, brackets: bool, text: str) -> None:
        style = getattr(node, "style", None)
        written = writing.scalar(text, style=style, brackets=brackets)
        self._replace(span.start, span.end, written)

    def _change(self, path: KeyPath) -> None:
        """Make the changes of one list or mapping."""
        additions = self.script.added.get(path, [])
        if not self.layout.exists(path):
            self._begin(path, additions)
            return
        holder = self.layout.holder(path)
        gone = {holder.steps.index(s) for s in self.script.removed.get(path, ())}
        if holder.column < 0:
            self._change_brackets(holder, additions, gone)
            return
        for n in gone:
            self._cut(holder, n)
        for addition in additions:
            end = holder.entries[_index(holder, addition)].end
            gap = "\n" if holder.roomy else ""
            self._replace(end, end, self._lines(addition, holder, gap))

    def _begin(self, path: KeyPath, additions: Sequence[Addition]) -> None:
        """Write a list or mapping that is not there yet, below what holds it."""
        around, key = self.layout.holder(path[:-1]), str(path[-1])
        if around.column < 0:
            value = held(additions, self.data)
            end = around.entries[-1].end
            self._replace(end, end, f", {writing.pair_in_brackets(key, value)}")
            return
        column = around.column + writing.STEP
        inner = Holder((), (), column, Span(0, 0))
        lines = "".join(self._lines(one, inner, "") for one in additions)
        if key in around.steps:  # with nothing behind it
            end = around.entries[around.steps.index(key)].end
            self._replace(end, end, lines)
            return
        end = around.entries[-1].end
        self._replace(end, end, f"{' ' * around.column}{key}:\n{lines}")

    def _lines(self, addition: Addition, holder: Holder, gap: str) -> str:
        """Return the lines of entries that come into a block, each after a gap."""
        parts = []
        for entry in addition.entries:
            if isinstance(entry, Copied):
                lines = self._copied(entry, holder.column)
            elif entry.key is not None:
                lines = writing.pair(entry.key, entry.value, holder.column)
            else:
                brackets = self._in_brackets(holder)
                lines = writing.entry(entry.value, holder.column, brackets=brackets)
            parts.append(gap + lines)
        return "".join(parts)

    def _in_brackets(self, holder: Holder) -> bool:
        """Tell whether the last entry of a list is a mapping in brackets."""
        if not holder.entries:
            return False
        last = holder.entries[-1]
        return self.layout.text[last.start : last.end].lstrip(" -").startswith("{")

    def _copied(self, entry: Copied, column: int) -> str:
        """Return an entry that stands elsewhere, comments and all, for a column."""
        span, was = self.layout.entry_of(entry.path)
        if was < 0:
            self._must_lack_comments(span)
            return writing.entry(value_of(entry, self.data), column, brackets=True)
        lines = self.layout.text[span.start : span.end].split("\n")
        return "\n".join(_indented(line, column - was) for line in lines)

    def _cut(self, holder: Holder, n: int) -> None:
        """Take out an entry of a block, and one of two empty lines around it."""
        text, span = self.layout.text, holder.entries[n]
        if text[span.start : span.start + holder.column].strip():
            raise UnwieldyError(self.layout.line(span.start))  # it shares its line
        start = span.start
        blank_below = text[span.end : span.end + 2].lstrip("\r")[:1] in ("", "\n")
        while blank_below and _blank_above(text, start) and n:
            start = text.rfind("\n", 0, start - 1) + 1
        self._replace(start, span.end, "")

    def _change_brackets(
        self, holder: Holder, additions: Sequence[Addition], gone: Collection[int]
    ) -> None:
        """Change a list or mapping in brackets, with the commas between entries."""
        spans, last = holder.entries, len(holder.entries) - 1
        for first, end in _runs(gone):
            if end < last:
                self._replace(spans[first].start, spans[end + 1].start, "")
            else:
                begin = spans[first - 1].end if first else spans[0].start
                self._replace(begin, spans[end].end, "")
        for addition in additions:
            new = ", ".join(map(self._on_one_line, addition.entries))
            place, before, behind = _beside(holder, _index(holder, addition), gone)
            self._replace(place, place, f"{before}{new}{behind}")

    def _must_lack_comments(self, span: Span) -> None:
        if _COMMENT.search(self.layout.text[span.start : span.end]):
            raise UnwieldyError(self.layout.line(span.start))

    def _on_one_line(self, entry: New | Copied) -> str:
        if isinstance(entry, Copied):
            span, column = self.layout.entry_of(entry.path)
            self._must_lack_comments(span)
            if column < 0:
                return self.layout.text[span.start : span.end]
        value = value_of(entry, self.data)
        if isinstance(entry, New) and entry.key is not None:
            return writing.pair_in_brackets(entry.key, value)
        return writing.in_brackets(value)


def _index(holder: Holder, addition: Addition) -> int:
    last = len(holder.steps) - 1
    return last if addition.after is None else holder.steps.index(addition.after)


def _beside(holder: Holder, n: int, gone: Collection[int]) -> tuple[int, str, str]:
    """Return where to write behind an entry in brackets, and the commas around it."""
    before = next((k for k in range(n, -1, -1) if k not in gone), None)
    if before is not None:
        return holder.entries[before].end, ", ", ""
    behind = next((k for k in range(len(holder.entries)) if k not in gone), None)
    place = holder.entries[0].start if holder.entries else holder.inside.start
    return place, "", "" if behind is None else ", "


def _runs(numbers: Collection[int]) -> list[tuple[int, int]]:
    """Return the first and last number of each stretch without a gap."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _blank_above(text: str, start: int) -> bool:
    return start > 1 and not text[text.rfind("\n", 0, start - 1) + 1 : start].strip()


def _indented(line: str, by: int) -> str:
    """Return a line further in by so many blanks, or further out."""
    if not line.strip() or by >= 0:
        return " " * by + line if line.strip() else line
    return line[min(-by, len(line) - len(line.lstrip(" "))) :]
