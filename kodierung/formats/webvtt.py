"""WebVTT, as Teams, Zoom, noScribe and oral-history archives write it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import cues
from kodierung.formats.cues import Cue
from kodierung.formats.files import encoding
from kodierung.formats.lines import times
from kodierung.formats.registry import ReadOptions
from kodierung.model import Draft
from kodierung.text import settle

suffixes = (".vtt", ".webvtt")

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,200})?(?:[^\S\n]+([^<>]{0,500}))?>")
# Only what WebVTT knows: archives write doubtful words as <[?]>, and those must stay.
_TAG = re.compile(
    r"</?(?:c|i|b|u|v|ruby|rt|lang|font)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>"
    r"|<(?:\d+:)?\d{1,2}:\d{2}\.\d{1,3}>",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^NOTE(?:[^\S\n]+|\n)(.*?)(?=\n\s*\n|\Z)", re.DOTALL | re.MULTILINE)
_TIME = r"(?:\d+:)?\d\d:\d\d\.\d{3}"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_ASIDE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)")
_TIME_IT = "if somebody says them, write above them when"
_SAY_WHO = "if somebody else says them, give them a time of their own"
_COMMAS = re.compile(r"\d\d:\d\d,\d{1,3}\s*-->")


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content begins as WebVTT does."""
    start = encoding.beginning(data, 20, b" \r\n")
    return start.startswith(b"WEBVTT")


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read subtitles with voices, or with `Name: words` inside the cues."""
    text, used = encoding.decode(data, name, options.encoding)
    settled = settle(text)
    joined, above, problems = _joined(settled, name)
    found = list(_cues(joined, name))
    if not found:
        raise _without_cues(settled, name)
    draft = cues.read(found, [*_notes(settled), *above], name, options)
    rows = [row for row in settled.split("\n") if "-->" in row]
    lost = sum(1 for row in rows if not _TIMES.match(row))
    if lost:
        message = f"cues left out because of a faulty time: {lost}"
        problems.append(Problem(name, message, "mend their times", "warning"))
    return replace(draft, encoding=used, problems=(*problems, *draft.problems))


def _joined(text: str, name: str) -> tuple[str, list[str], list[Problem]]:
    """Close the gaps inside cues, behind which words would be lost.

    Returns:
        The text without them, the lines above the first cue that are no comment, and
        warnings.
    """
    kept: list[list[str]] = []
    above: list[str] = []
    cue = above
    early: list[int] = []
    gaps: list[int] = []
    for line, rows in _blocks(text):
        timed = "-->" in "".join(rows[:2])
        if timed or not kept or _ASIDE.match(rows[0]):
            kept.append(rows)
            cue = rows if timed else cue
        else:
            cue += rows
            (early if cue is above else gaps).append(line)
    problems = [
        Problem(f"{name}:{lines[0]}", f"{why}: {len(lines)}", hint, "warning")
        for lines, why, hint in (
            (early, "passages above the first time, kept as notes", _TIME_IT),
            (gaps, "passages behind an empty line, read as the cue's above", _SAY_WHO),
        )
        if lines
    ]
    return "\n\n".join(map("\n".join, kept)), [*filter(str.strip, above)], problems


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each block with its first line: a cue, a comment, or what is neither.

    An empty line ends a block; so does the next cue, with the number above its time.
    """
    rows: list[str] = []
    begun = 0
    for line, row in enumerate([*text.split("\n"), ""], start=1):
        timed = "-->" in row
        numbers = (str(begun), str(begun + 1))
        ends = len(rows)
        if timed and rows:
            only = len(rows) == 1 and "-->" not in rows[0]
            ends -= only or rows[-1].strip() in numbers
        if timed or not row:
            if ends and (ends > 1 or rows[0].strip() not in numbers):
                yield line - len(rows), rows[:ends]
            rows = rows[ends:]
        begun += timed
        rows += [row] if row else []


def _cues(text: str, name: str) -> Iterator[Cue]:
    """Yield the pieces of the cues, one per voice."""
    import webvtt

    try:
        captions = webvtt.from_string(text).captions
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError):
        raise TranscriptError(
            f"{name}: this is no WebVTT file; it does not begin with WEBVTT.",
            "Write WEBVTT into its first line, or name the format with --format.",
        ) from None
    for number, caption in enumerate(captions, start=1):
        start, end = times.seconds(str(caption.start)), times.seconds(str(caption.end))
        for voice, words in _voices("\n".join(caption.lines)):
            yield Cue(number, start, end, words, voice)


def _voices(payload: str) -> Iterator[tuple[str | None, str]]:
    """Split a cue's text at its voices; tags are taken off, entities resolved."""
    parts = _VOICE.split(payload)
    voices = [None, *parts[1::2]]
    for voice, part in zip(voices, parts[::2], strict=True):
        words = settle(html.unescape(_TAG.sub("", part))).strip()
        if words or voice:
            yield settle(html.unescape(voice or "")).strip() or None, words


def _notes(text: str) -> list[str]:
    """Return the header's title and comments, line by line."""
    title = text.partition("\n")[0].removeprefix("WEBVTT").strip(" \t-")
    header = text.partition("-->")[0]
    rows = [row for note in _NOTE.findall(header) for row in note.split("\n")]
    return [row.strip() for row in (title, *rows) if row.strip()]


def _without_cues(text: str, name: str) -> TranscriptError:
    """Return the error for a file without a single cue."""
    if _COMMAS.search(text):
        return TranscriptError(
            f"{name}: its times have commas, and WebVTT wants full stops.",
            "Write 00:00:01.000 instead of 00:00:01,000, or rename the file to .srt.",
        )
    return TranscriptError(
        f"{name}: this file holds no cues.",
        'A cue is a line "00:00:01.000 --> 00:00:04.000" with the words below it.',
    )
