"""A small pen for SVG: shapes with classes, texts always escaped.

Looks are told by classes alone, so that a page can draw the same picture light or dark,
and nothing rests on colour: dots and bars differ in size, outlines from areas.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from kodierung.formats.matrix.wording import printable
from kodierung.formats.plots.picture import Picture
from kodierung.text import shortened

LETTER = 6.2
"""The width of a letter of 12 px, generously: fonts differ from machine to machine."""

_HALO = "paint-order: stroke; stroke: #fff; stroke-width: 3px"
LOOKS = {
    "ink": "fill: #1d1f23",
    "soft": f"fill: #555a63; font-size: 11px; {_HALO}",
    "strong": f"fill: #1d1f23; font-weight: 600; {_HALO}",
    "hair": "stroke: #d3d6db; stroke-width: 1; shape-rendering: crispEdges",
    "bar": "fill: #3a6ea5",
    "dot": "fill: #b9d1ec",
    "hollow": "fill: none; stroke: #555a63; stroke-width: 1",
}
"""How things look on white paper; a report has rules of its own for these classes."""

_FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


def letters(width: float) -> int:
    """Return how many letters of 12 px surely fit in a width."""
    return int(width / LETTER)


class Pen:
    """Draws shapes; coordinates are CSS pixels from the upper left corner."""

    def __init__(self) -> None:
        self._root = Element("g")

    def text(
        self,
        place: tuple[float, float],
        words: str,
        look: str = "ink",
        *,
        anchor: str = "start",
        most: int = 200,
        told: str = "",
        turned: bool = False,
    ) -> None:
        """Write words on a line, cut where they are longer than `most` letters.

        Args:
            place: Where the line begins, ends or has its middle.
            words: What is written.
            look: A class.
            anchor: `start`, `middle` or `end`.
            most: How many letters fit.
            told: Shown where a pointer rests on it; else the words if they are cut.
            turned: Whether the words lean, upwards to the right.
        """
        cut = shortened(printable(words), most)
        x, y = (_number(one) for one in place)
        given = {"x": x, "y": y, "class": look}
        if anchor != "start":
            given["text-anchor"] = anchor
        if turned:
            given["transform"] = f"rotate(-45 {x} {y})"
        written = SubElement(self._root, "text", given)
        written.text = cut
        if told or cut != words:
            # A title is a child; the words then stand before it.
            SubElement(written, "title").text = printable(told or words)

    def rect(
        self,
        place: tuple[float, float],
        size: tuple[float, float],
        look: str,
        told: str = "",
    ) -> None:
        """Draw a rectangle from its upper left corner."""
        (x, y), (width, height) = place, size
        self._shape("rect", look, told, x=x, y=y, width=width, height=height)

    def dot(
        self, place: tuple[float, float], radius: float, look: str, told: str = ""
    ) -> None:
        """Draw a dot around its middle."""
        self._shape("circle", look, told, cx=place[0], cy=place[1], r=radius)

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a fine line."""
        (x1, y1), (x2, y2) = start, end
        self._shape("line", "hair", "", x1=x1, y1=y1, x2=x2, y2=y2)

    def picture(
        self, kind: str, title: str, description: str, width: float, height: float
    ) -> Picture:
        """Return what was drawn."""
        drawn = "".join(tostring(one, encoding="unicode") for one in self._root)
        size = round(width), round(height)
        return Picture(kind, printable(title), printable(description), drawn, *size)

    def _shape(self, name: str, look: str, told: str, **numbers: float) -> None:
        given = {key: _number(value) for key, value in numbers.items()}
        drawn = SubElement(self._root, name, {**given, "class": look})
        if told:
            SubElement(drawn, "title").text = printable(told)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def svg(picture: Picture, *, alone: bool) -> str:
    """Return a picture as an SVG element with a title and a description.

    Args:
        picture: The picture.
        alone: Whether it is a file of its own, on white paper; else it is part of a
            page, which says how its classes look.
    """
    names = {"title": f"{picture.kind}-title", "desc": f"{picture.kind}-desc"}
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {picture.width} {picture.height}",
            "width": str(picture.width),
            "height": str(picture.height),
            "role": "img",
            "aria-labelledby": " ".join(names.values()),
            "class": "plot",
        },
    )
    SubElement(root, "title", {"id": names["title"]}).text = picture.title
    SubElement(root, "desc", {"id": names["desc"]}).text = picture.description
    if alone:
        root.set("font-family", _FONT)
        root.set("font-size", "12")
        rules = "".join(f".{name}{{{look}}}" for name, look in LOOKS.items())
        SubElement(root, "style").text = rules
        SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#fff"})
    whole = tostring(root, encoding="unicode")
    return f"{whole.removesuffix('</svg>')}{picture.body}</svg>"
