"""Lines that recognisers print as they work: `[00:00.000 --> 00:04.000] Guten Tag`.

So do Whisper, whisper.cpp, WhisperX and faster-whisper; people save it as text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kodierung.formats.cues import Cue
from kodierung.formats.files import cell_times, encoding

_BEGINNING = 4_000
_TIME = r"(?:\d{1,3}:){0,2}\d{1,6}[.,]\d{1,9}s?"
_SPAN = rf"[^\S\n]*(?:Transcript:[^\S\n]*)?\[({_TIME}) *--?> *({_TIME})\]"
_PRINTED = re.compile(_SPAN.encode())
_LINE = re.compile(rf"{_SPAN}\s*")


def is_printed(data: bytes) -> bool:
    """Tell whether one of the first lines begins with a span of time in brackets.

    Args:
        data: The file, in whatever encoding.
    """
    start = encoding.beginning(data, _BEGINNING)
    return any(map(_PRINTED.match, start.splitlines()))


def read(text: str) -> tuple[list[Cue], list[str]]:
    """Return the spoken segments, and the lines above the first.

    A line without a span goes on with the segment above it.

    Args:
        text: Settled text.
    """
    notes: list[str] = []
    spoken: list[tuple[re.Match[str], list[str]]] = []
    for row in text.split("\n"):
        span = _LINE.match(row)
        if span is not None:
            spoken.append((span, [row[span.end() :]]))
        elif row.strip():
            (spoken[-1][1] if spoken else notes).append(row.strip())
    starts, ends = (_times([span[at] for span, _ in spoken]) for at in (1, 2))
    return [
        Cue(number, start, end, "\n".join(words))
        for number, (start, end, (_, words)) in enumerate(
            zip(starts, ends, spoken, strict=True), start=1
        )
    ], notes


def _times(written: Sequence[str]) -> list[float]:
    """Return times in seconds; one that no clock shows is taken for the one before."""
    found, _ = cell_times.read(written)
    times: list[float] = []
    for time in found:
        last = times[-1] if times else 0.0
        times.append(last if time is None else time)
    return times
