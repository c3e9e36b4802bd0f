"""How a program counts its way through a text: found out from what it marked.

The standard counts Unicode code points of the file. Programs count otherwise: a line
end of two characters as one or the other way round, what lies beyond the first 65,536
characters (emoji) as two, or bytes. Each way is tried on a source's own selections:
which one cuts out the words that they are named after, else which cuts no word in two.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from kodierung.formats.refi.records import RefiSelection
from kodierung.text import on_one_line

_PLACE = re.compile(r"\d+,\d+")  # what MAXQDA calls a selection
_CUT = ("…", "...")
_LONG = 30  # letters; so long a beginning is no accident, though no mark says it is one
_ASTRAL = "\U00010000"

Unit = Literal["code points", "UTF-16 units", "bytes"]


@dataclass(frozen=True, slots=True)
class Counting:
    """A way of counting.

    Attributes:
        unit: What is counted.
        line_end: How many a line end counts.
        mark: How many a byte order mark counts.
    """

    unit: Unit = "code points"
    line_end: int = 1
    mark: int = 0

    def __str__(self) -> str:
        """Say it in words."""
        marked = ", byte order mark counted" if self.mark else ""
        return f"{self.unit}, line ends as {self.line_end}{marked}"


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a way of counting fits a source's selections.

    Attributes:
        named: Selections that cut out the words they are named after.
        whole: Selections that cut no word in two.
        inside: Selections that lie within the text.
    """

    named: int
    whole: int
    inside: int

    @property
    def worth(self) -> tuple[int, int, int]:
        """What decides: the names, then whole words, then what lies inside."""
        return self.named, self.whole, self.inside


class Positions:
    """Where a producer's positions lie in its text with plain line ends.

    Args:
        text: As the file has it, without a byte order mark.
        counting: How the producer counts.
    """

    def __init__(self, text: str, counting: Counting) -> None:
        self.text = plain_line_ends(text)
        self._mark = counting.mark
        # Where characters lie that do not count as one, and the position behind each.
        self._odd: list[int] = []
        self._behind: list[int] = []
        more = counting.mark
        for found in _odd_ones(counting).finditer(self.text):
            more += _width(found[0], counting) - 1
            self._odd.append(found.start())
            self._behind.append(found.end() + more)

    def offset(self, position: int) -> int | None:
        """Return the code point at a position, None for one that lies inside or out."""
        before = bisect_right(self._behind, position)
        if before:
            last = before - 1
            at = self._odd[last] + 1 + position - self._behind[last]
        else:
            at = position - self._mark
        ends = [*self._odd[before : before + 1], len(self.text)]
        return at if 0 <= at <= ends[0] else None

    def cut(self, selection: RefiSelection) -> tuple[int, int] | None:
        """Return a selection as code points of the text, None if it is no stretch."""
        start, end = self.offset(selection.start), self.offset(selection.end)
        if start is None or end is None or start > end:
            return None
        return start, end


def plain_line_ends(text: str) -> str:
    """Return a text with LF line ends; each line end is one code point."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def counting_of(
    text: str, selections: Sequence[RefiSelection], *, marked: bool
) -> tuple[Counting, Fit]:
    """Return how a source was counted, the standard's way where several fit alike.

    Args:
        text: As the file has it, without a byte order mark.
        selections: On it.
        marked: Whether the file begins with a byte order mark.
    """
    found = []
    for counting in _ways(text, marked=marked):
        fit = _fit(Positions(text, counting), selections)
        found.append((counting, fit))
        if fit.named == len(selections):  # nothing can fit better
            break
    return max(found, key=lambda pair: pair[1].worth)  # of equals the first


def _ways(text: str, *, marked: bool) -> list[Counting]:
    """Return the ways that differ on a text, the standard's first."""
    ends = (2, 1) if "\r\n" in text else (1, 2)
    units: list[Unit] = ["code points"]
    if max(text, default="") >= _ASTRAL:
        units.append("UTF-16 units")
    if not text.isascii():
        units.append("bytes")
    ways = []
    for counted, unit, end in product(
        (False, True) if marked else (False,), units, ends
    ):
        mark = (3 if unit == "bytes" else 1) if counted else 0
        ways.append(Counting(unit, end, mark))
    return ways


def _fit(positions: Positions, selections: Sequence[RefiSelection]) -> Fit:
    named = whole = inside = 0
    for selection in selections:
        cut = positions.cut(selection)
        if cut is None:
            continue
        inside += 1
        whole += _is_whole(positions.text, *cut)
        named += is_named_after(selection.name, positions.text[slice(*cut)])
    return Fit(named, whole, inside)


def is_named_after(name: str, words: str) -> bool:
    """Tell whether a selection's name is its words, or their beginning."""
    name, words = on_one_line(name), on_one_line(words)
    if not name or _PLACE.fullmatch(name):
        return False
    for mark in _CUT:
        if name.endswith(mark) and words.startswith(name.removesuffix(mark).rstrip()):
            return True
    return name == words or (len(name) >= _LONG and words.startswith(name))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch begins and ends with a word or sign, and cuts none."""
    cut = text[start:end]
    if not cut or cut != cut.strip():
        return False
    return not any(
        0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
        for at in (start, end)
    )


def _odd_ones(counting: Counting) -> re.Pattern[str]:
    """Return what finds the characters that are not counted as one."""
    ends = "" if counting.line_end == 1 else r"\n"
    if counting.unit == "bytes":
        return re.compile(rf"[{ends}\x80-\U0010ffff]")
    if counting.unit == "UTF-16 units":
        return re.compile(rf"[{ends}\U00010000-\U0010ffff]")
    return re.compile(r"\n" if ends else r"(?!)")


def _width(character: str, counting: Counting) -> int:
    if character == "\n":
        return counting.line_end
    if counting.unit == "bytes":
        return len(character.encode())
    return 2 if counting.unit == "UTF-16 units" and character >= _ASTRAL else 1
