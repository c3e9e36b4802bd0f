"""Take back a whole transaction, or make it again; refuse where others build on it.

Runs of `suggest` are not taken back: suggestions count for nothing until somebody
decides, and the next run makes them anew. Files in transcripts/ stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import dataclass
from shlex import quote

from kodierung.errors import CodingError
from kodierung.project import Project
from kodierung.store.store import Store
from kodierung.workflow.codebook_file import put_back_if_failed
from kodierung.workflow.codes import find_transcript
from kodierung.workflow.history import LASTING, UNDOING, Batch
from kodierung.workflow.turning import Turning, Undone, numbered, refusal

__all__ = ["Forgotten", "Undone", "forget", "redo", "undo"]


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


def undo(
    project: Project,
    number: int | None = None,
    coder: str = "",
    store: Store | None = None,
    verbs: Collection[str] = (),
) -> Undone:
    """Take back a transaction.

    Args:
        project: The study.
        number: Which; the last one of this coder's, or of nobody's, if None. Repeated,
            it goes further back.
        coder: Who does it, several with commas; only one's own work can be taken back.
        store: The study's, if it is open; only then is it quick.
        verbs: If any are given: refuse what was made by others, given the first words
            of commands.

    Raises:
        CodingError: There is nothing to take back, it is somebody else's, it is taken
            back already, something later builds on it, the codebook that it changed
            was edited by hand since, or another command made it.
    """
    return _turn(project, "undo", number, coder, store, verbs)


def redo(
    project: Project,
    number: int | None = None,
    coder: str = "",
    store: Store | None = None,
    verbs: Collection[str] = (),
) -> Undone:
    """Make a transaction again that was taken back.

    Args:
        project: The study.
        number: Which; if None the one taken back last, unless the coder has done
            something else since.
        coder: Who does it.
        store: The study's, if it is open.
        verbs: As for `undo`.

    Raises:
        CodingError: There is nothing to make again, it is somebody else's, or something
            has changed since.
    """
    return _turn(project, "redo", number, coder, store, verbs)


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


def _turn(
    project: Project,
    verb: str,
    number: int | None,
    coder: str,
    opened: Store | None,
    verbs: Collection[str],
) -> Undone:
    with (
        nullcontext(opened) if opened else project.open_store() as store,
        put_back_if_failed() as write,
        store.writing(verb, coder) as change,
    ):
        batch = _chosen(store, number, coder, undone=verb == "redo")
        if verbs and batch.verb.split()[0] not in verbs:
            hint = f"Do it outside: kodierung {verb} {batch.number}"
            reason = "the review takes back only what is done in it"
            raise refusal(batch, reason, hint, undone=batch.undone)
        turning = Turning(project, store, batch, _names(coder))
        texts = turning.codebooks()
        turning.restore(change)
        turning.check(texts)
        for file, text in texts.items():
            write(turning.path(file), text)
        return turning.told()


def _chosen(store: Store, number: int | None, coder: str, *, undone: bool) -> Batch:
    """Return the transaction that is meant.

    Raises:
        CodingError: There is none, or it cannot be the one.
    """
    if number is None:
        return _last_undone(store, coder) if undone else _last(store, coder)
    found = numbered(store, number)
    _may_be_chosen(found, coder, undone=undone)
    return found


def _last(store: Store, coder: str) -> Batch:
    """Return the coder's last transaction in force."""
    for number in store.deeds(_names(coder), (*UNDOING, *LASTING)):
        batch = numbered(store, number)
        if _is_theirs(batch, coder):
            return batch
    raise CodingError(
        "There is nothing that could be undone.", hint="See `kodierung history`."
    )


def _last_undone(store: Store, coder: str) -> Batch:
    """Return what the coder took back last, unless she has done something else since.

    Whoever goes on after taking something back does not expect it to return.
    """
    passing = (*UNDOING, *LASTING)
    hint = "See `kodierung history`."
    for number, undoing in store.undone_deeds(_names(coder), passing):
        batch = numbered(store, number)
        if not _is_theirs(batch, coder):
            continue
        newer = store.last_deed(_names(coder), passing)
        if newer < undoing:
            return batch
        hint = (
            f"No. {newer} came after the last undo; No. {number} comes back with "
            f"`kodierung redo {number}`."
        )
        break
    raise CodingError("There is nothing that could be made again.", hint=hint)


def _may_be_chosen(batch: Batch, coder: str, *, undone: bool) -> None:
    hint = ""
    if batch.verb == "forget":
        reason = "the words are gone from the database"
    elif batch.verb == "reveal":
        reason = "what was seen cannot be unseen"
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
    raise refusal(batch, reason, hint, undone=undone)


def _is_theirs(batch: Batch, coder: str) -> bool:
    """Tell whether a transaction is nobody's, or of those that are named."""
    return _names(coder).issuperset(batch.coders)


def _names(coder: str) -> set[str]:
    """Return who is named, and nobody: what is nobody's is everybody's."""
    return {"", coder, *(name.strip() for name in coder.split(","))}
