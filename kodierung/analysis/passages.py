"""From a coding back to the spoken words: the passage with the turns around it."""

from __future__ import annotations

from kodierung.analysis.people import persons_behind
from kodierung.model import (
    Coding,
    ContextTurn,
    Passage,
    Segment,
    Statement,
    Transcript,
    Turn,
)


def passage(coding: Coding, transcript: Transcript) -> Passage:
    """Return the coding's passage with one turn before and one after.

    Args:
        coding: A confirmed coding of this transcript.
        transcript: Its transcript.
    """
    touched = transcript.turns_in(coding.segment)
    first = touched[0].number if touched else 0
    last = touched[-1].number if touched else 0
    labels = tuple(label for _, label in persons_behind(coding, transcript))
    known = {s.label: s.function for s in transcript.speakers}
    return Passage(
        coding=coding.id,
        code=coding.code,
        transcript=transcript.name,
        group=transcript.group,
        turn=first,
        turn_end=last,
        speakers=labels,
        functions=tuple(known.get(label, "") for label in labels),
        start=coding.start,
        end=coding.end,
        quote=coding.quote,
        time=touched[0].start_time if touched else None,
        memo=coding.memo,
        context=tuple(
            _context_turn(turn, coding.segment, transcript)
            for turn in transcript.turns
            if first - 1 <= turn.number <= last + 1
        ),
    )


def quotation(coding: Coding, transcript: Transcript) -> Statement:
    """Return the coding's words with all that a citation of them may name.

    Args:
        coding: A confirmed coding of this transcript.
        transcript: Its transcript.
    """
    shown = passage(coding, transcript)
    return Statement(
        text=coding.quote,
        transcript=coding.transcript,
        group=shown.group,
        turn=shown.turn,
        speaker=", ".join(shown.speakers),
        start=coding.start,
        end=coding.end,
        time=shown.time,
        function=", ".join(filter(None, dict.fromkeys(shown.functions))),
    )


def _context_turn(turn: Turn, segment: Segment, transcript: Transcript) -> ContextTurn:
    marked = None
    if turn.segment.overlaps(segment):
        marked = Segment(
            max(segment.start, turn.start) - turn.start,
            min(segment.end, turn.end) - turn.start,
        )
    return ContextTurn(
        number=turn.number,
        speaker=turn.speaker,
        text=transcript.quote(turn.segment),
        time=turn.start_time,
        marked=marked,
    )
