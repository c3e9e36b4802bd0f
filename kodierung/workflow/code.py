"""Coding by hand: add, move, remove."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kodierung.analysis.abridgement import still_abridged
from kodierung.analysis.lenient import alike
from kodierung.analysis.matrix import uncounted
from kodierung.analysis.people import persons_behind
from kodierung.errors import CodingError, Problem, UsageError
from kodierung.model import Codebook, Coding, Decision, Segment, Transcript
from kodierung.project import Project
from kodierung.store.store import Store
from kodierung.text import occurrences, settle, shortened
from kodierung.workflow.codes import (
    find_code,
    find_transcript,
    the_one,
    under_present_names,
)
from kodierung.workflow.identity import key_of, new_coding, now, with_free_id


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage is said to be: by its words, by offsets, or by both.

    Attributes:
        quote: The words, or None.
        start: First character, or None.
        end: Character after the last one, or None.
        occurrence: Which of several occurrences of the words, from 1, or None.
    """

    quote: str | None = None
    start: int | None = None
    end: int | None = None
    occurrence: int | None = None


def locate(transcript: Transcript, place: Place) -> Segment:
    """Find a passage, without guessing.

    Args:
        transcript: Where to look.
        place: What is known of it.

    Returns:
        The segment; it touches at least one turn.

    Raises:
        CodingError: It is not there, several places fit, or words and offsets differ.
        UsageError: Neither words nor both offsets were given.
    """
    quote = settle(place.quote).strip() if place.quote is not None else None
    if (place.start is None) != (place.end is None):
        raise CodingError(
            f"{transcript.name}: start and end go together.",
            hint="Give both, or neither.",
        )
    if place.start is not None and place.end is not None:
        segment = _by_offsets(transcript, place.start, place.end, quote)
    elif quote:
        segment = _by_words(transcript, quote, place.occurrence)
    else:
        raise UsageError(
            "A passage is named by its words or by start and end.",
            hint='Give --quote "…", or --start and --end.',
        )
    if not transcript.turns_in(segment):
        raise CodingError(
            f"{transcript.name}: the passage {segment.start}–{segment.end} lies "
            "outside every turn.",
            hint="Only what somebody says can be coded, not headers, labels or times.",
        )
    return segment


def _by_offsets(
    transcript: Transcript, start: int, end: int, quote: str | None
) -> Segment:
    if not 0 <= start < end <= len(transcript.text):
        raise CodingError(
            f"{transcript.name}: {start}–{end} is no passage of the text, "
            f"which has {len(transcript.text)} characters.",
            hint="Offsets count characters of the settled text from 0, end excluded.",
        )
    segment = Segment(start, end)
    if quote is not None and transcript.quote(segment).strip() != quote:
        raise CodingError(
            f"{transcript.name}: at {start}–{end} stands "
            f"{_said(transcript.quote(segment))}, not {_said(quote)}.",
            hint="Leave out start and end if the quotation is unique.",
        )
    return segment


def _by_words(transcript: Transcript, quote: str, occurrence: int | None) -> Segment:
    exact = occurrences(transcript.text, quote)
    places = [Segment(p, p + len(quote)) for p in exact]
    places = places or alike(transcript.text, quote)
    if not places:
        raise CodingError(
            f"{transcript.name}: {_said(quote)} does not occur in the text.",
            hint="Quote the words as transcribed; see `kodierung transcripts text`.",
        )
    if occurrence is None and len(places) > 1:
        turns = [str(t.number) for p in places for t in transcript.turns_in(p)[:1]]
        raise CodingError(
            f"{transcript.name}: {_said(quote)} occurs {len(places)} times "
            f"(turns {', '.join(turns)}).",
            hint="Quote more of it, or say which one: --occurrence, from 1.",
        )
    number = occurrence or 1
    if not 1 <= number <= len(places):
        raise CodingError(
            f"{transcript.name}: {_said(quote)} has no occurrence {number}; "
            f"it occurs {len(places)} times.",
        )
    return places[number - 1]


def _said(quote: str) -> str:
    """Return a quotation as messages show it."""
    return f'"{shortened(quote, 60)}"'


