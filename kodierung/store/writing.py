"""What can be changed in the database; every change leaves an event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kodierung.store.identities import IdentityChanges
from kodierung.store.memory import MemoryChanges
from kodierung.store.notes import NoteChanges
from kodierung.store.recoding import RecodingChanges
from kodierung.store.records import Event
from kodierung.store.transcripts import TranscriptChanges

# A codebook's file is the business of who takes the change back.
RESTORED = ("transcript", "coding", "decision", "memo", "reading", "codebook")


class Change(
    TranscriptChanges, RecodingChanges, NoteChanges, MemoryChanges, IdentityChanges
):
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
        if self._restore(event.kind, event.subject, was, becomes, again=again):
            self._note(event.kind, event.subject, was, becomes)

    def _restore(
        self,
        kind: str,
        subject: str,
        was: Mapping[str, Any] | None,
        becomes: Mapping[str, Any] | None,
        *,
        again: bool,
    ) -> bool:
        """Make one thing what it was; tell whether there was anything to do."""
        if kind == "transcript":
            self._restore_transcript(subject, was, becomes, again=again)
        elif kind == "coding":
            self._restore_coding(subject, was, becomes)
        elif kind == "decision":
            self._restore_decision(subject, was, becomes)
        elif kind == "memo":
            self._restore_memo(subject, was, becomes)
        elif kind == "reading":
            self._restore_reading(subject, was or {}, becomes or {})
        elif kind == "suggestions":
            return self._restore_suggestions(subject, was, becomes)
        return kind in RESTORED

    def note_undone(self, batch: int, *, undone: bool) -> None:
        """Note that all changes of a transaction were taken back, or made again."""
        self._note("batch", str(batch), {"undone": not undone}, {"undone": undone})
