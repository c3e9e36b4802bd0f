"""Which turns of a transcript a coder has read through."""

from __future__ import annotations

from collections import Counter

from kodierung.model import Transcript
from kodierung.text import short_id


def turn_keys(transcript: Transcript) -> dict[int, str]:
    """Return turn number to what a turn is known by when it is noted as read.

    That is its words and which of several equal turns it is, so that turns whose words
    stay stay read in a new version of the transcript, and those that change do not.
    """
    seen: Counter[str] = Counter()
    keys = {}
    for turn in transcript.turns:
        words = transcript.quote(turn.segment)
        seen[words] += 1
        keys[turn.number] = short_id(words, seen[words])
    return keys
