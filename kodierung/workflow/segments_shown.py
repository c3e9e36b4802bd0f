"""Passages that were found, with all that is shown of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kodierung.analysis.coverage import words_in
from kodierung.analysis.kwic import InContext, in_context
from kodierung.analysis.retrieval import Hit
from kodierung.model import Codebook, Segment, Statement, Transcript, Turn
from kodierung.text import on_one_line
from kodierung.workflow.segments import Found
from kodierung.workflow.speakers import attributes_in_use


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as it is shown.

    Attributes:
        hit: What was found.
        statement: Its words with their place, to be quoted and cited.
        turn_end: The last turn it touches; the first is the statement's.
        speakers: Labels of the participants it touches, else of moderators.
        functions: Their functions, in the same order; `""` where it is not known.
        attributes: Their attributes, over those of the group; different values of
            several speakers joined by commas.
        path: Labels from the perspective to its code; empty where it is not coded.
        coder: Who coded it, several by commas.
        memo: The memos of its codings.
        words: How many words those who are meant say in it.
        before: What is said before it, the rest of its own first turn included; each
            turn on a line, `B1: Ja.`.
        after: What is said after it, likewise.
    """

    hit: Hit
    statement: Statement
    turn_end: int
    speakers: tuple[str, ...]
    functions: tuple[str, ...]
    attributes: dict[str, str]
    path: tuple[str, ...]
    coder: str
    memo: str
    words: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Words that were looked for, in context, with who says them where."""

    shown: Shown
    words: InContext
    place: Segment


def code_path(codebook: Codebook, code_id: str) -> tuple[str, ...]:
    """Return labels from the perspective and theme down to a code."""
    above = [codebook.codes[one].label for one in codebook.with_ancestors(code_id)]
    code = codebook.codes[code_id]
    begin = next(
        (
            (perspective.label, theme.label)
            for perspective in codebook.perspectives
            if perspective.id == code.perspective
            for theme in perspective.themes
            if f"{perspective.id}.{theme.id}" == code.theme
        ),
        (),
    )
    return (*begin, *reversed(above))


def attribute_keys(found: Found) -> tuple[str, ...]:
    """Return the attributes that are told, in the codebook's order, others after."""
    used = attributes_in_use(found.material.transcripts.values())
    known = [key for key in found.material.codebook.attributes if key in used]
    return (*known, *sorted(used - set(known)))


def shown(found: Found, context: int = 0) -> Iterator[Shown]:
    """Yield the passages as they are shown, in the order asked for.

    Args:
        found: What was found.
        context: How many turns before and after.
    """
    showing = _Showing(found)
    yield from (showing.passage(hit, hit.place, context) for hit in found.hits)


def lines(found: Found, width: int) -> Iterator[Line]:
    """Yield every occurrence of the words looked for, once, by place.

    Args:
        found: What was found, by words.
        width: How many characters of each side at most.
    """
    showing = _Showing(found)
    by_place = {
        (hit.transcript, place): hit for hit in found.hits for place in hit.words
    }
    order = {name: at for at, name in enumerate(found.material.transcripts)}
    for name, place in sorted(by_place, key=lambda one: (order[one[0]], one[1])):
        transcript = found.material.transcripts[name]
        (turn, *_) = transcript.turns_in(place)
        passage = showing.passage(by_place[name, place], place, 0)
        yield Line(passage, in_context(transcript, turn, place, width), place)


class _Showing:
    """Makes passages of one result; remembers what many of them need."""

    def __init__(self, found: Found) -> None:
        self.known = found.material.transcripts
        self.path = cache(lambda code: code_path(found.material.codebook, code))
        self.about = cache(lambda name: _People(self.known[name]))
        self.attributes = attribute_keys(found)

    def passage(self, hit: Hit, place: Segment, context: int) -> Shown:
        """Return a place in a passage as it is shown."""
        transcript = self.known[hit.transcript]
        people = self.about(hit.transcript)
        turns = transcript.turns_in(place)
        speakers = people.speaking(turns)
        return Shown(
            hit=hit,
            statement=Statement(
                text=transcript.quote(place),
                transcript=transcript.name,
                group=transcript.group,
                turn=turns[0].number,
                speaker=", ".join(speakers),
                start=place.start,
                end=place.end,
                time=turns[0].start_time,
                function=", ".join(
                    filter(None, dict.fromkeys(people.functions[s] for s in speakers))
                ),
            ),
            turn_end=turns[-1].number,
            speakers=speakers,
            functions=tuple(people.functions[label] for label in speakers),
            attributes=people.described(speakers, self.attributes),
            path=self.path(hit.code) if hit.code else (),
            coder=", ".join(one.coder for one in hit.codings),
            memo="\n".join(one.memo for one in hit.codings if one.memo),
            words=words_in(transcript.text, [(p.start, p.end) for p in hit.said]),
            before=_before(transcript, turns[0], place, context) if context else (),
            after=_after(transcript, turns[-1], place, context) if context else (),
        )


def _before(
    transcript: Transcript, first: Turn, place: Segment, context: int
) -> tuple[str, ...]:
    """Return the turns before a place, and how its first turn begins."""
    at = first.number - 1  # its position, from 0
    told = [
        _said(transcript, one) for one in transcript.turns[max(0, at - context) : at]
    ]
    begin = on_one_line(transcript.text[first.start : place.start])
    return (*told, f"{first.speaker}: {begin} …") if begin else tuple(told)


def _after(
    transcript: Transcript, last: Turn, place: Segment, context: int
) -> tuple[str, ...]:
    """Return how the last turn of a place ends, and the turns after it."""
    at = last.number
    told = [_said(transcript, one) for one in transcript.turns[at : at + context]]
    end = on_one_line(transcript.text[place.end : last.end])
    return (f"{last.speaker}: … {end}", *told) if end else tuple(told)


def _said(transcript: Transcript, turn: Turn) -> str:
    return f"{turn.speaker}: {on_one_line(transcript.quote(turn.segment))}"


class _People:
    """Who speaks in a transcript, and what is known of them."""

    def __init__(self, transcript: Transcript) -> None:
        labels = [speaker.label for speaker in transcript.speakers]
        self.moderators = transcript.moderators()
        self.functions = {s.label: s.function for s in transcript.speakers}
        self.attributes = {label: transcript.attributes_of(label) for label in labels}

    def speaking(self, turns: Sequence[Turn]) -> tuple[str, ...]:
        """Return the participants who speak, moderators if nobody else does."""
        labels = tuple(dict.fromkeys(turn.speaker for turn in turns))
        some = tuple(label for label in labels if label not in self.moderators)
        return some or labels

    def described(self, labels: Sequence[str], keys: Sequence[str]) -> dict[str, str]:
        """Return the attributes of some speakers; several values by commas."""
        told = {
            key: dict.fromkeys(self.attributes[one].get(key, "") for one in labels)
            for key in keys
        }
        return {key: ", ".join(filter(None, values)) for key, values in told.items()}
