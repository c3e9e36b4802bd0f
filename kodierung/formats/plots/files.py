"""Pictures as files: SVG as it is drawn, PNG painted from it."""

from __future__ import annotations

from kodierung.errors import UsageError
from kodierung.formats.plots.drawing import svg
from kodierung.formats.plots.picture import Picture

FORMATS = ("svg", "png")
_SHARPER = 3.0
"""Pixels of a PNG for each of the drawing's: 288 to the inch, enough for print."""


def write(picture: Picture, format_name: str) -> bytes:
    """Return a picture as the content of a file.

    Args:
        picture: The picture.
        format_name: `svg` or `png`.

    Raises:
        UsageError: What paints PNG is not installed.
    """
    drawn = svg(picture, alone=True)
    return f"{drawn}\n".encode() if format_name == "svg" else _painted(drawn)


def _painted(drawn: str) -> bytes:
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise UsageError(
            "PNG needs the package resvg-py, which is not installed.",
            'Install it with: pip install "kodierung[plots]" – or write an .svg.',
        ) from None
    return bytes(svg_to_bytes(svg_string=drawn, zoom=_SHARPER, background="#ffffff"))
