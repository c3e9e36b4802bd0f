"""Markdown: `**B1** [00:01:02]: Das war so.`, a paragraph per turn.

The time is that of the turn's start, in whole seconds. Words stay as they are, so a
star or underscore that somebody transcribed may show as emphasis.
"""

from __future__ import annotations

from pathlib import PurePath

from kodierung.formats.lines.times import clock
from kodierung.formats.render import Utterance
from kodierung.formats.transcripts.paragraphs import legend, paragraphs
from kodierung.formats.transcripts.registry import Keeps
from kodierung.model import Transcript

suffix = ".md"
importer = "plain"
keeps = Keeps(("start_time",), 1.0)


def write(transcript: Transcript) -> bytes:
    """Return the transcript as Markdown, UTF-8."""
    title = f"# {PurePath(transcript.name).stem}"
    people = "  \n".join(legend(transcript))  # two blanks keep Markdown's lines apart
    spoken = (_paragraph(one) for one in paragraphs(transcript))
    parts = [title, *([people] if people else []), *spoken]
    return ("\n\n".join(parts) + "\n").encode()


def _paragraph(one: Utterance) -> str:
    time = "" if one.start_time is None else f" [{clock(int(one.start_time))}]"
    return f"**{one.speaker}**{time}: {one.words}"
