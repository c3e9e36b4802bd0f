"""The factor matrix with the passages behind its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kodierung.model.transcripts import Segment

if TYPE_CHECKING:
    from kodierung.model.tables import Table


@dataclass(frozen=True, slots=True)
class Share:
    """`k` of `of`."""

    k: int
    of: int


@dataclass(frozen=True, slots=True)
class ContextTurn:
    """A turn around a passage; `marked` is the passage's part of `text`, if any."""

    number: int
    speaker: str
    text: str
    time: float | None
    marked: Segment | None


@dataclass(frozen=True, slots=True)
class Passage:
    """One coded segment behind a figure, with the turns around it.

    Attributes:
        coding: Id of the coding.
        code: The coding's own code (may be a subcode of the cell's factor).
        transcript: File name.
        group: Focus group.
        turn: First turn it touches.
        turn_end: Last turn it touches.
        speakers: Labels of the speakers it touches, moderators left out.
        functions: Their functions, in the same order.
        start: First character.
        end: Character after the last one.
        quote: The words.
        time: Start of the first turn in seconds, or None.
        memo: The coding's memo.
        context: The turns it touches with one before and one after.
    """

    coding: str
    code: str
    transcript: str
    group: str
    turn: int
    turn_end: int
    speakers: tuple[str, ...]
    functions: tuple[str, ...]
    start: int
    end: int
    quote: str
    time: float | None
    memo: str
    context: tuple[ContextTurn, ...]


@dataclass(frozen=True, slots=True)
class Subcode:
    """A code below a factor with its evidence, its own subcodes included."""

    code: str
    label: str
    segments: int
    speakers: Share
    groups: Share


@dataclass(frozen=True, slots=True)
class Part:
    """A factor's evidence among those of one value: of the level `Leitung`.

    Attributes:
        value: Id of the value, of the group, ….
        label: What people read.
        segments: Coded segments in which one of them speaks.
        speakers: Persons behind them, of those of the value whose words count.
        groups: Groups behind them, likewise.
    """

    value: str
    label: str
    segments: int
    speakers: Share
    groups: Share


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the evidence of a matrix is divided by.

    Attributes:
        by: `group`, `speaker`, the id of an attribute, ….
        label: What people call it.
        values: Id and label of each value, in order.
    """

    by: str
    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FactorCell:
    """A factor with its evidence: groups first, then persons, then segments.

    Attributes:
        code: Id of the factor.
        label: What the codebook calls it.
        segments: Coded segments, identical ones counted once.
        speakers: Persons behind them, of those whose words count.
        groups: Groups behind them, likewise.
        passages: The segments.
        subcodes: Codes directly below it that were used; empty where nobody asked.
        text: The researcher's summary, to be shown in place of the label; may be empty.
        note: A note on the cell; may be empty.
        parts: The evidence value by value, where a comparison was asked for; without
            values of which nobody's words count.
    """

    code: str
    label: str
    segments: int
    speakers: Share
    groups: Share
    passages: tuple[Passage, ...]
    subcodes: tuple[Subcode, ...] = ()
    text: str = ""
    note: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A telling quotation; the place is None when it comes from the codebook.

    Attributes:
        text: The words, abridged if the researcher abridged them.
        transcript: File name.
        group: Focus group.
        turn: Turn in which it begins.
        speaker: Who says it.
        start: First character of the passage.
        end: Character after the last one.
        time: When the turn begins, in seconds.
        function: What the speaker is; may be empty.
    """

    text: str
    transcript: str | None = None
    group: str | None = None
    turn: int | None = None
    speaker: str | None = None
    start: int | None = None
    end: int | None = None
    time: float | None = None
    function: str | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A group in which a theme is told to promote and to inhibit.

    Attributes:
        group: The focus group.
        promoting: Labels of those who say what promotes, and nothing that inhibits.
        inhibiting: Labels of those who say what inhibits, and nothing that promotes.
        both: Labels of those who say both.
    """

    group: str
    promoting: tuple[str, ...]
    inhibiting: tuple[str, ...]
    both: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A theme.

    Attributes:
        theme: Its id within the perspective.
        label: What the codebook calls it.
        promoting: What promotes; None is an empty cell.
        inhibiting: What inhibits, likewise.
        statements: Telling quotations, in the order of the transcripts.
        contradictions: Groups that say both; empty where nobody asked.
    """

    theme: str
    label: str
    promoting: FactorCell | None
    inhibiting: FactorCell | None
    statements: tuple[Statement, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def factors(self) -> tuple[FactorCell | None, FactorCell | None]:
        """Both factor cells in column order."""
        return (self.promoting, self.inhibiting)


@dataclass(frozen=True, slots=True)
class MatrixPerspective:
    """A perspective's block of rows."""

    id: str
    label: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the figures of a matrix rest on.

    Attributes:
        transcripts: How many there are in the study.
        turns: Participants' turns in them.
        turns_read: How many of these the coder marked as read through.
        codings: The codings that the cells count.
        from_suggestions: How many of these were made by accepting a suggestion.
        by_hand: How many were coded by hand where nothing alike was suggested.
        both: How many were coded by hand and suggested.
    """

    transcripts: int
    turns: int
    turns_read: int
    codings: int
    from_suggestions: int
    by_hand: int
    both: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The factor matrix, ready to be written in any format.

    Attributes:
        caption: Printed above or below the table, unchanged.
        coder: Whose codings count.
        note: Printed beneath the table: whose codings, where statements come from, …
        columns: Labels of the promoting, inhibiting and statement columns.
        perspectives: In order.
        language: ISO 639-1 code of the codebook.
        title: Title of the study.
        evidence: Whether cells show their evidence.
        codes: Code id to label, for the segments' own codes.
        basis: What the figures rest on; None where nobody asked.
        comparison: What the evidence is divided by; None where nobody asked.
        citation: The form in which passages are cited; empty for the usual one.
        appendix: Tables that stand behind it in a workbook.
    """

    caption: str
    coder: str
    note: str
    columns: tuple[str, str, str]
    perspectives: tuple[MatrixPerspective, ...]
    language: str
    title: str = ""
    evidence: bool = True
    codes: Mapping[str, str] = field(default_factory=dict)
    basis: Basis | None = None
    comparison: Comparison | None = None
    citation: str = ""
    appendix: tuple[Table, ...] = ()

    def codings(self) -> tuple[str, ...]:
        """Return the ids of the codings that the cells count, each once."""
        cells = (
            cell
            for perspective in self.perspectives
            for row in perspective.rows
            for cell in row.factors
            if cell is not None
        )
        return tuple(dict.fromkeys(p.coding for cell in cells for p in cell.passages))
