"""Where words, clauses, sentences and turns end, so that a passage can be put right."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Literal

from kodierung.errors import CodingError
from kodierung.model import Segment, Transcript

Unit = Literal["word", "clause", "sentence", "turn"]
Edge = Literal["start", "end"]

UNITS: tuple[Unit, ...] = ("word", "clause", "sentence", "turn")

_RUN = re.compile(r"\S+")


class Places:
    """The words, clauses, sentences and turns of one transcript.

    A turn is read when a place in it is asked for, and then remembered. A word is a run
    of non-blank characters with a letter or digit, its punctuation included. Clauses
    and sentences are those in which suggestions are looked for. Nothing begins or ends
    with a blank.

    Args:
        transcript: Whose.
        language: ISO 639-1; decides where sentences and clauses end.
    """

    def __init__(self, transcript: Transcript, language: str) -> None:
        self._transcript = transcript
        self._language = language
        self._turns = [turn.segment for turn in transcript.turns]
        self._read: dict[tuple[int, Unit], list[Segment]] = {}

    def extended(self, segment: Segment, edge: Edge, step: int, unit: Unit) -> Segment:
        """Return a segment that is longer or shorter at one edge.

        The edge goes to the unit's next boundary, on into other turns where its own is
        used up. The segment stays as it is where no boundary is left, or no word would
        be.

        Args:
            segment: Code points, half-open.
            edge: Which edge moves.
            step: Above 0 for longer, below 0 for shorter.
            unit: What is added or taken away.
        """
        forward = (edge == "end") == (step > 0)
        here = segment.end if edge == "end" else segment.start
        there = self._boundary(here, edge, unit, forward=forward)
        if there is None or (step < 0 and not segment.start < there < segment.end):
            return segment
        if edge == "end":
            return Segment(segment.start, there)
        return Segment(there, segment.end)

    def around(self, offset: int, unit: Unit) -> Segment:
        """Return the unit in which an offset lies.

        Between two units of a turn it is the first; between two turns, as on a
        speaker's label, the second's first; behind all turns the last there is.

        Raises:
            CodingError: Nobody says anything in this transcript.
        """
        at = bisect_right(self._turns, offset, key=attrgetter("end"))
        for turn in range(at, len(self._turns)):
            if units := self._units(turn, unit):
                before = bisect_right(units, offset, key=attrgetter("start")) - 1
                return units[max(before, 0)]
        for turn in range(at - 1, -1, -1):
            if units := self._units(turn, unit):
                return units[-1]
        raise CodingError(f"{self._transcript.name}: nobody says anything here.")

    def _boundary(
        self, here: int, edge: Edge, unit: Unit, *, forward: bool
    ) -> int | None:
        """Return the nearest offset before or behind one where a unit has its edge."""
        turn = max(bisect_right(self._turns, here, key=attrgetter("start")) - 1, 0)
        while 0 <= turn < len(self._turns):
            units = self._units(turn, unit)
            if forward:
                beyond = units[bisect_right(units, here, key=attrgetter(edge)) :][:1]
            else:
                beyond = units[: bisect_left(units, here, key=attrgetter(edge))][-1:]
            if beyond:
                return beyond[0].end if edge == "end" else beyond[0].start
            turn += 1 if forward else -1
        return None

    def _units(self, turn: int, unit: Unit) -> list[Segment]:
        """Return the units of a turn, by its position; none where nothing is said."""
        found = self._read.get((turn, unit))
        if found is None:
            place = self._turns[turn]
            text = self._transcript.quote(place)
            found = [
                Segment(place.start + one.start, place.start + one.end)
                for one in _parts(text, unit, self._language)
            ]
            self._read[turn, unit] = found
        return found


def _parts(text: str, unit: Unit, language: str) -> list[Segment]:
    """Return the units of a text, in order."""
    if unit == "word":
        runs = (Segment(*run.span()) for run in _RUN.finditer(text))
        spoken = [run for run in runs if _holds_word(text[run.start : run.end])]
        return spoken or _cut(text, [0])
    if unit == "turn" or not text.strip():
        return _cut(text, [0])
    from kodierung.matching.reading.bounds import clause_starts, sentence_starts
    from kodierung.matching.reading.reader import shared_reader

    starts = clause_starts if unit == "clause" else sentence_starts
    return _cut(text, starts(text, shared_reader(language, "")))


def _cut(text: str, starts: Sequence[int]) -> list[Segment]:
    """Return the parts of a text without blanks around.

    A part without a word, such as a quotation mark behind a full stop, belongs to the
    one before; the first one to the second.
    """
    parts: list[Segment] = []
    spoken = True
    for start, end in pairwise([*starts, len(text)]):
        said = text[start:end]
        if not said.strip():
            continue
        start += len(said) - len(said.lstrip())
        end -= len(said) - len(said.rstrip())
        here = _holds_word(said)
        if parts and not (here and spoken):
            start = parts.pop().start
            here = here or spoken
        parts.append(Segment(start, end))
        spoken = here
    return parts


def _holds_word(text: str) -> bool:
    return any(map(str.isalnum, text))
