"""Which turns of a transcript a coder has read through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kodierung.model import Transcript
from kodierung.text import short_id


def turn_keys(transcript: Transcript) -> dict[int, str]:
    """Return turn number to what a turn is known by when it is noted as read.

    That is its words and which of several equal turns it is, so that turns whose words
    stay stay read in a new version of the transcript, and those that change do not.
    """
    turns = transcript.turns
    keys = keys_of(transcript.quote(turn.segment) for turn in turns)
    return {turn.number: key for turn, key in zip(turns, keys, strict=True)}


def keys_of(turns: Iterable[str]) -> Iterator[str]:
    """Yield what turns are known by, from the words of all turns of a transcript."""
    seen: Counter[str] = Counter()
    for words in turns:
        seen[words] += 1
        yield short_id(words, seen[words])
