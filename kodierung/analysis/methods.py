"""What a paper says of its material: who took part, how long, how much was said.

People are counted as in the factor matrix: moderators never, silent people always.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kodierung.analysis.coverage import Stretch, coded_words, joined
from kodierung.analysis.people import Person, population
from kodierung.model import Attribute, Transcript
from kodierung.text import words


@dataclass(frozen=True, slots=True)
class Spread:
    """The sum of some numbers, the least and the greatest; all 0 if there are none."""

    total: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard in one transcript.

    Attributes:
        name: Of the transcript.
        group: Its focus group.
        seconds: How long it takes, None where no times are known.
        words: Label to number of words, moderators included.
    """

    name: str
    group: str
    seconds: float | None
    words: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """The participants who have one value of an attribute.

    Attributes:
        value: The value, empty for those of whom none is known.
        label: What the codebook calls it.
        groups: Focus groups with such a participant.
        participants: How many they are.
        speaking: How many of them say at least a word.
        words: What they say.
    """

    value: str
    label: str
    groups: int
    participants: int
    speaking: int
    words: int


@dataclass(frozen=True, slots=True)
class Described:
    """An attribute with the participants by its values, in the codebook's order."""

    id: str
    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The material of a study.

    Attributes:
        groups: Focus groups.
        transcripts: Files; a group may have several.
        participants: Persons, silent ones included.
        speaking: How many of them say at least a word.
        per_group: Participants of a group.
        functions: Participants whose function is known.
        undistinguished: Groups whose participants are not told apart and count as one.
        attributes: Participants by attribute.
        moderators: Moderators; who moderates two groups counts twice, since labels are
            given anew in every group.
        moderated: Groups in which somebody moderates.
        timed: Transcripts whose duration is known.
        seconds: Their durations.
        words: All words, by transcript.
        participants_words: What participants say of these.
    """

    groups: int
    transcripts: int
    participants: int
    speaking: int
    per_group: Spread
    functions: int
    undistinguished: int
    attributes: tuple[Described, ...]
    moderators: int
    moderated: int
    timed: int
    seconds: Spread
    words: Spread
    participants_words: int


def heard(transcript: Transcript, seconds: float | None) -> Heard:
    """Return what is heard in a transcript.

    Args:
        transcript: With its words.
        seconds: How long it takes.
    """
    said: Counter[str] = Counter()
    for turn in transcript.turns:
        said[turn.speaker] += words(transcript.quote(turn.segment))
    return Heard(transcript.name, transcript.group, seconds, said)


def gathered(
    described: Sequence[Transcript],
    material: Sequence[Heard],
    attributes: Mapping[str, Attribute],
) -> Gathered:
    """Return what the material of a study is.

    Args:
        described: All transcripts; their words are not needed.
        material: What is heard in them.
        attributes: The codebook's.
    """
    everybody = population(described, {})
    said = _said(material)
    moderators = {(t.group, label) for t in described for label in t.moderators()}
    durations = [one.seconds for one in material if one.seconds is not None]
    sizes = Counter(group for group, _ in everybody.persons)
    collective = {
        (t.group, s.label) for t in described for s in t.participants() if s.collective
    }
    return Gathered(
        groups=len({t.group for t in described}),
        transcripts=len(described),
        participants=len(everybody.persons),
        speaking=sum(said[person] > 0 for person in everybody.persons),
        per_group=_spread(sizes.values()),
        functions=len(
            {
                (t.group, s.label)
                for t in described
                for s in t.participants()
                if s.function
            }
            & everybody.persons
        ),
        undistinguished=len({g for g, _ in everybody.persons & collective}),
        attributes=tuple(
            found
            for attribute in attributes.values()
            if (found := _described(attribute, described, said)).parts
        ),
        moderators=len(moderators),
        moderated=len({group for group, _ in moderators}),
        timed=len(durations),
        seconds=_spread(durations),
        words=_spread(sum(one.words.values()) for one in material),
        participants_words=sum(said[voice] for voice in everybody.voices),
    )


def _said(material: Iterable[Heard]) -> Counter[Person]:
    said: Counter[Person] = Counter()
    for one in material:
        for label, number in one.words.items():
            said[one.group, label] += number
    return said


def _spread(numbers: Iterable[float]) -> Spread:
    known = list(numbers)
    return Spread(sum(known), min(known, default=0), max(known, default=0))


def _described(
    attribute: Attribute, described: Sequence[Transcript], said: Mapping[Person, int]
) -> Described:
    everybody = population(described, {})
    used = {
        value
        for t in described
        for s in t.participants()
        if (value := t.attributes_of(s.label).get(attribute.id))
    }
    order = [*attribute.values, *sorted(used - attribute.values.keys())]
    parts = []
    voices: frozenset[Person] = frozenset()
    persons: frozenset[Person] = frozenset()
    for value in (value for value in order if value in used):
        who = population(described, {attribute.id: value})
        mine = who.persons & everybody.persons
        label = attribute.values.get(value, value)
        parts.append(_part(value, label, who.voices, mine, said))
        voices, persons = voices | who.voices, persons | mine
    rest = everybody.persons - persons
    if parts and rest:
        parts.append(_part("", "", everybody.voices - voices, rest, said))
    return Described(attribute.id, attribute.label, tuple(parts))


def _part(
    value: str,
    label: str,
    voices: Iterable[Person],
    persons: Iterable[Person],
    said: Mapping[Person, int],
) -> Part:
    known = list(persons)
    return Part(
        value=value,
        label=label,
        groups=len({group for group, _ in known}),
        participants=len(known),
        speaking=sum(said[person] > 0 for person in known),
        words=sum(said[voice] for voice in voices),
    )


def words_of_several(
    text: str, spoken: Iterable[Stretch], covered: Mapping[str, Iterable[Stretch]]
) -> int:
    """Count the words that at least two people have coded or read.

    Args:
        text: The settled text.
        spoken: The turns that count, by place.
        covered: Person to what she has coded or read, in any order.
    """
    changes: defaultdict[int, int] = defaultdict(int)
    for stretches in covered.values():
        for start, end in joined(stretches):
            changes[start] += 1
            changes[end] -= 1
    several: list[Stretch] = []
    depth, since = 0, 0
    for at in sorted(changes):
        before, depth = depth, depth + changes[at]
        if before < 2 <= depth:
            since = at
        elif depth < 2 <= before:
            several.append((since, at))
    return coded_words(text, spoken, several)
