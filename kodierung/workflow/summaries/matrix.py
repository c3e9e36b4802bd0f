"""What a coder has written for the cells of the matrix, put into the matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kodierung.model import Codebook, FactorCell, Matrix, MatrixRow
from kodierung.store.store import Store
from kodierung.workflow.summaries.listing import summaries as written_by


@dataclass(frozen=True, slots=True)
class CellTexts:
    """What a coder has written for the cells of the matrix, by the factor's id.

    Attributes:
        texts: Summaries over all groups.
        notes: Notes.
    """

    texts: Mapping[str, str]
    notes: Mapping[str, str]


def cell_texts(store: Store, codebook: Codebook, coder: str) -> CellTexts:
    """Return what a coder has written for the cells of the matrix."""
    found = [m for m in written_by(store, codebook, coder) if not m.group and m.code]
    return CellTexts(
        {memo.code: memo.text for memo in found if memo.kind == "summary"},
        {memo.code: memo.text for memo in found if memo.kind == "note"},
    )


def with_texts(matrix: Matrix, written: CellTexts, *, summaries: bool) -> Matrix:
    """Return a matrix with notes, and with summaries in place of labels if asked for.

    Args:
        matrix: The matrix.
        written: What its coder has written.
        summaries: Whether summaries stand for labels, where there are any.
    """

    def cell(factor: FactorCell | None) -> FactorCell | None:
        if factor is None:
            return None
        text = written.texts.get(factor.code, "") if summaries else ""
        note = written.notes.get(factor.code, "")
        return replace(factor, text=text, note=note)

    def row(one: MatrixRow) -> MatrixRow:
        return replace(
            one, promoting=cell(one.promoting), inhibiting=cell(one.inhibiting)
        )

    blocks = (
        replace(block, rows=tuple(map(row, block.rows)))
        for block in matrix.perspectives
    )
    return replace(matrix, perspectives=tuple(blocks))
