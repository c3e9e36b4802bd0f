"""Codes that meet: a triangle of dots, each pair once."""

from __future__ import annotations

from kodierung.formats.plots.drawing import Pen
from kodierung.formats.plots.picture import Grid, Picture
from kodierung.formats.plots.rows import LABELS, bottom, placed, write_labels
from kodierung.formats.plots.scales import radius

CELL = 30
_LARGEST = 13.0


def draw(kind: str, title: str, description: str, grid: Grid) -> Picture:
    """Draw how often rows meet, with the rows' own counts on the diagonal.

    Args:
        kind: Of the picture.
        title: What it shows.
        description: How it is to be read.
        grid: As many columns as rows, symmetric; columns are numbered, rows have their
            number in their label.
    """
    pen, top = Pen(), 8
    write_labels(pen, grid.rows, top, CELL)
    met = (grid.values[a][b] or 0 for a in range(len(grid.rows)) for b in range(a))
    most = max(1, max(met, default=1))
    for number, at in placed(grid.rows, top, CELL):
        edge = LABELS + CELL * (number + 1)
        pen.line((0, at), (edge, at))
        for column in range(number + 1):
            place = (LABELS + CELL * (column + 0.5), at + CELL / 2)
            _cell(pen, grid, (number, column), place, most)
    end = bottom(grid.rows, top, CELL)
    pen.line((0, end), (LABELS + CELL * len(grid.rows), end))
    for number, heading in enumerate(grid.columns):
        place = (LABELS + CELL * (number + 0.5), end + 16)
        pen.text(place, heading, "soft", anchor="middle", most=5)
    width = LABELS + CELL * max(1, len(grid.rows)) + 4
    return pen.picture(kind, title, description, width, end + 24)


def _cell(
    pen: Pen, grid: Grid, pair: tuple[int, int], place: tuple[float, float], most: int
) -> None:
    a, b = pair
    value = grid.values[a][b]
    if a == b:
        words, look = str(value or 0), "soft"
    else:
        words, look = ("–", "soft") if value is None else (str(value), "ink")
        if value:
            told = f"{grid.rows[a].label} × {grid.rows[b].label}: {value}"
            pen.dot(place, radius(value, most, _LARGEST), "dot", told)
    if value or a == b or value is None:
        pen.text((place[0], place[1] + 4), words, look, anchor="middle")
