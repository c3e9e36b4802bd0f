"""A new version of a transcript: codings, memos and suggestions go with their words.

Nothing is guessed: words are found again where the place is sure and the same people
say them; otherwise a coding or memo is detached, and tried again with every later
version.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from kodierung.analysis.abridgement import still_abridged
from kodierung.analysis.realign import Place, Realignment
from kodierung.model import Coding, Memo, Suggestion, Transcript
from kodierung.store.store import Change, Source, Store
from kodierung.workflow.identity import key_of

Lying = TypeVar("Lying", Coding, Memo)
"""What lies on words and is kept when they are gone."""

Fate = Literal[
    "unchanged", "moved", "changed", "detached", "attached again", "still detached"
]


@dataclass(frozen=True, slots=True)
class Fated(Generic[Lying]):
    """What became of one coding, or of one memo on a segment.

    Attributes:
        before: It as it was; its quotation shows the words of the old version.
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

    before: Lying
    after: Lying
    fate: Fate
    turn: int | None
    speakers: tuple[str, ...]
    reason: str = ""


CodingFate = Fated[Coding]
MemoFate = Fated[Memo]


@dataclass(frozen=True, slots=True)
class VersionReport:
    """What became of all that lay on a transcript in its new version.

    Attributes:
        codings: All of them, of all coders, by place in the old version.
        suggestions_kept: Suggestions whose words were found again.
        suggestions_dropped: Open suggestions whose words were not; `suggest` makes
            new ones.
        suggestions_moderated: Open suggestions dropped because a moderator says the
            words.
        memos: Those on segments, of all coders, likewise.
        others: What of others was left out, since who asks does not see their work:
            `codings`, `memos`.
    """

    codings: tuple[CodingFate, ...] = ()
    suggestions_kept: int = 0
    suggestions_dropped: int = 0
    suggestions_moderated: int = 0
    memos: tuple[MemoFate, ...] = ()
    others: frozenset[str] = frozenset()

    def of(self, fate: Fate) -> tuple[CodingFate, ...]:
        """Return the codings that met this fate."""
        return tuple(c for c in self.codings if c.fate == fate)

    def seen_by(self, coder: str) -> VersionReport:
        """Return the same with this coder's codings and memos alone."""
        codings = tuple(c for c in self.codings if c.before.coder == coder)
        memos = tuple(m for m in self.memos if m.before.coder == coder)
        kept = {"codings": (codings, self.codings), "memos": (memos, self.memos)}
        others = frozenset(what for what, (own, every) in kept.items() if own != every)
        return replace(self, codings=codings, memos=memos, others=others)

    @property
    def unabridged(self) -> tuple[Coding, ...]:
        """Codings whose abridgement is not true to the corrected words, and goes."""
        return tuple(
            c.before for c in self.codings if c.before.abridged != c.after.abridged
        )

    @property
    def detached(self) -> tuple[Coding, ...]:
        """Codings that are detached now and were not before."""
        return tuple(c.after for c in self.of("detached"))


def replace_version(
    store: Store, change: Change, transcript: Transcript, source: Source
) -> VersionReport:
    """Take a new version of a transcript and find the words again that are coded.

    Args:
        store: Where the old version is.
        change: The transaction under way.
        transcript: The new version.
        source: Its file.

    Returns:
        What became of its codings, memos and suggestions.
    """
    plan = _plan(store, transcript)
    version = change.replace_transcript(transcript, source)
    for coding in plan.report.codings:
        if coding.fate == "detached":
            change.detach_coding(coding.after, version)
        elif coding.fate != "still detached":
            change.update_coding(coding.after)
    for memo in plan.report.memos:
        change.update_memo(memo.after, version if memo.fate == "detached" else "")
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
    memos = store.memos_in(new.name)
    attached = [memo for memo, _ in memos if memo.status == "confirmed"]
    suggestions = store.all_suggestions(new.name)
    plan = _Plan(VersionReport(), [], [])
    fates: list[CodingFate] = []
    noted: list[MemoFate] = []
    if codings or attached or suggestions:  # else there is no need to compare
        realignment = Realignment(old, new)
        fates = [_fate(coding, realignment) for coding in codings]
        noted = [_fate(memo, realignment) for memo in attached]
        plan = _of_suggestions(suggestions, realignment)
    archive = _Archive(store, new)
    fates += _tried_again(store.detached(new.name), archive, key_of, fates)
    lost = [(memo, key) for memo, key in memos if memo.status == "detached"]
    noted += _tried_again(lost, archive, _id_of, noted)
    report = replace(plan.report, codings=_by_place(fates), memos=_by_place(noted))
    return replace(plan, report=report)


