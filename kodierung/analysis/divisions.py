"""What a study is divided into to be compared: transcripts, groups, people, coders.

A column of a cross table is a set of words: who said them, and where. A segment counts
in every column in which some of its words lie.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from kodierung.analysis.coverage import words_in
from kodierung.analysis.material import Material
from kodierung.analysis.people import Person
from kodierung.model import Coding, Transcript


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a column or before a row: its id, and what people read."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one participant's words: a turn or a part of one.

    Attributes:
        start: First character.
        end: Character after the last one.
        person: Whose words they are.
        column: The number of the column they belong to, from 0.
    """

    start: int
    end: int
    person: Person
    column: int = 0


@dataclass(frozen=True, slots=True)
class Division:
    """How a study is divided into columns.

    Attributes:
        by: What the columns are: `group`, `speaker`, the id of an attribute, …
        heads: The columns.
        people: For each column, all participants in it, silent ones included.
        pieces: By transcript, what participants say, in order, not overlapping.
        coders: The numbers of the columns by coder, where columns are coders; then a
            coding belongs to its coder's column, whoever speaks.
    """

    by: str
    heads: tuple[Heading, ...]
    people: tuple[frozenset[Person], ...]
    pieces: Mapping[str, tuple[Piece, ...]]
    coders: Mapping[str, int] | None = None

    def column(self, coding: Coding, piece: Piece) -> int:
        """Return the number of the column that a coding's words belong to."""
        if self.coders is not None:
            return self.coders[coding.coder]
        return piece.column

    def spoken(self, texts: Mapping[str, str]) -> list[Counter[Person]]:
        """Return for each column how many words everybody says in it.

        Args:
            texts: The settled texts by transcript.
        """
        counts: defaultdict[int, Counter[Person]] = defaultdict(Counter)
        for name, pieces in self.pieces.items():
            for piece in pieces:
                said = words_in(texts[name], [(piece.start, piece.end)])
                counts[piece.column][piece.person] += said
        columns = range(len(self.heads))
        return [counts[0 if self.coders is not None else n] for n in columns]


def by_transcript(material: Material) -> Division:
    """Divide by transcript, in the study's order."""
    return _divided(material, "transcript", lambda transcript, _: transcript.name)


def by_group(material: Material) -> Division:
    """Divide by focus group, in the study's order."""
    return _divided(material, "group", lambda transcript, _: transcript.group)


def by_speaker(material: Material) -> Division:
    """Divide by person; a label of several people has a column of its own."""
    return _divided(
        material, "speaker", lambda transcript, label: f"{transcript.group} {label}"
    )


def by_function(material: Material) -> Division:
    """Divide by what people are; those of whom nobody told it come last, under `""`."""
    functions = {
        (transcript.name, speaker.label): speaker.function
        for transcript in material.transcripts.values()
        for speaker in transcript.speakers
    }
    return _by_value(
        material,
        "function",
        lambda transcript, label: functions[transcript.name, label],
        {},
    )


def by_attribute(material: Material, key: str) -> Division:
    """Divide by the value of an attribute, as the codebook orders and calls the values.

    Args:
        material: The study.
        key: Id of the attribute. Whose value nobody told comes last, under `""`.
    """
    described = material.codebook.attributes.get(key)
    return _by_value(
        material,
        key,
        lambda transcript, label: transcript.attributes_of(label).get(key, ""),
        dict(described.values) if described else {},
    )


def _by_value(
    material: Material,
    by: str,
    value_of: Callable[[Transcript, str], str],
    labels: Mapping[str, str],
) -> Division:
    """Divide by a value: those with a label first, the rest by name, none last."""
    found = _divided(material, by, value_of)
    order = {value: number for number, value in enumerate(labels)}
    values = sorted(
        range(len(found.heads)),
        key=lambda n: (
            not found.heads[n].key,
            order.get(found.heads[n].key, len(order)),
            found.heads[n].key,
        ),
    )
    place = {old: new for new, old in enumerate(values)}
    return Division(
        by=by,
        heads=tuple(
            replace(head, label=labels.get(head.key, head.key))
            for head in (found.heads[n] for n in values)
        ),
        people=tuple(found.people[n] for n in values),
        pieces={
            name: tuple(replace(one, column=place[one.column]) for one in pieces)
            for name, pieces in found.pieces.items()
        },
    )


def by_coder(material: Material) -> Division:
    """Divide by who coded: everybody could say everything in each column."""
    whole = as_one(material)
    everybody = frozenset[Person]().union(*whole.people)
    names = sorted({coding.coder for coding in material.codings})
    return Division(
        by="coder",
        heads=tuple(Heading(name, name) for name in names),
        people=(everybody,) * len(names),
        pieces=whole.pieces,
        coders={name: number for number, name in enumerate(names)},
    )


def as_one(material: Material) -> Division:
    """Leave the study undivided."""
    return _divided(material, "study", lambda *_: "study")


def _divided(
    material: Material, by: str, key_of: Callable[[Transcript, str], str]
) -> Division:
    columns: dict[str, int] = {}
    people: list[set[Person]] = []
    pieces: dict[str, tuple[Piece, ...]] = {}
    for transcript in material.transcripts.values():
        where: dict[str, int] = {}
        for speaker in transcript.participants():
            key = key_of(transcript, speaker.label)
            where[speaker.label] = columns.setdefault(key, len(columns))
            if len(people) < len(columns):
                people.append(set())
            people[where[speaker.label]].add((transcript.group, speaker.label))
        pieces[transcript.name] = tuple(_pieces(transcript, where))
    return Division(
        by=by,
        heads=tuple(Heading(key, key) for key in columns),
        people=tuple(frozenset(some) for some in people),
        pieces=pieces,
    )


def _pieces(transcript: Transcript, columns: Mapping[str, int]) -> Iterable[Piece]:
    for turn in transcript.turns:
        if turn.speaker in columns:
            person = (transcript.group, turn.speaker)
            yield Piece(turn.start, turn.end, person, columns[turn.speaker])
