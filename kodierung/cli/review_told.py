"""A suggestion told in lines of text, with what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kodierung.cli.output import clock
from kodierung.text import on_one_line

if TYPE_CHECKING:
    from kodierung.model import Code, Segment, Suggestion, Transcript
    from kodierung.workflow.desk.desk import Desk

NEIGHBOURS = 25
"""Words before and after a passage that are told with it."""


def introduced(desk: Desk, held: Suggestion, code: Code | None) -> str:
    """Return in lines where a suggestion stands, what it says, and what for.

    Args:
        desk: Of who decides.
        held: The suggestion.
        code: Its code, None if the codebook has it no more.
    """
    here = desk.transcript(held.transcript)
    turn = here.turns[held.turn - 1]
    place = [held.transcript, f"turn {held.turn}", held.speaker]
    place += [clock(turn.start_time)] if turn.start_time is not None else []
    before, after = _neighbours(here, held.segment)
    coded = [
        f"{coding.code} ({coding.coder})"
        for coding in desk.codings(held.transcript)
        if coding.segment.overlaps(held.segment)
    ]
    counts, of = desk.queue.counts(), len(desk.queue)
    lines = [
        f"{counts['open']} of {of} open. {', '.join(place)}",
        f"Before: {before}" if before else "",
        f"Passage: {on_one_line(held.quote)}",
        f"After: {after}" if after else "",
        described(code) if code else f"Code: {held.code}",
        f"Reason: {held.reason}",
        f"Coded here: {', '.join(coded)}" if coded else "",
    ]
    return "\n".join(filter(None, lines))


def described(code: Code) -> str:
    """Return a code's label, id and definition."""
    definition = on_one_line(code.definition)
    told = f"Code: {code.label} ({code.id})"
    return f"{told}\nDefinition: {definition}" if definition else told


def _neighbours(transcript: Transcript, segment: Segment) -> tuple[str, str]:
    """Return the words before and after a passage, whoever says them."""
    inside = transcript.turns_in(segment)
    first, last = inside[0], inside[-1]
    before = [
        f"{turn.speaker}: {transcript.text[turn.start : min(turn.end, segment.start)]}"
        for turn in transcript.turns[max(first.number - 2, 0) : first.number]
        if turn.start < segment.start
    ]
    rest = transcript.text[segment.end : last.end]
    after = [rest] if rest.strip() else []
    after += [
        f"{turn.speaker}: {transcript.quote(turn.segment)}"
        for turn in transcript.turns[last.number : last.number + 1]
    ]
    said = " ".join(before).split()
    to_come = " ".join(after).split()
    return (
        " ".join(["…", *said[-NEIGHBOURS:]] if len(said) > NEIGHBOURS else said),
        " ".join(
            [*to_come[:NEIGHBOURS], "…"] if len(to_come) > NEIGHBOURS else to_come
        ),
    )
