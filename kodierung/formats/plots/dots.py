"""A table of dots: the larger the dot, the more there is; the number stands on it."""

from __future__ import annotations

from kodierung.formats.plots.drawing import LETTER, Pen
from kodierung.formats.plots.picture import Grid, Picture
from kodierung.formats.plots.rows import LABELS, bottom, placed, write_labels
from kodierung.formats.plots.scales import radius

CELL = 36
_LARGEST = 16.0
_UPRIGHT = 5  # letters that fit above a column
_HEAD = 18  # letters of a heading that leans


def draw(kind: str, title: str, description: str, grid: Grid) -> Picture:
    """Draw counts as dots whose area is in proportion to them.

    Args:
        kind: Of the picture.
        title: What it shows.
        description: How it is to be read.
        grid: The counts; a dash stands where nothing can be counted.
    """
    longest, most = max(map(len, grid.columns), default=0), grid.most()
    turned = longest > _UPRIGHT
    top = 0.72 * LETTER * min(longest, _HEAD) + 22 if turned else 26
    pen = Pen()
    for number, heading in enumerate(grid.columns):
        middle = LABELS + CELL * (number + 0.5)
        place = (middle - 2 if turned else middle, top - 8)
        anchor = "start" if turned else "middle"
        pen.text(place, heading, "soft", anchor=anchor, most=_HEAD, turned=turned)
    write_labels(pen, grid.rows, top, CELL)
    width = LABELS + CELL * len(grid.columns)
    for number, at in placed(grid.rows, top, CELL):
        pen.line((0, at), (width, at))
        _row(pen, grid, number, at + CELL / 2, most)
    end = bottom(grid.rows, top, CELL)
    pen.line((0, end), (width, end))
    leaning = 0.72 * LETTER * min(longest, _HEAD) if turned else 0
    return pen.picture(kind, title, description, width + leaning + 4, end + 2)


def _row(pen: Pen, grid: Grid, number: int, middle: float, most: int) -> None:
    row = grid.rows[number]
    for column, value in enumerate(grid.values[number]):
        place = (LABELS + CELL * (column + 0.5), middle)
        if value:
            told = f"{row.label} · {grid.columns[column]}: {value}"
            pen.dot(place, radius(value, most, _LARGEST), "dot", told)
        if value != 0:
            words, look = ("–", "soft") if value is None else (str(value), "ink")
            pen.text((place[0], middle + 4), words, look, anchor="middle")
