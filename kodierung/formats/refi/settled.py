"""A taken text as kodierung keeps texts, umlauts composed, and all places in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TypeVar
from unicodedata import is_normalized, normalize

from kodierung.formats.refi.taken import Coded, Commented, TakenText
from kodierung.text import settle

_Lying = TypeVar("_Lying", Coded, Commented)


def settled_text(taken: TakenText) -> TakenText:
    """Return a text settled, its places moved with their words.

    A place that parts a character from its accents is widened by them.
    """
    text = settle(taken.text)
    if text == taken.text:
        return taken
    offsets = _Offsets(taken.text)

    def placed(one: _Lying) -> _Lying:
        start, end = offsets.before(one.start), offsets.behind(one.end)
        return replace(one, start=start, end=end, quote=text[start:end])

    turns = (
        replace(t, start=offsets.before(t.start), end=offsets.behind(t.end))
        for t in taken.turns
    )
    return replace(
        taken,
        text=text,
        turns=tuple(turns),
        codings=tuple(map(placed, taken.codings)),
        comments=tuple(map(placed, taken.comments)),
    )


class _Offsets:
    """Where offsets of a text lie in the settled one; nothing composes over lines."""

    def __init__(self, raw: str) -> None:
        self._lines = raw.split("\n")
        self._raw = [0, *accumulate(len(line) + 1 for line in self._lines)]
        composed = (len(self._composed(n)) + 1 for n in range(len(self._lines)))
        self._settled = [0, *accumulate(composed)]

    def before(self, offset: int) -> int:
        """Return where the character at an offset begins."""
        line, at = self._find(offset)
        words = self._lines[line]
        while at and not self._parts(words, at):
            at -= 1
        return self._settled[line] + len(settle(words[:at]))

    def behind(self, offset: int) -> int:
        """Return where the character before an offset ends."""
        line, at = self._find(offset)
        words = self._lines[line]
        while at < len(words) and not self._parts(words, at):
            at += 1
        return self._settled[line] + len(settle(words[:at]))

    def _find(self, offset: int) -> tuple[int, int]:
        line = min(bisect_right(self._raw, offset) - 1, len(self._lines) - 1)
        return line, offset - self._raw[line]

    def _composed(self, line: int) -> str:
        return settle(self._lines[line])

    @staticmethod
    def _parts(words: str, at: int) -> bool:
        """Tell whether what is before an offset is composed without what is behind."""
        # A few characters on each side decide: nothing composes farther.
        near, on = words[max(0, at - 8) : at], words[at : at + 8]
        if is_normalized("NFC", near + on):
            return True
        return normalize("NFC", near) + normalize("NFC", on) == normalize(
            "NFC", near + on
        )
