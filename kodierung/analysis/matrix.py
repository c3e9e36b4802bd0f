"""The factor matrix: what promotes and inhibits, per perspective and theme.

Only confirmed codings of one coder come in. A coding of a factor's subcode counts for
the factor; identical segments count once; only the words of those who meet the
perspective's `where` count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kodierung.analysis.comparison import parts_of_factors
from kodierung.analysis.contradictions import contradictions
from kodierung.analysis.divisions import Division
from kodierung.analysis.material import Material
from kodierung.analysis.passages import passage, quotation
from kodierung.analysis.people import Population, persons_behind, population, shares
from kodierung.model import (
    Codebook,
    Coding,
    FactorCell,
    Matrix,
    MatrixPerspective,
    MatrixRow,
    Part,
    Perspective,
    Share,
    Statement,
    Subcode,
    Theme,
    Transcript,
)

StatementSource = Literal["chosen", "codebook"]
RowOrder = Literal["codebook", "evidence"]


@dataclass(frozen=True, slots=True)
class MatrixOptions:
    """How the matrix is made.

    Attributes:
        statements: `chosen`: quotations chosen from this material; `codebook`: the
            codebook's own, verbatim.
        evidence: Whether cells show their evidence.
        show_all: Whether factors and themes without codings are shown.
        order: Of the themes of a perspective: as in the codebook, or those that most
            groups, then persons, then segments stand behind first.
        min_groups: Factors of fewer groups are left out.
        min_segments: Factors of fewer segments are left out.
        subcodes: Whether cells list the codes below their factor.
        contradictions: Whether rows name the groups that say both.
        division: By what the evidence is divided too; None for no comparison.
        title: Title of the study.
        note: Printed beneath the table.
    """

    statements: StatementSource = "chosen"
    evidence: bool = True
    show_all: bool = False
    order: RowOrder = "codebook"
    min_groups: int = 0
    min_segments: int = 0
    subcodes: bool = False
    contradictions: bool = False
    division: Division | None = None
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Material:
    """What one perspective's cells are made from."""

    codebook: Codebook
    transcripts: Mapping[str, Transcript]
    codings: Sequence[Coding]
    counted: Population
    parts: Mapping[str, tuple[Part, ...]]


def build_matrix(
    codebook: Codebook,
    transcripts: Iterable[Transcript],
    codings: Iterable[Coding],
    coder: str,
    options: MatrixOptions | None = None,
) -> Matrix:
    """Make the factor matrix.

    Args:
        codebook: Whose `matrix` is filled.
        transcripts: All of the study: silent people and groups count in `of`.
        codings: One coder's, or the consensus; detached ones are left out here.
        coder: Whose codings they are.
        options: How to make it.

    Returns:
        The matrix, in the codebook's order.
    """
    options = options or MatrixOptions()
    known = {t.name: t for t in transcripts}
    confirmed = [
        c for c in codings if c.status == "confirmed" and c.transcript in known
    ]
    confirmed.sort(key=lambda c: (c.transcript, c.start, c.end, c.code))
    parts: Mapping[str, tuple[Part, ...]] = {}
    if options.division is not None:
        whole = Material(codebook, known, tuple(confirmed), coder)
        parts = parts_of_factors(whole, options.division)
    perspectives = []
    for perspective in codebook.perspectives:
        counted = population(known.values(), perspective.where)
        material = _Material(codebook, known, confirmed, counted, parts)
        rows = _rows(perspective, material, options)
        if rows:
            perspectives.append(
                MatrixPerspective(perspective.id, perspective.label, rows)
            )
    return Matrix(
        caption=codebook.caption,
        coder=coder,
        note=options.note,
        columns=codebook.columns,
        perspectives=tuple(perspectives),
        language=codebook.language,
        title=options.title,
        evidence=options.evidence,
        codes={code.id: code.label for code in codebook.codes.values()},
    )


def uncounted(
    codebook: Codebook, transcripts: Iterable[Transcript], codings: Iterable[Coding]
) -> list[Coding]:
    """Return the confirmed factor codings on words that do not count for their factor.

    Their speakers do not meet the perspective's `where`, so no cell shows them; a verb
    that prints the matrix names them rather than losing them silently.
    """
    known = {t.name: t for t in transcripts}
    counted = {
        p.id: population(known.values(), p.where).voices for p in codebook.perspectives
    }
    left_out = []
    for coding in codings:
        code = codebook.codes.get(coding.code)
        transcript = known.get(coding.transcript)
        if code is None or code.perspective is None or transcript is None:
            continue
        people = persons_behind(coding, transcript)
        if coding.status == "confirmed" and not (
            counted[code.perspective] & set(people)
        ):
            left_out.append(coding)
    return left_out


