"""What is to change in a file: keys and entries set, renamed, added, taken out.

A script is carried out twice: on the data, which is plain, and on the text, which keeps
comments and layout (`patching`). What the new text says must be the new data.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from kodierung.codebook.nodes import KeyPath

Data = Any
"""Texts, lists and dictionaries, as `Node.plain` gives them."""


@dataclass(frozen=True, slots=True)
class New:
    """An entry that is not in the file yet.

    Attributes:
        value: What it holds.
        key: Its key, None for an entry of a list.
    """

    value: Data
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Copied:
    """An entry of a list that stands elsewhere in the file.

    Attributes:
        path: Where.
    """

    path: KeyPath


@dataclass(frozen=True, slots=True)
class Addition:
    """Entries put into a list or mapping.

    Attributes:
        entries: What comes in.
        after: The index or key they follow; the last one if None.
    """

    entries: tuple[New | Copied, ...]
    after: int | str | None = None


@dataclass(slots=True)
class Script:
    """Changes of one file; all paths are those of the file as it is before.

    Attributes:
        texts: What stands where afterwards.
        keys: What keys are called afterwards.
        added: By list or mapping, which need not exist yet.
        removed: By list or mapping; the key of what is emptied goes as well.
    """

    texts: dict[KeyPath, str] = field(default_factory=dict)
    keys: dict[KeyPath, str] = field(default_factory=dict)
    added: dict[KeyPath, list[Addition]] = field(default_factory=dict)
    removed: dict[KeyPath, set[int | str]] = field(default_factory=dict)

    def put(self, path: KeyPath, text: str) -> None:
        """Set a text that is there already."""
        self.texts[path] = text

    def rekey(self, path: KeyPath, key: str) -> None:
        """Give a key of a mapping another name."""
        self.keys[path] = key

    def add(
        self,
        path: KeyPath,
        entries: Iterable[New | Copied],
        after: int | str | None = None,
    ) -> None:
        """Put entries into the list or mapping at a path; none is no change."""
        coming = tuple(entries)
        if coming:
            self.added.setdefault(path, []).append(Addition(coming, after))

    def remove(self, path: KeyPath) -> None:
        """Take out an entry of a list or a key of a mapping."""
        self.removed.setdefault(path[:-1], set()).add(path[-1])

    def settled(self, data: Data) -> Script:
        """Return the same script in which nothing is left empty or gone twice."""
        removed = {path: set(steps) for path, steps in self.removed.items()}
        for path in sorted(removed, key=len, reverse=True):
            emptied = len(removed[path]) == len(at(data, path))
            if emptied and path and path not in self.added:
                removed.setdefault(path[:-1], set()).add(path[-1])
        gone = {(*path, step) for path, steps in removed.items() for step in steps}
        kept = {p: steps for p, steps in removed.items() if not _within(p, gone)}
        return Script(dict(self.texts), dict(self.keys), dict(self.added), kept)

    def outcome(self, data: Data) -> Data:
        """Return what the file says when the (settled) script is carried out."""
        made = deepcopy(data)
        for path, text in self.texts.items():
            at(made, path[:-1])[path[-1]] = text
        # Looked up before anything moves, because the paths are those of before.
        found = {path: find(made, path) for path in (*self.added, *self.removed)}
        around = {path: at(made, path[:-1]) for path in found}
        named = [(at(made, p[:-1]), p[-1], key) for p, key in self.keys.items()]
        for path, holder in found.items():
            additions = self.added.get(path, [])
            if holder is None:
                around[path][path[-1]] = held(additions, data)
            else:
                _change(holder, additions, self.removed.get(path, set()), data)
        for holder, old, new in named:
            holder[new] = holder.pop(old)
        return made


def find(data: Data, path: Sequence[int | str]) -> Data:
    """Return what stands at a path, or None; an empty value counts as none."""
    for step in path:
        if data is None or (isinstance(data, dict) and step not in data):
            return None
        data = data[step]
    return data


def at(data: Data, path: Sequence[int | str]) -> Data:
    """Return what stands at a path that exists."""
    for step in path:
        data = data[step]
    return data


def _within(path: KeyPath, gone: Collection[KeyPath]) -> bool:
    return any(path[: len(one)] == one for one in gone)


def held(additions: Iterable[Addition], before: Data) -> Data:
    """Return what a list or mapping holds that is made of additions alone."""
    entries = [entry for addition in additions for entry in addition.entries]
    keyed = {e.key: e.value for e in entries if isinstance(e, New) and e.key}
    return keyed or [value_of(entry, before) for entry in entries]


def _change(
    holder: Data,
    additions: Sequence[Addition],
    removed: Collection[int | str],
    before: Data,
) -> None:
    if isinstance(holder, dict):
        for addition in additions:
            new = (one for one in addition.entries if isinstance(one, New))
            holder.update({one.key: one.value for one in new})
        for key in removed:
            del holder[key]
        return
    coming: dict[int, list[Data]] = {}
    for addition in additions:
        after = len(holder) - 1 if addition.after is None else int(addition.after)
        values = [value_of(entry, before) for entry in addition.entries]
        coming.setdefault(after, []).extend(values)
    made = list(coming.get(-1, []))
    for n, entry in enumerate(holder):
        made += [] if n in removed else [entry]
        made += coming.get(n, [])
    holder[:] = made


def value_of(entry: New | Copied, before: Data) -> Data:
    """Return what an entry that comes in holds.

    Args:
        entry: The entry.
        before: What the file says before the change.
    """
    return entry.value if isinstance(entry, New) else deepcopy(at(before, entry.path))
