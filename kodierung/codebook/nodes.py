"""YAML read into nodes that know their line, every scalar a text.

YAML would make `no` a truth value and `20:30` a number; here both stay what was
written. An empty value (`label:` with nothing behind it) is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import yaml

from kodierung.codebook.faults import Faults
from kodierung.codebook.syntax import editor_lines, explain, refused_character
from kodierung.text import settle

KeyPath: TypeAlias = tuple[str | int, ...]

DEEPEST = 60
LARGEST = 200_000
_SCALARS = ("str", "int", "float", "bool", "null", "timestamp")
_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in (*_SCALARS, "seq", "map"))
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """A text, a list or a mapping, with the line it stands in.

    Attributes:
        line: From 1; of a mapping's value the line of its key.
        content: The text, None for an empty value, or the nodes beneath.
        size: How many nodes it is made of, itself included.
    """

    line: int
    content: str | list[Node] | dict[str, Node] | None
    size: int = 1

    def plain(self) -> Any:
        """Return the same as texts, lists and dictionaries."""
        if isinstance(self.content, dict):
            return {key: node.plain() for key, node in self.content.items()}
        if isinstance(self.content, list):
            return [node.plain() for node in self.content]
        return self.content

    @property
    def keys(self) -> list[str]:
        """The keys of a mapping in the order of the file, none otherwise."""
        return list(self.content) if isinstance(self.content, dict) else []

    def child(self, step: str | int) -> Node | None:
        """Return the node one step down, or None if there is none."""
        if isinstance(self.content, dict) and isinstance(step, str):
            return self.content.get(step)
        if isinstance(self.content, list) and isinstance(step, int):
            return self.content[step] if step < len(self.content) else None
        return None

    def walk(self, path: Sequence[str | int]) -> Iterator[tuple[str | int, Node]]:
        """Yield the steps of a path and their nodes as far as the path exists."""
        node = self
        for step in path:
            below = node.child(step)
            if below is None:
                return
            yield step, below
            node = below

    def line_of(self, path: Sequence[str | int]) -> int:
        """Return the line of what a path leads to, or of the last existing step."""
        line = self.line
        for _, node in self.walk(path):
            line = node.line
        return line


class _UnreadableError(Exception):
    """Reading cannot go on; the fault is already noted."""


def read_nodes(data: bytes, faults: Faults, if_empty: str = "") -> Node | None:
    """Read a YAML file whose top level is a mapping.

    Args:
        data: The file's bytes.
        faults: Takes what is wrong; duplicate keys do not end the reading.
        if_empty: What to do when there is nothing in the file.

    Returns:
        The top mapping, or None if the file cannot be read.
    """
    text = _decode(data, faults)
    if text is None:
        return None
    try:
        root = _Reader(text, faults).read()
    except _UnreadableError:
        return None
    if root is None or root.content is None:
        faults.error(1, "the file is empty", if_empty)
        return None
    if not isinstance(root.content, dict):
        found = "a list" if isinstance(root.content, list) else "a text"
        faults.error(
            root.line,
            f"the file holds {found}, not keys with values",
            'begin with lines like "title: …"',
        )
        return None
    return root


def _decode(data: bytes, faults: Faults) -> str | None:
    """Decode UTF-8 and settle the text; note the fault and return None otherwise."""
    try:
        return settle(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        otherwise = _read_otherwise(data, error.start)
        faults.error(
            line,
            f"the file is not UTF-8 (byte 0x{byte:02X}){otherwise}",
            "save it as UTF-8",
        )
        return None


def _read_otherwise(data: bytes, at: int) -> str:
    """Say what the file seems to be instead, shown by the word at the fault."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "; it looks like UTF-16"
    begin = max(data.rfind(blank, 0, at) for blank in (b" ", b"\n", b'"')) + 1
    following = data[at : at + 30].split()
    word = data[begin:at] + (following[0] if following else b"")
    try:
        shown = word.decode("cp1252").strip("\"',:")
    except UnicodeDecodeError:
        return ""
    return f'; read as Windows-1252 it says "{shown}"'


