"""The report: one page with all that a study publishes, and what it rests on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from kodierung.analysis.anchors import anchored
from kodierung.analysis.crosstab import WhoCounts
from kodierung.analysis.material import Material
from kodierung.analysis.people import persons_behind, population
from kodierung.errors import Problem
from kodierung.formats.manual.document import Document
from kodierung.formats.report.content import Coded, Report, Spoken
from kodierung.formats.report.page import write
from kodierung.model import FactorCell, Matrix
from kodierung.project import Project
from kodierung.workflow.manual import FromCodings, manual
from kodierung.workflow.material import read_material
from kodierung.workflow.matrix import MatrixRequest, make_matrix
from kodierung.workflow.plot import KINDS, drawn
from kodierung.workflow.report_overview import Overview


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """How much of what was said a report holds.

    Attributes:
        transcripts: Whether whole transcripts are there.
        quotations: Whether coded passages and chosen statements are there.
    """

    transcripts: bool = True
    quotations: bool = True


def make_report(
    project: Project, coder: str, request: ReportRequest | None = None
) -> tuple[Report, tuple[Problem, ...]]:
    """Make the report.

    Whether the codings may be seen is for the caller to ask (`workflow/blind.py`).

    Args:
        project: The study.
        coder: Whose codings count.
        request: How much of what was said is in it.

    Returns:
        The report, and warnings about codings its figures leave out.

    Raises:
        CodebookError: The codebook has faults.
    """
    request = request or ReportRequest()
    asked = MatrixRequest(basis=True, subcodes=True, contradictions=True)
    matrix, remarks = make_matrix(project, coder, asked)
    material = _of_present_codes(read_material(project, coder))
    overview, note = Overview(material), project.settings.note
    pictures = (drawn(material, kind, note) for kind in KINDS)
    return Report(
        title=project.settings.title,
        facts=overview.facts(),
        tables=overview.tables(),
        matrix=_lean(matrix, statements=request.quotations),
        pictures=tuple((one.picture, one.table) for one in pictures),
        codebook=_codebook(material, coder),
        spoken=_spoken(material, whole=request.transcripts)
        if request.quotations
        else None,
        note=overview.notes(),
    ), remarks


def write_report(report: Report) -> bytes:
    """Return the report as an HTML page."""
    return write(report)


def _of_present_codes(material: Material) -> Material:
    """Leave out codings of codes that the codebook does not have."""
    known = material.codebook.codes
    codings = tuple(coding for coding in material.codings if coding.code in known)
    return replace(material, codings=codings)


def _lean(matrix: Matrix, *, statements: bool) -> Matrix:
    """Leave out passages, which the page finds itself, and statements if asked for."""
    return replace(
        matrix,
        perspectives=tuple(
            replace(
                perspective,
                rows=tuple(
                    replace(
                        row,
                        promoting=_without_passages(row.promoting),
                        inhibiting=_without_passages(row.inhibiting),
                        statements=row.statements if statements else (),
                    )
                    for row in perspective.rows
                ),
            )
            for perspective in matrix.perspectives
        ),
    )


def _without_passages(cell: FactorCell | None) -> FactorCell | None:
    return replace(cell, passages=()) if cell else None


def _codebook(material: Material, coder: str) -> Document:
    """Return the codebook as a manual; the passages are a click away, not in it."""
    everybody = population(material.transcripts.values(), {})
    people, groups = len(everybody.persons), len(everybody.groups)
    found = FromCodings(coder, 0, anchored(material, 0), people, groups)
    return manual(material.codebook, found)


def _spoken(material: Material, *, whole: bool) -> Spoken:
    who = WhoCounts(material)
    coded: defaultdict[str, list[Coded]] = defaultdict(list)
    for coding in material.codings:
        voices = who.voices(coding.code)
        behind = persons_behind(coding, material.transcripts[coding.transcript])
        people = tuple(person[1] for person in behind if person in voices)
        coded[coding.transcript].append(Coded(coding, people))
    return Spoken(
        material.codebook,
        tuple(material.transcripts.values()),
        {name: tuple(some) for name, some in coded.items()},
        whole,
    )
