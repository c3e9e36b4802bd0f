"""Transcripts as plain text or Markdown: the file itself is the settled text.

Read are the conventions `B1: …`, f4's `B1: … #00:01:23-4#` and `[00:01:12] TN3 (w): …`,
with or without blank lines between the turns, hard-wrapped or not, bold or not. The
mark in `TN3 (w)` is no part of the label `TN3` and no function; it stays in the text.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from kodierung.errors import TranscriptError
from kodierung.formats.files import encoding
from kodierung.formats.lines import numbering, turns
from kodierung.formats.registry import ReadOptions
from kodierung.model import Draft
from kodierung.text import settle

suffixes = (".txt", ".text", ".md", ".markdown")
general = True

# Other text; --format plain reads it all the same.
_OTHERS = (
    *(".py", ".js", ".ts", ".r", ".c", ".h", ".java", ".sh", ".sql", ".ipynb", ".log"),
    *(".json", ".jsonl", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".csv", ".tsv"),
    *(".xml", ".html", ".htm", ".css", ".tex", ".bib", ".qdc"),
    *(".vtt", ".webvtt", ".srt"),
)
# How files begin that are text to no reader: subtitles, markup, CLAN's CHAT.
_MACHINES = ("WEBVTT", "<?xml", "<!DOCTYPE", "@UTF8", "@Begin")


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content is text, and not that of subtitles."""
    if PurePath(name).suffix.lower() in _OTHERS:
        return False
    try:
        text, _ = encoding.decode(data, name)
    except TranscriptError:
        return False
    start = text.removeprefix("\ufeff").lstrip()
    return not start.startswith(_MACHINES) and " --> " not in start[:500]


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read a text file; every turn is a span of it."""
    decoded, used = encoding.decode(data, name, options.encoding)
    text = settle(decoded)
    numbered = numbering.remove(text, name)
    if numbered is None:
        return replace(turns.read(text, name, options), encoding=used)
    draft = turns.read(numbered.text, name, options)
    problems = (numbered.problem, *draft.problems)
    return replace(draft, encoding=used, problems=problems)