class _Reader:
    """Builds nodes from the parser's events; never deeper than `DEEPEST`."""

    def __init__(self, text: str, faults: Faults) -> None:
        self.text = text
        self.lines = editor_lines(text)
        self.faults = faults
        self.anchors: dict[str, Node] = {}
        self.events = self._events()

    def read(self) -> Node | None:
        """Return the document's node, None for an empty file."""
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._give_up(
                    event,
                    "a second document begins here",
                    'remove the line "---"',
                )
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, 0)
        return root

    def _events(self) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(self.text, Loader=_LOADER)
        except yaml.YAMLError as error:
            self._explain(error)

    def _explain(self, error: yaml.YAMLError) -> None:
        # The parser in Python says more exactly than the one in C what is wrong.
        try:
            for _ in yaml.parse(self.text, Loader=yaml.SafeLoader):
                pass
        except yaml.YAMLError as exact:
            error = exact
        if isinstance(error, yaml.MarkedYAMLError):
            line, message, hint = explain(error, self.text)
        else:
            line, message, hint = refused_character(error, self.text)
        self.faults.error(line, message, hint)
        raise _UnreadableError

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        self._check(event, depth)
        anchor = getattr(event, "anchor", None)
        line = self._line(event)
        if isinstance(event, yaml.ScalarEvent):
            quoted = event.style not in (None, "")
            node = Node(line, event.value if quoted or event.value else None)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._list(line, depth)
        else:
            node = self._mapping(line, depth)
        if node.size > LARGEST:
            self._give_up(event, "this is too much to read", "use fewer aliases")
        if anchor:
            self.anchors[anchor] = node
        return node

    def _alias(self, event: yaml.AliasEvent) -> Node:
        known = self.anchors.get(str(event.anchor))
        if known is None:
            self._give_up(
                event,
                f'a text must not begin with "*" ("*{event.anchor}")',
                "put it in quotation marks",
            )
            raise _UnreadableError
        return replace(known, line=self._line(event))

    def _check(self, event: yaml.Event, depth: int) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None and tag not in _TAGS:
            name = tag.replace("tag:yaml.org,2002:", "!!")
            self._give_up(
                event,
                f'"{name}" would be a type of its own, which is not allowed here',
                'a text that begins with "!" must be in quotation marks',
            )
        if depth > DEEPEST:
            self._give_up(event, f"this is nested more than {DEEPEST} levels deep")

    def _list(self, line: int, depth: int) -> Node:
        below: list[Node] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            below.append(self._node(event, depth + 1))
        return Node(line, below, 1 + sum(node.size for node in below))

    def _mapping(self, line: int, depth: int) -> Node:
        below: dict[str, Node] = {}
        size = 1
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event)
            at = self._line(event)
            value = replace(self._node(next(self.events), depth + 1), line=at)
            size += value.size
            if key in below:
                first = below[key].line
                self.faults.error(
                    at,
                    f'the key "{key}" stands here and already in line {first}',
                    "merge them, or keep one of them",
                )
            else:
                below[key] = value
        return Node(line, below, size)

    def _key(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._give_up(
                event,
                "a key must be a word, not a list, a mapping or an alias",
                'a text with braces or brackets must be in quotation marks: "{…}"',
            )
            raise _UnreadableError
        self._check(event, 0)
        if not event.value.strip():
            self._give_up(event, "the key before the colon is missing")
        return str(event.value)

    def _give_up(self, event: yaml.Event, message: str, hint: str = "") -> None:
        self.faults.error(self._line(event), message, hint)
        raise _UnreadableError

    def _line(self, event: yaml.Event) -> int:
        mark: Any = event.start_mark
        number: int = mark.line
        return self.lines[number]
