"""Text as f4transkript writes it: `B1: Das war so. #00:01:02-5#`.

The mark at a paragraph's end says when the turn ended, in tenths of a second.
"""

from __future__ import annotations

from kodierung.formats.render import Utterance
from kodierung.formats.transcripts.paragraphs import legend, paragraphs, tenths
from kodierung.formats.transcripts.registry import Keeps
from kodierung.model import Transcript

suffix = ".txt"
importer = "plain"
keeps = Keeps(("end_time",), 0.1)


def write(transcript: Transcript) -> bytes:
    """Return the transcript as text that Windows programs know for UTF-8."""
    people = list(legend(transcript))
    spoken = [marked(one, one.speaker) for one in paragraphs(transcript)]
    return as_text([*people, *([""] if people else []), *spoken])


def marked(one: Utterance, label: str) -> str:
    """Return a paragraph: label, words, and the time they end, where it is known."""
    mark = "" if one.end_time is None else f" {tenths(one.end_time)}"
    return f"{label}: {one.words}{mark}"


def as_text(lines: list[str]) -> bytes:
    """Return lines as Windows programs expect them."""
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
