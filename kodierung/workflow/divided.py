"""What a study is divided by to be compared, by the name a researcher gives."""

from __future__ import annotations

from kodierung.analysis.divisions import (
    Division,
    by_attribute,
    by_coder,
    by_function,
    by_group,
    by_speaker,
    by_transcript,
)
from kodierung.analysis.material import Material
from kodierung.errors import CodingError, did_you_mean
from kodierung.workflow.speakers import attributes_in_use

_DIVISIONS = {
    "transcript": by_transcript,
    "group": by_group,
    "speaker": by_speaker,
    "function": by_function,
    "coder": by_coder,
}


def divided(material: Material, by: str) -> Division:
    """Divide a study.

    Args:
        material: The study.
        by: `transcript`, `group`, `speaker`, `function`, `coder` or an attribute.

    Raises:
        CodingError: The study has no such attribute.
    """
    if by in _DIVISIONS:
        return _DIVISIONS[by](material)
    known = attributes_in_use(material.transcripts.values())
    known |= material.codebook.attributes.keys()
    if by not in known:
        choices = sorted({*_DIVISIONS, *known})
        raise CodingError(
            f'Nothing in this study is called "{by}".',
            hint=did_you_mean(by, choices) or f"one of: {', '.join(choices)}",
        )
    return by_attribute(material, by)
