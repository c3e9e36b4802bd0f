"""What the database keeps beside the nouns of the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kodierung.model import Turn


@dataclass(frozen=True, slots=True)
class Source:
    """The file a transcript was read from.

    Attributes:
        file: Path inside the study folder, with `/`.
        digest: SHA-256 of the file's bytes.
        imported: ISO 8601, UTC.
        versions: Files of earlier versions, oldest first; filled in by the store.
        reading: What was asked for when it was read, so that it can be read alike
            again; JSON values.
    """

    file: str
    digest: str
    imported: str
    versions: tuple[str, ...] = ()
    reading: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """The words of an earlier version of a transcript, and who said them.

    Attributes:
        text: Its settled text.
        digest: SHA-256 of that.
        turns: In order.
    """

    text: str
    digest: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One change, with what was there before and after.

    Attributes:
        number: Position in the history, from 1.
        batch: Number shared by all changes of one transaction.
        time: ISO 8601, UTC.
        verb: The command that made the change.
        coder: Who ran it, or `""`.
        kind: What was changed: `transcript`, its archived `versions`, `suggestions`,
            `decision`, `coding`, `memo`, `reading` (turns read through), a `codebook`
            file, `reveal`, or `batch` for a whole transaction that was undone or made
            again.
        subject: Its name or id.
        before: State before, or None when it is new.
        after: State afterwards, or None when it was removed.
        transcript: Name of the transcript it is about, or `""`.
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
    transcript: str = ""
