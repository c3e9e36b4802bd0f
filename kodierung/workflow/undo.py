"""Take back a whole transaction, or make it again; refuse where others build on it.

Runs of `suggest` are not taken back: suggestions count for nothing until somebody
decides, and the next run makes them anew. Files in transcripts/ stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from shlex import quote

from kodierung.errors import CodingError
from kodierung.project import Project
from kodierung.store.store import Change, Event, Store
from kodierung.workflow.codes import find_transcript
from kodierung.workflow.history import (
    UNDOING,
    Batch,
    batches,
    concerned,
    in_words,
    is_rewriting,
)


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, or made again.

    Attributes:
        number: The transaction.
        verb: The command that had made it.
        time: When, ISO 8601 in UTC.
        changes: What it had changed, in words.
        passed_over: Runs of `suggest` that came later and stay.
        touched: What it was about: kind and subject of each change.
    """

    number: int
    verb: str
    time: str
    changes: tuple[str, ...]
    passed_over: tuple[int, ...] = ()
    touched: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed of a transcript.

    Attributes:
        transcript: Its name.
        versions: How many earlier versions the database held.
        files: Files of earlier versions, which stay where they are.
    """

    transcript: str
    versions: int
    files: tuple[str, ...]


def undo(project: Project, number: int | None = None, coder: str = "") -> Undone:
    """Take back a transaction.

    Args:
        project: The study.
        number: Which; the last one of this coder's, or of nobody's, if None.
        coder: Who does it, several with commas; only one's own work can be taken back.

    Raises:
        CodingError: There is nothing to take back, it is somebody else's, it is taken
            back already, or something later builds on it.
    """
    with project.open_store() as store, store.writing("undo", coder) as change:
        return _turn(store, change, _chosen(store, number, coder, undone=False))


def redo(project: Project, number: int | None = None, coder: str = "") -> Undone:
    """Make a transaction again that was taken back.

    Args:
        project: The study.
        number: Which; the one taken back last if None.
        coder: Who does it.

    Raises:
        CodingError: There is nothing to make again, it is somebody else's, or something
            has changed since.
    """
    with project.open_store() as store, store.writing("redo", coder) as change:
        return _turn(store, change, _chosen(store, number, coder, undone=True))


def forget(project: Project, transcript: str, coder: str = "") -> Forgotten:
    """Remove the earlier words of a transcript, such as names before anonymising.

    Updates until now cannot be undone afterwards, nor are codings that were detached
    before attached again by themselves.

    Raises:
        CodingError: There is no such transcript.
    """
    with project.open_store() as store, store.writing("forget", coder) as change:
        name = find_transcript(store, transcript).name
        files = store.sources()[name].versions
        change.forget_remembered()
        return Forgotten(name, change.forget_versions(name), files)


def _turn(store: Store, change: Change, batch: Batch) -> Undone:
    """Take a transaction back if it is in force, else make it again."""
    later = batches(store, batch.number + 1)
    in_the_way = _in_the_way(store, batch, later)
    if in_the_way is not None:
        raise CodingError(
            f"{_named(batch)} cannot be {'made again' if batch.undone else 'undone'}: "
            f"{_named(in_the_way)} builds on it or changed the same.",
            hint=f"Undo that first: kodierung undo {in_the_way.number}",
        )
    misplaced = set(store.misplaced())
    events = batch.events if batch.undone else reversed(batch.events)
    for event in events:
        change.restore(event, again=batch.undone)
    change.note_undone(batch.number, undone=not batch.undone)
    if set(store.misplaced()) - misplaced:
        raise CodingError(
            f"{_named(batch)} belongs to another version of its transcript.",
            hint="See `kodierung history` for what came in between.",
        )
    runs = tuple(sorted(b.number for b in later if b.verb == "suggest"))
    told = tuple(in_words(batch.events))
    touched = tuple((event.kind, event.subject) for event in batch.events)
    return Undone(batch.number, batch.verb, batch.time, told, runs, touched)


def _chosen(store: Store, number: int | None, coder: str, *, undone: bool) -> Batch:
    """Return the transaction that is meant.

    Raises:
        CodingError: There is none, or it cannot be the one.
    """
    word = "made again" if undone else "undone"
    if number is None:
        for batch in _latest(store, undone=undone):
            if _is_theirs(batch, coder):
                return batch
        raise CodingError(
            f"There is nothing that could be {word}.", hint="See `kodierung history`."
        )
    for batch in batches(store, number):
        if batch.number == number:
            _may_be_chosen(batch, coder, undone=undone)
            return batch
    raise CodingError(
        f"The history has no No. {number}.", hint="See `kodierung history`."
    )


def _may_be_chosen(batch: Batch, coder: str, *, undone: bool) -> None:
    word = "made again" if undone else "undone"
    hint = ""
    if batch.verb == "forget":
        reason = "the words are gone from the database"
    elif batch.lasts:
        reason = "suggestions count for nothing until somebody decides"
        hint = "`kodierung suggest` makes them anew; `kodierung reject` turns one down."
    elif batch.verb in UNDOING:
        reason = "it is itself an undo or redo"
        hint = "Use `kodierung redo`, or `kodierung undo` with the first number."
    elif batch.undone != undone:
        reason = "it is undone already" if batch.undone else "it is not undone"
    elif not _is_theirs(batch, coder):
        reason = f"it is the work of {batch.coder}"
        name = quote(batch.coder)
        hint = f"Decide for {batch.coder} with --coder {name}, if you may."
    else:
        return
    raise CodingError(f"{_named(batch)} cannot be {word}: {reason}.", hint=hint)


def _is_theirs(batch: Batch, coder: str) -> bool:
    """Tell whether a transaction is nobody's, or of those that are named."""
    named = {coder, *(name.strip() for name in coder.split(","))}
    return named.issuperset(batch.coders)


def _latest(store: Store, *, undone: bool) -> Iterator[Batch]:
    """Yield what may be undone, latest first, or redone, last undone first."""
    by = store.undone()
    numbers = (
        sorted(by, key=lambda number: -by[number])
        if undone
        else (n for n in range(store.last_batch(), 0, -1) if n not in by)
    )
    for number in numbers:
        events = tuple(reversed(store.events(batch=number)))
        batch = Batch(number, events, undone)
        if events and batch.verb not in UNDOING and not batch.lasts:
            yield batch


def _in_the_way(store: Store, batch: Batch, later: Collection[Batch]) -> Batch | None:
    """Return the latest transaction in force that builds on this one."""
    where = concerned(store)
    subjects = {_subject(event) for event in batch.events}
    rewritten = {event.subject for event in batch.events if is_rewriting(event)}
    touched = {where(event) for event in batch.events}
    for other in later:
        if other.undone or other.lasts or other.verb in UNDOING:
            continue
        for event in other.events:
            depends = where(event) in rewritten
            replaced = is_rewriting(event) and event.subject in touched
            if _subject(event) in subjects or depends or replaced:
                return other
    return None


def _subject(event: Event) -> tuple[str, str, object]:
    """Return what an event is about; every coder decides on a suggestion."""
    state = event.after or event.before or {}
    return event.kind, event.subject, state.get("coder")


def _named(batch: Batch) -> str:
    return f"No. {batch.number} ({batch.verb}, {batch.time[:16]})"
