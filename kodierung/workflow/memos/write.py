"""Writing, changing, moving and removing memos; each only by who wrote it."""

from __future__ import annotations

from dataclasses import replace

from kodierung.errors import CodingError
from kodierung.model import Coding, Memo
from kodierung.project import Project
from kodierung.store.store import Change, Store
from kodierung.text import settle, short_id
from kodierung.workflow.code import Place, locate
from kodierung.workflow.codes import find_transcript, the_one
from kodierung.workflow.identity import now, with_free_id
from kodierung.workflow.memos.subjects import (
    Noted,
    Subject,
    find_subject,
    text_of,
    told,
)


def tidy(text: str) -> str:
    """Return a memo's words as they are kept: settled, without blanks around them."""
    return settle(text).strip()


def about(project: Project, said: Subject, coder: str) -> str:
    """Return in words what a memo would be on, before it is written.

    Raises:
        UsageError: Several things are meant, or one is named by half.
        CodingError: It is not there, several fit, or the coding has a memo already.
    """
    with project.open_store() as store, store.snapshot():
        return told(_free(find_subject(project, store, said, coder)))


def add(project: Project, said: Subject, text: str, coder: str) -> Noted:
    """Write a memo; several may be on one thing, but a coding has only one.

    Returns:
        The memo, or the coding that carries it.

    Raises:
        UsageError: Several things are meant, or one is named by half.
        CodingError: What it is on is not there, several fit, the coding has a memo
            already, or there are no words.
    """
    with project.open_store() as store, store.writing("memo add", coder) as change:
        found = _free(find_subject(project, store, said, coder))
        if isinstance(found, Coding):
            return _put(change, found, text)
        return add_in(store, change, found, text)


def add_in(store: Store, change: Change, blank: Memo, text: str) -> Memo:
    """Store a new memo within a transaction that is under way.

    Args:
        store: The study's.
        change: The transaction.
        blank: What it is on, and who writes: a memo without words.
        text: Its words.

    Raises:
        CodingError: There are no words.
    """
    b, words, time = blank, _words(text), now()
    where = (b.kind, b.transcript, b.group, b.speaker, b.start, b.end, b.quote, b.code)
    id_ = short_id(*where, b.coder, words)
    made = replace(blank, id=id_, text=words, created=time, changed=time)
    made = with_free_id(made, store.memo)
    change.add_memo(made)
    return made


def find_own(project: Project, wanted: str, coder: str) -> Noted:
    """Return one's own memo, or one's own coding that has one, to be looked at.

    Args:
        project: The study.
        wanted: Its id, or how that begins.
        coder: Whose it must be.

    Raises:
        CodingError: There is none, several fit, or it is somebody else's.
    """
    with project.open_store() as store, store.snapshot():
        return _own(store, wanted, coder)


def edit(project: Project, wanted: str, text: str, coder: str) -> Noted:
    """Give one's own memo other words.

    Args:
        project: The study.
        wanted: Its id, or how that begins; a coding's for the coding's memo.
        text: The words.
        coder: Who does it.

    Raises:
        CodingError: There is no such memo, it is somebody else's, or there are no
            words.
    """
    with project.open_store() as store, store.writing("memo edit", coder) as change:
        return _put(change, _own(store, wanted, coder), text)


def remove(project: Project, wanted: str, coder: str) -> Noted:
    """Remove one's own memo; a coding stays.

    Returns:
        The memo, or the coding, as it was.

    Raises:
        CodingError: There is no such memo, or it is somebody else's.
    """
    with project.open_store() as store, store.writing("memo remove", coder) as change:
        noted = _own(store, wanted, coder)
        if isinstance(noted, Coding):
            change.update_coding(replace(noted, memo=""))
        else:
            change.remove_memo(noted.id)
    return noted


def move(project: Project, wanted: str, place: Place, coder: str) -> Noted:
    """Put one's own memo on other words of its transcript, as when it lost them.

    Raises:
        CodingError: There is no such memo, it is somebody else's, it is not on a
            segment, or the passage cannot be found.
    """
    with project.open_store() as store, store.writing("memo move", coder) as change:
        noted = _own(store, wanted, coder)
        if isinstance(noted, Coding):
            raise CodingError(
                "This memo goes with its coding.",
                hint=f'Move that: kodierung code move {noted.id[:8]} --quote "…"',
            )
        if noted.kind != "segment":
            raise CodingError(
                f"Memo {noted.id[:8]} is on {told(noted)}, not on a passage.",
                hint="Only memos on passages can be moved.",
            )
        transcript = find_transcript(store, noted.transcript)
        segment = locate(transcript, place)
        moved = replace(
            noted,
            start=segment.start,
            end=segment.end,
            quote=transcript.quote(segment),
            status="confirmed",
        )
        change.update_memo(moved)
    return moved


def _own(store: Store, wanted: str, coder: str) -> Noted:
    full = the_one(store.memo_by_prefix(wanted), wanted, "memo", "kodierung memo list")
    noted = store.memo(full) or store.coding(full)
    assert noted is not None  # noqa: S101 - it was found just now
    if noted.coder != coder:
        raise CodingError(
            f"Memo {noted.id[:8]} is {noted.coder}'s, not {coder}'s.",
            hint=f"Write as {noted.coder} with --coder {noted.coder}, if you may.",
        )
    return noted


def _free(found: Noted) -> Noted:
    """Return what a memo may be written on.

    Raises:
        CodingError: It is a coding that has a memo already.
    """
    if isinstance(found, Coding) and found.memo:
        raise CodingError(
            f"Coding {found.id[:8]} has a memo already.",
            hint=f"Change it with `kodierung memo edit {found.id[:8]}`.",
        )
    return found


def _put(change: Change, noted: Noted, text: str) -> Noted:
    """Store a memo or coding with these words, unless it has them.

    Raises:
        CodingError: There are none.
    """
    words = _words(text)
    if words == text_of(noted):
        return noted
    if isinstance(noted, Coding):
        coding = replace(noted, memo=words)
        change.update_coding(coding)
        return coding
    memo = replace(noted, text=words, changed=now())
    change.update_memo(memo)
    return memo


def _words(text: str) -> str:
    """Return the words of a memo as they are kept.

    Raises:
        CodingError: There are none.
    """
    words = tidy(text)
    if not words:
        raise CodingError(
            "A memo needs words.", hint="Take it back with `kodierung memo remove ID`."
        )
    return words
