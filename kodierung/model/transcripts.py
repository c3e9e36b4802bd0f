"""Transcripts: segments, turns, speakers, and what a format makes of a file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kodierung.errors import Problem

SpeakerKind = Literal["moderator", "participant"]


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A stretch of settled text."""

    start: int
    end: int

    def overlaps(self, other: Segment) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shared(self, other: Segment) -> int:
        """Return how many characters the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's contribution.

    Attributes:
        number: Position in the transcript, from 1.
        speaker: The speaker's label as in the transcript.
        start: First character of the spoken text (label and time mark left out).
        end: Character after the last one.
        start_time: Seconds, or None when the transcript does not tell.
        end_time: Seconds, or None.
    """

    number: int
    speaker: str
    start: int
    end: int
    start_time: float | None = None
    end_time: float | None = None

    @property
    def segment(self) -> Segment:
        """The turn's place in the text."""
        return Segment(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person in one transcript; may be named in its header and never speak.

    The label of several people, or of somebody nobody recognised, is listed like one.

    Attributes:
        label: As in the transcript (`B1`).
        kind: Moderator or participant; moderators are never suggested on nor counted.
        function: What the person is (`Geschäftsführung`); may be empty.
        attributes: Own attributes, over those of the transcript.
        told: What of this the researcher said and no file may overrule: `kind`,
            `function`, and keys of attributes.
        collective: Whether the label is no single person's (`Alle`, `?`, `B1, B2`).
    """

    label: str
    kind: SpeakerKind = "participant"
    function: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    collective: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format's `read` makes of a file: a settled text and what was found in it.

    Attributes:
        text: Settled text; every turn is a span of it.
        turns: In order, not overlapping, numbered from 1.
        speakers: Everybody with a turn or named in a header legend.
        notes: Header lines kept as notes, not as turns.
        encoding: Name of the encoding taken, `""` where the format fixes it.
        problems: Warnings with their place.
    """

    text: str
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    notes: tuple[str, ...] = ()
    encoding: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """A settled transcript of (a part of) one focus group.

    Attributes:
        name: The file's name; unique in a study.
        group: The focus group it belongs to; several transcripts may share one.
        text: The settled text.
        digest: SHA-256 of the settled text.
        turns: In order.
        speakers: In order of appearance.
        attributes: What describes the whole group (`perspective`, `level`, …).
        format: Name of the format it was read from.
        encoding: Encoding of the source, `""` where the format fixes it.
    """

    name: str
    group: str
    text: str
    digest: str
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    format: str = ""
    encoding: str = ""

    def quote(self, segment: Segment) -> str:
        """Return the words of a segment."""
        return self.text[segment.start : segment.end]

    def speaker(self, label: str) -> Speaker | None:
        """Return the speaker with this label, or None."""
        return next((s for s in self.speakers if s.label == label), None)

    def moderators(self) -> frozenset[str]:
        """Return the labels of those who moderate."""
        return frozenset(s.label for s in self.speakers if s.kind == "moderator")

    def participants(self) -> tuple[Speaker, ...]:
        """Return everybody but the moderators, silent people included."""
        return tuple(s for s in self.speakers if s.kind == "participant")

    def attributes_of(self, label: str) -> dict[str, str]:
        """Return the group's attributes with the speaker's own over them."""
        speaker = self.speaker(label)
        own = speaker.attributes if speaker else {}
        return {**self.attributes, **own}

    def turns_in(self, segment: Segment) -> tuple[Turn, ...]:
        """Return the turns that share at least one character with the segment."""
        first = bisect_right(self.turns, segment.start, key=lambda turn: turn.end)
        last = bisect_left(self.turns, segment.end, key=lambda turn: turn.start)
        return self.turns[first:last]
