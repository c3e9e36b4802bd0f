"""A new version of a transcript: its codings and decisions go with their words.

Nothing is guessed: words are found again where the place is sure and the same people
say them; otherwise the coding is detached, and attached again when its words come back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kodierung.model import Coding, Segment, Suggestion, Transcript
from kodierung.store.store import Change, Source, Store
from kodierung.text import find_again, occurrences


@dataclass(frozen=True, slots=True)
class VersionReport:
    """What became of a transcript's codings in its new version.

    Attributes:
        detached: Codings that are detached now and were not before.
    """

    detached: tuple[Coding, ...] = ()


def replace_version(
    store: Store, change: Change, transcript: Transcript, source: Source
) -> VersionReport:
    """Take a new version of a transcript and find its codings' words again.

    Args:
        store: Where the old version is.
        change: The transaction under way.
        transcript: The new version.
        source: Its file.

    Returns:
        What became of its codings.
    """
    name = transcript.name
    old = store.transcript(name)
    assert old is not None  # noqa: S101 - only what is known is replaced
    codings = store.codings(transcript=name, status=None)
    decided = {
        s.id: s
        for coder in {d.coder for d in store.decisions()}
        for s in store.suggestions(coder, transcript=name)
        if s.status != "open"
    }
    change.drop_open_suggestions(name)
    change.replace_transcript(transcript, source)
    detached: list[Coding] = []
    for coding in codings:
        moved = _moved_coding(coding, old, transcript)
        if moved.status == "detached" != coding.status:
            detached.append(moved)
        change.update_coding(moved)
    for suggestion in decided.values():
        change.update_suggestion_place(_moved_suggestion(suggestion, old, transcript))
    return VersionReport(tuple(detached))


def _moved(
    old: Transcript, new: Transcript, place: Segment, quote: str
) -> Segment | None:
    """Return where words stand now: sure of the place, and said by the same people."""
    start = find_again(old.text, new.text, place.start, quote)
    if start is None:
        return None
    moved = Segment(start, start + len(quote))
    speakers = [t.speaker for t in new.turns_in(moved)]
    same = speakers == [t.speaker for t in old.turns_in(place)]
    return moved if speakers and same else None


def _moved_coding(coding: Coding, old: Transcript, new: Transcript) -> Coding:
    if coding.status == "detached":
        return _attached_again(coding, new)
    place = _moved(old, new, coding.segment, coding.quote)
    if place is None:
        return replace(coding, status="detached")
    return replace(coding, start=place.start, end=place.end)


def _attached_again(coding: Coding, new: Transcript) -> Coding:
    """Attach a detached coding whose words stand at one place again."""
    places = occurrences(new.text, coding.quote)
    segments = [Segment(p, p + len(coding.quote)) for p in places]
    if len(segments) != 1 or not new.turns_in(segments[0]):
        return coding
    (place,) = segments
    return replace(coding, start=place.start, end=place.end, status="confirmed")


def _moved_suggestion(
    suggestion: Suggestion, old: Transcript, new: Transcript
) -> Suggestion:
    """Move a decided suggestion with its words; if they are gone it stays."""
    place = _moved(old, new, suggestion.segment, suggestion.quote)
    if place is None:
        return suggestion
    turn = new.turns_in(place)[0]
    return replace(
        suggestion,
        start=place.start,
        end=place.end,
        turn=turn.number,
        speaker=turn.speaker,
    )
