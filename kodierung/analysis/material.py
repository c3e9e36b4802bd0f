"""What the tables of a study are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kodierung.model import Codebook, Coding, Transcript


@dataclass(frozen=True, slots=True)
class Material:
    """Transcripts, and the codings that count, under the codebook's present codes.

    Attributes:
        codebook: The codebook.
        transcripts: All of the study by name, in order: who is silent counts in "of N".
        codings: Confirmed ones, by transcript, place and code.
        coder: Whose codings they are; None: of all coders.
        citation: The form in which passages are cited; empty for the usual one.
    """

    codebook: Codebook
    transcripts: Mapping[str, Transcript]
    codings: tuple[Coding, ...]
    coder: str | None = None
    citation: str = ""
