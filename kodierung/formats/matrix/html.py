"""HTML: one file that shows the table and, a click away, every passage behind it.

Nothing is loaded from elsewhere and nothing is run: links are anchors, looks are CSS,
and the page itself forbids the rest. All texts are escaped by the template engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kodierung.formats.files.webpage import webpage
from kodierung.formats.lines.times import clock
from kodierung.formats.matrix.lines import against, heading, small_print
from kodierung.formats.matrix.passages import (
    PlacedCell,
    own_code,
    passage_said,
    placed_cells,
)
from kodierung.formats.matrix.wording import (
    citation,
    evidence,
    quoted,
    tag,
    who,
    words,
)
from kodierung.model import Matrix, Passage, Statement

suffix = ".html"
binary = False

TEMPLATE = "matrix.html.jinja"


@dataclass(frozen=True, slots=True)
class _Turn:
    """A turn as it is shown: what is coded stands between `before` and `after`."""

    speaker: str
    time: str
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """A passage as it is shown beneath the table."""

    anchor: str
    source: str
    code: str
    memo: str
    turns: tuple[_Turn, ...]


@dataclass(frozen=True, slots=True)
class _Factor:
    """A factor cell as it is shown, in the table and above its passages."""

    number: int
    column: str
    label: str
    evidence: str
    small: tuple[str, ...]
    passages: tuple[_Shown, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement as it is shown, with the anchor of its passage if it has one."""

    text: str
    place: str
    anchor: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table as it is shown."""

    factors: tuple[_Factor | None, _Factor | None]
    statements: tuple[_Said, ...]
    against: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A perspective as it is shown."""

    label: str
    rows: tuple[_Row, ...]

    @property
    def with_passages(self) -> list[_Factor]:
        """The factors that have passages to show, in reading order."""
        factors = (factor for row in self.rows for factor in row.factors)
        return [factor for factor in factors if factor and factor.passages]


def write(matrix: Matrix) -> bytes:
    """Return the matrix as one HTML page."""
    return webpage(
        __package__,
        TEMPLATE,
        matrix=matrix,
        blocks=_blocks(matrix),
        words=words(matrix.language),
        language=tag(matrix.language),
    )


def _blocks(matrix: Matrix) -> list[_Block]:
    """Return the perspectives that have rows."""
    cells = placed_cells(matrix)
    at = {(c.line, c.column): c for c in cells}
    blocks: list[_Block] = []
    line = 0
    for perspective in matrix.perspectives:
        rows: list[_Row] = []
        for row in perspective.rows:
            factors = (
                _factor(at.get((line, 0)), matrix),
                _factor(at.get((line, 1)), matrix),
            )
            said = [_statement(one, line, cells, matrix) for one in row.statements]
            rows.append(_Row(factors, tuple(said), against(row, matrix)))
            line += 1
        if rows:
            blocks.append(_Block(perspective.label, tuple(rows)))
    return blocks


def _factor(placed: PlacedCell | None, matrix: Matrix) -> _Factor | None:
    if placed is None:
        return None
    cell = placed.cell
    return _Factor(
        number=placed.number,
        column=placed.column_label,
        label=heading(cell),
        evidence=evidence(cell, matrix.language),
        small=tuple(small_print(cell, matrix)[matrix.evidence :]),
        passages=tuple(
            _shown(passage, _anchor(placed, index), placed, matrix)
            for index, passage in enumerate(cell.passages)
        ),
    )


def _anchor(placed: PlacedCell, index: int) -> str:
    return f"passage-{placed.number}-{index + 1}"


def _statement(
    statement: Statement, line: int, cells: Sequence[PlacedCell], matrix: Matrix
) -> _Said:
    found = passage_said(statement, line, cells)
    return _Said(
        text=quoted(statement, matrix.language),
        place=citation(statement, matrix.language, matrix.citation),
        anchor=_anchor(*found) if found else "",
    )


def _shown(passage: Passage, anchor: str, placed: PlacedCell, matrix: Matrix) -> _Shown:
    w = words(matrix.language)
    turns = f"{passage.turn}"
    if passage.turn_end != passage.turn:
        turns += f"–{passage.turn_end}"
    time = "" if passage.time is None else clock(passage.time)
    source = (
        passage.group,
        who(passage),
        time,
        f"{w.turn} {turns}",
        passage.transcript,
    )
    code = own_code(passage, placed.cell, matrix)
    return _Shown(
        anchor=anchor,
        source=" · ".join(part for part in source if part),
        code="" if passage.code == placed.cell.code else code,
        memo=passage.memo,
        turns=_turns(passage),
    )


def _turns(passage: Passage) -> tuple[_Turn, ...]:
    if not any(turn.marked for turn in passage.context):
        return (_Turn("", "", "", passage.quote, ""),)
    turns = []
    for turn in passage.context:
        start = turn.marked.start if turn.marked else len(turn.text)
        end = turn.marked.end if turn.marked else len(turn.text)
        turns.append(
            _Turn(
                speaker=turn.speaker,
                time="" if turn.time is None else clock(turn.time),
                before=turn.text[:start],
                marked=turn.text[start:end],
                after=turn.text[end:],
            )
        )
    return tuple(turns)
