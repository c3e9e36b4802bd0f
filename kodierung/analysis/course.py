"""The course of a discussion: every transcript cut into equal parts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kodierung.analysis.divisions import Division, Heading, Piece, as_one
from kodierung.analysis.material import Material
from kodierung.model import Transcript
from kodierung.text import words

_RUN = re.compile(r"\S+")


def by_words(material: Material, parts: int) -> Division:
    """Cut every transcript into parts of as many words, moderators' words included.

    The word number w of W, from 0, lies in the part ⌊w · parts / W⌋. A turn on a border
    is cut.

    Args:
        material: The study.
        parts: How many, at least 1.
    """
    whole = as_one(material)
    pieces = {
        name: tuple(_cut(whole.pieces[name], _borders(transcript, parts)))
        for name, transcript in material.transcripts.items()
    }
    return _course(whole, parts, pieces)


def by_time(material: Material, parts: int) -> Division:
    """Cut every transcript into parts of the same duration.

    It lasts from the first turn's beginning to the last time that is told. A turn lies
    whole in the part in which it begins.

    Args:
        material: A study in which all turns have times; see `without_times`.
        parts: How many, at least 1.
    """
    whole = as_one(material)
    pieces = {}
    for name, transcript in material.transcripts.items():
        part = _parts_of_turns(transcript, parts)
        pieces[name] = tuple(
            replace(p, column=part[p.start]) for p in whole.pieces[name]
        )
    return _course(whole, parts, pieces)


def without_times(material: Material) -> list[str]:
    """Return the names of the transcripts with a turn that has no time."""
    return [
        transcript.name
        for transcript in material.transcripts.values()
        if any(turn.start_time is None for turn in transcript.turns)
    ]


def _course(
    whole: Division, parts: int, pieces: Mapping[str, tuple[Piece, ...]]
) -> Division:
    percents = [round(100 * number / parts) for number in range(parts + 1)]
    return Division(
        by="part",
        heads=tuple(
            Heading(f"part_{number}", f"{start}–{end} %")
            for number, (start, end) in enumerate(pairwise(percents), 1)
        ),
        people=(frozenset().union(*whole.people),) * parts,
        pieces=pieces,
    )


def _parts_of_turns(transcript: Transcript, parts: int) -> dict[int, int]:
    """Return by a turn's first character in which part it begins."""
    starts = {turn.start: turn.start_time or 0.0 for turn in transcript.turns}
    ends = [turn.end_time for turn in transcript.turns if turn.end_time is not None]
    first = min(starts.values(), default=0.0)
    lasts = max((*starts.values(), *ends), default=0.0) - first
    return {
        start: min(parts - 1, int((time - first) * parts / lasts)) if lasts else 0
        for start, time in starts.items()
    }


def _borders(transcript: Transcript, parts: int) -> list[int]:
    """Return the first characters of all parts but the first."""
    lengths = [words(transcript.quote(turn.segment)) for turn in transcript.turns]
    total = sum(lengths)
    # Word w is the first of part p where w · parts / total reaches p.
    wanted = [-(-part * total // parts) for part in range(1, parts)]
    borders: list[int] = []
    before = 0
    for turn, length in zip(transcript.turns, lengths, strict=True):
        here = [w - before for w in wanted[len(borders) :] if w < before + length]
        if here:
            starts = list(_starts(transcript.text, turn.start, turn.end))
            borders += [starts[w] for w in here]
        before += length
    return borders


def _starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the words of a stretch begin, as `kodierung.text.words` counts."""
    for run in _RUN.finditer(text, start, end):
        if any(map(str.isalnum, run.group())):
            yield run.start()


def _cut(pieces: Sequence[Piece], borders: Sequence[int]) -> Iterator[Piece]:
    for piece in pieces:
        part = bisect_right(borders, piece.start)
        start = piece.start
        while part < len(borders) and borders[part] < piece.end:
            if start < borders[part]:
                yield replace(piece, start=start, end=borders[part], column=part)
            start, part = borders[part], part + 1
        yield replace(piece, start=start, column=part)
