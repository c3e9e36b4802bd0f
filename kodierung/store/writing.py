"""What can be changed in the database; every change leaves an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.exc import IntegrityError

from kodierung.errors import StoreError
from kodierung.model import Coding, Decision, Suggestion, Transcript
from kodierung.store import rows
from kodierung.store.recorder import Recorder, missing
from kodierung.store.records import Source
from kodierung.store.tables import (
    analysed,
    coding,
    decision,
    source,
    speaker,
    suggestion,
    transcript,
    turn,
)


class Change(Recorder):
    """One transaction's changes; made by `Store.writing`."""

    # --- transcripts ---------------------------------------------------------------

    def add_transcript(self, added: Transcript, origin: Source) -> None:
        """Add a transcript with the file it was read from.

        Raises:
            StoreError: If there is one of this name.
        """
        try:
            result = self._run(insert(transcript), rows.of_transcript(added))
        except IntegrityError as error:
            raise StoreError(
                f'There is already a transcript called "{added.name}" in the study.',
                "Nothing was changed.",
            ) from error
        transcript_id = result.lastrowid
        self._write_parts(added, transcript_id)
        self._write_source(origin, transcript_id)
        self._note(
            "transcript", added.name, None, _transcript_state(added, origin.digest)
        )

    def replace_transcript(self, added: Transcript, origin: Source) -> None:
        """Put a new version, or a new description, in place of a transcript.

        Its codings and suggestions stay as they are; finding their place in a new text
        is the caller's task. The file is noted as a new version if it differs.

        Raises:
            StoreError: If there is no transcript of this name.
        """
        transcript_id, _ = self._transcript(added.name)
        before = self._stored_state(transcript_id)
        latest = self._latest_source(transcript_id)
        self._run(
            update(transcript)
            .where(transcript.c.id == transcript_id)
            .values(rows.of_transcript(added))
        )
        for table in (turn, speaker):
            self._run(delete(table).where(table.c.transcript_id == transcript_id))
        self._write_parts(added, transcript_id)
        if (latest.file, latest.digest) != (origin.file, origin.digest):
            self._write_source(origin, transcript_id)
        self._transcripts.pop(added.name)
        self._note(
            "transcript", added.name, before, _transcript_state(added, origin.digest)
        )

    def _write_parts(self, added: Transcript, transcript_id: int) -> None:
        for table, values in (
            (speaker, rows.of_speakers(added, transcript_id)),
            (turn, rows.of_turns(added, transcript_id)),
        ):
            if values:
                self._run(insert(table), values)

    def _write_source(self, origin: Source, transcript_id: int) -> None:
        self._run(
            insert(source).values(
                transcript_id=transcript_id,
                file=origin.file,
                digest=origin.digest,
                imported=origin.imported,
            )
        )

    def _latest_source(self, transcript_id: int) -> Row[Any]:
        return self._run(
            select(source)
            .where(source.c.transcript_id == transcript_id)
            .order_by(source.c.id.desc())
            .limit(1)
        ).one()

    def _stored_state(self, transcript_id: int) -> rows.Values:
        row = self._run(
            select(transcript).where(transcript.c.id == transcript_id)
        ).one()
        speakers = self._run(
            select(speaker)
            .where(speaker.c.transcript_id == transcript_id)
            .order_by(speaker.c.position)
        )
        stored = rows.as_transcript(row, (), [rows.as_speaker(s) for s in speakers])
        return _transcript_state(stored, self._latest_source(transcript_id).digest)

    # --- suggestions ---------------------------------------------------------------

    def set_suggestions(
        self, name: str, suggestions: Sequence[Suggestion], fingerprint: str
    ) -> None:
        """Make these the transcript's suggestions and note it as analysed.

        Those somebody decided on are kept with their decisions and not suggested anew.

        Args:
            name: The transcript.
            suggestions: All of them, of this transcript.
            fingerprint: What they depend on: text, codebook, pipeline, version.

        Raises:
            StoreError: If there is no transcript of this name.
        """
        transcript_id, _ = self._transcript(name)
        dropped = self._drop_open(transcript_id)
        kept = self._run(
            select(suggestion).where(suggestion.c.transcript_id == transcript_id)
        ).all()
        wanted = {s.id for s in suggestions} | {_place(s) for s in suggestions}
        decided = {row.id for row in kept} | {_place(row) for row in kept}
        still = [row.id for row in kept if wanted & {row.id, _place(row)}]
        new = [s for s in suggestions if not decided & {s.id, _place(s)}]
        if still:
            self._run(
                update(suggestion)
                .where(suggestion.c.id == bindparam("kept"))
                .values(current=1),
                [{"kept": suggestion_id} for suggestion_id in still],
            )
        if new:
            self._run(
                insert(suggestion),
                [rows.of_suggestion(s, transcript_id) for s in new],
            )
        self._run(
            insert(analysed).values(
                transcript_id=transcript_id, fingerprint=fingerprint, time=self.time
            )
        )
        after = {"open": len(new), "decided": len(kept), "fingerprint": fingerprint}
        self._note("suggestions", name, {"open": dropped}, after)

    def drop_open_suggestions(self, name: str) -> None:
        """Remove what nobody decided on, and forget that the transcript was analysed.

        Raises:
            StoreError: If there is no transcript of this name.
        """
        transcript_id, _ = self._transcript(name)
        dropped = self._drop_open(transcript_id)
        if dropped:
            self._note("suggestions", name, {"open": dropped}, {"open": 0})

    def _drop_open(self, transcript_id: int) -> int:
        mine = suggestion.c.transcript_id == transcript_id
        decided = exists().where(decision.c.suggestion_id == suggestion.c.id)
        dropped = self._run(delete(suggestion).where(mine, ~decided)).rowcount
        self._run(update(suggestion).where(mine).values(current=0))
        self._run(delete(analysed).where(analysed.c.transcript_id == transcript_id))
        return dropped

    def update_suggestion_place(self, moved: Suggestion) -> None:
        """Note where a suggestion lies in a new version of its transcript.

        Raises:
            StoreError: If there is no such suggestion.
        """
        here = suggestion.c.id == moved.id
        before = self._run(select(suggestion).where(here)).one_or_none()
        if before is None:
            raise missing("suggestion", moved.id)
        names = ("turn", "speaker", "start", "end", "quote")
        place = {name: getattr(moved, name) for name in names}
        self._run(update(suggestion).where(here).values(place))
        self._note(
            "suggestion",
            moved.id,
            {name: getattr(before, name) for name in names},
            place,
        )

    def decide(self, made: Decision) -> None:
        """Note a coder's decision; an earlier one of the same coder is superseded.

        Raises:
            StoreError: If there is no such suggestion.
        """
        known = self._run(
            select(suggestion.c.id).where(suggestion.c.id == made.suggestion)
        ).one_or_none()
        if known is None:
            raise missing("suggestion", made.suggestion)
        earlier = self._run(
            select(decision)
            .where(decision.c.suggestion_id == made.suggestion)
            .where(decision.c.coder == made.coder)
        ).one_or_none()
        values = rows.of_decision(made)
        self._run(
            insert_or(decision)
            .values(values)
            .on_conflict_do_update(index_elements=decision.primary_key, set_=values)
        )
        before = asdict(rows.as_decision(earlier)) if earlier else None
        self._note("decision", made.suggestion, before, asdict(made))

    # --- codings -------------------------------------------------------------------

    def add_coding(self, added: Coding) -> None:
        """Add a coding.

        Raises:
            StoreError: If its transcript is unknown or its id is taken.
        """
        transcript_id, digest = self._transcript(added.transcript)
        try:
            self._run(insert(coding), rows.of_coding(added, transcript_id, digest))
        except IntegrityError as error:
            raise StoreError(
                f'There is already a coding with the id "{added.id}" in the study.',
                "Nothing was changed.",
            ) from error
        self._note("coding", added.id, None, asdict(added))

    def update_coding(self, changed: Coding) -> None:
        """Put a coding in place of the one with the same id.

        Raises:
            StoreError: If there is no such coding, or its transcript is unknown.
        """
        row, before = self._coding(changed.id)
        transcript_id, digest = self._transcript(changed.transcript)
        if changed.status == "detached":  # its offsets were right in an earlier text
            digest = row.text_digest
        self._run(
            update(coding)
            .where(coding.c.id == changed.id)
            .values(rows.of_coding(changed, transcript_id, digest))
        )
        self._note("coding", changed.id, asdict(before), asdict(changed))

    def remove_coding(self, coding_id: str) -> None:
        """Remove a coding; decisions that led to it stay, without it.

        Raises:
            StoreError: If there is no such coding.
        """
        _, before = self._coding(coding_id)
        led_here = decision.c.coding_id == coding_id
        for row in self._run(select(decision).where(led_here)).all():
            made = asdict(rows.as_decision(row))
            self._note("decision", row.suggestion_id, made, {**made, "coding": None})
        self._run(update(decision).where(led_here).values(coding_id=None))
        self._run(delete(coding).where(coding.c.id == coding_id))
        self._note("coding", coding_id, asdict(before), None)

    def _coding(self, coding_id: str) -> tuple[Row[Any], Coding]:
        row = self._run(
            select(coding, transcript.c.name)
            .join_from(coding, transcript)
            .where(coding.c.id == coding_id)
        ).one_or_none()
        if row is None:
            raise missing("coding", coding_id)
        return row, rows.as_coding(row, row.name)


def _transcript_state(described: Transcript, file_digest: str) -> rows.Values:
    """Return what the history keeps of a transcript: everything but the words."""
    return {
        "group": described.group,
        "digest": described.digest,
        "file_digest": file_digest,
        "attributes": dict(described.attributes),
        "speakers": [asdict(person) for person in described.speakers],
    }


def _place(suggested: Suggestion | Row[Any]) -> tuple[int, int, str]:
    return (suggested.start, suggested.end, suggested.code)
