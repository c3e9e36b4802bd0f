"""What the formats share: a turn as one paragraph, the people as lines of a legend."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kodierung.formats.lines.labels import is_moderating, is_moderator
from kodierung.formats.lines.times import clock
from kodierung.formats.render import Utterance
from kodierung.model import Speaker, Transcript
from kodierung.text import on_one_line

_LINE_ENDS = re.compile(r"[^\S\n]*\n\s*")


def paragraphs(transcript: Transcript) -> list[Utterance]:
    """Return the turns, each on one line; a paragraph is a turn in all these formats.

    An end that is not known is the next turn's start.
    """
    turns = transcript.turns
    following = [*(turn.start_time for turn in turns[1:]), None]
    return [
        Utterance(
            turn.speaker,
            _LINE_ENDS.sub(" ", transcript.quote(turn.segment)),
            turn.start_time,
            next_start if turn.end_time is None else turn.end_time,
        )
        for turn, next_start in zip(turns, following, strict=True)
    ]


def legend(transcript: Transcript) -> Iterator[str]:
    """Yield `B1 = Geschäftsführung` for everybody of whom something is known."""
    for speaker in transcript.speakers:
        function = on_one_line(re.sub(r"\s*[;=]\s*", ", ", _function(speaker)))
        if function:
            yield f"{speaker.label} = {function}"


def _function(speaker: Speaker) -> str:
    """Return what somebody is, said so that moderators are known for it."""
    if speaker.kind == "participant" or is_moderating(speaker.function):
        return speaker.function
    if speaker.function:
        return f"Moderation, {speaker.function}"
    return "" if is_moderator(speaker.label) else "Moderation"


def tenths(seconds: float) -> str:
    """Return a time as f4 marks it: `#00:01:02-5#`."""
    whole, tenth = divmod(round(seconds * 10), 10)
    return f"#{clock(whole)}-{tenth}#"
