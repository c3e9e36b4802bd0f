"""A codebook file to be changed, and the check of what was written."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kodierung.codebook.edit.layout import UnwieldyError
from kodierung.codebook.edit.patching import patched
from kodierung.codebook.edit.places import mentions, places
from kodierung.codebook.edit.script import Data, Script
from kodierung.codebook.faults import Faults
from kodierung.codebook.load import load_codebook, one_factor, told_of_one
from kodierung.codebook.nodes import KeyPath, read_nodes
from kodierung.errors import CodebookError, CodingError, Problem, did_you_mean
from kodierung.model import Codebook
from kodierung.text import BOM

Weight = Literal["redefined", "new", "wording"]
_NUMBERS: tuple[Weight, ...] = ("redefined", "new", "wording")
_BY_HAND = "Nothing was changed. Change the file in an editor."
_MANY = 5
"""Lines named in one remark."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A codebook file before and after a change; nothing is written yet.

    Attributes:
        before: The codebook as it is.
        after: The codebook as it is to be.
        old: The file's text before, as it is on the disk.
        text: Its text afterwards.
        codes: Codes that have another id now: old to new; two may become one.
        gone: Ids that stand for no code any more and became no other.
        added: Ids that are new.
        told: What else the researcher should know.
        problems: Warnings about the codebook that there were not before.
    """

    before: Codebook
    after: Codebook
    old: str
    text: str
    codes: Mapping[str, str]
    gone: frozenset[str]
    added: frozenset[str]
    told: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def diff(self) -> Iterator[str]:
        """The lines that go and come, as `diff -u` shows them."""
        file = self.before.file
        old, new = self.old.splitlines(), self.text.splitlines()
        return difflib.unified_diff(old, new, file, file, lineterm="", n=2)


class Book:
    """A codebook file to be changed.

    Args:
        data: Its bytes.
        file: Its name, for messages.

    Raises:
        CodebookError: It has faults, which are to be mended first.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self.codebook, self._problems = load_codebook(data, file)
        self.text = data.decode("utf-8")
        self.data: Data = _said(data, file)
        self.places = places(self.data)

    def place(self, wanted: str) -> tuple[str, KeyPath]:
        """Return the present id of a code, theme or perspective, and where it stands.

        Raises:
            CodingError: There is none.
        """
        known = self.codebook.renamed.get(wanted, wanted)
        if known not in self.places:
            raise CodingError(
                f'The codebook {self.file} has no code "{wanted}".',
                hint=did_you_mean(wanted, list(self.places))
                or "See `kodierung codebook show`.",
            )
        return known, self.places[known]

    def code(self, wanted: str) -> tuple[str, KeyPath]:
        """Return the same of what is a code.

        Raises:
            CodingError: There is none, or it is a theme or perspective.
        """
        known, path = self.place(wanted)
        if known not in self.codebook.codes:
            raise CodingError(
                f'"{known}" is a theme or perspective, not a code.',
                hint="Name one of its factors: "
                + ", ".join(self.below(known)[:4])
                + ".",
            )
        return known, path

    def is_theme(self, known: str) -> bool:
        """Tell whether this is the id of a theme."""
        return known in self.places and self.places[known][-2] == "themes"

    def is_perspective(self, known: str) -> bool:
        """Tell whether this is the id of a perspective."""
        return known in self.places and self.places[known][-2] == "perspectives"

    def below(self, above: str) -> list[str]:
        """Return the ids of the codes that stand below an id, itself included."""
        begin = f"{above}."
        return [c for c in self.codebook.codes if c == above or c.startswith(begin)]

    def edited(
        self,
        script: Script,
        weight: Weight,
        codes: Mapping[str, str],
        told: Sequence[str] = (),
    ) -> Edited:
        """Carry a script out, and make sure that it did what it should and no more.

        Args:
            script: What to change; the version is raised here.
            weight: What the change means to others who use the codebook.
            codes: Codes that get another id: old to new.
            told: What else the researcher should know.

        Raises:
            CodebookError: The file would have faults, or is written in a way that is
                not changed here.
        """
        script.put(("version",), raised(self.codebook.version, weight))
        script = script.settled(self.data)
        text = self._patched(script)
        try:
            after, problems = load_codebook(text.encode(), self.file)
        except CodebookError as error:
            raise CodebookError(
                f"{self.file} would have {error.message.rpartition(' has ')[2]} then.",
                "Nothing was changed.",
                error.problems,
            ) from error
        if _said(text.encode(), self.file) != script.outcome(self.data):
            raise CodebookError(f"{self.file} cannot be changed so.", _BY_HAND)
        known = {problem.message for problem in self._problems} | self._begun(after)
        gone = self.codebook.codes.keys() - after.codes.keys()
        named = mentions(text, [old for old in gone if "." in old])
        return Edited(
            before=self.codebook,
            after=after,
            old=self.text,
            text=text,
            codes=dict(codes),
            gone=frozenset(gone - codes.keys()),
            added=frozenset(
                after.codes.keys() - self.codebook.codes.keys() - set(codes.values())
            ),
            told=(*told, *_in_words(list(named))),
            problems=tuple(one for one in problems if one.message not in known),
        )

    def _begun(self, after: Codebook) -> set[str]:
        """Return the warnings of themes that are new; their other factor may come."""
        there = {(p.id, t.id) for p in self.codebook.perspectives for t in p.themes}
        return {
            told_of_one(p.id, t.id, only)
            for p in after.perspectives
            for t in p.themes
            if (p.id, t.id) not in there and (only := one_factor(t)) is not None
        }

    def _patched(self, script: Script) -> str:
        plain = self.text.lstrip(BOM)
        try:
            made = patched(plain, self.data, script)
        except UnwieldyError as error:
            raise CodebookError(
                f"{self.file}:{error.line}: what is written here cannot be changed "
                "without loss.",
                f"{_BY_HAND} Or write each entry and key in lines of its own, and try "
                "again.",
            ) from error
        return self.text[: len(self.text) - len(plain)] + made


def raised(version: str, weight: Weight) -> str:
    """Return the next version: 1.4.2 becomes 2.0.0, 1.5.0 or 1.4.3."""
    numbers = [int(number) for number in re.split("[-+]", version)[0].split(".")]
    place = _NUMBERS.index(weight)
    numbers[place] += 1
    rest = [0] * (2 - place)
    return ".".join(map(str, [*numbers[: place + 1], *rest]))


@lru_cache(maxsize=3)  # looked at first and then done: the same file again
def _said(data: bytes, file: str) -> Data:
    root = read_nodes(data, Faults(file))
    assert root is not None  # noqa: S101 - the same file was loaded before
    return root.plain()


def _in_words(named: Sequence[tuple[int, str]]) -> Iterator[str]:
    for code in dict.fromkeys(code for _, code in named):
        lines = [str(line) for line, found in named if found == code]
        more = ", …" if len(lines) > _MANY else ""
        where = f"line{'s' if lines[1:] else ''} {', '.join(lines[:_MANY])}{more}"
        yield f"the words of the codebook still name {code} ({where})"
