"""The shape of a codebook file, as pydantic models.

They decide which keys there are and what type each has, and give the JSON Schema its
descriptions. What needs a look at more than one key is checked in `rules` and `build`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)

from kodierung.model import RuleKind

KINDS: tuple[RuleKind, ...] = get_args(RuleKind)
TAGS = frozenset({"<text>", "<rule>"})
# Numbers and truth values are read as texts, so an editor must not complain about them.
_TEXT_TYPES = ["string", "number", "boolean"]
# The German word "null" among others is a text as well.
_LISTED_TYPES = [*_TEXT_TYPES, "null"]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _kind_of_entry(value: Any) -> str | None:
    if isinstance(value, str):
        return "<text>"
    return "<rule>" if isinstance(value, (dict, RuleEntry)) else None


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema({"type": _TEXT_TYPES}),
]
MaybeText = Annotated[
    str,
    StringConstraints(strip_whitespace=True),
    WithJsonSchema({"type": _TEXT_TYPES}),
]
Id = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^[^\s.]+$"}),
]
Texts = list[Annotated[Text, WithJsonSchema({"type": _LISTED_TYPES})]]
# One text or several: `part: fluktuation` is as good as `part: [fluktuation]`.
Terms = Annotated[
    list[Text],
    BeforeValidator(_listed),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": _TEXT_TYPES},
                {"type": "array", "items": {"type": _LISTED_TYPES}, "minItems": 1},
            ]
        }
    ),
]
Within = Annotated[
    str,
    StringConstraints(strip_whitespace=True),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["clause", "sentence", "turn"]},
                {"type": "integer", "minimum": 1},
            ]
        }
    ),
]
Where = dict[str, Text]
Pattern = list[dict[str, Any]]


class Entry(BaseModel):
    """A mapping in which every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, value: Any) -> Any:
        # A known key with nothing behind it says as much as no key.
        if not isinstance(value, dict):
            return value
        names = {field.alias or name for name, field in cls.model_fields.items()}
        return {k: v for k, v in value.items() if v is not None or k not in names}


