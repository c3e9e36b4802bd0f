"""Bars from left to right with what they stand for and how much it is."""

from __future__ import annotations

from collections.abc import Sequence

from kodierung.formats.plots.drawing import Pen
from kodierung.formats.plots.picture import Bar, Picture
from kodierung.formats.plots.rows import LABELS, bottom, placed, write_labels
from kodierung.formats.plots.scales import ticks

HEIGHT = 22
WIDTH = 340
_TOLD = 150
_THICK = 12


def draw(
    kind: str, title: str, description: str, bars: Sequence[Bar], percent: str = " %"
) -> Picture:
    """Draw shares as bars.

    Args:
        kind: Of the picture.
        title: What it shows.
        description: How it is to be read.
        bars: In order.
        percent: The sign, as it follows a number.
    """
    pen, top = Pen(), 4.0
    rows = [bar.row for bar in bars]
    axis = ticks(max((bar.share for bar in bars), default=0) or 1.0)
    end = bottom(rows, top, HEIGHT)
    for tick in axis:
        x = LABELS + WIDTH * tick / axis[-1]
        pen.line((x, top), (x, end + 5))
        words = f"{100 * tick:g}{percent}"
        pen.text((x, end + 18), words, "soft", anchor="middle")
    write_labels(pen, rows, top, HEIGHT)
    for number, at in placed(rows, top, HEIGHT):
        bar = bars[number]
        length = WIDTH * bar.share / axis[-1]
        place = (LABELS, at + (HEIGHT - _THICK) / 2)
        look = "hollow" if bar.hollow else "bar"
        if length:
            told = f"{bar.row.label}: {bar.told}"
            pen.rect(place, (length, _THICK), look, told)
        behind = (LABELS + length + 6, at + HEIGHT / 2 + 4)
        pen.text(behind, bar.told, "soft")
    return pen.picture(kind, title, description, LABELS + WIDTH + _TOLD, end + 26)
