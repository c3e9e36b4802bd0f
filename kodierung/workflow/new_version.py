"""A new version of a transcript: codings and suggestions go with their words.

Nothing is guessed: words are found again where the place is sure and the same people
say them; otherwise the coding is detached, and tried again with every later version.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from kodierung.analysis.realign import Place, Realignment
from kodierung.model import Coding, Suggestion, Transcript
from kodierung.store.store import Change, Source, Store
from kodierung.workflow.identity import CodingKey, key_of

Fate = Literal[
    "unchanged", "moved", "changed", "detached", "attached again", "still detached"
]


@dataclass(frozen=True, slots=True)
class CodingFate:
    """What became of one coding.

    Attributes:
        before: The coding as it was; its quotation shows the words of the old version.
        after: As it is now: place and quotation of the new version, unless detached.
        fate: `unchanged` (same words at the same place), `moved` (same words, other
            place, perhaps with other blanks and signs), `changed` (a correction within
            the words), `detached` (not found), `attached again` or `still detached` (if
            it was detached before).
        turn: Number of the turn where the words begin now; of one that is detached
            where they began in the old version.
        speakers: Who says them there, in order.
        reason: Why it is detached now, or nothing.
    """

    before: Coding
    after: Coding
    fate: Fate
    turn: int | None
    speakers: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VersionReport:
    """What became of a transcript's codings and suggestions in its new version.

    Attributes:
        codings: All of them, of all coders, by place in the old version.
        suggestions_kept: Suggestions whose words were found again.
        suggestions_dropped: Open suggestions whose words were not; `suggest` makes
            new ones.
        suggestions_moderated: Open suggestions dropped because a moderator says the
            words.
    """

    codings: tuple[CodingFate, ...] = ()
    suggestions_kept: int = 0
    suggestions_dropped: int = 0
    suggestions_moderated: int = 0

    def of(self, fate: Fate) -> tuple[CodingFate, ...]:
        """Return the codings that met this fate."""
        return tuple(c for c in self.codings if c.fate == fate)

    @property
    def detached(self) -> tuple[Coding, ...]:
        """Codings that are detached now and were not before."""
        return tuple(c.after for c in self.of("detached"))


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
    plan = _plan(store, transcript)
    version = change.replace_transcript(transcript, source)
    for coding in plan.report.codings:
        if coding.fate == "detached":
            change.detach_coding(coding.after, version)
        elif coding.fate != "still detached":
            change.update_coding(coding.after)
    change.move_suggestions(transcript.name, plan.moved, plan.dropped)
    return plan.report


def preview_version(store: Store, transcript: Transcript) -> VersionReport:
    """Tell what `replace_version` would do, and change nothing.

    Args:
        store: Where the old version is.
        transcript: The new version.
    """
    return _plan(store, transcript).report


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a new version means for what lies on the old one."""

    report: VersionReport
    moved: list[Suggestion]
    dropped: list[str]


def _plan(store: Store, new: Transcript) -> _Plan:
    old = store.transcript(new.name)
    assert old is not None  # noqa: S101 - only what is known is replaced
    codings = store.codings(transcript=new.name, status="confirmed")
    suggestions = store.all_suggestions(new.name)
    fates: list[CodingFate] = []
    moved: list[Suggestion] = []
    dropped: dict[str, bool] = {}
    moderated: list[str] = []
    if codings or suggestions:  # else there is no need to compare
        realignment = Realignment(old, new)
        fates = [_fate(coding, realignment) for coding in codings]
        for suggestion, decided in suggestions:
            place = _moved_suggestion(suggestion, realignment, decided=decided)
            if place is None:
                dropped[suggestion.id] = decided
            elif not decided and _is_moderated(place, new):
                moderated.append(place.id)
            else:
                moved.append(place)
    # The place of a detached coding is one of the old text.
    taken = {key_of(f.after) for f in fates if f.fate != "detached"}
    fates += _tried_again(store, new, taken)
    fates.sort(key=lambda f: (f.before.start, f.before.end, f.before.id))
    open_dropped = sum(not decided for decided in dropped.values())
    report = VersionReport(tuple(fates), len(moved), open_dropped, len(moderated))
    return _Plan(report, moved, [*dropped, *moderated])


