"""Praat TextGrid, long and short form: a tier of intervals per person.

Praat itself reads such a file as a row of numbers and of texts in quotation marks, and
passes over everything else; so both forms are one here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kodierung.errors import Problem, TranscriptError
from kodierung.formats import tiers, voices
from kodierung.formats.files import encoding
from kodierung.formats.registry import ReadOptions
from kodierung.formats.render import Utterance
from kodierung.formats.tiers import Tier
from kodierung.model import Draft
from kodierung.text import settle, shortened

suffixes = (".textgrid",)

_TOKEN = re.compile(r'"(?P<text>[^"]*+(?:""[^"]*+)*+)"|(?P<word>[^\s"]+)|(?P<open>")')
_NUMBER = re.compile(r"[-+]?\d{1,18}(?:\.\d{1,30})?(?:[eE][-+]?\d{1,2})?")
_MADE = "Save the TextGrid anew in Praat, as a text file."


class _Tokens:
    """The numbers and texts of a file, one after the other.

    Args:
        text: Settled text.
        name: The file's name, for messages.
    """

    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self._text = text
        self._found = _tokens(text)
        self._at = 0

    def number(self) -> float:
        """Take the next number."""
        token = self._next()
        if not isinstance(token, float):
            raise self.broken("a number is missing")
        return token

    def text(self) -> str:
        """Take the next text."""
        token = self._next()
        if not isinstance(token, str):
            raise self.broken("a text is missing")
        return token

    def broken(self, why: str) -> TranscriptError:
        """Return the error for a fault at the last token."""
        line = self._text.count("\n", 0, self._at) + 1
        return TranscriptError(f"{self._name}:{line}: {why} here.", _MADE)

    def _next(self) -> float | str:
        token, self._at = next(self._found, (None, self._at))
        if token is None:
            raise self.broken("the file ends before it is complete, or is damaged")
        return token


def _tokens(text: str) -> Iterator[tuple[float | str | None, int]]:
    """Yield numbers and texts with their places; None where a text does not end."""
    for found in _TOKEN.finditer(text):
        if found["text"] is not None:
            yield found["text"].replace('""', '"'), found.start()
        elif found["open"]:
            yield None, found.start()
        elif _NUMBER.fullmatch(found["word"]):
            yield float(found["word"]) + 0.0, found.start()  # -0 is 0


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content begins as a TextGrid does."""
    start = encoding.beginning(data, 600)
    return b"ooTextFile" in start and b'TextGrid"' in start


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read the intervals of all tiers, in the order in which they begin."""
    if data.startswith(b"ooBinaryFile"):
        raise TranscriptError(f"{name}: this is a binary TextGrid.", _MADE)
    text, used = encoding.decode(data, name, options.encoding)
    tokens = _Tokens(settle(text), name)
    kinds = (tokens.text(), tokens.text())
    if not kinds[0].startswith("ooTextFile") or kinds[1] != "TextGrid":
        raise TranscriptError(f"{name}: this is no TextGrid.", _MADE)
    tokens.number(), tokens.number()  # where the recording begins and ends
    found: list[Tier] = []
    problems: list[Problem] = []
    for _ in range(int(tokens.number())):
        kind, label = tokens.text(), tokens.text()
        tier = _tier(kind, label, tokens)
        if kind == "IntervalTier" and tier.pieces:
            found.append(tier)
        elif tier.pieces:
            message = f'the point tier "{label}" is left out; nobody speaks on points'
            problems.append(Problem(name, message, severity="warning"))
    if not found:
        raise TranscriptError(
            f"{name}: no tier of intervals holds any text.",
            "Transcribe on interval tiers, one per person.",
        )
    draft = tiers.read(found, name, options, problems=problems)
    return replace(draft, encoding=used)


def _tier(kind: str, label: str, tokens: _Tokens) -> Tier:
    """Take the next tier; a point has one time, an interval two."""
    if kind not in ("IntervalTier", "TextTier"):
        raise tokens.broken(f'"{shortened(kind, 40)}" is no kind of tier that is known')
    tokens.number(), tokens.number()  # where the tier begins and ends
    pieces: list[tuple[float | None, Utterance]] = []
    for _ in range(int(tokens.number())):
        start = tokens.number()
        end = tokens.number() if kind == "IntervalTier" else start
        words = voices.written(tokens.text())
        if words:
            pieces.append((start, Utterance(label, words, start, end)))
    return Tier(label, label, pieces)
