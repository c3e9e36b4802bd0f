"""Units: the sentences that participants say, each with its neighbours.

A sentence alone often does not tell what it is about ("Das klappt bei uns auch
nicht."). Its context is the sentence before and the one after, whoever among the
participants says them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kodierung.matching.reading.bounds import sentence_starts
from kodierung.matching.reading.reader import TurnReader, shared_reader
from kodierung.model import Segment, Transcript


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence.

    Attributes:
        transcript: Name of the transcript.
        group: The focus group.
        turn: Number of the turn.
        speaker: Who says it.
        start: First character in the transcript's text.
        end: Character after the last one.
        text: Its words.
        context: The same with the sentence before and the one after.
        attributes: The speaker's, over those of the group.
    """

    transcript: str
    group: str
    turn: int
    speaker: str
    start: int
    end: int
    text: str
    context: str
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def segment(self) -> Segment:
        """Its place in the transcript's text."""
        return Segment(self.start, self.end)


def units_of(transcript: Transcript, language: str) -> list[Unit]:
    """Return the sentences of a transcript's participants, in order.

    Args:
        transcript: With its speakers and attributes.
        language: ISO 639-1; decides where sentences end.
    """
    reader = shared_reader(language, "")
    moderators = transcript.moderators()
    found = [
        (turn, segment)
        for turn in transcript.turns
        if turn.speaker not in moderators
        for segment in _sentences(transcript.quote(turn.segment), turn.start, reader)
    ]
    texts = [transcript.quote(segment) for _, segment in found]
    attributes = {
        speaker: transcript.attributes_of(speaker)
        for speaker in {turn.speaker for turn, _ in found}
    }
    return [
        Unit(
            transcript=transcript.name,
            group=transcript.group,
            turn=turn.number,
            speaker=turn.speaker,
            start=segment.start,
            end=segment.end,
            text=texts[at],
            context=" ".join(_around(texts, at)),
            attributes=attributes[turn.speaker],
        )
        for at, (turn, segment) in enumerate(found)
    ]


def _around(texts: Sequence[str], at: int) -> Sequence[str]:
    return texts[max(at - 1, 0) : at + 2]


def _sentences(text: str, offset: int, reader: TurnReader) -> list[Segment]:
    """Return where the sentences lie that hold a word, without white space around."""
    firsts = sentence_starts(text, reader)
    found = []
    for first, end in zip(firsts, [*firsts[1:], len(text)], strict=True):
        said = text[first:end]
        start = first + len(said) - len(said.lstrip())
        if any(map(str.isalnum, said)):
            found.append(Segment(offset + start, offset + first + len(said.rstrip())))
    return found