def _fate(coding: Coding, realignment: Realignment) -> CodingFate:
    place = None
    if realignment.old.quote(coding.segment) == coding.quote:
        place = realignment.place(coding.segment)
    if place is None:
        after = replace(coding, status="detached")
        lost = _told(coding, after, "detached", realignment.old)
        return replace(lost, reason=realignment.why_not(coding.segment))
    return _told(coding, _at(coding, place), place.fate, realignment.new)


def _tried_again(
    store: Store, new: Transcript, taken: set[CodingKey]
) -> list[CodingFate]:
    """Look for the words of detached codings, from the version they were right in.

    One whose place was coded alike by hand meanwhile is not wanted twice, nor are two
    that come back to one place.

    Args:
        store: Where the detached codings and their versions are.
        new: The new version.
        taken: Where codings lie in the new version; those attached again are added.
    """
    fates = []
    known: dict[str, Realignment | None] = {}
    for coding, key in store.detached(new.name):
        if key not in known:
            known[key] = _from_version(store, new, key)
        realignment = known[key]
        place = realignment.place(coding.segment) if realignment else None
        after = _at(coding, place) if place else coding
        if place is None or key_of(after) in taken:
            fates.append(_told(coding, coding, "still detached", new))
        else:
            taken.add(key_of(after))
            fates.append(_told(coding, after, "attached again", new))
    return fates


def _at(coding: Coding, place: Place) -> Coding:
    segment = place.segment
    return replace(
        coding,
        start=segment.start,
        end=segment.end,
        quote=place.quote,
        status="confirmed",
    )


def _told(
    before: Coding, after: Coding, fate: Fate, transcript: Transcript
) -> CodingFate:
    """Return a coding's fate with the turns it lies in, or lay in."""
    turns = () if fate == "still detached" else transcript.turns_in(after.segment)
    speakers = tuple(dict.fromkeys(t.speaker for t in turns))
    return CodingFate(before, after, fate, turns[0].number if turns else None, speakers)


def _moved_suggestion(
    suggestion: Suggestion, realignment: Realignment, *, decided: bool
) -> Suggestion | None:
    """Move a suggestion with its words; an open one only if they are the same.

    Its own words may be gone from the old version as well: then its place says nothing.
    """
    old, new = realignment.old, realignment.new
    if old.quote(suggestion.segment) != suggestion.quote:
        return None
    place = realignment.place(suggestion.segment)
    if place is None or (place.fate == "changed" and not decided):
        return None
    turn = new.turns_in(place.segment)[0]
    return replace(
        suggestion,
        start=place.segment.start,
        end=place.segment.end,
        quote=place.quote,
        turn=turn.number,
        speaker=turn.speaker,
    )


def _is_moderated(suggestion: Suggestion, transcript: Transcript) -> bool:
    """Tell whether a moderator says the words, for whom nothing is suggested."""
    person = transcript.speaker(suggestion.speaker)
    return person is not None and person.kind == "moderator"


def reasons_of_detached(store: Store, transcript: str) -> dict[str, str]:
    """Return in words, for each detached coding, why it has no place in the text.

    Args:
        store: Where the transcript is.
        transcript: Its name.
    """
    new = store.transcript(transcript)
    reasons: dict[str, str] = {}
    known: dict[str, Realignment | None] = {}
    for coding, key in store.detached(transcript):
        if key not in known:
            known[key] = _from_version(store, new, key)
        realignment = known[key]
        if realignment is not None:
            reasons[coding.id] = _why_detached(coding, realignment)
    return reasons


def _why_detached(coding: Coding, realignment: Realignment) -> str:
    if realignment.place(coding.segment) is not None:
        return "the same words are coded so already"
    return realignment.why_not(coding.segment)


def _from_version(store: Store, new: Transcript | None, key: str) -> Realignment | None:
    """Return how an archived version of a transcript lies to its text of now."""
    version = store.version(new.name, key) if new else None
    if version is None or new is None:
        return None
    words = replace(new, text=version.text, digest=version.digest, turns=version.turns)
    return Realignment(words, new)
