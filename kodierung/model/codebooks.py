"""Codebooks: codes with their rules, themes and perspectives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Polarity = Literal["promoting", "inhibiting"]
CodeKind = Literal["factor", "role", "code"]
RuleKind = Literal["phrase", "all", "any", "part", "regex", "tokens", "dependency"]

POLARITIES: tuple[Polarity, Polarity] = ("promoting", "inhibiting")


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
        example_lines: Those of the anchor examples.
        counterexample_lines: Those of the counterexamples.
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
    example_lines: tuple[int, ...] = ()
    counterexample_lines: tuple[int, ...] = ()

    def may_be_of(self, attributes: Mapping[str, str]) -> bool:
        """Tell whether somebody's words count for the code.

        An attribute that the speaker does not have at all excludes nothing.

        Args:
            attributes: The speaker's, over those of the group.
        """
        return all(
            attributes.get(key, value) == value for key, value in self.where.items()
        )


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
class CodebookTest:
    """A passage with what must and must not be suggested for it.

    Attributes:
        text: What somebody says.
        codes: Codes that must be suggested.
        never: Codes that must not; where neither names one, no code at all.
        who: Attributes of the speaker.
        question: The moderator's words before; may be empty.
        line: Line in the codebook file.
    """

    text: str
    codes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    who: Mapping[str, str] = field(default_factory=dict)
    question: str = ""
    line: int = 0


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
        paraphrases: Code id to further passages that deserve the code, for comparing by
            likeness; under `""` passages that deserve none.
        tests: Passages with the codes to be suggested for them.
        digest: SHA-256 of the file's settled text.
        file: The file's name, for messages.
        licence: Under which licence it may be used; may be empty.
        authors: Who wrote it.
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
    paraphrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tests: tuple[CodebookTest, ...] = ()
    digest: str = ""
    file: str = ""
    licence: str = ""
    authors: tuple[str, ...] = ()

    def children(self, code_id: str) -> tuple[Code, ...]:
        """Return the codes directly under a code, in order."""
        return tuple(c for c in self.codes.values() if c.parent == code_id)

    def with_ancestors(self, code_id: str) -> tuple[str, ...]:
        """Return the code's id and those of all codes above it, from below."""
        ids = [code_id]
        while (above := self.codes[ids[-1]].parent) is not None:
            ids.append(above)
        return tuple(ids)

    def with_descendants(self, code_id: str) -> frozenset[str]:
        """Return the code's id and those of all codes below it."""
        ids = {code_id}
        for code in self.codes.values():  # parents stand before their children
            if code.parent in ids:
                ids.add(code.id)
        return frozenset(ids)
