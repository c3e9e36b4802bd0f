"""What can be changed in the database; every change leaves an event."""

from __future__ import annotations

from kodierung.store.codings import CodingChanges
from kodierung.store.memory import MemoryChanges
from kodierung.store.records import Event
from kodierung.store.transcripts import TranscriptChanges


class Change(TranscriptChanges, CodingChanges, MemoryChanges):
    """One transaction's changes; made by `Store.writing`."""

    def restore(self, event: Event, *, again: bool = False) -> None:
        """Take back a change, or make it again.

        The runs of `suggest` leave nothing to restore: they can be made anew. Changes
        of one transaction are taken back last first, and made again first first.

        Args:
            event: The change.
            again: Whether it was taken back and is to be made again.

        Raises:
            StoreError: The study is not as the event left it, or found it.
        """
        was, becomes = event.after, event.before
        if again:
            was, becomes = becomes, was
        if event.kind == "transcript":
            self._restore_transcript(event.subject, was, becomes, again=again)
        elif event.kind == "coding":
            self._restore_coding(event.subject, was, becomes)
        elif event.kind == "decision":
            self._restore_decision(event.subject, was, becomes)
        elif not self._restore_suggestions(event.subject, was, becomes):
            return
        self._note(event.kind, event.subject, was, becomes)

    def note_undone(self, batch: int, *, undone: bool) -> None:
        """Note that all changes of a transaction were taken back, or made again."""
        self._note("batch", str(batch), {"undone": not undone}, {"undone": undone})
