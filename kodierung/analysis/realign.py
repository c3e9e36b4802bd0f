"""Where the words of an earlier version of a transcript stand in a new one.

A place is certain where a stretch of words, long enough not to stand there by chance,
occurs exactly once in both versions and covers the passage, or borders on it. Only
spoken words count: labels, time marks, blanks and punctuation may all have changed.
Whatever is not certain is not found; nothing is attached to other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from kodierung.analysis.relabelled import renamed
from kodierung.analysis.word_index import (
    DISTINCT,
    EDGE,
    SHORT,
    WordIndex,
    words_of,
)
from kodierung.model import Segment, Transcript

_SIGNS = re.compile(r"[^\w\s]+")

_SIZES = (5, 10, 20, 40)  # of stretches looked for, in words
_REPEATED = 20  # words that may recur, as lists do, if in both versions equally often
_GAP = 3  # words that may have been corrected between a passage and its surroundings
_REACH = 200  # words around a passage that are looked at as its surroundings

_KEPT = 0.6  # part of the words that must remain in a changed passage
_ALIKE = 0.8  # from here on two spellings are one word corrected
_LONG = 500  # words from which on common ones are left out of the comparison

Side = Literal[-1, 1]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands in the new version.

    Attributes:
        segment: Its place there.
        quote: The words there.
        fate: `unchanged`, `moved` (same words, other place; blanks, line ends and
            signs between them may differ) or `changed` (its borders are certain and
            most of its words remain).
    """

    segment: Segment
    quote: str
    fate: Literal["unchanged", "moved", "changed"]


