"""The factor matrix of a study, from one coder's confirmed codings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kodierung.analysis.divisions import Division
from kodierung.analysis.material import Material
from kodierung.analysis.matrix import (
    MatrixOptions,
    RowOrder,
    StatementSource,
    build_matrix,
    uncounted,
)
from kodierung.errors import Problem, UsageError
from kodierung.formats.matrix.docx_template import write_into
from kodierung.formats.matrix.lines import MOST_VALUES
from kodierung.formats.matrix.registry import matrix_format, matrix_formats
from kodierung.formats.tables.plain import with_bom
from kodierung.model import Codebook, Coding, Matrix, Transcript
from kodierung.project import Project, write_file
from kodierung.project.files import read_file
from kodierung.workflow.blind import sees_others
from kodierung.workflow.codes import under_present_names
from kodierung.workflow.comparison import comparable, comparison_of
from kodierung.workflow.matrix_appendix import appendix
from kodierung.workflow.matrix_notes import about_coder, about_many, left_out, note_of
from kodierung.workflow.standing import footing_of
from kodierung.workflow.status import detached, unknown_codes
from kodierung.workflow.summaries.matrix import cell_texts, with_texts
from kodierung.workflow.wording import basis_note


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
        summaries: Whether the coder's summaries stand in place of factors' labels.
        by: What the evidence is divided by: group, speaker, function, transcript or an
            attribute; None for no comparison.
        appendix: Whether to make the tables that stand behind it in a workbook.
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
    summaries: bool = False
    by: str | None = None
    appendix: bool = False

    def check(self) -> None:
        """Make sure that what is asked for goes together.

        Raises:
            UsageError: It does not.
        """
        if self.by and not self.evidence:
            raise UsageError(
                "--by shows evidence, and --no-evidence hides it.", "Leave out one."
            )

    def options(
        self, division: Division | None, title: str, note: str
    ) -> MatrixOptions:
        """Return how the matrix is made.

        Args:
            division: By what the evidence is divided, if at all.
            title: Title of the study.
            note: Printed beneath the table.
        """
        return MatrixOptions(
            statements=self.statements,
            evidence=self.evidence,
            show_all=self.show_all,
            order=self.order,
            min_groups=self.min_groups,
            min_segments=self.min_segments,
            subcodes=self.subcodes,
            contradictions=self.contradictions,
            division=division,
            title=title,
            note=note,
        )


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

    Raises:
        UsageError: What is asked for does not go together.
        CodingError: The study has nothing that is called as what it is divided by.
    """
    request = request or MatrixRequest()
    request.check()
    codebook = project.load_codebook()
    with project.open_store() as store, store.snapshot():
        transcripts = store.transcripts()
        codings = under_present_names(store.codings(coder, status=None), codebook)
        seen = sees_others(project, store, coder)
        coders = store.coders() if seen else {}
        footing = footing_of(store, transcripts, coder, codebook.renamed)
        written = cell_texts(store, codebook, coder)
    material = _material(codebook, transcripts, codings, coder)
    division = comparable(material, request.by) if request.by else None
    compared = comparison_of(codebook, division) if division else None
    beneath = note_of(project, codebook, coder, request, compared)
    options = request.options(division, project.settings.title, beneath)
    matrix = with_texts(
        build_matrix(codebook, transcripts, codings, coder, options),
        written,
        summaries=request.summaries,
    )
    matrix = replace(matrix, comparison=compared, citation=project.settings.citation)
    if request.appendix:
        matrix = replace(matrix, appendix=appendix(material, matrix))
    basis = footing.of(matrix.codings())
    told = f"{matrix.note} {basis_note(codebook.language, basis)}".strip()
    matrix = replace(matrix, basis=basis, note=told if request.basis else matrix.note)
    remarks = [
        *about_coder(coder, codings, coders),
        *detached(sum(c.status == "detached" for c in codings)),
        *unknown_codes((c.code for c in codings), codebook),
    ]
    if division and len(division.heads) > MOST_VALUES:
        remarks.append(about_many(division))
    outside = uncounted(codebook, transcripts, codings)
    remarks += left_out(outside, transcripts, codebook, coder)
    return matrix, tuple(remarks)


def _material(
    codebook: Codebook,
    transcripts: Sequence[Transcript],
    codings: Sequence[Coding],
    coder: str,
) -> Material:
    known = {transcript.name: transcript for transcript in transcripts}
    confirmed = (
        c for c in codings if c.status == "confirmed" and c.transcript in known
    )
    return Material(codebook, known, tuple(confirmed), coder)


def write_matrix(
    matrix: Matrix,
    format_name: str,
    *,
    bom: bool = False,
    template: Path | None = None,
) -> bytes:
    """Return the matrix in a format.

    Args:
        matrix: The matrix.
        format_name: As in `--format`.
        bom: Whether to begin a CSV or TSV file with the mark by which Excel knows
            UTF-8.
        template: A Word document to write it into.

    Raises:
        UsageError: There is no such format, or it takes no mark or no template.
        CodingError: The template cannot be read or used.
    """
    if template is not None:
        if format_name != "docx":
            raise UsageError(
                f"A {format_name} file takes no template.",
                hint="It is for docx: -o tab1.docx --template journal.docx",
            )
        return write_into(matrix, read_file(template), template.name)
    written = matrix_format(format_name).write(matrix)
    return with_bom(written, format_name) if bom else written


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
