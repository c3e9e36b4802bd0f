"""What a coder notes beside codings: memos, turns read through, codebooks changed."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import and_, delete, func, insert, select, union
from sqlalchemy.dialects.sqlite import insert as insert_or

from kodierung.errors import StoreError
from kodierung.model import Coding, Memo
from kodierung.store import rows
from kodierung.store.recorder import Recorder, changed_since, is_as, missing
from kodierung.store.snapshots import Snapshots
from kodierung.store.tables import (
    codebook_text,
    coding,
    event,
    memo,
    read_turn,
    transcript,
)
from kodierung.text import digest

REVEALING = "reveal"

# Times tell seconds; of two memos of one second the history knows which came first.
_WRITTEN = (
    select(func.min(event.c.number))
    .where(event.c.kind == "memo", event.c.subject == memo.c.id)
    .correlate(memo)
    .scalar_subquery()
)


class NoteReading(Snapshots):
    """The part of reading that is about notes."""

    def memos(self, coder: str | None = None) -> list[Memo]:
        """Return memos, oldest first.

        Args:
            coder: Only this coder's.
        """
        query = select(memo).order_by(memo.c.created, _WRITTEN, memo.c.id)
        if coder is not None:
            query = query.where(memo.c.coder == coder)
        with self._reading() as connection:
            return [rows.as_memo(row) for row in connection.execute(query)]

    def memos_on_codes(self) -> list[Memo]:
        """Return the memos on codes, oldest first."""
        query = select(memo).where(memo.c.kind == "code")
        query = query.order_by(memo.c.created, _WRITTEN, memo.c.id)
        with self._reading() as connection:
            return [rows.as_memo(row) for row in connection.execute(query)]

    def memo(self, memo_id: str) -> Memo | None:
        """Return the memo with this id, or None."""
        with self._reading() as connection:
            row = connection.execute(select(memo).where(memo.c.id == memo_id)).first()
        return None if row is None else rows.as_memo(row)

    def memo_by_prefix(self, prefix: str) -> list[str]:
        """Return the ids that begin so, of memos and codings with one, sorted."""
        ids = union(select(memo.c.id), select(coding.c.id).where(coding.c.memo != ""))
        found = ids.subquery()
        begins = found.c.id.startswith(prefix, autoescape=True)
        with self._reading() as connection:
            query = select(found.c.id).where(begins).order_by(found.c.id)
            return list(connection.execute(query).scalars())

    def noted_codings(self, coder: str | None = None) -> list[Coding]:
        """Return codings that have a memo, detached ones too, by transcript and place.

        Args:
            coder: Only this coder's.
        """
        query = (
            select(coding, transcript.c.name)
            .join_from(coding, transcript)
            .where(coding.c.memo != "")
            .order_by(transcript.c.name, coding.c.start, coding.c.end, coding.c.id)
        )
        if coder is not None:
            query = query.where(coding.c.coder == coder)
        with self._reading() as connection:
            return [rows.as_coding(row, row.name) for row in connection.execute(query)]

    def memos_in(self, transcript: str) -> list[tuple[Memo, str]]:
        """Return the memos on a transcript's segments by place, the oldest first.

        Each with the archived version that it was right in if detached, else `""`.
        """
        here = and_(memo.c.transcript == transcript, memo.c.kind == "segment")
        by_place = (memo.c.start, memo.c.end, memo.c.created, _WRITTEN, memo.c.id)
        query = select(memo).where(here).order_by(*by_place)
        with self._reading() as connection:
            found = connection.execute(query).all()
        return [(rows.as_memo(row), row.version) for row in found]

    def read_turns(self, coder: str, transcript: str) -> frozenset[str]:
        """Return the keys of a transcript's turns that a coder has read through."""
        query = select(read_turn.c.turn).where(
            read_turn.c.transcript == transcript, read_turn.c.coder == coder
        )
        with self._reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def readers(self) -> dict[str, int]:
        """Return everybody who marked turns as read, with how many."""
        query = (
            select(read_turn.c.coder, func.count().label("turns"))
            .group_by(read_turn.c.coder)
            .order_by(read_turn.c.coder)
        )
        with self._reading() as connection:
            return {row.coder: row.turns for row in connection.execute(query)}

    def revealed(self, coder: str) -> str:
        """Return when a coder first asked to see the others' work, `""` if never.

        It is read from the history: what was seen cannot be taken back.
        """
        query = select(func.min(event.c.time)).where(
            event.c.kind == REVEALING, event.c.subject == coder
        )
        with self._reading() as connection:
            return connection.scalar(query) or ""

    def codebook_text(self, text_digest: str) -> str | None:
        """Return the codebook file that was kept with this digest, or None."""
        query = select(codebook_text.c.text).where(
            codebook_text.c.digest == text_digest
        )
        with self._reading() as connection:
            kept = connection.scalar(query)
        return None if kept is None else zlib.decompress(kept).decode("utf-8")