def _rows(
    perspective: Perspective, material: _Material, options: MatrixOptions
) -> tuple[MatrixRow, ...]:
    rows = []
    for theme in perspective.themes:
        theme_id = f"{perspective.id}.{theme.id}"
        cells = (
            _cell(theme.promoting, material, options),
            _cell(theme.inhibiting, material, options),
        )
        if cells == (None, None) and not options.show_all:
            continue
        statements = _statements(theme, theme_id, material, options)
        against = contradictions(*cells) if options.contradictions else ()
        rows.append(MatrixRow(theme.id, theme.label, *cells, statements, against))
    if options.order == "evidence":
        rows.sort(key=_evidence, reverse=True)
    return tuple(rows)


def _evidence(row: MatrixRow) -> tuple[int, int, int]:
    """Return what the stronger cell of a row rests on: groups, persons, segments."""
    cells = (cell for cell in row.factors if cell is not None)
    figures = ((c.groups.k, c.speakers.k, c.segments) for c in cells)
    return max(figures, default=(0, 0, 0))


def _cell(
    code_id: str | None, material: _Material, options: MatrixOptions
) -> FactorCell | None:
    if code_id is None:
        return None
    codings = _distinct_segments(_codings_under(code_id, material))
    persons, groups = _shares(codings, material)
    if not options.show_all and (
        not codings
        or groups.k < options.min_groups
        or len(codings) < options.min_segments
    ):
        return None
    return FactorCell(
        code=code_id,
        label=material.codebook.codes[code_id].label,
        segments=len(codings),
        speakers=persons,
        groups=groups,
        passages=tuple(passage(c, material.transcripts[c.transcript]) for c in codings),
        subcodes=_subcodes(code_id, material) if options.subcodes else (),
        parts=material.parts.get(code_id, ()),
    )


def _subcodes(code_id: str, material: _Material) -> tuple[Subcode, ...]:
    """Return the codes directly below a factor that were used."""
    found = []
    for code in material.codebook.children(code_id):
        codings = _distinct_segments(_codings_under(code.id, material))
        if codings:
            shares = _shares(codings, material)
            found.append(Subcode(code.id, code.label, len(codings), *shares))
    return tuple(found)


def _shares(codings: Iterable[Coding], material: _Material) -> tuple[Share, Share]:
    known = material.transcripts
    behind = (persons_behind(c, known[c.transcript]) for c in codings)
    return shares(behind, material.counted)


def _codings_under(code_id: str, material: _Material) -> list[Coding]:
    """Return the codings of a factor and its subcodes by those whose words count."""
    ids = material.codebook.with_descendants(code_id)
    return [c for c in material.codings if c.code in ids and _counts(c, material)]


def _counts(coding: Coding, material: _Material) -> bool:
    """Tell whether somebody whose words count speaks in the coding."""
    people = persons_behind(coding, material.transcripts[coding.transcript])
    return not material.counted.voices.isdisjoint(people)


def _distinct_segments(codings: Iterable[Coding]) -> list[Coding]:
    by_place: dict[tuple[str, int, int], Coding] = {}
    for coding in codings:
        by_place.setdefault((coding.transcript, coding.start, coding.end), coding)
    return list(by_place.values())


def _statements(
    theme: Theme, theme_id: str, material: _Material, options: MatrixOptions
) -> tuple[Statement, ...]:
    if options.statements == "codebook":
        return (Statement(theme.statement),) if theme.statement else ()
    found = []
    for coding in material.codings:
        code = material.codebook.codes.get(coding.code)
        of_theme = code is not None and code.theme == theme_id
        if coding.statement and of_theme and _counts(coding, material):
            found.append(coding)
    return tuple(_printed(coding, material) for coding in _distinct_segments(found))


def _printed(coding: Coding, material: _Material) -> Statement:
    """Return a coding as it is printed: abridged if the researcher abridged it."""
    whole = quotation(coding, material.transcripts[coding.transcript])
    return replace(whole, text=coding.abridged or coding.quote)
