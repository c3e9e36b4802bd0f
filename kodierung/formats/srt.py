"""SRT subtitles, as Whisper, WhisperX and subtitle editors write them."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import cues
from kodierung.formats.cues import Cue
from kodierung.formats.files import encoding
from kodierung.formats.registry import ReadOptions
from kodierung.model import Draft
from kodierung.text import settle

if TYPE_CHECKING:
    import srt

suffixes = (".srt",)

# The library writes what it skips to standard error; the problems say it better.
logging.getLogger("srt").addHandler(logging.NullHandler())

_TIMING = re.compile(rb"(?:^|[\r\n])[ \t]*(?:\d{1,3}:)?\d\d:\d\d[,.]\d{1,3}\s*-->\s*\d")
_LONG = re.compile(r"\d{7}")
_ENDLESS = re.compile(r"\d{1000}")
_TAG = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content begins with a numbered, timed cue."""
    start = encoding.beginning(data, 500, b" \r\n")
    return not start.startswith(b"WEBVTT") and bool(_TIMING.search(start))


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read subtitles whose cues name their speakers: `Name: …`, `[SPEAKER_00]: …`."""
    text, used = encoding.decode(data, name, options.encoding)
    subtitles, problems = _parse(settle(text), name)
    found = [
        Cue(
            number,
            one.start.total_seconds(),
            one.end.total_seconds(),
            settle(html.unescape(_TAG.sub("", one.content))),
        )
        for number, one in enumerate(subtitles, start=1)
    ]
    draft = cues.read(found, (), name, options)
    return replace(draft, encoding=used, problems=(*problems, *draft.problems))


def _parse(text: str, name: str) -> tuple[Sequence[srt.Subtitle], list[Problem]]:
    """Return the subtitles, and a warning if something between them is unreadable."""
    import srt

    _refuse_long_numbers(text, name)
    problems: list[Problem] = []
    try:
        subtitles = list(srt.parse(text))  # type: ignore[no-untyped-call]
    except (srt.SRTParseError, srt.TimestampParseError) as fault:
        subtitles = list(
            srt.parse(text, ignore_errors=True)  # type: ignore[no-untyped-call]
        )
        line = text.count("\n", 0, getattr(fault, "expected_start", 0)) + 1
        problems.append(
            Problem(
                f"{name}:{line}",
                "what stands here is no cue and is left out",
                "mend the time or the number of the cue",
                "warning",
            )
        )
    swallowed = next((one for one in subtitles if "-->" in one.content), None)
    if swallowed is not None:
        problems.append(
            Problem(
                f"{name}:subtitle {swallowed.index}",
                "the time of the next subtitle cannot be read and stands in the words",
                "mend the time",
                "warning",
            )
        )
    if not subtitles:
        raise TranscriptError(
            f"{name}: this file holds no subtitles.",
            'A subtitle is a line "00:00:01,000 --> 00:00:04,000" and words below it.',
        )
    return subtitles, problems


def _refuse_long_numbers(text: str, name: str) -> None:
    """Refuse times beyond any recording, which no clock can be set to."""
    for at, row in enumerate(text.split("\n"), start=1):
        if _ENDLESS.search(row) or ("-->" in row and _LONG.search(row)):
            raise TranscriptError(
                f"{name}:{at}: this number is longer than any in subtitles.",
                "Mend the time or the number of the subtitle.",
            )
