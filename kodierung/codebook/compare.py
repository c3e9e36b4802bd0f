"""What differs between two versions of a codebook, and what its version number owes it.

The first number counts redefined codes, the second new ones, the third wording (see
`codebook/edit/book.py`). Rules make suggestions and define nothing, so they count as
wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kodierung.codebook.edit.book import Weight
from kodierung.model import Code, Codebook

_DEFINING = ("definition", "include", "exclude", "polarity", "where", "kind")
_WORDING = ("label", "examples", "counterexamples", "color")
_HEAD = ("title", "language", "source", "licence", "authors", "caption", "columns")
_BESIDE = ("attributes", "concepts", "paraphrases", "tests")
_RANK: tuple[Weight, ...] = ("wording", "new", "redefined")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A key of a code with what stood there and what stands there now, as texts."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CodeChange:
    """A code that is in both versions and differs.

    Attributes:
        old: Its id before.
        new: Its id now, the same or another.
        redefined: What says when the code is given.
        reworded: What else people read.
        rules_added: Rules for suggestions that are new, as written.
        rules_removed: Those that are gone.
    """

    old: str
    new: str
    redefined: tuple[FieldChange, ...] = ()
    reworded: tuple[FieldChange, ...] = ()
    rules_added: tuple[str, ...] = ()
    rules_removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a codebook.

    Attributes:
        versions: The old and the new version number.
        added: Ids of codes that are new.
        removed: Ids of codes that are gone, and that `renamed` does not name.
        changed: Codes that have another id or differ otherwise.
        beside: What differs in the head, attributes, concepts, statements and so on.
    """

    versions: tuple[str, str]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[CodeChange, ...] = ()
    beside: tuple[FieldChange, ...] = field(default=())

    @property
    def renamed(self) -> Mapping[str, str]:
        """Old id to new id, of those that have another one."""
        return {one.old: one.new for one in self.changed if one.old != one.new}

    @property
    def weight(self) -> Weight | None:
        """What the difference means to others who use the codebook; None for none."""
        if self.removed or any(one.redefined for one in self.changed):
            return "redefined"
        if self.added or self.renamed:
            return "new"
        return "wording" if self.changed or self.beside else None

    @property
    def raised(self) -> Weight | None:
        """Which number of the version was raised, None if none was."""
        old, new = (_numbers(version) for version in self.versions)
        if new <= old:
            return None
        names: tuple[Weight, ...] = ("redefined", "new", "wording")
        pairs = zip(names, old, new, strict=True)
        return next(name for name, before, after in pairs if before != after)

    @property
    def version_fits(self) -> bool:
        """Whether the version number was raised as far as the difference asks for."""
        if self.weight is None:
            return True
        return self.raised is not None and _RANK.index(self.raised) >= _RANK.index(
            self.weight
        )


def compare(old: Codebook, new: Codebook) -> Comparison:
    """Return what differs between two versions of a codebook."""
    now: dict[str | None, str | None] = {c: _present(c, new) for c in old.codes}
    kept = set(now.values())
    return Comparison(
        versions=(old.version, new.version),
        added=tuple(code for code in new.codes if code not in kept),
        removed=tuple(code for code in old.codes if now[code] is None),
        changed=tuple(
            change
            for code in old.codes.values()
            if (found := now[code.id]) is not None
            and (change := _change(code, new.codes[found], now)) is not None
        ),
        beside=tuple(_beside(old, new)),
    )


def _present(code: str, new: Codebook) -> str | None:
    """Return what an old id is called now, None if the code is gone."""
    if code in new.codes:
        return code
    named = new.renamed.get(code)
    return named if named in new.codes else None


def _change(
    old: Code, new: Code, now: Mapping[str | None, str | None]
) -> CodeChange | None:
    before = [rule.source for rule in old.rules]
    after = [rule.source for rule in new.rules]
    change = CodeChange(
        old.id,
        new.id,
        (*_fields(old, new, _DEFINING), *_moved(old, new, now)),
        tuple(_fields(old, new, _WORDING)),
        tuple(rule for rule in after if rule not in before),
        tuple(rule for rule in before if rule not in after),
    )
    return change if change != CodeChange(old.id, old.id) else None


def _moved(
    old: Code, new: Code, now: Mapping[str | None, str | None]
) -> Iterator[FieldChange]:
    """Tell of a code that lies below another one than before."""
    above = now.get(old.parent) or old.parent
    if above != new.parent:
        yield FieldChange("parent", old.parent or "", new.parent or "")


def _fields(old: object, new: object, names: tuple[str, ...]) -> Iterator[FieldChange]:
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield FieldChange(name, _text(before), _text(after))


def _beside(old: Codebook, new: Codebook) -> Iterator[FieldChange]:
    yield from _fields(old, new, _HEAD)
    for name in _BESIDE:
        if _plain(getattr(old, name)) != _plain(getattr(new, name)):
            yield FieldChange(name, "", "")
    before, after = _shown(old), _shown(new)
    for place in dict.fromkeys([*before, *after]):
        if before.get(place) != after.get(place):
            change = before.get(place, ""), after.get(place, "")
            yield FieldChange(place, *change)


def _plain(value: object) -> object:
    """Return what a part says, whatever lines it stands in."""
    return re.sub(r"line=\d+", "", repr(value))


def _shown(codebook: Codebook) -> dict[str, str]:
    """Return labels of perspectives and themes, and their statements, by place."""
    found = {}
    for perspective in codebook.perspectives:
        found[f"{perspective.id}: label"] = perspective.label
        for theme in perspective.themes:
            found[f"{perspective.id}.{theme.id}: label"] = theme.label
            found[f"{perspective.id}.{theme.id}: statement"] = theme.statement
    return found


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={one}" for key, one in value.items())
    if isinstance(value, tuple):
        return " | ".join(map(str, value))
    return "" if value is None else str(value)


def _numbers(version: str) -> tuple[int, int, int]:
    first, second, third = re.split("[-+]", version)[0].split(".")
    return int(first), int(second), int(third)
