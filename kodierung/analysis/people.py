"""Who counts: persons and groups, moderators left out, silent people included.

A person is (group, label), because labels are given anew in every focus group, while
one group's discussion may be spread over several transcripts. Labels that are no single
person's (`Alle`, `?`) add nobody to a group whose people are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kodierung.model import Coding, Share, Transcript

Person = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Population:
    """The persons whose words count under some `where`, and their groups.

    Attributes:
        voices: All labels whose words count.
        persons: Those of them that count as a person.
    """

    voices: frozenset[Person]
    persons: frozenset[Person]

    @property
    def groups(self) -> frozenset[str]:
        """The groups with at least one such person."""
        return frozenset(group for group, _ in self.persons)


def meets(attributes: Mapping[str, str], where: Mapping[str, str]) -> bool:
    """Tell whether the attributes hold every value asked for."""
    return all(attributes.get(key) == value for key, value in where.items())


def population(
    transcripts: Iterable[Transcript], where: Mapping[str, str]
) -> Population:
    """Return all participants, silent ones included, who meet `where`.

    Where a group has only a label of several people, that counts as one person.
    """
    found = [
        (transcript.group, speaker)
        for transcript in transcripts
        for speaker in transcript.participants()
        if meets(transcript.attributes_of(speaker.label), where)
    ]
    known = {group for group, speaker in found if not speaker.collective}
    return Population(
        frozenset((group, speaker.label) for group, speaker in found),
        frozenset(
            (group, speaker.label)
            for group, speaker in found
            if not speaker.collective or group not in known
        ),
    )


def persons_behind(coding: Coding, transcript: Transcript) -> tuple[Person, ...]:
    """Return the participants whose turns the coding touches, in order of speaking."""
    moderators = transcript.moderators()
    labels = (t.speaker for t in transcript.turns_in(coding.segment))
    return tuple(
        (transcript.group, label)
        for label in dict.fromkeys(labels)
        if label not in moderators
    )


def shares(
    behind: Iterable[Iterable[Person]], counted: Population
) -> tuple[Share, Share]:
    """Return how many persons and groups of the population stand behind codings.

    Args:
        behind: For each coding the persons it touches.
        counted: Whose words count.

    Returns:
        Persons `k of N` and groups `m of M`.
    """
    voices = {person for people in behind for person in people} & counted.voices
    groups = {group for group, _ in voices}
    return (
        Share(len(voices & counted.persons), len(counted.persons)),
        Share(len(groups), len(counted.groups)),
    )
