"""The formats transcripts are written in: entry points of `kodierung.transcripts`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Literal, Protocol, cast

from kodierung.errors import UsageError, did_you_mean
from kodierung.model import Transcript

GROUP = "kodierung.transcripts"


@dataclass(frozen=True, slots=True)
class Keeps:
    """What of a transcript a format holds, beside speakers and words.

    Attributes:
        times: Which times of a turn.
        precision: Seconds by which a time may differ.
        neighbours: Whether two turns of one speaker in a row stay two.
    """

    times: tuple[Literal["start_time", "end_time"], ...]
    precision: float
    neighbours: bool = True


class TranscriptFormat(Protocol):
    """What a module must offer to be a format that transcripts are written in.

    Attributes:
        suffix: Ending of a file's name, with the full stop.
        importer: Name of the format that reads such a file.
        keeps: What it holds.
    """

    suffix: str
    importer: str
    keeps: Keeps

    def write(self, transcript: Transcript) -> bytes:
        """Return the transcript as the content of a file.

        Raises:
            TranscriptError: The format cannot hold this transcript.
        """
        ...


def transcript_format(name: str) -> TranscriptFormat:
    """Load one format.

    Raises:
        UsageError: There is no format of this name.
    """
    entries = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in entries:
        known = sorted(entries)
        near = did_you_mean(name, known).replace("did", "Did", 1)
        raise UsageError(
            f'Transcripts cannot be written as "{name}".',
            f"{near} The formats are {', '.join(known)}.".strip(),
        )
    return cast(TranscriptFormat, entries[name].load())
