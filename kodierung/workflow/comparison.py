"""What the evidence of the matrix is divided by, as the researcher calls it."""

from __future__ import annotations

from dataclasses import replace

from kodierung.analysis.divisions import Division, Heading
from kodierung.analysis.material import Material
from kodierung.errors import UsageError
from kodierung.model import Codebook, Comparison
from kodierung.workflow.cross_notes import OWN_NAMES
from kodierung.workflow.cross_wording import word
from kodierung.workflow.divided import divided

UNKNOWN = "unknown"
"""Id of the part of those of whom nobody told the value."""


def comparable(material: Material, by: str) -> Division:
    """Divide a study by what the factors of a matrix are compared by.

    Args:
        material: The study.
        by: `group`, `speaker`, `function`, `transcript` or an attribute.

    Returns:
        The division; those of whom nobody told the value are a part with a name.

    Raises:
        UsageError: Coders are to be compared.
        CodingError: The study has no such attribute.
    """
    if by == "coder":
        raise UsageError(
            "A matrix is made from one coder's codings.",
            "Name the coder with --coder; crosstab --by coder compares all of them.",
        )
    division = divided(material, by)
    told = word(material.codebook.language, "unknown")
    heads = (h if h.key else Heading(UNKNOWN, told) for h in division.heads)
    return replace(division, heads=tuple(heads))


def comparison_of(codebook: Codebook, division: Division) -> Comparison:
    """Return what a division is by and its values, as people call them."""
    described = codebook.attributes.get(division.by)
    label = described.label if described else division.by
    if division.by in OWN_NAMES:
        label = word(codebook.language, division.by)
    return Comparison(
        division.by, label, tuple((head.key, head.label) for head in division.heads)
    )
