"""Where keys and entries stand in the text of a file.

All offsets are code points of the text as it is on the disk, half-open. Comments that
stand directly above an entry, or below it and further in, belong to it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import yaml

from kodierung.codebook.nodes import KeyPath

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnwieldyError(Exception):
    """The file is written in a way that is not changed here.

    Args:
        line: Where, from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: `start` to before `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Holder:
    """A list or mapping in the text.

    Attributes:
        steps: Its indices or keys, in order.
        entries: Where each stands: in a block whole lines, else from `{` or the key on.
        column: In a block where `-` or the keys begin; -1 for one in brackets.
        inside: What the brackets hold; in a block all its lines.
        roomy: Whether an empty line parts its last two entries.
    """

    steps: tuple[int | str, ...]
    entries: tuple[Span, ...]
    column: int
    inside: Span
    roomy: bool = False


class Layout:
    """The text of a file with its places.

    Args:
        text: Of a YAML file without faults; ends with a line end.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._root: Any = yaml.compose(text, Loader=_LOADER)
        self.holder = lru_cache(maxsize=None)(self._holder)

    def scalar(self, path: KeyPath) -> tuple[Span, yaml.ScalarNode, bool]:
        """Return where a text stands, how, and whether within brackets."""
        *_, node = nodes = self._on_the_way(path)
        return (*self._scalar(node), any(map(_in_brackets, nodes)))

    def key(self, path: KeyPath) -> tuple[Span, yaml.ScalarNode, bool]:
        """Return where a key stands, how, and whether within brackets."""
        nodes = self._on_the_way(path[:-1])
        key, _ = _pair(nodes[-1], path[-1])
        return (*self._scalar(key), any(map(_in_brackets, nodes)))

    def exists(self, path: KeyPath) -> bool:
        """Tell whether a list or mapping with something in it stands at a path."""
        try:
            node = self._on_the_way(path)[-1]
        except KeyError:
            return False
        return not isinstance(node, yaml.ScalarNode)

    def _holder(self, path: KeyPath) -> Holder:
        """Return where the entries of a list or mapping stand.

        Raises:
            UnwieldyError: They do not begin lines of their own.
        """
        node = self._on_the_way(path)[-1]
        if isinstance(node, yaml.MappingNode):
            steps: tuple[int | str, ...] = tuple(_name(key) for key, _ in node.value)
            ends = [(key.start_mark, max(_end(key), _end(v))) for key, v in node.value]
        else:
            steps = tuple(range(len(node.value)))
            ends = [(entry.start_mark, _end(entry)) for entry in node.value]
        if any(one[0].index > other[0].index for one, other in pairwise(ends)):
            raise UnwieldyError(node.start_mark.line + 1)  # an alias stands elsewhere
        if _in_brackets(node):
            spans = tuple(Span(mark.index, self._shut(end)) for mark, end in ends)
            inside = Span(node.start_mark.index + 1, node.end_mark.index - 1)
            return Holder(steps, spans, -1, inside)
        dash = isinstance(node, yaml.SequenceNode)
        first = self._begin(ends[0][0], dash=dash)
        column = first - self._line_start(first)
        blocks = []
        for n, (mark, end) in enumerate(ends):
            begin = self._line_start(self._begin(mark, dash=dash))
            above = self._with_comments_above(begin, column) if n else begin
            blocks.append(Span(above, self._with_comments_below(end, column)))
        roomy = len(blocks) > 1 and blocks[-2].end < blocks[-1].start
        whole = Span(blocks[0].start, blocks[-1].end)
        return Holder(steps, tuple(blocks), column, whole, roomy)

    def entry_of(self, path: KeyPath) -> tuple[Span, int]:
        """Return where an entry of a list stands, with what column; see `Holder`."""
        holder = self.holder(path[:-1])
        return holder.entries[holder.steps.index(path[-1])], holder.column

    def line(self, offset: int) -> int:
        """Return the number of the line an offset is in, from 1."""
        return self.text.count("\n", 0, offset) + 1

    def _on_the_way(self, path: Sequence[int | str]) -> list[Any]:
        """Return the nodes from the top to the end of a path.

        Raises:
            KeyError: It does not exist.
        """
        nodes = [self._root]
        for step in path:
            if isinstance(nodes[-1], yaml.SequenceNode):
                nodes.append(nodes[-1].value[step])
            else:
                nodes.append(_pair(nodes[-1], step)[1])
        return nodes

    def _scalar(self, node: yaml.Node) -> tuple[Span, yaml.ScalarNode]:
        start = node.start_mark.index
        if not isinstance(node, yaml.ScalarNode) or self.text[start] in "&*!":
            raise UnwieldyError(node.start_mark.line + 1)
        return Span(start, self._shut(_end(node))), node

    def _shut(self, end: int) -> int:
        """Return the end without the line ends that a block of text takes along."""
        while self.text[end - 1] in " \t\r\n":
            end -= 1
        return end

    def _begin(self, mark: yaml.Mark, *, dash: bool) -> int:
        """Return where an entry of a block begins: its key, or the `-` before it.

        Raises:
            UnwieldyError: Something else stands before it in the line.
        """
        begin = mark.index
        if dash:
            begin = self._shut(begin) - 1
        before = self.text[self._line_start(begin) : begin]
        # The first key of an entry stands behind its dash.
        if before.strip(" ") not in ("", "" if dash else "-"):
            raise UnwieldyError(mark.line + 1)
        if dash and self.text[begin] != "-":
            raise UnwieldyError(mark.line + 1)
        return begin

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        return self.text.index("\n", offset) + 1

    def _with_comments_above(self, begin: int, column: int) -> int:
        while begin:
            above = self._line_start(begin - 1)
            line = self.text[above:begin]
            if not line.startswith(f"{' ' * column}#"):
                break
            begin = above
        return begin

    def _with_comments_below(self, end: int, column: int) -> int:
        below = end = self._line_end(self._shut(end))
        while below < len(self.text):
            line = self.text[below : self._line_end(below)]
            words = line.lstrip(" ")
            below += len(line)
            if len(line) - len(words) > column and words.startswith("#"):
                end = below
            elif words.strip():
                break
        return end


def _in_brackets(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _name(key: Any) -> str:
    return unicodedata.normalize("NFC", key.value)


def _pair(node: Any, step: int | str) -> tuple[Any, Any]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if _name(key) == step:
                return key, value
    raise KeyError(step)


def _end(node: Any) -> int:
    """Return where the text of a node ends; YAML goes on to what comes next."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    if isinstance(last, tuple):
        return max(map(_end, last))
    return _end(last)