class RuleEntry(Entry):
    """A rule: exactly one of phrase, all, any, part, regex, tokens, dependency."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [kind]} for kind in KINDS]}
    )

    id: Text | None = Field(
        None,
        description="Stable name of the rule; if left out, the code's id and a number.",
    )
    phrase: Text | None = Field(
        None,
        description="Words in this order, inflected or not, with few others between.",
    )
    all: Terms | None = Field(
        None,
        description="Words, phrases or <concepts> that must all occur (see `within`).",
    )
    any: Terms | None = Field(
        None, description="Words, phrases or <concepts> of which one is enough."
    )
    part: Terms | None = Field(
        None, description="Parts of compounds: `fluktuation` finds Personalfluktuation."
    )
    regex: Text | None = Field(
        None,
        description="A regular expression as in Python, in single quotation marks.",
    )
    tokens: Pattern | None = Field(
        None, description="A spaCy Matcher pattern: one mapping for each token."
    )
    dependency: Pattern | None = Field(
        None, description="A spaCy DependencyMatcher pattern; needs a trained pipeline."
    )
    none: Terms | None = Field(
        None,
        description="Words, phrases or <concepts> that must not occur in the unit.",
    )
    within: Within | None = Field(
        None,
        description="What holds the match: clause, sentence, turn, or so many words.",
    )
    who: Where | None = Field(
        None, description="Attributes the speaker must have, e.g. {level: leitung}."
    )
    answer_to: Terms | None = Field(
        None,
        description="Words one of which the moderator's question before must hold.",
    )
    negated: Literal["twin", "drop", "keep"] | None = Field(
        None,
        description="A negated hit means the opposite factor, nothing, or the same.",
    )
    weight: float | None = Field(
        None,
        gt=0,
        allow_inf_nan=False,
        description="Factor on the score; 1 if left out.",
    )
    gap: int | None = Field(
        None,
        ge=0,
        description="Other words allowed between two of the phrase; 2 if left out.",
    )
    order: Literal["fixed", "free"] | None = Field(
        None, description="Whether the phrase's words must come in the order written."
    )


MatchEntry = Annotated[
    Annotated[Text, Tag("<text>")] | Annotated[RuleEntry, Tag("<rule>")],
    Discriminator(_kind_of_entry),
]


class FactorEntry(Entry):
    """A code with everything a coder needs to apply it."""

    label: Text = Field(description="What people read; any characters.")
    definition: MaybeText = Field(
        "", description="What the code means, in two or three sentences."
    )
    include: MaybeText = Field("", description="Coding rule: when to use the code.")
    exclude: MaybeText = Field(
        "", description="When not to use it, and which code to use instead."
    )
    examples: Texts = Field(
        [], description="Anchor examples: passages that get the code."
    )
    counterexamples: Texts = Field(
        [], description="Passages that look like it and are not."
    )
    match: list[MatchEntry] = Field(
        [],
        description="Rules that make suggestions: phrases or mappings.",
    )
    children: list[CodeEntry] = Field(
        [], description="Subcodes, counted with the code above them."
    )
    color: MaybeText = Field(
        "",
        description="Colour as #rrggbb.",
        json_schema_extra={"pattern": "^#[0-9A-Fa-f]{6}$"},
    )


class CodeEntry(FactorEntry):
    """A code with its own id."""

    id: Id = Field(
        description="Step of the code's path: letters, digits, _, -; stable for ever."
    )


class ThemeEntry(Entry):
    """A row of the matrix: what promotes, what inhibits, and a statement."""

    id: Id = Field(description="Second step of the factors' paths; stable for ever.")
    label: Text = Field(description="Name of the row.")
    promoting: FactorEntry | None = Field(None, description="The promoting factor.")
    inhibiting: FactorEntry | None = Field(None, description="The inhibiting factor.")
    statement: MaybeText = Field(
        "",
        description="A published or preferred quotation, printed only when asked for.",
    )


class PerspectiveEntry(Entry):
    """A block of rows: whose words count, and its themes."""

    id: Id = Field(description="First step of the factors' paths; stable for ever.")
    label: Text = Field(description="Heading of the block.")
    where: Where = Field(
        {}, description="Whose words count here, e.g. {perspective: traeger}."
    )
    themes: list[ThemeEntry] = Field(min_length=1, description="The rows, in order.")


class ColumnsEntry(Entry):
    """Headings of the three columns."""

    promoting: Text | None = Field(
        None, description="Heading of the promoting factors."
    )
    inhibiting: Text | None = Field(
        None, description="Heading of the inhibiting factors."
    )
    statement: Text | None = Field(None, description="Heading of the statements.")


class MatrixEntry(Entry):
    """The factor matrix."""

    caption: MaybeText = Field(
        "", description="Caption of the table, printed unchanged."
    )
    columns: ColumnsEntry | None = Field(
        None, description="Headings of the three columns."
    )
    perspectives: list[PerspectiveEntry] = Field(
        min_length=1, description="The blocks, in order."
    )


class AttributeEntry(Entry):
    """Something groups and speakers are described by."""

    label: Text = Field(description="What people read.")
    values: dict[str, Text] = Field(
        min_length=1, description="Allowed values with their labels."
    )


class CheckEntry(Entry):
    """A passage with what must and must not be suggested; by default nothing."""

    text: Text = Field(description="What somebody says.")
    codes: Terms = Field([], description="Codes that must be suggested.")
    never: Terms = Field(
        [], alias="not", description="Codes that must not be suggested."
    )
    who: Where = Field({}, description="Attributes of the speaker.")
    question: MaybeText = Field("", description="What the moderator asked before.")


class CodebookEntry(Entry):
    """A codebook of kodierung."""

    codebook: Id = Field(description="Stable id of the codebook.")
    version: Text = Field(
        description="Three numbers: redefined codes, new codes, wording."
    )
    title: Text = Field(description="Title.")
    language: Text = Field(
        description="Language of the material, two letters: de, en, …"
    )
    source: MaybeText = Field("", description="Where it comes from.")
    licence: MaybeText = Field("", description="Under which licence it may be used.")
    authors: Terms = Field([], description="Who wrote it.")
    attributes: dict[str, AttributeEntry] = Field(
        {}, description="What groups and speakers are described by."
    )
    concepts: dict[str, Texts] = Field(
        {}, description="Words that mean the same here; usable in every rule as <name>."
    )
    matrix: MatrixEntry | None = Field(None, description="The factor matrix.")
    roles: list[CodeEntry] = Field(
        [],
        description="Role understandings, not tied to a perspective.",
    )
    codes: list[CodeEntry] = Field([], description="Any further tree of codes.")
    renamed: dict[str, Text] = Field(
        {}, description="Old code id: new code id; carries codings over."
    )
    paraphrases: dict[str, Texts] = Field(
        {},
        description=(
            "Code id: further passages that deserve it, for comparing by likeness; "
            "under none: passages that deserve no code."
        ),
    )
    tests: list[CheckEntry] = Field(
        [], description="Sentences with the codes to be suggested for them."
    )
