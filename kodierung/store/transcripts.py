"""How transcripts come, change and go; their words are kept in the archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.exc import IntegrityError

from kodierung.errors import StoreError
from kodierung.model import Speaker, Transcript
from kodierung.store import rows
from kodierung.store.recorder import Recorder, changed_since, is_as
from kodierung.store.records import Source
from kodierung.store.tables import (
    analysed,
    source,
    speaker,
    suggestion,
    transcript,
    turn,
    version,
)


class TranscriptChanges(Recorder):
    """What one transaction does to transcripts."""

    def add_transcript(self, added: Transcript, origin: Source) -> None:
        """Add a transcript with the file it was read from.

        Raises:
            StoreError: If there is one of this name.
        """
        self._add(added, origin)
        self._note("transcript", added.name, None, transcript_state(added, origin))

    def replace_transcript(self, added: Transcript, origin: Source) -> str:
        """Put a new version, or a new description, in place of a transcript.

        Its codings and suggestions stay as they are; finding their place in a new text
        is the caller's task. The file is noted as a new version if it differs, and
        the words as they were are kept in the archive.

        Returns:
            The archive's key of the version that was replaced.

        Raises:
            StoreError: If there is no transcript of this name.
        """
        transcript_id, _ = self._transcript(added.name)
        before, file = self._stored(transcript_id)
        if (file.file, file.digest) != (origin.file, origin.digest):
            self._run(insert(source), rows.of_source(origin, transcript_id))
        else:
            origin = replace(file, reading=origin.reading)
            self._read_as(transcript_id, origin)
        self._put(transcript_id, before, added)
        self._note(
            "transcript",
            added.name,
            transcript_state(before, file),
            transcript_state(added, origin),
        )
        return str(rows.of_version(before)["key"])

    def forget_versions(self, name: str) -> int:
        """Remove the words of a transcript's earlier versions from the archive.

        Returns:
            How many versions there were.

        Raises:
            StoreError: If there is no transcript of this name.
        """
        self._transcript(name)
        mine = version.c.transcript == name
        count = self._run(delete(version).where(mine)).rowcount
        if count:
            self._note("versions", name, {"kept": count}, {"kept": 0})
        return count

    def _restore_transcript(
        self,
        name: str,
        expected: Mapping[str, Any] | None,
        wanted: Mapping[str, Any] | None,
        *,
        again: bool,
    ) -> None:
        """Make a transcript what it was in another state of the study.

        Raises:
            StoreError: It is not as expected, or that state was not kept.
        """
        transcript_id = self._run(
            select(transcript.c.id).where(transcript.c.name == name)
        ).scalar_one_or_none()
        known = self._stored(transcript_id) if transcript_id is not None else None
        # An earlier kodierung told nothing of the source but its digest.
        now = (
            {**transcript_state(*known), "file_digest": known[1].digest}
            if known
            else None
        )
        if not is_as(now, expected):
            raise changed_since("transcript", name)
        if wanted is None:
            self._remove(name)
            return
        restored = self._as_it_was(name, wanted, known[0] if known else None)
        origin = Source(**wanted["source"])
        if known is None or transcript_id is None:
            self._add(restored, origin)
            return
        before, file = known
        if (file.file, file.digest) == (origin.file, origin.digest):
            self._read_as(transcript_id, origin)
        elif again:
            self._run(insert(source), rows.of_source(origin, transcript_id))
        else:
            latest = self._latest_source(transcript_id)
            self._run(delete(source).where(source.c.id == latest.id))
        self._put(transcript_id, before, restored)

    def _add(self, added: Transcript, origin: Source) -> None:
        try:
            result = self._run(insert(transcript), rows.of_transcript(added))
        except IntegrityError as error:
            raise StoreError(
                f'There is already a transcript called "{added.name}" in the study.',
                "Nothing was changed.",
            ) from error
        transcript_id = result.lastrowid
        self._write_parts(added, transcript_id)
        self._run(insert(source), rows.of_source(origin, transcript_id))

    def _put(self, transcript_id: int, before: Transcript, added: Transcript) -> None:
        """Write a transcript over what it was, which goes into the archive."""
        if (before.digest, before.turns) != (added.digest, added.turns):
            self._archive(before)
        self._run(
            update(transcript)
            .where(transcript.c.id == transcript_id)
            .values(rows.of_transcript(added))
        )
        for table in (turn, speaker):
            self._run(delete(table).where(table.c.transcript_id == transcript_id))
        self._write_parts(added, transcript_id)
        self._transcripts.pop(added.name, None)

    def _remove(self, name: str) -> None:
        """Remove a transcript without codings; its words stay in the archive."""
        transcript_id, _ = self._transcript(name)
        self._archive(self._stored(transcript_id)[0])
        for table in (turn, speaker, source, analysed, suggestion):
            self._run(delete(table).where(table.c.transcript_id == transcript_id))
        self._run(delete(transcript).where(transcript.c.id == transcript_id))
        self._transcripts.pop(name)

    def _archive(self, kept: Transcript) -> None:
        row = rows.of_version(kept)
        self._run(insert_or(version).values(row).on_conflict_do_nothing())

    def _as_it_was(
        self, name: str, state: Mapping[str, Any], known: Transcript | None
    ) -> Transcript:
        """Return a transcript in another state; its words are known or archived.

        Raises:
            StoreError: An earlier kodierung, which kept no words, made that state.
        """
        key = state.get("version", "")
        if known is None or rows.of_version(known)["key"] != key:
            row = self._run(
                select(version)
                .where(version.c.transcript == name)
                .where(version.c.key == key)
            ).one_or_none()
            if row is None:
                raise StoreError(
                    f"The words of {name} as they were before were not kept.",
                    "Nothing was changed. Import the earlier file with --update.",
                )
            kept = rows.as_version(name, row)
            words = (kept.text, kept.digest, kept.turns)
        else:
            words = (known.text, known.digest, known.turns)
        people = [{**p, "told": tuple(p["told"])} for p in state["speakers"]]
        return Transcript(
            name,
            state["group"],
            *words,
            speakers=tuple(Speaker(**person) for person in people),
            attributes=state["attributes"],
            format=state["format"],
            encoding=state["encoding"],
        )

    def _write_parts(self, added: Transcript, transcript_id: int) -> None:
        for table, values in (
            (speaker, rows.of_speakers(added, transcript_id)),
            (turn, rows.of_turns(added, transcript_id)),
        ):
            if values:
                self._run(insert(table), values)

    def _read_as(self, transcript_id: int, origin: Source) -> None:
        """Note how the latest file was read."""
        latest = self._latest_source(transcript_id)
        self._run(
            update(source)
            .where(source.c.id == latest.id)
            .values(reading=rows.to_json(origin.reading))
        )

    def _latest_source(self, transcript_id: int) -> Row[Any]:
        return self._run(
            select(source)
            .where(source.c.transcript_id == transcript_id)
            .order_by(source.c.id.desc())
            .limit(1)
        ).one()

    def _stored(self, transcript_id: int) -> tuple[Transcript, Source]:
        row = self._run(
            select(transcript).where(transcript.c.id == transcript_id)
        ).one()
        turns = self._run(
            select(turn)
            .where(turn.c.transcript_id == transcript_id)
            .order_by(turn.c.number)
        )
        speakers = self._run(
            select(speaker)
            .where(speaker.c.transcript_id == transcript_id)
            .order_by(speaker.c.position)
        )
        stored = rows.as_transcript(
            row,
            [rows.as_turn(t) for t in turns],
            [rows.as_speaker(s) for s in speakers],
        )
        return stored, rows.as_source(self._latest_source(transcript_id), ())


def transcript_state(described: Transcript, origin: Source) -> rows.Values:
    """Return what the history keeps of a transcript: everything but the words."""
    return {
        "group": described.group,
        "digest": described.digest,
        "version": rows.of_version(described)["key"],
        "format": described.format,
        "encoding": described.encoding,
        "source": {
            "file": origin.file,
            "digest": origin.digest,
            "imported": origin.imported,
            "reading": dict(origin.reading),
        },
        "attributes": dict(described.attributes),
        "speakers": [asdict(person) for person in described.speakers],
    }
