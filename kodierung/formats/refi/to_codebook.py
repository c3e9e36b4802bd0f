"""A code tree of REFI-QDA as the data of a codebook file.

What promotes and what inhibits is told by labelled lines or by sets. A code whose
children all have a polarity becomes a theme; one whose children are all themes becomes
a perspective. Everything else becomes a plain tree of codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from kodierung.formats.refi.labels import (
    Described,
    name_of_polarity,
    polarity_of,
    read,
)
from kodierung.formats.refi.of_codebook import ROLES
from kodierung.formats.refi.records import RefiCode, RefiCodebook, key
from kodierung.model import POLARITIES, Polarity
from kodierung.text import as_id

Data = dict[str, Any]

_STEP = re.compile(r"[A-Za-z0-9_-]+")
_ALL = {"de": ("alle", "Alle Beteiligten"), "en": ("all", "All involved")}
_NAMELESS = {"de": "ohne Namen", "en": "without a name"}


@dataclass(frozen=True, slots=True)
class Taken:
    """A code tree as a codebook.

    Attributes:
        data: Of a codebook file, to be written as YAML.
        ids: GUID, made comparable, to the id of the code that it became.
        remarks: What is not as it was, in words.
        holders: GUID as in the file to the id of the perspective or theme that a code
            became, or the code above all roles.
    """

    data: Data
    ids: Mapping[str, str]
    remarks: tuple[str, ...]
    holders: Mapping[str, str]


def codebook_data(
    book: RefiCodebook, head: Mapping[str, str], used: Set[str] = frozenset()
) -> Taken:
    """Return the data of a codebook file.

    Args:
        book: The code tree.
        head: What stands above the codes: `codebook` (its id), `version`, `title`,
            `language`, `source`.
        used: GUIDs, made comparable, of codes that passages have: they stay codes.
    """
    taker = _Taker(book, head["language"], used)
    data = taker.take(head)
    return Taken(data, taker.ids, tuple(taker.remarks), taker.holders)


@dataclass
class _Taker:
    book: RefiCodebook
    language: str
    used: Set[str]
    holders: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    said: dict[str, Described] = field(default_factory=dict)
    by_sets: dict[str, Polarity] = field(default_factory=dict)

    def take(self, head: Mapping[str, str]) -> Data:
        """Return the codebook's data."""
        self.said = {c.guid: read(c.description) for c in self.book.walk()}
        for one in self.book.sets:
            if polarity := polarity_of(one.name):
                self.by_sets |= dict.fromkeys(map(key, one.codes), polarity)
        tops = self.book.codes
        roles = [one for one in tops if self.said[one.guid].id == ROLES]
        perspectives = [one for one in tops if self._is_perspective(one)]
        themes = [one for one in tops if self._is_theme(one)]
        self.holders |= {one.guid: ROLES for one in roles}
        others = [one for one in tops if one not in (*roles, *perspectives, *themes)]
        blocks = self._blocks(perspectives, themes)
        taken = {ROLES, *(str(block["id"]) for block in blocks)}
        parts = {
            "attributes": {
                name: {"label": name, "values": values}
                for name, values in self.attributes.items()
            },
            "matrix": {"perspectives": blocks} if blocks else {},
            "roles": self._codes((r for one in roles for r in one.codes), ROLES, set()),
            "codes": self._codes(others, "", taken),
        }
        return {**head, **{name: part for name, part in parts.items() if part}}

    # --- what a code is ------------------------------------------------------------

    def _polarity(self, code: RefiCode) -> Polarity | None:
        """Return what a description says of a code's polarity, else a set."""
        return self.said[code.guid].polarity or self.by_sets.get(key(code.guid))

    def _is_theme(self, code: RefiCode) -> bool:
        below = all(map(self._polarity, code.codes)) and key(code.guid) not in self.used
        return bool(code.codes) and below and not self._polarity(code)

    def _is_perspective(self, code: RefiCode) -> bool:
        below = all(map(self._is_theme, code.codes)) and key(code.guid) not in self.used
        return bool(code.codes) and below

    # --- the matrix ----------------------------------------------------------------

    def _blocks(
        self, perspectives: Iterable[RefiCode], themes: list[RefiCode]
    ) -> list[Data]:
        taken = {ROLES}
        blocks = [self._perspective(one, taken) for one in perspectives]
        if themes:
            name, label = _ALL.get(self.language, _ALL["en"])
            step = _free(name, taken)
            of_all = {"label": label, "themes": self._themes(themes, step)}
            blocks.append({"id": step} | of_all)
        return blocks

    def _perspective(self, code: RefiCode, taken: set[str]) -> Data:
        where = self.said[code.guid].where
        step = self.holders[code.guid] = self._step(code, taken)
        for name, value in where.items():
            self.attributes.setdefault(name, {})[value] = value
        block: Data = {"id": step, "label": self._label_alone(code)}
        block |= {"where": dict(where)} if where else {}
        return block | {"themes": self._themes(code.codes, step)}

    def _themes(self, codes: Iterable[RefiCode], path: str) -> list[Data]:
        taken: set[str] = set()
        found = []
        for code in codes:
            step = self._step(code, taken)
            self.holders[code.guid] = f"{path}.{step}"
            theme: Data = {"id": step, "label": self._label_alone(code)}
            for polarity in POLARITIES:
                factors = [c for c in code.codes if self._polarity(c) == polarity]
                full = f"{path}.{step}.{polarity}"
                if factors:
                    theme[polarity] = self._factor(factors, theme["label"], full)
            if statement := self.said[code.guid].statement:
                theme["statement"] = statement
            found.append(theme)
        return found

    def _factor(self, codes: list[RefiCode], theme: str, full: str) -> Data:
        """Return the one factor of a theme; of several codes one that holds them."""
        if len(codes) == 1:
            return self._entry(codes[0], full)
        polarity: Polarity = "promoting" if full.endswith("promoting") else "inhibiting"
        which = name_of_polarity(polarity, self.language).rpartition(": ")[2]
        label = f"{theme}: {which}"
        self.remarks.append(
            f'"{theme}" has {len(codes)} factors of one polarity; they lie below a new '
            f'one, "{label}"'
        )
        return {"label": label, "children": self._codes(codes, full, set())}

    # --- codes ---------------------------------------------------------------------

    def _codes(
        self, codes: Iterable[RefiCode], path: str, taken: set[str]
    ) -> list[Data]:
        found = []
        for code in codes:
            step = self._step(code, taken)
            full = f"{path}.{step}" if path else step
            found.append({"id": step} | self._entry(code, full))
        return found

    def _entry(self, code: RefiCode, full: str) -> Data:
        said = self.said[code.guid]
        self.ids[key(code.guid)] = full
        entry: Data = {
            "label": self._label(code),
            "definition": said.definition,
            "include": said.include,
            "exclude": said.exclude,
            "examples": list(said.examples),
            "counterexamples": list(said.counterexamples),
            "color": code.color,
            "children": self._codes(code.codes, full, set()),
        }
        return {name: value for name, value in entry.items() if value}

    def _label(self, code: RefiCode) -> str:
        nameless = _NAMELESS.get(self.language, _NAMELESS["en"])
        return self.said[code.guid].label or code.name.strip() or nameless

    def _label_alone(self, code: RefiCode) -> str:
        """Return the label of a theme or perspective, which have no definition."""
        if self.said[code.guid].definition:
            self.remarks.append(
                f'the description of "{code.name}" is left out: it became a theme or '
                "perspective, which have none"
            )
        return self._label(code)

    def _step(self, code: RefiCode, taken: set[str]) -> str:
        """Return a code's own step of the path: the one it had, if it is free.

        That of a factor is its polarity and no id of its own.
        """
        had = self.said[code.guid].id.rpartition(".")[2]
        known = _STEP.fullmatch(had) and had not in POLARITIES
        wanted = had if known else as_id(self._label(code))
        return _free(wanted or "code", taken)


def _free(wanted: str, taken: set[str]) -> str:
    """Return an id nobody has, and take it."""
    step, number = wanted, 1
    while step in taken:
        number += 1
        step = f"{wanted}_{number}"
    taken.add(step)
    return step
