"""Labels of rows under headings of sections: what pictures have on the left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kodierung.formats.plots.drawing import Pen, letters
from kodierung.formats.plots.picture import Row

LABELS = 300
"""How wide the labels are."""

HEADING = 30
"""How high the heading of a section is."""


def placed(
    rows: Sequence[Row], top: float, height: float
) -> Iterator[tuple[int, float]]:
    """Yield the number of each row and where it begins, room left for headings."""
    before = ""
    for number, row in enumerate(rows):
        if row.section and row.section != before:
            top += HEADING
        before = row.section
        yield number, top
        top += height


def bottom(rows: Sequence[Row], top: float, height: float) -> float:
    """Return where the last row ends."""
    return max((at + height for _, at in placed(rows, top, height)), default=top)


def write_labels(pen: Pen, rows: Sequence[Row], top: float, height: float) -> None:
    """Write what stands before the rows, and the headings of their sections."""
    before = ""
    for number, at in placed(rows, top, height):
        row = rows[number]
        if row.section and row.section != before:
            pen.text((0, at - 8), row.section, "strong", most=letters(2 * LABELS))
        before = row.section
        told = f"{row.label} ({row.key})" if row.key else ""
        middle = at + height / 2 + 4
        pen.text((0, middle), row.label, most=letters(LABELS - 12), told=told)
