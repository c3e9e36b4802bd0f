"""The factor matrix of a study, from one coder's confirmed codings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kodierung.analysis.matrix import (
    MatrixOptions,
    RowOrder,
    StatementSource,
    build_matrix,
    uncounted,
)
from kodierung.errors import Problem
from kodierung.formats.matrix.registry import matrix_format, matrix_formats
from kodierung.model import Codebook, Coding, Matrix
from kodierung.project import Project, write_file
from kodierung.workflow.attributes import UNCOUNTED, undescribed
from kodierung.workflow.blind import CONSENSUS
from kodierung.workflow.codes import under_present_names
from kodierung.workflow.standing import footing_of
from kodierung.workflow.status import detached, unknown_codes
from kodierung.workflow.wording import basis_note, note


@dataclass(frozen=True, slots=True)
class MatrixRequest:
    """What is asked for; see `analysis.matrix.MatrixOptions`.

    Attributes:
        statements: Where the statements come from.
        evidence: Whether cells show their evidence.
        show_all: Whether factors without codings are shown.
        basis: Whether the note says what the figures rest on.
        order: Of the themes within a perspective.
        min_groups: Factors of fewer groups are left out.
        min_segments: Factors of fewer segments are left out.
        subcodes: Whether cells list the codes below their factor.
        contradictions: Whether rows name the groups that say both.
    """

    statements: StatementSource = "chosen"
    evidence: bool = True
    show_all: bool = False
    basis: bool = False
    order: RowOrder = "codebook"
    min_groups: int = 0
    min_segments: int = 0
    subcodes: bool = False
    contradictions: bool = False


def make_matrix(
    project: Project, coder: str, request: MatrixRequest | None = None
) -> tuple[Matrix, tuple[Problem, ...]]:
    """Make the matrix.

    Args:
        project: The study.
        coder: Whose codings count.
        request: How to make it.

    Returns:
        The matrix, and warnings about codings it does not show.
    """
    request = request or MatrixRequest()
    codebook = project.load_codebook()
    with project.open_store() as store, store.snapshot():
        transcripts = store.transcripts()
        codings = under_present_names(store.codings(coder, status=None), codebook)
        coders = store.coders()
        footing = footing_of(store, transcripts, coder, codebook.renamed)
    options = MatrixOptions(
        statements=request.statements,
        evidence=request.evidence,
        show_all=request.show_all,
        order=request.order,
        min_groups=request.min_groups,
        min_segments=request.min_segments,
        subcodes=request.subcodes,
        contradictions=request.contradictions,
        title=project.settings.title,
        note=_note(project, codebook, coder, request),
    )
    matrix = build_matrix(codebook, transcripts, codings, coder, options)
    basis = footing.of(matrix.codings())
    told = f"{matrix.note} {basis_note(codebook.language, basis)}".strip()
    matrix = replace(matrix, basis=basis, note=told if request.basis else matrix.note)
    remarks = [
        *_about_coder(coder, codings, coders),
        *detached(sum(c.status == "detached" for c in codings)),
        *unknown_codes((c.code for c in codings), codebook),
    ]
    outside = uncounted(codebook, transcripts, codings)
    if outside:
        remarks += _outside(outside, coder)
        involved = {c.transcript for c in outside}
        there = [t for t in transcripts if t.name in involved]
        remarks += undescribed(there, codebook, UNCOUNTED)
    return matrix, tuple(remarks)


def write_matrix(matrix: Matrix, format_name: str) -> bytes:
    """Return the matrix in a format.

    Raises:
        UsageError: There is no such format.
    """
    return matrix_format(format_name).write(matrix)


def export_matrix(project: Project, matrix: Matrix, stem: str) -> list[str]:
    """Write the matrix in every format into the study's exports folder.

    Returns:
        The names of the files.
    """
    names = []
    for module in matrix_formats().values():
        name = f"{stem}{module.suffix}"
        write_file(project.exports / name, module.write(matrix))
        names.append(name)
    return names


def _note(
    project: Project, codebook: Codebook, coder: str, request: MatrixRequest
) -> str:
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
    return " ".join(part.strip() for part in parts if part.strip())


def _about_coder(
    coder: str, codings: list[Coding], coders: dict[str, int]
) -> list[Problem]:
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


def _outside(codings: list[Coding], coder: str) -> list[Problem]:
    first = codings[0]
    return [
        Problem(
            f"codings of {coder}",
            f"{len(codings)} factor codings are left out, because nobody whose words "
            f"count speaks there (the first is {first.id[:8]} in {first.transcript})",
            "check the code, or the attributes of the group",
            "warning",
        )
    ]