class Realignment:
    """Finds passages of an old version of a transcript in a new one.

    Args:
        old: The earlier version.
        new: The later version.
    """

    def __init__(self, old: Transcript, new: Transcript) -> None:
        self.old = old
        self.new = new
        self._before = WordIndex(old)
        self._after = WordIndex(new)
        self._names = renamed(old, new)

    def place(self, passage: Segment) -> Place | None:
        """Return where a passage of the old version stands now, or None.

        Args:
            passage: Touches at least one turn of the old version.
        """
        found = self._found(passage)
        if found is None or not self._same_people(passage, found):
            return None
        return found

    def why_not(self, passage: Segment) -> str:
        """Return in words why a passage of the old version has no place now.

        Args:
            passage: One that `place` does not find.
        """
        found = self._found(passage)
        if found is not None:
            return self._other_people(passage, found)
        wanted = words_of(self.old.quote(passage))
        times = len(self._after.find(wanted)) if wanted else 0
        if times > 1:
            return f"its words stand {times} times now, and which is meant is not sure"
        if times == 1:
            return "its words stand in another place, and too few to be sure of it"
        return "its words are no longer there, or too few of them"

    def _found(self, passage: Segment) -> Place | None:
        """Return where the words of a passage stand now, whoever says them."""
        if not self._before.speakers(passage):
            return None
        start, end = self._before.range(passage)
        words = self._as_a_whole(start, end) or self._by_borders(start, end)
        segment = self._segment(passage, (start, end), words) if words else None
        if words is None or segment is None:
            return None
        was, quote = self.old.quote(passage), self.new.quote(segment)
        if words_of(quote) != words_of(was):
            return Place(segment, quote, "changed")
        same = segment == passage and quote == was
        return Place(segment, quote, "unchanged" if same else "moved")

    def _as_a_whole(self, start: int, end: int) -> tuple[int, int] | None:
        """Find words that stand once, or whose turn and its neighbours stand once."""
        first, last = self._before.surroundings(start, end)
        around = max(first, start - _REACH), min(last, end + _REACH)
        stretches = [(start, end), around]
        if len(set(self._before.words[start:end])) >= SHORT:
            # Long enough to go without a neighbour, if there was none.
            edge = len(self._before.words) - 1
            stretches.append((max(around[0], 1), min(around[1], edge)))
        for left, right in stretches:
            found = self._find(left, right)
            if found is not None:
                begin = found + start - left
                return begin, begin + end - start
        return None

    def _by_borders(self, start: int, end: int) -> tuple[int, int] | None:
        """Find where words begin and where they end, each with its surroundings."""
        begin, finish = self._border(start, end, -1), self._border(start, end, 1)
        wanted = self._before.words[start:end]
        if begin is None or finish is None:
            return self._beside(wanted, begin, finish)
        there = self._after.words[begin:finish]
        more = len(there) - len(wanted)
        if 0 < more <= 2 * _GAP:  # perhaps something was only put in beside them
            within = [
                at
                for at in range(begin, finish - len(wanted) + 1)
                if self._after.words[at : at + len(wanted)] == wanted
            ]
            if wanted and within:
                place = within[0], within[0] + len(wanted)
                beside = place[0] == begin or place[1] == finish
                sure = len(within) == 1 and (beside or len(set(wanted)) >= SHORT)
                return place if sure else None
        return (begin, finish) if _kept(wanted, there) else None

    def _beside(
        self, wanted: Sequence[str], begin: int | None, finish: int | None
    ) -> tuple[int, int] | None:
        """Find words of which one border is certain, if they stand there, and once."""
        if len(set(wanted)) < SHORT or len(self._before.find(wanted)) != 1:
            return None
        places = self._after.find(wanted)
        if len(places) == 1 and places[0] in (
            begin,
            finish and finish - len(wanted),
        ):
            return places[0], places[0] + len(wanted)
        return None

    def _border(self, start: int, end: int, side: Side) -> int | None:
        """Find the border of a passage on one side.

        A stretch of words tells if enough of it is the passage itself or lies on this
        side: what stands on the other side says nothing about this one.
        """
        border = start if side < 0 else end
        for size in _SIZES:
            for outside in (max(size // 2, SHORT), size, 2, 1, 0):
                left = border - (outside if side < 0 else size - outside)
                right = min(left + size, len(self._before.words))
                left = max(left, 0)
                found = None
                if self._tells(left, right, (start, end), side):
                    found = self._find(left, right)
                if found is not None:
                    return found + border - left
        return self._border_over_gap(start, end, side)

    def _tells(self, left: int, right: int, words: tuple[int, int], side: Side) -> bool:
        """Tell whether a stretch of words can tell where words lie on one side."""
        start, end = words
        if side < 0:
            beyond, edge, right = start - left, left == 0, min(right, end)
        else:
            beyond, edge = right - end, right == len(self._before.words)
            left = max(left, start)
        near = set(self._before.words[left:right])
        return edge or beyond >= SHORT or len(near) >= DISTINCT

    def _border_over_gap(self, start: int, end: int, side: Side) -> int | None:
        """Find a border though the words beside it in its turn were corrected.

        The outermost word must stand there, and only once between the passage and
        what is certain beside it.
        """
        before, after = self._before, self._after
        for gap in range(1, _GAP + 1) if start < end else ():
            border = start - gap if side < 0 else end + gap
            left = border - _SIZES[0] if side < 0 else border
            right = min(left + _SIZES[0], len(before.words))
            left = max(left, 0)
            found = self._find(left, right)
            if found is None:
                continue
            there = found + border - left
            if side < 0:
                word, old, new = start, (border, start + 1), (there, there + _GAP + 1)
            else:
                word, old, new = end - 1, (end - 1, border), (there - _GAP - 1, there)
            places = after.places(before.words[word], *new)
            if len(places) != 1 or before.places(before.words[word], *old) != [word]:
                return None
            (place,) = places
            same_turn = before.in_one_turn(*old) and after.in_one_turn(
                min(place, there), max(place + 1, there)
            )
            if not same_turn:
                return None
            return place if side < 0 else place + 1
        return None

    def _find(self, left: int, right: int) -> int | None:
        """Return where a stretch of old words stands, if it is certain."""
        words = self._before.words[left:right]
        by_chance = EDGE not in words and len(set(words)) < DISTINCT
        if not words or by_chance:
            return None
        before, after = self._before.find(words), self._after.find(words)
        if left not in before or len(before) != len(after):
            return None
        if EDGE in words and self._is_doubled([w for w in words if w != EDGE]):
            return None
        if len(before) > 1 and len(words) < _REPEATED:
            return None
        return after[before.index(left)]

    def _is_doubled(self, words: Sequence[str]) -> bool:
        """Tell whether words stand more often now; a text's edge is only at one."""
        if not words:
            return False
        return len(self._before.find(words)) < len(self._after.find(words))

    def _segment(
        self, passage: Segment, old: tuple[int, int], new: tuple[int, int]
    ) -> Segment | None:
        """Return the place of words, with the signs around them that belong to it."""
        if old[0] == old[1]:
            return self._between(passage, old[0], new[0])
        first = self._before.starts[old[0]]
        start, end = self._after.starts[new[0]], self._after.ends[new[1] - 1]
        lead, trail = passage.start - first, passage.end - self._before.ends[old[1] - 1]
        as_before = Segment(max(start + lead, 0), end + trail)
        if self.new.quote(as_before) == self.old.quote(passage):
            return as_before
        sign = self.old.text[passage.start : first]
        if sign and self.new.text.endswith(sign, 0, start):
            start -= len(sign)
        if trail > 0:
            sign = self.old.text[passage.end - trail : passage.end]
            closing = _SIGNS.match(self.new.text, end)
            if self.new.text.startswith(sign, end):
                end += trail
            elif closing:
                end = closing.end()
        return Segment(start, end)

    def _between(self, passage: Segment, old: int, new: int) -> Segment | None:
        """Return the place of signs without a word, between two words."""
        was, start = (
            max(self._before.ends[old - 1], 0),
            max(self._after.ends[new - 1], 0),
        )
        between = self.old.text[was : self._before.starts[old]]
        if between != self.new.text[start : self._after.starts[new]]:
            return None
        start += passage.start - was
        return Segment(start, start + passage.end - passage.start)

    def _same_people(self, passage: Segment, found: Place) -> bool:
        """Tell whether the same people speak, in the same order.

        The same words may be parted into other turns of a person; with other words
        another turn may have come in between.
        """
        said, now = self._people(passage, found)
        if self._same_words(passage, found):
            said, now = _in_order(said), _in_order(now)
        return bool(now) and said == now

    def _same_words(self, passage: Segment, found: Place) -> bool:
        """Tell whether just the same words are spoken, whatever stands between."""
        words = self._before.words[slice(*self._before.range(passage))]
        there = slice(*self._after.range(found.segment))
        return words == self._after.words[there]

    def _people(self, passage: Segment, found: Place) -> tuple[list[str], list[str]]:
        """Return who spoke, by the labels of now, and who speaks."""
        then = self._before.speakers(passage)
        now = self._after.speakers(found.segment)
        return [self._names.get(label, label) for label in then], now

    def _other_people(self, passage: Segment, found: Place) -> str:
        """Return in words who says a passage now."""
        said, now = (list(dict.fromkeys(p)) for p in self._people(passage, found))
        same = self._same_words(passage, found)
        words = "its words stand" if same else "most of its words stand"
        if not now:
            return f"{words} where nobody speaks"
        if len(now) > len(said):
            return f"{words} divided between {' and '.join(now)}"
        if said == now:
            return f"{words} with other turns in between"
        return f"{words} with {' and '.join(now)}, not {' and '.join(said)}"


def _kept(before: Sequence[str], now: Sequence[str]) -> bool:
    """Tell whether enough words remain, a corrected spelling being the same word."""
    if not _KEPT * len(before) <= len(now) <= 1.5 * len(before) + 1:
        return False
    pairs = SequenceMatcher(None, before, now, autojunk=len(before) > _LONG)
    kept = 0
    for deed, i, j, k, m in pairs.get_opcodes():
        if deed == "equal":
            kept += j - i
        elif deed == "replace":
            spellings = zip(before[i:j], now[k:m], strict=False)
            kept += sum(_alike(old, new) for old, new in spellings)
    return kept >= _KEPT * len(before)


def _alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE


def _in_order(labels: Iterable[str]) -> list[str]:
    """Return who speaks after whom; a turn split in two is still one person's."""
    return [label for label, _ in groupby(labels)]
