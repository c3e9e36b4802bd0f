"""Cross tables of a study: codes by whatever it is divided into, and codes by codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kodierung.analysis import course
from kodierung.analysis.cooccurrence import cooccurrence
from kodierung.analysis.crosstab import CrossTable, Level, Line, cross, lines_of
from kodierung.analysis.divisions import Division
from kodierung.analysis.material import Material
from kodierung.errors import CodingError, Problem, UsageError
from kodierung.project import Project
from kodierung.workflow.codes import codes_under
from kodierung.workflow.divided import divided
from kodierung.workflow.material import read_material
from kodierung.workflow.status import unknown_codes

Figure = Literal["segments", "speakers", "groups", "words", "binary", "jaccard"]
Percent = Literal["none", "row", "column", "coded"]

FIGURES: tuple[Figure, ...] = ("segments", "speakers", "groups", "words", "binary")
"""What can be counted by columns; `jaccard` is of two codes."""
FEW = 10
"""No percentage is told of fewer than that, unless somebody asks for it."""


@dataclass(frozen=True, slots=True)
class CrossRequest:
    """What is asked for.

    Attributes:
        by: What the columns are: transcript, group, speaker, coder or an attribute;
            of no meaning with `together` or `parts`.
        together: Whether the columns are codes too: where they occur together.
        near: With `together`: within how many turns; None on the same words.
        parts: Over the course of the discussion, in so many parts; None not so.
        by_time: Whether parts are of the same duration, not of as many words.
        figures: One table for each.
        percent: Of what percentages are told, if at all.
        least: No percentage of fewer than that.
        level: Whether rows are codes, factors or themes.
        code: Only this code, or all below it.
        show_all: Whether codes without codings are shown.
        totals: Whether totals are shown.
        transpose: Whether codes are the columns.
    """

    by: str = "group"
    together: bool = False
    near: int | None = None
    parts: int | None = None
    by_time: bool = False
    figures: tuple[Figure, ...] = ("segments",)
    percent: Percent = "none"
    least: int = FEW
    level: Level = "code"
    code: str | None = None
    show_all: bool = False
    totals: bool = True
    transpose: bool = False

    def check(self) -> None:
        """Make sure that what is asked for goes together.

        Raises:
            UsageError: It does not.
        """
        if self.percent != "none" and (self.together or "binary" in self.figures):
            what = "Codes by codes" if self.together else "0 and 1"
            raise UsageError(
                f"{what} have no percentages.", "Leave out --percent, or count others."
            )
        if self.percent == "coded" and self.figures != ("words",):
            raise UsageError(
                "--percent coded is the share of coded words.", "Add --count words."
            )
        if self.together and "words" in self.figures:
            raise UsageError(
                "Words are not counted where codes occur together.",
                "Count segments, speakers, groups, binary or jaccard.",
            )
        if "jaccard" in self.figures and (not self.together or self.near is not None):
            raise UsageError(
                "Jaccard's coefficient tells how far two codes lie on the same words.",
                "Ask for it with --cooccurrence, and without --near.",
            )


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted, with all that tables of it need to say.

    Attributes:
        table: The figures.
        request: What was asked for.
        material: What was counted in.
        columns: What the columns are: `group`, an attribute's id, `part`, `other`.
        note: The study's own note, to be printed beneath its outputs.
    """

    table: CrossTable
    request: CrossRequest
    material: Material
    columns: str
    note: str


def count(
    project: Project, coder: str | None, request: CrossRequest
) -> tuple[Counted, tuple[Problem, ...]]:
    """Count codes by columns, or codes by codes.

    Args:
        project: The study.
        coder: Whose codings; None for those of all coders.
        request: What to count.

    Returns:
        The figures, and warnings about codings they leave out.

    Raises:
        UsageError: What is asked for does not go together.
        CodingError: The study has no such code or attribute, or lacks times.
    """
    request.check()
    material = read_material(project, coder)
    remarks = unknown_codes((c.code for c in material.codings), material.codebook)
    lines = _lines(material, request)
    if request.together:
        columns, table = "other", _together(material, lines, request)
    else:
        division = _division(material, request)
        words = "words" in request.figures
        columns, table = division.by, cross(material, lines, division, words=words)
    if not lines or table.left_out:
        remarks += _about(table, coder)
    counted = Counted(table, request, material, columns, project.settings.note)
    return counted, tuple(remarks)


def _together(
    material: Material, lines: tuple[Line, ...], request: CrossRequest
) -> CrossTable:
    alike = "jaccard" in request.figures
    return cooccurrence(material, lines, request.near, alike=alike)


def _lines(material: Material, request: CrossRequest) -> tuple[Line, ...]:
    codebook = material.codebook
    only = codes_under(codebook, request.code) if request.code else None
    used = {coding.code for coding in material.codings}
    return tuple(
        line
        for line in lines_of(codebook, request.level, only)
        if request.show_all or line.codes & used
    )


def _division(material: Material, request: CrossRequest) -> Division:
    if request.parts is not None:
        return _course(material, request.parts, by_time=request.by_time)
    return divided(material, request.by)


def _course(material: Material, parts: int, *, by_time: bool) -> Division:
    if not by_time:
        return course.by_words(material, parts)
    timeless = course.without_times(material)
    if timeless:
        names = ", ".join(timeless[:3]) + (", …" if len(timeless) > 3 else "")
        raise CodingError(
            f"Not every turn has a time in {len(timeless)} transcripts: {names}.",
            hint="Leave out --course-by time: parts of as many words need no times.",
        )
    return course.by_time(material, parts)


def _about(table: CrossTable, coder: str | None) -> list[Problem]:
    place = f"codings of {coder}" if coder else "codings"
    if not table.lines:
        return [Problem(place, "there are none of these codes", "see --all", "warning")]
    return [
        Problem(
            place,
            f"{table.left_out} are left out, because nobody whose words count for "
            "their code speaks there",
            "check the code, or the attributes of the group",
            "warning",
        )
    ]
