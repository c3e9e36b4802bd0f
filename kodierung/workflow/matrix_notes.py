"""What stands beneath the matrix, and what is told of codings it does not show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kodierung.analysis.divisions import Division
from kodierung.errors import Problem
from kodierung.model import Codebook, Coding, Comparison, Transcript
from kodierung.project import Project
from kodierung.workflow.attributes import UNCOUNTED, undescribed
from kodierung.workflow.blind import CONSENSUS
from kodierung.workflow.wording import note

if TYPE_CHECKING:
    from kodierung.workflow.matrix import MatrixRequest


def note_of(
    project: Project,
    codebook: Codebook,
    coder: str,
    request: MatrixRequest,
    compared: Comparison | None,
) -> str:
    """Return the note beneath a matrix.

    Args:
        project: The study.
        codebook: Its codebook.
        coder: Whose codings count.
        request: How the matrix is made.
        compared: What its evidence is divided by.
    """
    language = codebook.language
    parts = [project.settings.note]
    parts.append(
        note(language, "consensus")
        if coder == CONSENSUS
        else note(language, "coder", coder=coder)
    )
    if request.statements == "codebook":
        parts.append(
            note(
                language,
                "codebook" if codebook.source else "codebook_plain",
                title=codebook.title,
                version=codebook.version,
                source=codebook.source,
            )
        )
    if max(request.min_groups, request.min_segments) > 1 and not request.show_all:
        parts.append(
            note(
                language,
                "least",
                groups=max(request.min_groups, 1),
                segments=max(request.min_segments, 1),
            )
        )
    if compared:
        parts.append(note(language, "compared", by=compared.label))
    return " ".join(part.strip() for part in parts if part.strip())


def about_coder(
    coder: str, codings: list[Coding], coders: dict[str, int]
) -> list[Problem]:
    """Warn that a coder has no codings yet."""
    if codings:
        return []
    others = ", ".join(f"{name} ({n})" for name, n in coders.items())
    return [
        Problem(
            f"codings of {coder}",
            "there are none yet, and suggestions count for nothing before they are "
            "accepted",
            f"codings in this study: {others}" if others else "",
            "warning",
        )
    ]


def about_many(division: Division) -> Problem:
    """Warn that there are too many values for all of them to stand in a cell."""
    return Problem(
        f"--by {division.by}",
        f"there are {len(division.heads)} of them, so cells name only those of whom "
        "something is coded",
        f"kodierung crosstab --by {division.by} shows them all, in columns",
        "warning",
    )


def left_out(
    codings: Sequence[Coding],
    transcripts: Sequence[Transcript],
    codebook: Codebook,
    coder: str,
) -> list[Problem]:
    """Warn of codings of nobody whose words count, and of attributes nobody told.

    Args:
        codings: Those that the matrix leaves out.
        transcripts: All of the study.
        codebook: Its codebook.
        coder: Whose codings they are.
    """
    if not codings:
        return []
    first = codings[0]
    involved = {coding.transcript for coding in codings}
    there = [t for t in transcripts if t.name in involved]
    return [
        Problem(
            f"codings of {coder}",
            f"{len(codings)} factor codings are left out, because nobody whose words "
            f"count speaks there (the first is {first.id[:8]} in {first.transcript})",
            "check the code, or the attributes of the group",
            "warning",
        ),
        *undescribed(there, codebook, UNCOUNTED),
    ]
