"""Codes over the course of the discussion: a row of small bars for each code."""

from __future__ import annotations

from kodierung.formats.plots.drawing import Pen
from kodierung.formats.plots.picture import Grid, Picture
from kodierung.formats.plots.rows import LABELS, bottom, placed, write_labels

HEIGHT = 30
WIDTH = 400
_HIGHEST = 22.0
_AXIS = (0, 25, 50, 75, 100)


def draw(
    kind: str, title: str, description: str, grid: Grid, percent: str = " %"
) -> Picture:
    """Draw counts as bars from left to right, all on the same scale.

    Args:
        kind: Of the picture.
        title: What it shows.
        description: How it is to be read.
        grid: The columns are parts of the discussion, in order.
        percent: The sign, as it follows a number.
    """
    pen, top = Pen(), 8.0
    part = WIDTH / max(1, len(grid.columns))
    end, most = bottom(grid.rows, top, HEIGHT), grid.most()
    for mark in _AXIS:
        x = LABELS + WIDTH * mark / 100
        pen.line((x, top), (x, end + 5))
        pen.text((x, end + 18), f"{mark}{percent}", "soft", anchor="middle")
    write_labels(pen, grid.rows, top, HEIGHT)
    for number, at in placed(grid.rows, top, HEIGHT):
        base, row = at + HEIGHT - 3, grid.rows[number]
        pen.line((LABELS, base), (LABELS + WIDTH, base))
        for column, value in enumerate(grid.values[number]):
            high = _HIGHEST * (value or 0) / most
            if high:
                place = (LABELS + part * column + 1, base - high)
                told = f"{row.label} · {grid.columns[column]}: {value}"
                pen.rect(place, (part - 2, high), "bar", told)
        if grid.totals:
            place = (LABELS + WIDTH + 40, base - 5)
            pen.text(place, str(grid.totals[number]), anchor="end")
    return pen.picture(kind, title, description, LABELS + WIDTH + 46, end + 26)
