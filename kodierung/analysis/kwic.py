"""Words looked for in what is said, and shown with what stands around them.

A word is compared in small letters with umlauts and ß written out, so that it does not
matter how somebody typed it. What joins the parts of a word (`E-Mail`, `Kund*innen`,
`weil's`) belongs to it; whatever stands between two words does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kodierung.model import Segment, Transcript, Turn
from kodierung.text import spelt_out

Word = Callable[[str], bool]
"""Tells whether a word that somebody said is the one looked for."""

_SAID = re.compile(r"[^\W_]+(?:[-*:·_'’][^\W_]+)*")
_ASKED = re.compile(r"[\w*]+(?:[-:·'’][\w*]+)*")
_BLANKS = re.compile(r"\s+")


def asked_words(text: str) -> tuple[str, ...]:
    """Return the words of what was typed, `*` for any letters kept."""
    return tuple(_ASKED.findall(text))


def spelt_as(word: str) -> Word:
    """Return what finds a word as it is spelt; `*` in it stands for any letters."""
    parts = map(re.escape, spelt_out(word).split("*"))
    pattern = re.compile(".*".join(parts))
    return lambda said: pattern.fullmatch(spelt_out(said)) is not None


def remembered(words: Iterable[Word]) -> tuple[Word, ...]:
    """Return words that decide on each spelling once; the same ones are often said."""
    return tuple(map(cache, words))


def occurrences(
    transcript: Transcript, turns: Iterable[Turn], words: Sequence[Word]
) -> list[Segment]:
    """Return where words are said one after the other, in order, not overlapping.

    Args:
        transcript: Where.
        turns: Of this transcript, by place; nothing is found across two turns.
        words: What is looked for, at least one.
    """
    found = []
    first = words[0]
    for turn in turns:
        said = list(_SAID.finditer(transcript.text, turn.start, turn.end))
        at = 0
        while at <= len(said) - len(words):
            here = said[at : at + len(words)]
            hit = first(here[0][0]) and all(
                word(one[0]) for word, one in zip(words[1:], here[1:], strict=True)
            )
            if hit:
                found.append(Segment(here[0].start(), here[-1].end()))
            at += len(words) if hit else 1
    return found


@dataclass(frozen=True, slots=True)
class InContext:
    """Words with what the speaker says before and after, each on one line.

    Attributes:
        before: Ends where the words begin, blanks included.
        words: As they were said.
        after: Begins where the words end.
    """

    before: str
    words: str
    after: str


def in_context(
    transcript: Transcript, turn: Turn, place: Segment, width: int
) -> InContext:
    """Return words in their context, which is never of another turn.

    Args:
        transcript: Where they are said.
        turn: In which of its turns.
        place: The words.
        width: How many characters of each side at most; only whole words are shown.
    """
    text = transcript.text
    # Runs of blanks become one; four times the room is enough for all but tables.
    earliest = max(turn.start, place.start - 4 * width - 1)
    latest = min(turn.end, place.end + 4 * width + 1)
    return InContext(
        _mirrored(_cut(_mirrored(_flat(text[earliest : place.start])), width)),
        _flat(transcript.quote(place)),
        _cut(_flat(text[place.end : latest]), width),
    )


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _mirrored(text: str) -> str:
    return text[::-1]


def _cut(text: str, width: int) -> str:
    """Return the beginning of a text, without a last word that is not whole."""
    if len(text) <= width:
        return text
    kept, blank, _ = text[: width + 1].rpartition(" ")
    return kept if blank else ""
