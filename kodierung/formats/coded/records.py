"""What other programs say of coded passages, before their places are looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kodierung.formats.refi.records import RefiCodebook


@dataclass(frozen=True, slots=True)
class ForeignCoding:
    """A passage with a code, as another program names both.

    Attributes:
        document: Name of the document.
        code: Path of the code: names from above, joined by ` > `.
        quote: The words; plain line ends.
        place: Where this stands in the file, for messages: `:12` or `:highlight 7`.
        coder: Who coded, if it says.
        speaker: Whose words they are, if it says.
        memo: A note on it.
        created: When, as in the file.
        start: First code point of the document's text, if the file holds the text.
        end: Code point after the last one.
        guid: What the program calls it, if it has names for codings.
    """

    document: str
    code: str
    quote: str
    place: str
    coder: str = ""
    speaker: str = ""
    memo: str = ""
    created: str = ""
    start: int | None = None
    end: int | None = None
    guid: str = ""


@dataclass(frozen=True, slots=True)
class ForeignWork:
    """Everything that a file of another program holds and kodierung has a place for.

    Attributes:
        program: What wrote it, for messages.
        codings: In the file's order.
        codes: The code tree, if the file has one; else made of the codings' codes.
        documents: Texts by name with plain line ends, if the file holds them.
        lost: What has no place here: in words, to number.
    """

    program: str
    codings: tuple[ForeignCoding, ...]
    codes: RefiCodebook
    documents: Mapping[str, str] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)


PATH = " > "
"""Between the names of a code's path."""