def add(
    project: Project,
    code_id: str,
    transcript_name: str,
    place: Place,
    coder: str,
    memo: str = "",
) -> tuple[Coding, tuple[Problem, ...]]:
    """Code a passage by hand.

    Returns:
        The coding, and warnings.

    Raises:
        CodingError: Code, transcript or passage cannot be found, or it is coded so.
    """
    codebook = project.load_codebook()
    code = find_code(codebook, code_id)
    with project.open_store() as store, store.writing("code add", coder) as change:
        transcript = find_transcript(store, transcript_name)
        segment = locate(transcript, place)
        quote = transcript.quote(segment)
        coding = new_coding(transcript.name, segment, quote, code.id, coder, memo=memo)
        here = under_present_names(store.codings(coder, transcript.name), codebook)
        known = {key_of(c): c for c in here}
        if key_of(coding) in known:
            raise CodingError(
                f"{coder} has coded this passage with {code.id} already "
                f"(coding {known[key_of(coding)].id})."
            )
        coding = with_free_id(coding, store.coding_by_prefix)
        change.add_coding(coding)
        told = _remarks(codebook, store, coding)
    return coding, tuple(told)


def _remarks(codebook: Codebook, store: Store, coding: Coding) -> list[Problem]:
    """Return what a careful colleague would say about a coding's place."""
    known = all_around(store, coding)
    (here,) = (t for t in known if t.name == coding.transcript)
    place = f"{here.name}:{coding.start}"
    if not persons_behind(coding, here):
        return [Problem(place, "only the moderation speaks here", severity="warning")]
    if not uncounted(codebook, known, [coding]):
        return []
    where = codebook.codes[coding.code].where
    asked = ", ".join(f"{key}={value}" for key, value in where.items())
    message = (
        f"{coding.code} counts only where {asked}; the matrix will leave this "
        "coding out"
    )
    return [Problem(place, message, severity="warning")]


def all_around(store: Store, coding: Coding) -> list[Transcript]:
    """Return all transcripts: a group may span several. Words has only the coding's."""
    here = store.transcript(coding.transcript)
    return [
        here if here is not None and t.name == here.name else t
        for t in store.descriptions()
    ]


def find_coding(store: Store, wanted: str) -> Coding:
    """Return the coding whose id begins as wanted.

    Raises:
        CodingError: None or several fit.
    """
    found = store.coding_by_prefix(wanted)
    full = the_one(found, wanted, "coding", "kodierung code list")
    coding = store.coding(full)
    assert coding is not None  # noqa: S101 - it was found just now
    return coding


def remove(project: Project, wanted: str, coder: str) -> Coding:
    """Take back one's own coding; the suggestion it came from counts as rejected.

    Raises:
        CodingError: There is no such coding, or it is somebody else's.
    """
    with project.open_store() as store, store.writing("code remove", coder) as change:
        coding = owned(store, wanted, coder)
        led_here = store.decisions_for(coding.id, coder)
        change.remove_coding(coding.id)
        for decision in led_here:
            change.decide(Decision(decision.suggestion, coder, "rejected", now()))
    return coding


def move(
    project: Project, wanted: str, place: Place, coder: str
) -> tuple[Coding, Coding, tuple[Problem, ...]]:
    """Put one's own coding to another passage of its transcript.

    A detached coding counts again by that. An abridgement that is not true to the
    other words goes.

    Returns:
        The coding as it was and as it is, and warnings.

    Raises:
        CodingError: There is no such coding, it is somebody else's, the passage cannot
            be found, or the coder has coded it so.
    """
    codebook = project.load_codebook()
    with project.open_store() as store, store.writing("code move", coder) as change:
        coding = owned(store, wanted, coder)
        transcript = find_transcript(store, coding.transcript)
        segment = locate(transcript, place)
        moved = still_abridged(
            replace(
                coding,
                start=segment.start,
                end=segment.end,
                quote=transcript.quote(segment),
                status="confirmed",
            )
        )
        here = under_present_names(store.codings(coder, transcript.name), codebook)
        (present,) = under_present_names([moved], codebook)
        for known in here:
            if key_of(known) == key_of(present):
                raise CodingError(
                    f"{coder} has coded this passage with {present.code} already "
                    f"(coding {known.id})."
                )
        change.update_coding(moved)
        known_code = present.code in codebook.codes
        told = _remarks(codebook, store, present) if known_code else []
    return coding, moved, tuple(told)


def owned(store: Store, wanted: str, coder: str) -> Coding:
    """Return a coding of the coder's own, named by its id or how that begins.

    Raises:
        CodingError: There is no such coding, or it is somebody else's.
    """
    coding = find_coding(store, wanted)
    if coding.coder != coder:
        raise CodingError(
            f"Coding {coding.id} is {coding.coder}'s, not {coder}'s.",
            hint=f"Decide as {coding.coder} with --coder {coding.coder}, if you may.",
        )
    return coding
