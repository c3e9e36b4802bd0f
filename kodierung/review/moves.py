"""Moving through what is said: by character, word, line, turn and page."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal
from unicodedata import combining

from kodierung.model import Segment, Transcript, Turn
from kodierung.review.layout import Layout

Unit = Literal["character", "word", "line", "turn", "page"]
Stretch = Literal["character", "word", "turn"]

_WORD = re.compile(r"\w(?:[\w'’-]*\w)?")


class Moves:
    """Where one comes to from a code point of a transcript with turns.

    Args:
        transcript: What is moved through.
        layout: How it lies on the page.
    """

    def __init__(self, transcript: Transcript, layout: Layout) -> None:
        self._text = transcript.text
        self._layout = layout
        self._starts = [turn.start for turn in transcript.turns]
        self._last = layout.within(len(transcript.text))

    def moved(self, offset: int, by: Stretch, step: int) -> int:
        """Return where so many steps lead; negative ones go back."""
        kinds = {
            "character": (self._layout.after, self._layout.before),
            "word": (self._next_word, self._word_before),
            "turn": (self._next_turn, self._turn_before),
        }
        go = kinds[by][step < 0]
        for _ in range(abs(step)):
            offset = go(offset)
        return offset

    def grown(self, offset: int, by: Stretch, step: int) -> int:
        """Return where so many steps lead the last character of a selection.

        A step forward ends on the last character of a word or turn and not on the first
        of the next one, so that what is selected is whole.
        """
        if by == "character" or step < 0:
            return self.moved(offset, by, step)
        go = self._end_of_word if by == "word" else self._end_of_turn
        for _ in range(step):
            offset = go(offset)
        return offset

    def whole(self, start: int, end: int) -> Segment:
        """Return a stretch with the words whole in which it begins and ends."""
        while _is_within_word(self._text, start):
            start -= 1
        while _is_within_word(self._text, end):
            end += 1
        return Segment(start, end)

    def vertical(self, offset: int, rows: int, cell: int) -> int:
        """Return what lies so many lines of words below, at a cell or next to it."""
        row = self._layout.row_beside(self._layout.place(offset).row, rows)
        return self._layout.offset_at(row, cell)

    def _turn(self, offset: int) -> Turn:
        return self._layout.line_of(offset).turn

    def _next_word(self, offset: int) -> int:
        end = self._turn(offset).end
        inside = _WORD.match(self._text, offset, end)
        at = inside.end() if inside else offset + 1
        while found := _WORD.search(self._text, at, end):
            if (here := self._layout.within(found.start())) > offset:
                return here
            at = found.end()
        return self._next_turn(offset)

    def _word_before(self, offset: int) -> int:
        turn = self._turn(offset)
        if offset == turn.start:
            turn = self._turn(self._turn_before(offset))
        before = turn.start
        for found in _WORD.finditer(self._text, turn.start, min(offset, turn.end)):
            before = found.start()
        return self._layout.within(before)

    def _end_of_word(self, offset: int) -> int:
        after = self._layout.after(offset)
        end = self._turn(after).end
        found = _WORD.search(self._text, after, end)
        return self._layout.within((found.end() if found else end) - 1)

    def _next_turn(self, offset: int) -> int:
        at = bisect_right(self._starts, offset)
        return self._starts[at] if at < len(self._starts) else self._last

    def _turn_before(self, offset: int) -> int:
        at = bisect_right(self._starts, offset - 1)
        return self._starts[max(0, at - 1)]

    def _end_of_turn(self, offset: int) -> int:
        turn = self._turn(self._layout.after(offset))
        return self._layout.within(turn.end - 1)


def _is_within_word(text: str, at: int) -> bool:
    """Tell whether the characters before and behind an offset are one word's."""
    return 0 < at < len(text) and all(
        one.isalnum() or one in "'’-" or combining(one) for one in text[at - 1 : at + 1]
    )