class NoteChanges(Recorder):
    """What one transaction does to notes."""

    # --- memos ---------------------------------------------------------------------

    def add_memo(self, added: Memo) -> None:
        """Add a memo.

        Raises:
            StoreError: If its id is taken.
        """
        if self._memo(added.id) is not None:
            raise StoreError(
                f'There is already a memo with the id "{added.id}" in the study.',
                "Nothing was changed.",
            )
        self._put_memo(added.id, rows.of_memo(added))
        self._note("memo", added.id, None, rows.of_memo(added))

    def update_memo(self, changed: Memo, version: str = "") -> None:
        """Put a memo in place of the one with the same id.

        Args:
            changed: The memo.
            version: The archived version that a detached one's offsets are right in; if
                empty, the one named when it was detached.

        Raises:
            StoreError: If there is no such memo.
        """
        before = self._memo(changed.id)
        if before is None:
            raise missing("memo", changed.id)
        if changed.status == "detached":
            version = version or before["version"]
        after = rows.of_memo(changed, version)
        if before != after:
            self._put_memo(changed.id, after)
            self._note("memo", changed.id, before, after)

    def remove_memo(self, memo_id: str) -> None:
        """Remove a memo.

        Raises:
            StoreError: If there is no such memo.
        """
        before = self._memo(memo_id)
        if before is None:
            raise missing("memo", memo_id)
        self._put_memo(memo_id, None)
        self._note("memo", memo_id, before, None)

    def _restore_memo(
        self,
        memo_id: str,
        expected: Mapping[str, Any] | None,
        wanted: Mapping[str, Any] | None,
    ) -> None:
        if not is_as(self._memo(memo_id), expected):
            raise changed_since("memo", memo_id)
        self._put_memo(memo_id, wanted)

    def _memo(self, memo_id: str) -> rows.Values | None:
        query = select(memo).where(memo.c.id == memo_id)
        row = self._run(query).mappings().one_or_none()
        return None if row is None else dict(row)

    def _put_memo(self, memo_id: str, values: Mapping[str, Any] | None) -> None:
        self._run(delete(memo).where(memo.c.id == memo_id))
        if values is not None:
            self._run(insert(memo), values)

    # --- turns read through --------------------------------------------------------

    def mark_read(
        self, transcript: str, coder: str, turns: Collection[str], *, read: bool = True
    ) -> int:
        """Note turns as read through, or as not read after all.

        Args:
            transcript: Its name.
            coder: Who read.
            turns: Keys of turns.
            read: What they are from now on.

        Returns:
            How many were not so before.

        Raises:
            StoreError: If there is no such transcript.
        """
        self._transcript(transcript)
        known = self._read_turns(transcript, coder)
        changed = sorted(set(turns) - known if read else known & set(turns))
        if changed:
            self._put_read(transcript, coder, changed, read=read)
            before, after = (
                {
                    "coder": coder,
                    "transcript": transcript,
                    "turns": changed,
                    "read": is_,
                }
                for is_ in (not read, read)
            )
            self._note("reading", transcript, before, after)
        return len(changed)

    def _restore_reading(
        self, transcript: str, expected: Mapping[str, Any], wanted: Mapping[str, Any]
    ) -> None:
        coder, turns = wanted["coder"], set(wanted["turns"])
        known = self._read_turns(transcript, coder) & turns
        if known != (turns if expected["read"] else set()):
            raise changed_since("reading of", transcript)
        self._put_read(transcript, coder, sorted(turns), read=wanted["read"])

    def _read_turns(self, transcript: str, coder: str) -> set[str]:
        query = select(read_turn.c.turn).where(
            read_turn.c.transcript == transcript, read_turn.c.coder == coder
        )
        return set(self._run(query).scalars())

    def _put_read(
        self, transcript: str, coder: str, turns: Collection[str], *, read: bool
    ) -> None:
        mine = {"transcript": transcript, "coder": coder}
        if read:
            values = [{**mine, "turn": turn, "time": self.time} for turn in turns]
            self._run(insert_or(read_turn).on_conflict_do_nothing(), values)
            return
        for turn in turns:
            self._run(
                delete(read_turn).where(
                    read_turn.c.transcript == transcript,
                    read_turn.c.coder == coder,
                    read_turn.c.turn == turn,
                )
            )

    # --- codebooks and secrets -----------------------------------------------------

    def note_codebook(
        self, file: str, before: str, after: str, **told: Mapping[str, object] | str
    ) -> None:
        """Note that kodierung changed a codebook file, and keep both texts.

        The file is the caller's task.

        Args:
            file: As seen from the study folder.
            before: Its text before.
            after: Its text afterwards.
            told: What was done, for the history.
        """
        for text in (before, after):
            values = {
                "digest": digest(text),
                "text": zlib.compress(text.encode("utf-8")),
            }
            self._run(insert_or(codebook_text).on_conflict_do_nothing(), values)
        self._note(
            "codebook",
            file,
            {"digest": digest(before)},
            {"digest": digest(after), **told},
        )

    def reveal(self, coder: str) -> None:
        """Note that a coder sees the others' work from now on."""
        self._note(REVEALING, coder, None, {"coder": coder})
