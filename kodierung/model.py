"""The nouns of kodierung, as frozen dataclasses.

Offsets are half-open code-point offsets into the transcript's settled text; times are
seconds from the start of the recording; codes are named by their id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kodierung.errors import Problem

Polarity = Literal["promoting", "inhibiting"]
SpeakerKind = Literal["moderator", "participant"]
Modality = Literal["fact", "wish", "reported"]
CodeKind = Literal["factor", "role", "code"]
RuleKind = Literal["phrase", "all", "any", "part", "regex", "tokens", "dependency"]
SuggestionStatus = Literal["open", "accepted", "rejected", "changed"]
CodingStatus = Literal["confirmed", "detached"]

POLARITIES: tuple[Polarity, Polarity] = ("promoting", "inhibiting")


# --- transcripts -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A stretch of settled text."""

    start: int
    end: int

    def overlaps(self, other: Segment) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


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

    Attributes:
        label: As in the transcript (`B1`).
        kind: Moderator or participant; moderators are never suggested on nor counted.
        function: What the person is (`Geschäftsführung`); may be empty.
        attributes: Own attributes, over those of the transcript.
    """

    label: str
    kind: SpeakerKind = "participant"
    function: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


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
        return tuple(t for t in self.turns if t.segment.overlaps(segment))


# --- codebooks ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry under `match:`, checked as a whole, carried out in `matching`.

    Attributes:
        id: Stable name, unique in the codebook: own `id`, else `<code>#<n>` from 1.
        code: Id of the code it suggests.
        kind: Which of the seven rule kinds.
        terms: `phrase`: one string; `all`/`any`/`part`: the list; `regex`: the pattern.
            A term may be a word, a phrase, a `<concept>` or `~part-of-compound`.
        pattern: spaCy pattern for `tokens` and `dependency`, else empty.
        none: Terms that must not occur within the same unit.
        gap: Words allowed between neighbouring words of a phrase.
        order: Whether a phrase's words must come in the order written.
        within: Unit that holds all parts of the match, or a number of words.
        who: Attributes the speaker must have.
        answer_to: Words one of which the moderator's question before must hold.
        negated: What a negated hit means.
        weight: Factor on the score, greater than 0.
        source: The rule as written, for reasons and messages.
        line: Line in the codebook file, from 1; 0 if not from a file.
    """

    id: str
    code: str
    kind: RuleKind
    terms: tuple[str, ...] = ()
    pattern: tuple[Mapping[str, object], ...] = ()
    none: tuple[str, ...] = ()
    gap: int = 2
    order: Literal["fixed", "free"] = "fixed"
    within: Literal["clause", "sentence", "turn"] | int = "sentence"
    who: Mapping[str, str] = field(default_factory=dict)
    answer_to: tuple[str, ...] = ()
    negated: Literal["twin", "drop", "keep"] = "twin"
    weight: float = 1.0
    source: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """A code with everything a coder needs to apply it.

    Attributes:
        id: Stable path: `traeger.kooperation.promoting`, `role.markt`.
        label: What people read; any characters.
        kind: Factor of the matrix (or a subcode of one), role understanding, or other.
        definition: What it means.
        include: Coding rule.
        exclude: When not to use it, and what to use instead.
        examples: Anchor examples.
        counterexamples: Passages that look like it and are not.
        rules: Under `match:`.
        polarity: For factors and their subcodes.
        theme: Full id of the factor's theme (`traeger.kooperation`), else None.
        perspective: Id of the factor's perspective, else None.
        where: Whose words count: the perspective's `where`; empty for others.
        parent: Id of the code above in the tree, or None.
        twin: Id of the theme's factor of the opposite polarity, or None.
        color: `#rrggbb`, or empty.
        line: Line in the codebook file.
    """

    id: str
    label: str
    kind: CodeKind
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    polarity: Polarity | None = None
    theme: str | None = None
    perspective: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    parent: str | None = None
    twin: str | None = None
    color: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Theme:
    """A row of the matrix; `promoting` and `inhibiting` are code ids or None."""

    id: str
    label: str
    promoting: str | None
    inhibiting: str | None
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Perspective:
    """A block of rows: whose words count (`where`) and its themes in order."""

    id: str
    label: str
    where: Mapping[str, str]
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """What groups and speakers are described by; `values` maps value to label."""

    id: str
    label: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook, checked.

    Attributes:
        id: Stable id of the codebook.
        version: Semantic version.
        title: Title.
        language: ISO 639-1 code; decides pipeline, quotation marks and evidence words.
        source: Where it comes from.
        attributes: By id.
        concepts: Name to words or phrases that mean the same here.
        caption: Caption of the matrix.
        columns: Labels of the promoting, inhibiting and statement columns.
        perspectives: In order.
        codes: Every code by id, in the file's order, factors and subcodes included.
        renamed: Old code id to new code id.
        digest: SHA-256 of the file's settled text.
        file: The file's name, for messages.
    """

    id: str
    version: str
    title: str
    language: str
    source: str
    attributes: Mapping[str, Attribute]
    concepts: Mapping[str, tuple[str, ...]]
    caption: str
    columns: tuple[str, str, str]
    perspectives: tuple[Perspective, ...]
    codes: Mapping[str, Code]
    renamed: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    file: str = ""

    def children(self, code_id: str) -> tuple[Code, ...]:
        """Return the codes directly under a code, in order."""
        return tuple(c for c in self.codes.values() if c.parent == code_id)

    def with_descendants(self, code_id: str) -> frozenset[str]:
        """Return the code's id and those of all codes below it."""
        ids = {code_id}
        for code in self.codes.values():  # parents stand before their children
            if code.parent in ids:
                ids.add(code.id)
        return frozenset(ids)


# --- suggestions and codings ---------------------------------------------------------


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
        statement: Whether it is the chosen statement of its theme.
        status: `detached` when the words are gone from the text; then it does not
            count anywhere.
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


# --- the matrix ----------------------------------------------------------------------


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
class FactorCell:
    """A factor with its evidence: groups first, then persons, then segments."""

    code: str
    label: str
    segments: int
    speakers: Share
    groups: Share
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A telling quotation; the place is None when it comes from the codebook."""

    text: str
    transcript: str | None = None
    group: str | None = None
    turn: int | None = None
    speaker: str | None = None
    start: int | None = None
    end: int | None = None
    time: float | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A theme: what promotes, what inhibits, and a statement; None is an empty cell."""

    theme: str
    label: str
    promoting: FactorCell | None
    inhibiting: FactorCell | None
    statement: Statement | None

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
