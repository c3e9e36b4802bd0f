"""The evidence of factors side by side: Leitung and Fachkräfte, group by group.

It is counted as cross tables count: a segment counts for every value of whom some of
its words are said, a person for the values they have.
"""

from __future__ import annotations

from collections.abc import Mapping

from kodierung.analysis.crosstab import Line, cross
from kodierung.analysis.divisions import Division, Heading
from kodierung.analysis.material import Material
from kodierung.model import Part


def parts_of_factors(
    material: Material, division: Division
) -> Mapping[str, tuple[Part, ...]]:
    """Return by factor its evidence for each value, without those who do not count.

    Args:
        material: The study with the codings that count.
        division: By what its evidence is divided.
    """
    codebook = material.codebook
    lines = [
        Line(Heading(code, ""), codebook.with_descendants(code))
        for perspective in codebook.perspectives
        for theme in perspective.themes
        for code in (theme.promoting, theme.inhibiting)
        if code is not None
    ]
    table = cross(material, lines, division)
    return {
        line.heading.key: tuple(
            Part(head.key, head.label, cell.segments, cell.speakers, cell.groups)
            for head, cell in zip(division.heads, cells, strict=True)
            if cell is not None
        )
        for line, cells in zip(lines, table.cells, strict=True)
    }
