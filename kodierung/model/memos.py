"""Memos: what a researcher notes beside the codings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kodierung.model.codings import CodingStatus
from kodierung.model.transcripts import Segment

MemoKind = Literal[
    "study", "transcript", "speaker", "segment", "code", "summary", "note"
]

MEMO_KINDS: tuple[MemoKind, ...] = (
    "study", "transcript", "speaker", "segment", "code", "summary", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Memo:
    """A note in Markdown; one on a segment carries its quotation, as a coding does.

    Attributes:
        id: Stable identifier.
        kind: What it is on; `summary`: what a group says on a code or theme, or all of
            a group, or all groups on a code or theme; `note`: printed beneath a cell
            of the matrix.
        text: Markdown.
        coder: Who wrote it.
        created: ISO 8601, UTC.
        changed: When it was last changed, likewise.
        transcript: Of a memo on a transcript or segment, else empty.
        group: Of a memo on a speaker: a person is a group and a label; of a summary,
            empty for all groups.
        speaker: Of a memo on a speaker: the label.
        start: Of a memo on a segment: first character; meaningless while detached.
        end: Character after the last one.
        quote: The segment's words.
        code: Of a memo on a code: its id; of a note, a factor's; of a summary, a
            code's or theme's, empty for all of a group.
        status: `detached` when a segment's words are gone from the text.
    """

    id: str
    kind: MemoKind
    text: str
    coder: str
    created: str = ""
    changed: str = ""
    transcript: str = ""
    group: str = ""
    speaker: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    code: str = ""
    status: CodingStatus = "confirmed"

    @property
    def segment(self) -> Segment:
        """The place in the text of a memo on a segment."""
        return Segment(self.start, self.end)
