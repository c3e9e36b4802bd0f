"""The nouns of kodierung, as frozen dataclasses.

Offsets are half-open code-point offsets into the transcript's settled text; times are
seconds from the start of the recording; codes are named by their id.
"""

from kodierung.model.codebooks import (
    POLARITIES,
    Attribute,
    Code,
    Codebook,
    CodebookTest,
    CodeKind,
    Perspective,
    Polarity,
    Rule,
    RuleKind,
    Theme,
)
from kodierung.model.codings import (
    MOST_SENTENCES,
    Coding,
    CodingStatus,
    Decision,
    Modality,
    Suggestion,
    SuggestionSource,
    SuggestionStatus,
)
from kodierung.model.matrix import (
    Basis,
    ContextTurn,
    Contradiction,
    FactorCell,
    Matrix,
    MatrixPerspective,
    MatrixRow,
    Passage,
    Share,
    Statement,
    Subcode,
)
from kodierung.model.memos import MEMO_KINDS, Memo, MemoKind
from kodierung.model.tables import Column, ColumnKind, Table, Value
from kodierung.model.transcripts import (
    Draft,
    Segment,
    Speaker,
    SpeakerKind,
    Transcript,
    Turn,
)

__all__ = [
    "MEMO_KINDS",
    "MOST_SENTENCES",
    "POLARITIES",
    "Attribute",
    "Basis",
    "Code",
    "CodeKind",
    "Codebook",
    "CodebookTest",
    "Coding",
    "CodingStatus",
    "Column",
    "ColumnKind",
    "ContextTurn",
    "Contradiction",
    "Decision",
    "Draft",
    "FactorCell",
    "Matrix",
    "MatrixPerspective",
    "MatrixRow",
    "Memo",
    "MemoKind",
    "Modality",
    "Passage",
    "Perspective",
    "Polarity",
    "Rule",
    "RuleKind",
    "Segment",
    "Share",
    "Speaker",
    "SpeakerKind",
    "Statement",
    "Subcode",
    "Suggestion",
    "SuggestionSource",
    "SuggestionStatus",
    "Table",
    "Theme",
    "Transcript",
    "Turn",
    "Value",
]
