"""Suggestions, decisions and codings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kodierung.model.transcripts import Segment

Modality = Literal["fact", "wish", "reported"]
SuggestionSource = Literal["rule", "similar", "learned"]
SuggestionStatus = Literal["open", "accepted", "rejected", "changed"]
CodingStatus = Literal["confirmed", "detached"]

# A thought seldom takes more: passages are suggested of so many sentences at most.
MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage that may deserve a code; counts for nothing until somebody decides.

    Attributes:
        id: Hash of transcript, offsets, quotation and code.
        transcript: Name of the transcript.
        turn: Number of the turn it lies in.
        speaker: That turn's speaker.
        start: First character.
        end: Character after the last one.
        quote: Exactly the text between.
        code: Id of the suggested code.
        rule: Id of the (strongest) rule.
        reason: A sentence a researcher understands.
        score: 0 to 1.
        modality: Whether it is stated, wished for or reported.
        status: As the coder in question has decided.
        source: What it comes from: a rule, likeness to examples, or learning from
            decisions.
        learned: What learning from decisions gives it, 0 to 1; None if nothing did.
    """

    id: str
    transcript: str
    turn: int
    speaker: str
    start: int
    end: int
    quote: str
    code: str
    rule: str
    reason: str
    score: float
    modality: Modality = "fact"
    status: SuggestionStatus = "open"
    source: SuggestionSource = "rule"
    learned: float | None = None

    @property
    def segment(self) -> Segment:
        """The suggestion's place in the text."""
        return Segment(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Coding:
    """A passage that a named coder gave a code; always carries its quotation.

    Attributes:
        id: Stable identifier.
        transcript: Name of the transcript.
        start: First character; meaningless while detached.
        end: Character after the last one.
        quote: The words as they were coded.
        code: Code id.
        coder: Who coded.
        created: ISO 8601, UTC.
        memo: A note on the coding.
        origin: `manual`, `import`, or `suggestion:<id>`.
        statement: Whether it is a chosen statement of its theme.
        status: `detached` when the words are gone from the text; then it does not
            count anywhere.
        abridged: The words as they are printed as a statement, `[...]` for what is
            left out; empty if they are printed in full.
    """

    id: str
    transcript: str
    start: int
    end: int
    quote: str
    code: str
    coder: str
    created: str = ""
    memo: str = ""
    origin: str = "manual"
    statement: bool = False
    status: CodingStatus = "confirmed"
    abridged: str = ""

    @property
    def segment(self) -> Segment:
        """The coding's place in the text."""
        return Segment(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coder decided on a suggestion; `coding` is the coding it led to."""

    suggestion: str
    coder: str
    status: Literal["accepted", "rejected", "changed"]
    created: str
    coding: str | None = None
