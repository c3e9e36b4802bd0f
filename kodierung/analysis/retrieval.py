"""Retrieval: passages found by their codes, by what lies on or near them, by words.

What counts is what counts in the factor matrix: confirmed codings on words of those who
meet the `where` of the code's perspective, identical segments once, subcodes with the
code above them. Nothing is compared pair by pair: what the codings of a code cover is
worked out once, and each passage is held against that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kodierung.analysis.companions import Companions, said_in
from kodierung.analysis.coverage import Stretch, joined, words_in
from kodierung.analysis.crosstab import WhoCounts
from kodierung.analysis.divisions import Piece, as_one
from kodierung.analysis.kwic import Word, occurrences
from kodierung.analysis.material import Material
from kodierung.analysis.people import Person, Population, population
from kodierung.model import Coding, Segment, Share, Transcript, Turn

NEAR = 2
"""Within so many turns something is near, unless another number is asked for."""

Codes = frozenset[str]


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is looked for; all of it must hold.

    Attributes:
        codes: The passage has one of these codes; None: whatever is said, coded or not.
        together: For each, another coding of one of its codes is on some of the words.
        near: For each, another coding of one of its codes is near.
        within: How many turns away that may be, moderators' counted.
        without: No coding of these codes is on any of the words.
        where: Somebody says some of it whose attribute has one of the values.
        speaker: Somebody with this label does.
        group: Only in this focus group.
        transcript: Only in this transcript.
        statement: It is chosen as a statement.
        memo: It has a memo.
        words: These words are said in it, one after the other; none: any words.
        moderators: Whether words that moderators say are found too.
        overlap: Whether only the words are shown that `together` asks for.
    """

    codes: Codes | None = None
    together: tuple[Codes, ...] = ()
    near: tuple[Codes, ...] = ()
    within: int = NEAR
    without: tuple[Codes, ...] = ()
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    speaker: str | None = None
    group: str | None = None
    transcript: str | None = None
    statement: bool = False
    memo: bool = False
    words: tuple[Word, ...] = ()
    moderators: bool = False
    overlap: bool = False

    def among(self, transcript: Transcript) -> bool:
        """Tell whether it is to be looked for in a transcript."""
        return self.group in (None, transcript.group) and (
            self.transcript in (None, transcript.name)
        )

    def meant(
        self, transcript: Transcript, *, moderators: bool = False
    ) -> frozenset[str]:
        """Return the labels of those who are meant.

        Args:
            transcript: Where they may speak.
            moderators: Whether moderators may be meant, not only participants.
        """
        return frozenset(
            speaker.label
            for speaker in transcript.speakers
            if (moderators or speaker.kind == "participant")
            and self.speaker in (None, speaker.label)
            and self._describes(transcript.attributes_of(speaker.label))
        )

    def _describes(self, attributes: Mapping[str, str]) -> bool:
        return all(attributes.get(key) in some for key, some in self.where.items())


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    Attributes:
        transcript: Name of the transcript.
        place: The words that are shown.
        said: What those who are meant say of it.
        codings: The codings of its code on it, by coder; none where everything said
            was searched.
        words: Where the words looked for are said in it.
    """

    transcript: str
    place: Segment
    said: tuple[Piece, ...]
    codings: tuple[Coding, ...] = ()
    words: tuple[Segment, ...] = ()

    @property
    def code(self) -> str | None:
        """The id of its code, if it is coded."""
        return self.codings[0].code if self.codings else None


@dataclass(frozen=True, slots=True)
class Figures:
    """How much was found.

    Attributes:
        segments: Passages, identical ones counted once.
        hits: How often the words looked for are said.
        words: Words in the passages said by those who are meant, each once.
        speakers: Persons behind them, of those who could have been.
        groups: Groups behind them, likewise.
    """

    segments: int
    hits: int
    words: int
    speakers: Share
    groups: Share


@dataclass(frozen=True)
class Retrieved:
    """What was found.

    Attributes:
        hits: The passages, by place.
        counted: All who could have said such a passage, silent people included.
        left_out: How many codings of the codes lie on no words that count.
        texts: The settled texts by transcript.
    """

    hits: tuple[Hit, ...]
    counted: Population
    left_out: int
    texts: Mapping[str, str]

    @cached_property
    def figures(self) -> Figures:
        """How much was found in all."""
        return self._count(self.hits, self.counted)

    def by_person(self) -> dict[Person, Figures]:
        """Return how much was found of each person, or label of several."""
        mine: defaultdict[Person, list[Hit]] = defaultdict(list)
        for hit in self.hits:
            for person in dict.fromkeys(piece.person for piece in hit.said):
                mine[person].append(_of_one(hit, person))
        return {
            person: self._count(mine[person], _alone(person)) for person in sorted(mine)
        }

    def _count(self, hits: Iterable[Hit], counted: Population) -> Figures:
        places: set[tuple[str, Segment]] = set()
        found: set[tuple[str, Segment]] = set()
        said: defaultdict[str, list[Stretch]] = defaultdict(list)
        voices: set[Person] = set()
        for hit in hits:
            places.add((hit.transcript, hit.place))
            found.update((hit.transcript, one) for one in hit.words)
            said[hit.transcript] += [(piece.start, piece.end) for piece in hit.said]
            voices.update(piece.person for piece in hit.said)
        voices &= counted.voices
        return Figures(
            segments=len(places),
            hits=len(found),
            words=sum(words_in(self.texts[t], joined(s)) for t, s in said.items()),
            speakers=Share(len(voices & counted.persons), len(counted.persons)),
            groups=Share(len({g for g, _ in voices}), len(_groups(counted))),
        )


def _groups(counted: Population) -> set[str]:
    return {group for group, _ in counted.voices}


def _alone(person: Person) -> Population:
    return Population(frozenset((person,)), frozenset((person,)))


def _of_one(hit: Hit, person: Person) -> Hit:
    """Return what one person says of a passage, and of the words found there."""
    said = tuple(piece for piece in hit.said if piece.person == person)
    return replace(
        hit,
        said=said,
        words=tuple(
            one for one in hit.words if any(p.start <= one.start < p.end for p in said)
        ),
    )


def retrieve(material: Material, conditions: Conditions) -> Retrieved:
    """Find passages.

    Args:
        material: The study with the codings that count.
        conditions: What is looked for; of a search in everything said no condition
            on codings is looked at.
    """
    search = _Search(material, conditions)
    coded = conditions.codes is not None
    return Retrieved(
        hits=tuple(search.coded() if coded else search.said()),
        counted=search.counted(),
        left_out=search.left_out,
        texts={t.name: t.text for t in material.transcripts.values()},
    )


class _Search:
    """One search in a study."""

    def __init__(self, material: Material, conditions: Conditions) -> None:
        self.material = material
        self.asked = conditions
        self.who = WhoCounts(material)
        self.transcripts = [
            one for one in material.transcripts.values() if conditions.among(one)
        ]
        self.meant = {one.name: conditions.meant(one) for one in self.transcripts}
        self.pieces = as_one(material).pieces
        self.left_out = 0
        self.together = [self._companions(codes) for codes in conditions.together]
        self.near = [self._companions(codes) for codes in conditions.near]
        self.without = [self._companions(codes) for codes in conditions.without]
        self._found: dict[str, list[Segment]] = {}

    def _companions(self, codes: Codes) -> Companions:
        within = self.asked.within
        return Companions(codes, self.material, self.pieces, self.who, within)

    def counted(self) -> Population:
        """Return who could have said a passage such as those looked for."""
        asked = self.asked
        if asked.codes is None:
            everybody = population(self.material.transcripts.values(), {})
            voices, persons = everybody.voices, everybody.persons
        else:
            some = [self.who.together(one) for one in (asked.codes, *asked.together)]
            voices = frozenset.intersection(*(one.voices for one in some))
            persons = frozenset.intersection(*(one.persons for one in some))
        meant = frozenset(
            (one.group, label)
            for one in self.transcripts
            for label in self.meant[one.name]
        )
        return Population(voices & meant, persons & meant)

    def said(self) -> Iterator[Hit]:
        """Yield the turns in which the words are said."""
        for transcript in self.transcripts:
            for turn in self._turns(transcript):
                person = (transcript.group, turn.speaker)
                said = (Piece(turn.start, turn.end, person),)
                hit = Hit(transcript.name, turn.segment, said)
                if here := self._inside(hit):
                    yield replace(hit, words=here)

    def coded(self) -> Iterator[Hit]:
        """Yield the coded passages, by place."""
        wanted = self.asked.codes or frozenset()
        same: defaultdict[tuple[str, int, int, str], list[Coding]] = defaultdict(list)
        for one in self.material.codings:
            if one.code in wanted and one.transcript in self.meant:
                same[one.transcript, one.start, one.end, one.code].append(one)
        for codings in same.values():
            counting = said_in(codings[0], self.pieces, self.who)
            self.left_out += 0 if counting else len(codings)
            meant = self.meant[codings[0].transcript]
            said = tuple(piece for piece in counting if piece.person[1] in meant)
            if said and self._fits(codings, said):
                yield from self._shown(codings, said)

    def _fits(self, codings: Sequence[Coding], said: Sequence[Piece]) -> bool:
        """Tell whether a passage is what was asked for, its words left aside."""
        asked, one = self.asked, codings[0]
        return (
            (not asked.memo or any(c.memo for c in codings))
            and (not asked.statement or any(c.statement for c in codings))
            and all(any(some.shared(one, said)) for some in self.together)
            and all(some.near(one) for some in self.near)
            and not any(any(s.shared(one, said, itself=True)) for s in self.without)
        )

    def _shown(
        self, codings: Sequence[Coding], said: tuple[Piece, ...]
    ) -> Iterator[Hit]:
        """Yield a passage, or what is asked for of it, if the words are said there."""
        one = codings[0]
        by_coder = sorted(codings, key=lambda coding: coding.coder)
        whole = Hit(one.transcript, one.segment, said, tuple(by_coder))
        for hit in self._overlaps(whole) if self.asked.overlap else [whole]:
            if not self.asked.words:
                yield hit
            elif here := self._inside(hit):
                yield replace(hit, words=here)

    def _overlaps(self, hit: Hit) -> Iterator[Hit]:
        """Yield the words of a passage that all of `together` are on, turn by turn."""
        text = self.material.transcripts[hit.transcript].text
        pieces: Iterable[Piece] = hit.said
        for some in self.together:
            pieces = list(some.shared(hit.codings[0], pieces))
        for piece in pieces:
            said = text[piece.start : piece.end]
            start = piece.end - len(said.lstrip())
            tidy = replace(piece, start=start, end=start + len(said.strip()))
            yield replace(hit, place=Segment(tidy.start, tidy.end), said=(tidy,))

    def _inside(self, hit: Hit) -> tuple[Segment, ...]:
        """Return where in a passage the words are said."""
        found = self._words(self.material.transcripts[hit.transcript])
        first = bisect_left(found, hit.place.start, key=lambda one: one.start)
        last = bisect_right(found, hit.place.end, key=lambda one: one.end)
        return tuple(found[first:last])

    def _words(self, transcript: Transcript) -> list[Segment]:
        """Return where in a transcript the words are said by those who are meant."""
        name = transcript.name
        if name not in self._found:
            turns = self._turns(transcript)
            self._found[name] = occurrences(transcript, turns, self.asked.words)
        return self._found[name]

    def _turns(self, transcript: Transcript) -> list[Turn]:
        labels = self.asked.meant(transcript, moderators=self.asked.moderators)
        return [turn for turn in transcript.turns if turn.speaker in labels]
