"""One transaction taken back or made again, where nothing builds on it.

A codebook file that it changed gets its other text; who calls writes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from kodierung.codebook.load import load_codebook
from kodierung.errors import CodingError
from kodierung.project import Project, read_file
from kodierung.store.store import Change, Event, Store
from kodierung.text import digest
from kodierung.workflow.blind import sees_others
from kodierung.workflow.history import (
    LASTING,
    UNDOING,
    Batch,
    in_words,
    is_rewriting,
    is_seen,
)
from kodierung.workflow.replay import things


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


class Turning:
    """Takes a transaction back if it is in force, else makes it again.

    Args:
        project: The study.
        store: Its database, within the transaction that does it.
        batch: What is taken back, or made again.
        coders: Who does it; blind, they are told of their own codings alone.

    Raises:
        CodingError: Something later builds on it.
    """

    def __init__(
        self, project: Project, store: Store, batch: Batch, coders: Collection[str]
    ) -> None:
        self.project = project
        self.store = store
        self.batch = batch
        self.coders = coders
        self.sees_others = any(sees_others(project, store, one) for one in coders)
        self.rewritten = {e.subject for e in batch.events if is_rewriting(e)}
        self.touched = {event.transcript for event in batch.events} - {""}
        self.misplaced = set(store.misplaced(self.touched))
        self._make_sure_nothing_builds_on_it(self._in_the_way())

    def restore(self, change: Change) -> None:
        """Restore what the transaction changed."""
        again = self.batch.undone
        for event in self.batch.events if again else reversed(self.batch.events):
            change.restore(event, again=again)
        change.note_undone(self.batch.number, undone=not again)

    def codebooks(self) -> dict[str, str]:
        """Return the texts that codebook files get, by path from the study folder.

        Raises:
            CodingError: A file is not as it was left.
        """
        texts: dict[str, str] = {}
        for event in self.batch.events:
            if event.kind == "codebook":
                texts[event.subject] = self._codebook(event)
        return texts

    def path(self, file: str) -> Path:
        """Return where a codebook lies, spelled as the file system spells it."""
        if file == self.project.settings.codebook:
            return self.project.codebook_path()
        return self.project.folder / file

    def _codebook(self, event: Event) -> str:
        was, becomes = event.after or {}, event.before or {}
        if self.batch.undone:
            was, becomes = becomes, was
        data = read_file(self.path(event.subject))
        present = digest(data.decode("utf-8", "replace"))
        # After a crash the file may be what it is to be already.
        if present not in (was["digest"], becomes["digest"]):
            raise self._refusal(
                f"the codebook file {event.subject} was edited by hand since",
                "Take your edit back first, or undo something else by its number in "
                "`kodierung history`.",
            )
        text = self.store.codebook_text(str(becomes["digest"]))
        if text is None:
            raise self._refusal(
                f"the text of {event.subject} before it was not kept",
                "Put back your own copy of the file.",
            )
        return text

    def check(self, texts: Mapping[str, str]) -> None:
        """Make sure that what was restored and the rest of the study agree.

        Args:
            texts: Of codebook files, as they are to be.

        Raises:
            CodingError: They do not.
        """
        again = self.batch.undone
        gone = [
            event.subject
            for event in self.batch.events
            if event.kind == "coding"
            and (event.after if again else event.before) is None
        ]
        for suggestion in self.store.led_nowhere(gone):
            later = self.store.last_about("decision", suggestion)
            self._make_sure_nothing_builds_on_it(later)
        if set(self.store.misplaced(self.touched)) - self.misplaced:
            raise CodingError(
                f"{_named(self.batch)} belongs to another version of its transcript.",
                hint="See `kodierung history` for what came in between.",
            )
        for file, text in texts.items():
            self._check_codes(file, text)

    def _check_codes(self, file: str, text: str) -> None:
        """Make sure that no coding loses its code with a codebook's earlier text."""
        if file != self.project.settings.codebook:
            return
        present, _ = load_codebook(read_file(self.path(file)), file)
        becomes, _ = load_codebook(text.encode(), file)
        known = {*present.codes, *present.renamed}
        lost = known - {*becomes.codes, *becomes.renamed}
        there = [c for c in self.store.codings(status=None) if c.code in lost]
        seen = (c.code for c in there if self.sees_others or c.coder in self.coders)
        if codes := sorted(set(seen)):
            raise self._refusal(
                f"passages are coded with {', '.join(codes)}, which the codebook would "
                "no longer know",
                f"See `kodierung history --code {codes[0]}`, and undo these first.",
            )
        if there:
            raise self._refusal(
                "others have coded with what the codebook would no longer know",
                "They have to take that back first.",
            )

    def told(self) -> Undone:
        """Return what was done."""
        batch, events = self.batch, self.batch.events
        if not self.sees_others:
            events = tuple(one for one in events if is_seen(one, self.coders))
        runs = self.store.runs_after(batch.number) if self.rewritten else []
        return Undone(
            batch.number,
            batch.verb,
            batch.time,
            tuple(in_words(events)),
            tuple(runs),
            tuple((event.kind, event.subject) for event in batch.events),
        )

    def _in_the_way(self) -> int:
        """Return the latest transaction in force that builds on this one, or 0."""
        number, passing = self.batch.number, (*UNDOING, *LASTING)
        mine = {thing for event in self.batch.events for thing in things(event)}
        same = self.store.later_about_same(number, passing)
        rewriting = self.store.later_about(number, passing, self.touched, "transcript")
        later = self.store.later_about(number, passing, self.rewritten)
        found = (
            (event.batch for event in same if not mine.isdisjoint(things(event))),
            (event.batch for event in rewriting if is_rewriting(event)),
            (event.batch for event in later),
        )
        return max(next(batches, 0) for batches in found)

    def _make_sure_nothing_builds_on_it(self, later: int) -> None:
        """Raise the error that tells what does, if `later` is a number."""
        if later:
            found = _named(numbered(self.store, later))
            raise self._refusal(
                f"{found} builds on it or changed the same",
                f"Undo that first: kodierung undo {later}",
            )

    def _refusal(self, reason: str, hint: str) -> CodingError:
        return refusal(self.batch, reason, hint, undone=self.batch.undone)


def numbered(store: Store, number: int) -> Batch:
    """Return the transaction with this number.

    Raises:
        CodingError: There is none.
    """
    found = store.batch(number)
    if found is None:
        raise CodingError(
            f"The history has no No. {number}.", hint="See `kodierung history`."
        )
    return Batch(*found)


def refusal(batch: Batch, reason: str, hint: str, *, undone: bool) -> CodingError:
    """Return the error that a transaction cannot be undone, or made again if it is."""
    word = "made again" if undone else "undone"
    return CodingError(f"{_named(batch)} cannot be {word}: {reason}.", hint=hint)


def _named(batch: Batch) -> str:
    return f"No. {batch.number} ({batch.verb}, {batch.time[:16]})"
