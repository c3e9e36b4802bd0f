"""What things are called in the projects that they came from, and what came along.

They say nothing of the study and are no part of its history: a coding that is taken
back and made again has the GUID that it had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as insert_or

from kodierung.store.recorder import Recorder
from kodierung.store.snapshots import Snapshots
from kodierung.store.tables import carried, identity, transcript

Named = tuple[str, str]
"""A kind of thing (`code`, `coding`, `transcript`, `user`, …) and what it is called."""


class IdentityReading(Snapshots):
    """The part of reading that is about GUIDs."""

    def identities(self) -> dict[Named, str]:
        """Return the GUIDs of all things that came with one."""
        with self._reading() as connection:
            found = connection.execute(select(identity)).all()
        return {(row.kind, row.subject): row.guid for row in found}

    def carried(self) -> list[tuple[str, str, str]]:
        """Return what is kept for the way back: its kind, its GUID, what it holds."""
        with self._reading() as connection:
            found = connection.execute(select(carried)).all()
        return [(row.kind, row.guid, row.content) for row in found]

    def text_digests(self) -> dict[str, str]:
        """Return the digests of all transcripts' texts, by their names."""
        with self._reading() as connection:
            found = connection.execute(select(transcript.c.name, transcript.c.digest))
            return {row.name: row.digest for row in found}


class IdentityChanges(Recorder):
    """What one transaction notes of GUIDs."""

    def identify(self, guids: Mapping[Named, str]) -> None:
        """Note what things are called elsewhere; what has a GUID keeps it."""
        values = [
            {"kind": kind, "subject": subject, "guid": guid}
            for (kind, subject), guid in guids.items()
        ]
        if values:
            self._run(insert_or(identity).on_conflict_do_nothing(), values)

    def carry(self, some: Iterable[tuple[str, str, str]]) -> None:
        """Keep what a study has no place for, for the way back.

        Args:
            some: Its kind, its GUID, what it holds.
        """
        values = [
            {"kind": kind, "guid": guid, "content": content}
            for kind, guid, content in some
        ]
        if values:
            self._run(insert_or(carried).on_conflict_do_nothing(), values)

    def identify_anew(self, kind: str, subjects: Mapping[str, str]) -> None:
        """Let things that are called otherwise from now on have their GUIDs too.

        What they were called keeps it, for when that is taken back.

        Args:
            kind: Of things.
            subjects: What they were called, to what nothing else was called.
        """
        known = select(identity.c.guid).where(identity.c.kind == kind)
        for old, new in subjects.items():
            guid = self._run(known.where(identity.c.subject == old)).scalar()
            if guid is not None:
                self.identify({(kind, new): guid})
