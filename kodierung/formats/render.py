"""The settled text of formats that are not text: `Label: words` in paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kodierung.model import Turn


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody says without a break.

    Attributes:
        speaker: Label.
        words: Settled, without blanks at either end, not empty.
        start_time: Seconds, or None.
        end_time: Seconds, or None.
    """

    speaker: str
    words: str
    start_time: float | None = None
    end_time: float | None = None


def render(
    utterances: Sequence[Utterance], notes: Sequence[str] = ()
) -> tuple[str, tuple[Turn, ...]]:
    """Return the settled text and the turns as spans of it.

    Header notes come first; paragraphs are separated by an empty line.

    Args:
        utterances: In order.
        notes: Settled header lines.
    """
    paragraphs: list[str] = list(notes)
    turns: list[Turn] = []
    at = sum(len(note) + 2 for note in notes)
    for number, one in enumerate(utterances, start=1):
        paragraph = f"{one.speaker}: {one.words}"
        end = at + len(paragraph)
        start = end - len(one.words)
        turns.append(
            Turn(number, one.speaker, start, end, one.start_time, one.end_time)
        )
        paragraphs.append(paragraph)
        at = end + 2
    text = "\n\n".join(paragraphs)
    return (text + "\n" if text else ""), tuple(turns)
