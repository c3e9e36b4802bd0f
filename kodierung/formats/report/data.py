"""Transcripts and passages as the page's own script reads them.

A transcript is its turns one after the other, without anything between them: labels,
time marks and header notes are no part of it. Places are counted in it, in UTF-16 code
units as browsers count.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from kodierung.formats.matrix.wording import printable
from kodierung.formats.report.content import Coded, Spoken
from kodierung.model import Code, Codebook, Coding, Segment, Transcript, Turn
from kodierung.model.code_looks import own_color, sign

GAP = " […] "
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_IN_SCRIPT = {one: f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029\x7f"}

Stretches = Sequence[tuple[int, int]]


def script_data(spoken: Spoken, said: Mapping[str, str]) -> bytes:
    """Return what the script reads, as JSON that nothing in it can end.

    Transcripts are written one by one, so that their words are not held several times.

    Args:
        spoken: What was said and coded.
        said: The words that the script puts on the page.
    """
    codebook = spoken.codebook
    numbers = {code: number for number, code in enumerate(codebook.codes)}
    content = {
        "said": dict(said),
        "whole": spoken.whole,
        "codes": [_code(code, numbers) for code in codebook.codes.values()],
        "attributes": [[a.id, a.label] for a in codebook.attributes.values()],
        "values": [dict(a.values) for a in codebook.attributes.values()],
    }
    transcripts = b",".join(
        _json(_transcript(one, spoken.coded.get(one.name, ()), spoken, numbers))
        for one in spoken.transcripts
    )
    return b'%b,"transcripts":[%b]}' % (_json(content)[:-1], transcripts)


def _json(content: Mapping[str, object]) -> bytes:
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for one, escaped in _IN_SCRIPT.items():
        plain = plain.replace(one, escaped)
    return plain.encode(errors="replace")


def _code(code: Code, numbers: Mapping[str, int]) -> list[object]:
    above = -1 if code.parent is None else numbers[code.parent]
    color = code.color or own_color(code.id)
    return [code.id, printable(code.label), sign(code), above, color]


def _transcript(
    one: Transcript,
    coded: Sequence[Coded],
    spoken: Spoken,
    numbers: Mapping[str, int],
) -> dict[str, object]:
    if not spoken.whole:
        coded = [c for c in coded if c.people]
    speech = _Speech(one, None if spoken.whole else [c.coding for c in coded])
    labels = {speaker.label: n for n, speaker in enumerate(one.speakers)}
    return {
        "name": printable(one.name),
        "group": printable(one.group),
        "people": _people(one, spoken.codebook),
        "turns": [
            [labels.get(turn.speaker, -1), _whole(turn.start_time), text]
            for turn, text in zip(one.turns, speech.texts, strict=True)
        ],
        "codings": [_coding(c, speech, labels, numbers) for c in coded],
    }


def _people(one: Transcript, codebook: Codebook) -> list[list[object]]:
    return [
        [
            printable(speaker.label),
            printable(speaker.function),
            int(speaker.kind == "moderator"),
            [one.attributes_of(speaker.label).get(a, "") for a in codebook.attributes],
        ]
        for speaker in one.speakers
    ]


def _coding(
    coded: Coded,
    speech: _Speech,
    labels: Mapping[str, int],
    numbers: Mapping[str, int],
) -> list[object]:
    coding = coded.coding
    start, end = speech.place(coding.segment)
    people = [labels[label] for label in coded.people if label in labels]
    found = [numbers[coding.code], start, end, people, printable(coding.memo)]
    # Words that lie in no turn cannot be found in what was said.
    return found if start < end else [*found, printable(coding.quote)]


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else int(seconds)


class _Speech:
    """The turns of a transcript one after the other.

    Args:
        transcript: The transcript.
        only: Codings whose words alone are kept; None for all that is said.
    """

    def __init__(self, transcript: Transcript, only: Sequence[Coding] | None) -> None:
        self._turns = transcript.turns
        self._starts = [turn.start for turn in transcript.turns]
        whole = [((turn.start, turn.end),) for turn in transcript.turns]
        self._kept: list[Stretches] = (
            list(whole) if only is None else list(_kept(transcript.turns, only))
        )
        text = transcript.text
        self._beyond = [
            found.start()
            for found in _BEYOND.finditer(text)
            if printable(found[0]) == found[0]
        ]
        self.texts = [
            GAP.join(printable(text[start:end]) for start, end in kept)
            for kept in self._kept
        ]
        lengths = (len(t) + len(_BEYOND.findall(t)) for t in self.texts)
        self._before = [0, *accumulate(lengths)]

    def place(self, segment: Segment) -> tuple[int, int]:
        """Return where a segment begins and ends in what is kept."""
        first = bisect_right(self._turns, segment.start, key=lambda turn: turn.end)
        last = bisect_left(self._starts, segment.end) - 1
        if first > last:
            return 0, 0
        return self._at(first, segment.start), self._at(last, segment.end)

    def _at(self, turn: int, place: int) -> int:
        """Return where a place in a turn, or the nearest one kept, has come to lie."""
        at = self._before[turn]
        for number, (start, end) in enumerate(self._kept[turn]):
            at += len(GAP) if number else 0
            inside = min(max(place, start), end)
            at += self._units(start, inside)
            if place <= end:
                break
        return at

    def _units(self, start: int, end: int) -> int:
        """Return how many code units of UTF-16 a stretch takes."""
        beyond = bisect_left(self._beyond, end) - bisect_left(self._beyond, start)
        return end - start + beyond


def _kept(turns: Sequence[Turn], only: Sequence[Coding]) -> Iterator[Stretches]:
    """Yield for each turn the stretches of it that lie in codings, by place."""
    codings = sorted(only, key=lambda coding: (coding.start, coding.end))
    joined: list[tuple[int, int]] = []
    for coding in codings:
        if joined and coding.start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], coding.end))
        else:
            joined.append((coding.start, coding.end))
    for turn in turns:
        first = bisect_right(joined, turn.start, key=lambda stretch: stretch[1])
        last = bisect_left(joined, turn.end, key=lambda stretch: stretch[0])
        yield [
            (max(start, turn.start), min(end, turn.end))
            for start, end in joined[first:last]
        ]
