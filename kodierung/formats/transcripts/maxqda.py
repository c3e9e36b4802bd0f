"""Text for MAXQDA's import of focus groups: a paragraph per contribution.

MAXQDA takes what stands before the first colon of a paragraph for a name if that is at
most 63 characters long. So no other paragraph may have an early colon, and no name may
hold one: `Moderator:in` is written `Moderator*in`. It knows the time marks of f4.
"""

from __future__ import annotations

from kodierung.formats.lines.labels import LONGEST_LABEL
from kodierung.formats.transcripts.f4 import as_text, importer, keeps, marked, suffix
from kodierung.formats.transcripts.paragraphs import legend, paragraphs
from kodierung.model import Transcript

__all__ = ["importer", "keeps", "suffix", "write"]


def write(transcript: Transcript) -> bytes:
    """Return the transcript as text to be imported as a focus group."""
    people = [_without_colon(line) for line in legend(transcript)]
    spoken = [
        marked(one, _without_colon(one.speaker)[:LONGEST_LABEL].rstrip())
        for one in paragraphs(transcript)
    ]
    return as_text([*people, *([""] if people else []), *spoken])


def _without_colon(text: str) -> str:
    return text.replace(":", "*")
