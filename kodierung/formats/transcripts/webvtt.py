"""WebVTT: a cue per turn, its speaker as the voice.

Every cue needs its times. A turn without any is said in the cue of the turn before
it; a start that is not known is the end before it, an end the next start, and the end
of the last turn is reckoned from its words.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from kodierung.errors import TranscriptError
from kodierung.formats.lines.times import clock
from kodierung.formats.render import Utterance
from kodierung.formats.transcripts.paragraphs import legend, paragraphs
from kodierung.formats.transcripts.registry import Keeps
from kodierung.model import Transcript
from kodierung.text import words

suffix = ".vtt"
importer = "webvtt"
keeps = Keeps(("start_time", "end_time"), 0.002, neighbours=False)

_WORDS_PER_SECOND = 2.5
_SHORTEST = 1  # milliseconds; a cue must not end when it begins


@dataclass(slots=True)
class _Cue:
    """Milliseconds and what is said between them."""

    start: int
    end: int
    spoken: list[Utterance]


def write(transcript: Transcript) -> bytes:
    """Return the transcript as WebVTT, UTF-8.

    Raises:
        TranscriptError: It has no times at all.
    """
    cues = _cues(paragraphs(transcript))
    if not cues:
        raise TranscriptError(
            f"{transcript.name}: it has no times, and WebVTT is nothing without them.",
            "Export it as maxqda, f4 or md.",
        )
    people = "\n".join(legend(transcript)).replace("-->", "→")
    parts = ["WEBVTT", *([f"NOTE\n{people}"] if people else [])]
    for cue in cues:
        times = f"{_time(cue.start)} --> {_time(cue.end)}"
        parts.append("\n".join([times, *map(_voice, cue.spoken)]))
    return ("\n\n".join(parts) + "\n").encode()


def _cues(spoken: Sequence[Utterance]) -> list[_Cue]:
    """Put the turns into cues; turns before the first time go into the first cue."""
    cues: list[_Cue] = []
    early: list[Utterance] = []
    for one, next_start in zip(spoken, _next_starts(spoken), strict=True):
        if one.start_time is None and one.end_time is None:
            (cues[-1].spoken if cues else early).append(one)
            continue
        before = cues[-1].end if cues else 0
        start = before if one.start_time is None else round(one.start_time * 1000)
        end = _end(one, next_start, start)
        cues.append(_Cue(start, max(end, start + _SHORTEST), [*early, one]))
        early = []
    return cues


def _next_starts(spoken: Sequence[Utterance]) -> list[float | None]:
    """Return for each turn the first start that is known behind it."""
    found: list[float | None] = []
    known = None
    for one in reversed(spoken):
        found.append(known)
        known = known if one.start_time is None else one.start_time
    return found[::-1]


def _end(one: Utterance, next_start: float | None, start: int) -> int:
    """Return when a turn ends, in milliseconds."""
    end = next_start if one.end_time is None else one.end_time
    if end is None:
        return start + round(1000 * words(one.words) / _WORDS_PER_SECOND)
    return round(end * 1000)


def _voice(one: Utterance) -> str:
    said = html.escape(one.words, quote=False)
    return f"<v {html.escape(one.speaker, quote=False)}>{said}</v>"


def _time(milliseconds: int) -> str:
    return f"{clock(milliseconds // 1000)}.{milliseconds % 1000:03}"