def _of_suggestions(
    suggestions: Iterable[tuple[Suggestion, bool]], realignment: Realignment
) -> _Plan:
    """Return what becomes of the suggestions alone."""
    moved: list[Suggestion] = []
    dropped: dict[str, bool] = {}
    moderated: list[str] = []
    for suggestion, decided in suggestions:
        place = _moved_suggestion(suggestion, realignment, decided=decided)
        if place is None:
            dropped[suggestion.id] = decided
        elif not decided and _is_moderated(place, realignment.new):
            moderated.append(place.id)
        else:
            moved.append(place)
    open_dropped = sum(not decided for decided in dropped.values())
    report = VersionReport((), len(moved), open_dropped, len(moderated))
    return _Plan(report, moved, [*dropped, *moderated])


def _fate(lying: Lying, realignment: Realignment) -> Fated[Lying]:
    place = None
    if realignment.old.quote(lying.segment) == lying.quote:
        place = realignment.place(lying.segment)
    if place is None:
        after = replace(lying, status="detached")
        lost = _told(lying, after, "detached", realignment.old)
        return replace(lost, reason=realignment.why_not(lying.segment))
    return _told(lying, _at(lying, place), place.fate, realignment.new)


def _tried_again(
    detached: Iterable[tuple[Lying, str]],
    archive: _Archive,
    key_of: Callable[[Lying], Hashable],
    others: Iterable[Fated[Lying]],
) -> list[Fated[Lying]]:
    """Look for the words of what is detached, from the version they were right in.

    A coding whose place was coded alike by hand meanwhile is not wanted twice, nor are
    two that come back to one place.

    Args:
        detached: Codings or memos, and the version each was right in.
        archive: The earlier versions.
        key_of: Tells of what there may be only one.
        others: What becomes of those that are not detached.
    """
    # The place of a detached coding is one of the old text.
    taken = {key_of(f.after) for f in others if f.fate != "detached"}
    fates = []
    for lying, key in detached:
        realignment = archive.beside(key)
        place = realignment.place(lying.segment) if realignment else None
        after = _at(lying, place) if place else lying
        if place is None or key_of(after) in taken:
            fates.append(_told(lying, lying, "still detached", archive.new))
        else:
            taken.add(key_of(after))
            fates.append(_told(lying, after, "attached again", archive.new))
    return fates


def _id_of(memo: Memo) -> str:
    """Return what there is only one of: several memos may lie on the same words."""
    return memo.id


def _by_place(fates: Iterable[Fated[Lying]]) -> tuple[Fated[Lying], ...]:
    """Return them by their place in the old version."""
    before = sorted(fates, key=lambda f: (f.before.start, f.before.end, f.before.id))
    return tuple(before)


def _at(lying: Lying, place: Place) -> Lying:
    segment = place.segment
    placed = replace(
        lying,
        start=segment.start,
        end=segment.end,
        quote=place.quote,
        status="confirmed",
    )
    return still_abridged(placed) if isinstance(placed, Coding) else placed


def _told(
    before: Lying, after: Lying, fate: Fate, transcript: Transcript
) -> Fated[Lying]:
    """Return the fate of a coding or memo with the turns it lies in, or lay in."""
    turns = () if fate == "still detached" else transcript.turns_in(after.segment)
    speakers = tuple(dict.fromkeys(t.speaker for t in turns))
    return Fated(before, after, fate, turns[0].number if turns else None, speakers)


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
    """Return in words, for each detached coding or memo, why it has no place.

    Args:
        store: Where the transcript is.
        transcript: Its name.
    """
    new = store.transcript(transcript)
    if new is None:
        return {}
    archive = _Archive(store, new)
    memos = store.memos_in(transcript)
    lost: list[tuple[Coding | Memo, str]] = [
        *store.detached(transcript),
        *((memo, key) for memo, key in memos if memo.status == "detached"),
    ]
    return {
        lying.id: _why_detached(lying, realignment)
        for lying, key in lost
        if (realignment := archive.beside(key)) is not None
    }


def _why_detached(lying: Coding | Memo, realignment: Realignment) -> str:
    if realignment.place(lying.segment) is not None:
        return "the same words are coded so already"
    return realignment.why_not(lying.segment)


class _Archive:
    """The earlier versions of a transcript, each laid beside its new text once."""

    def __init__(self, store: Store, new: Transcript) -> None:
        self.new = new
        self._store = store
        self._known: dict[str, Realignment | None] = {}

    def beside(self, key: str) -> Realignment | None:
        """Return how the version with this key lies to the text; None if forgotten."""
        if key not in self._known:
            self._known[key] = self._compared(key)
        return self._known[key]

    def _compared(self, key: str) -> Realignment | None:
        version = self._store.version(self.new.name, key)
        if version is None:
            return None
        words = replace(
            self.new, text=version.text, digest=version.digest, turns=version.turns
        )
        return Realignment(words, self.new)
