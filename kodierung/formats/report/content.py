"""What stands in a report; how it looks is for `page`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kodierung.formats.manual.document import Document
from kodierung.formats.plots.picture import Picture
from kodierung.model import Codebook, Coding, Matrix, Table, Transcript


@dataclass(frozen=True, slots=True)
class Coded:
    """A coding with the labels of those whose words count for its code."""

    coding: Coding
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said, and what was made of it.

    Attributes:
        codebook: The codes.
        transcripts: In order.
        coded: By transcript, in order of place and code.
        whole: Whether all that was said is there; else only what lies in codings that
            count.
    """

    codebook: Codebook
    transcripts: tuple[Transcript, ...]
    coded: Mapping[str, tuple[Coded, ...]]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """A report.

    Attributes:
        title: Of the study.
        facts: What it is made of: what a figure means, and the figure.
        tables: Participants and groups.
        matrix: The factor matrix.
        pictures: Each with its figures.
        codebook: As a manual.
        spoken: Transcripts and passages; None to leave out every quotation.
        note: What the figures mean.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    matrix: Matrix
    pictures: tuple[tuple[Picture, Table], ...]
    codebook: Document
    spoken: Spoken | None
    note: str = ""
