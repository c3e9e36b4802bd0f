"""WebVTT, as Teams, Zoom, noScribe and oral-history archives write it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import cues, encoding, times
from kodierung.formats.cues import Cue
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
_COMMAS = re.compile(r"\d\d:\d\d,\d{1,3}\s*-->")


def sniff(name: str, data: bytes) -> bool:  # noqa: ARG001  (one signature for all)
    """Tell whether the content begins as WebVTT does."""
    start = data[:20].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n")
    return start.startswith(b"WEBVTT")


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read subtitles with voices, or with `Name: words` inside the cues."""
    text, used = encoding.decode(data, name, options.encoding)
    settled = settle(text)
    found = list(_cues(settled, name))
    if not found:
        raise _without_cues(settled, name)
    draft = cues.read(found, _notes(settled), name, options)
    rows = [row for row in settled.split("\n") if "-->" in row]
    lost = sum(1 for row in rows if not _TIMES.match(row))
    if lost:
        message = f"cues left out because of a faulty time: {lost}"
        problem = Problem(name, message, "mend their times", "warning")
        draft = replace(draft, problems=(problem, *draft.problems))
    return replace(draft, encoding=used)


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
