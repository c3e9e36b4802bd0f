"""How far two codes lie on the same words: Jaccard's coefficient.

J = |A ∩ B| / |A ∪ B|, where A and B are the words with either code, of those who count
for both. Words, not segments, are compared, because J of segments depends on how a text
is cut, and passes 1 where one segment of a code overlaps several of the other.

Source: Jaccard, P. (1912). The distribution of the flora in the alpine zone. New
Phytologist, 11(2), 37–50.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kodierung.analysis.coverage import Stretch, joined, shared
from kodierung.analysis.crosstab import Line, WhoCounts
from kodierung.analysis.material import Material
from kodierung.analysis.people import Person
from kodierung.model import Coding, Transcript

_RUN = re.compile(r"\S+")
_Spoken = tuple[str, Person]


class Likeness:
    """Jaccard's coefficient of any two rows of a table.

    Args:
        material: The study with the codings that count.
        lines: The rows.
        who: Whose words count for which code.
    """

    def __init__(
        self, material: Material, lines: Sequence[Line], who: WhoCounts
    ) -> None:
        self._counted = [who.together(line.codes).voices for line in lines]
        coded = _coded_words(material, who)
        self._words = [_together(coded, line.codes) for line in lines]

    def of(self, a: int, b: int) -> float | None:
        """Return the coefficient of two rows, None where neither has a word."""
        both = self._counted[a] & self._counted[b]
        one, other = self._words[a], self._words[b]
        meeting = either = 0
        for spoken in one.keys() | other.keys():
            if spoken[1] in both:
                mine, theirs = one.get(spoken, []), other.get(spoken, [])
                met = _length(shared(mine, theirs))
                meeting += met
                either += _length(mine) + _length(theirs) - met
        return meeting / either if either else None


def _together(
    coded: dict[str, dict[_Spoken, list[Stretch]]], codes: Iterable[str]
) -> dict[_Spoken, list[Stretch]]:
    """Return the words with any of some codes, by transcript and person."""
    found: defaultdict[_Spoken, list[Stretch]] = defaultdict(list)
    for code in codes:
        for spoken, stretches in coded.get(code, {}).items():
            found[spoken] += stretches
    return {spoken: joined(stretches) for spoken, stretches in found.items()}


def _coded_words(
    material: Material, who: WhoCounts
) -> dict[str, dict[_Spoken, list[Stretch]]]:
    """Return the words with each code, as stretches of their numbers."""
    found: dict[str, dict[_Spoken, list[Stretch]]] = defaultdict(
        lambda: defaultdict(list)
    )
    by_transcript: dict[str, list[Coding]] = defaultdict(list)
    for coding in material.codings:
        if coding.code in who:
            by_transcript[coding.transcript].append(coding)
    for name, codings in by_transcript.items():
        transcript = material.transcripts[name]
        words = _Words(transcript)  # of one at a time: they take much room
        for coding in codings:
            counted = who.voices(coding.code)
            for turn in transcript.turns_in(coding.segment):
                person = (transcript.group, turn.speaker)
                start, end = max(turn.start, coding.start), min(turn.end, coding.end)
                stretch = words.between(start, end)
                if person in counted and stretch[0] < stretch[1]:
                    found[coding.code][name, person].append(stretch)
    return found


class _Words:
    """The words of a transcript by number, as `kodierung.text.words` counts them."""

    def __init__(self, transcript: Transcript) -> None:
        runs = [
            run.span()
            for run in _RUN.finditer(transcript.text)
            if any(map(str.isalnum, run.group()))
        ]
        self._starts = [start for start, _ in runs]
        self._ends = [end for _, end in runs]

    def between(self, start: int, end: int) -> Stretch:
        """Return the numbers of the words that a stretch of the text touches."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)


def _length(stretches: Iterable[Stretch]) -> int:
    return sum(end - start for start, end in stretches)
