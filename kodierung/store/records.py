"""What the database keeps beside the nouns of the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The file a transcript was read from.

    Attributes:
        file: Path inside the study folder, with `/`.
        digest: SHA-256 of the file's bytes.
        imported: ISO 8601, UTC.
        versions: Files of earlier versions, oldest first; filled in by the store.
    """

    file: str
    digest: str
    imported: str
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One change, with what was there before and after.

    Attributes:
        number: Position in the history, from 1.
        batch: Number shared by all changes of one transaction.
        time: ISO 8601, UTC.
        verb: The command that made the change.
        coder: Who ran it, or `""`.
        kind: What was changed: `transcript`, `suggestions`, `suggestion`, `decision`,
            `coding`.
        subject: Its name or id.
        before: State before, or None when it is new.
        after: State afterwards, or None when it was removed.
    """

    number: int
    batch: int
    time: str
    verb: str
    coder: str
    kind: str
    subject: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
