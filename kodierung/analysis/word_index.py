"""The spoken words of a transcript, with their places, and where they recur."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from kodierung.model import Segment, Transcript

WORD = re.compile(r"\w+")
EDGE = "\n"  # stands before the first and after the last word
SHORT = 3  # fewer different words than that may stand anywhere
DISTINCT = 5  # so many different words do not stand together twice by chance

_MANY = 2000  # a word that occurs more often is no place to begin looking


def words_of(text: str) -> list[str]:
    """Return the words of a text, without blanks, line ends and signs."""
    return WORD.findall(text)


class WordIndex:
    """The spoken words of a transcript in order, an edge before and after them."""

    def __init__(self, transcript: Transcript) -> None:
        text = transcript.text
        self.words = [EDGE]
        self.starts = [-1]
        self.ends = [-1]
        self._turns = [0]
        for number, turn in enumerate(transcript.turns, 1):
            for found in WORD.finditer(text, turn.start, turn.end):
                self.words.append(found.group())
                self.starts.append(found.start())
                self.ends.append(found.end())
                self._turns.append(number)
        self.words.append(EDGE)
        self.starts.append(len(text) + 1)
        self.ends.append(len(text) + 1)
        self._turns.append(len(transcript.turns) + 1)
        self._spoken = [t for t in transcript.turns if t.start < t.end]
        self._turn_starts = [t.start for t in self._spoken]
        self._turn_ends = [t.end for t in self._spoken]
        self._index: dict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(self.words):
            self._index[word].append(position)

    def range(self, passage: Segment) -> tuple[int, int]:
        """Return the first word of a passage and the one after its last."""
        start = bisect_right(self.ends, passage.start)
        return start, max(start, bisect_left(self.starts, passage.end))

    def speakers(self, passage: Segment) -> list[str]:
        """Return who speaks in each turn that a passage touches."""
        first = bisect_right(self._turn_ends, passage.start)
        last = bisect_left(self._turn_starts, passage.end)
        return [t.speaker for t in self._spoken[first:last]]

    def surroundings(self, start: int, end: int) -> tuple[int, int]:
        """Return the words of the turns touched and of their neighbours.

        With a neighbour of one or two words goes the one beyond it.
        """
        first = bisect_left(self._turns, self._turns[start])
        last = bisect_right(self._turns, self._turns[max(start, end - 1)])
        left = max(first - SHORT, 0)
        right = min(last + SHORT - 1, len(self.words) - 1)
        return (
            bisect_left(self._turns, self._turns[left]),
            bisect_right(self._turns, self._turns[right]),
        )

    def in_one_turn(self, start: int, end: int) -> bool:
        """Tell whether one turn holds all these words."""
        return self._turns[start] == self._turns[end - 1]

    def places(self, word: str, start: int, end: int) -> list[int]:
        """Return where a word stands within a short stretch."""
        within = range(max(start, 0), min(end, len(self.words)))
        return [at for at in within if self.words[at] == word]

    def find(self, wanted: Sequence[str]) -> list[int]:
        """Return where words stand, in order; nowhere if too many places fit."""
        rarest = min(range(len(wanted)), key=lambda n: len(self._at(wanted[n])))
        places = self._at(wanted[rarest])
        if len(places) > _MANY:
            return []
        found = []
        for place in places:
            start = place - rarest
            if start >= 0 and self.words[start : start + len(wanted)] == wanted:
                found.append(start)
        return found

    def _at(self, word: str) -> Sequence[int]:
        return self._index.get(word, ())
