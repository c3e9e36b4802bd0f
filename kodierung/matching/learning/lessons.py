"""Lessons: what the codebook's passages and a coder's decisions say about each code.

A passage of a code speaks for it, and against every other code that may be given to the
same people, except those above and below it. A passage of no code speaks against all, a
counterexample against its code alone. A coded sentence speaks for its code, and against
all others that its speaker's words may have, and so does any other sentence of a
transcript that the coder has worked through. A rejected suggestion speaks against its
code alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kodierung.matching.learning.features import Features, chosen, stacked
from kodierung.matching.learning.units import Unit
from kodierung.model import Code, Codebook, Segment

Marks: TypeAlias = NDArray[np.int8]
"""A row per lesson, a column per code: 1 for it, -1 against it, 0 silent."""

Mask: TypeAlias = NDArray[np.bool_]
"""Which codes, a column each."""

Masks: TypeAlias = NDArray[np.bool_]
"""Several of them, a row each."""

PassageKind: TypeAlias = Literal[
    "definition", "example", "counterexample", "paraphrase"
]

# What somebody made up to show a code counts less than what was really said.
_PASSAGES_WEIGH = 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that a codebook gives for a code; `code` is "" for one of none."""

    text: str
    code: str
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a transcript with a code, given or refused."""

    transcript: str
    segment: Segment
    code: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What a coder has decided.

    Attributes:
        positive: Passages that have a code.
        negative: Passages that were refused a code.
        worked: Transcripts that the coder has worked through.
    """

    positive: tuple[Place, ...] = ()
    negative: tuple[Place, ...] = ()
    worked: frozenset[str] = frozenset()

    def without(self, transcripts: Collection[str]) -> Decided:
        """Return what was decided in other transcripts."""
        return Decided(
            tuple(p for p in self.positive if p.transcript not in transcripts),
            tuple(p for p in self.negative if p.transcript not in transcripts),
            self.worked - frozenset(transcripts),
        )


@dataclass(frozen=True, slots=True)
class Lessons:
    """Rows to learn from.

    Attributes:
        codes: The codes that the columns stand for.
        features: Row by row.
        marks: What each row says of each code.
        open_to: Which codes each row could have had.
        weights: How much each row counts.
        groups: The focus group of each row, "" for passages of the codebook.
    """

    codes: tuple[str, ...]
    features: Features
    marks: Marks
    open_to: Masks
    weights: NDArray[np.float64]
    groups: tuple[str, ...]

    def without(self, groups: Collection[str]) -> Lessons:
        """Return the rows that are not of some focus groups."""
        return self._only(np.flatnonzero(~np.isin(self.groups, list(groups))))

    def telling(self) -> Lessons:
        """Return the rows that say anything."""
        return self._only(np.flatnonzero(self.marks.any(axis=1)))

    def joined(self, other: Lessons) -> Lessons:
        """Return the rows of both."""
        return Lessons(
            self.codes,
            stacked([self.features, other.features]),
            np.vstack([self.marks, other.marks]),
            np.vstack([self.open_to, other.open_to]),
            np.concatenate([self.weights, other.weights]),
            (*self.groups, *other.groups),
        )

    def counts(self, code: str) -> tuple[int, int]:
        """Return how many sentences of transcripts speak for a code, and against it."""
        column = self.marks[:, self.codes.index(code)]
        said = column[[bool(group) for group in self.groups]]
        return int((said > 0).sum()), int((said < 0).sum())

    def labelled(
        self, mask: Mask
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Return what those can learn from who may have some codes.

        A row with several codes comes once for each, and weighs no more for it.

        Args:
            mask: Which codes.

        Returns:
            Rows, the column of each row's code (-1 for none), and weights.
        """
        inside = np.all(self.open_to[:, mask], axis=1)
        positive = (self.marks > 0) & mask
        against = np.any(self.marks[:, mask] < 0, axis=1)
        # What has a code that these people may not have teaches nothing about them.
        uncoded = ~np.any(self.marks > 0, axis=1)
        coded, columns = np.nonzero(positive & inside[:, None])
        none = np.flatnonzero(inside & against & uncoded)
        rows = np.concatenate([coded, none]).astype(np.int64)
        labels = np.concatenate([columns, np.full(len(none), -1)]).astype(np.int64)
        copies = np.maximum(positive.sum(axis=1), 1)
        return rows, labels, self.weights[rows] / copies[rows]

    def _only(self, rows: NDArray[np.int64]) -> Lessons:
        return Lessons(
            self.codes,
            chosen(self.features, rows),
            self.marks[rows],
            self.open_to[rows],
            self.weights[rows],
            tuple(self.groups[row] for row in rows),
        )


def passages_of(codebook: Codebook) -> list[Passage]:
    """Return what a codebook gives to compare with, in its order.

    A definition speaks of a code, not as people speak; it serves only where there is no
    example.
    """
    found: list[Passage] = []
    for code in codebook.codes.values():
        said = codebook.paraphrases.get(code.id, ())
        found += [Passage(text, code.id, "example") for text in code.examples]
        found += [Passage(text, code.id, "paraphrase") for text in said]
        if code.definition and not code.examples and not said:
            found.append(Passage(code.definition, code.id, "definition"))
        found += [
            Passage(text, code.id, "counterexample") for text in code.counterexamples
        ]
    none = codebook.paraphrases.get("", ())
    return [*found, *(Passage(text, "", "paraphrase") for text in none)]


def from_passages(
    codebook: Codebook, passages: Sequence[Passage], features: Features
) -> Lessons:
    """Return what passages of the codebook say.

    Args:
        codebook: With the codes.
        passages: Of `passages_of`.
        features: Their rows.
    """
    codes = tuple(codebook.codes)
    says = {
        (code, against): _says_of_all(codebook, code, counterexample=against)
        for code in ("", *codes)
        for against in (False, True)
    }
    marks = [says[p.code, p.kind == "counterexample"] for p in passages]
    shape = len(passages), len(codes)
    return Lessons(
        codes,
        features,
        np.array(marks, np.int8).reshape(shape),
        np.ones(shape, dtype=bool),
        np.full(len(passages), _PASSAGES_WEIGH),
        ("",) * len(passages),
    )


def from_decisions(
    codebook: Codebook, units: Sequence[Unit], features: Features, decided: Decided
) -> Lessons:
    """Return what a coder's decisions say.

    Args:
        codebook: With the codes.
        units: All sentences of the study.
        features: Their rows.
        decided: What the coder has decided.
    """
    return Lessons(
        tuple(codebook.codes),
        features,
        marks_of(codebook, units, decided),
        allowed(codebook, units),
        np.ones(len(units)),
        tuple(unit.group for unit in units),
    ).telling()


def marks_of(codebook: Codebook, units: Sequence[Unit], decided: Decided) -> Marks:
    """Return what decisions say of each sentence and code."""
    columns = {code: column for column, code in enumerate(codebook.codes)}
    marks = -allowed(codebook, units).astype(np.int8)
    marks[[unit.transcript not in decided.worked for unit in units]] = 0
    rows = _by_transcript(units)
    for place in decided.negative:
        for row, mostly in _overlapping(place, rows, units):
            if mostly and place.code in columns:
                marks[row, columns[place.code]] = -1
    for place in decided.positive:
        known = place.code in columns
        codes = codebook.with_ancestors(place.code) if known else ()
        for row, mostly in _overlapping(place, rows, units):
            for code in codes:
                mark = marks[row, columns[code]]
                # What is touched only at its edge says nothing, unless it is coded too.
                marks[row, columns[code]] = 1 if mostly else max(mark, 0)
    return marks


def allowed(codebook: Codebook, units: Sequence[Unit]) -> Masks:
    """Return which codes the words of each unit may have: a row per unit."""
    codes = codebook.codes.values()
    kinds: dict[tuple[tuple[str, str], ...], list[bool]] = {}
    found = []
    for unit in units:
        who = tuple(sorted(unit.attributes.items()))
        if who not in kinds:
            kinds[who] = [code.may_be_of(unit.attributes) for code in codes]
        found.append(kinds[who])
    return np.array(found, dtype=bool).reshape(len(units), len(codebook.codes))


def _says_of_all(
    codebook: Codebook, code: str, *, counterexample: bool
) -> tuple[int, ...]:
    return tuple(
        _says(codebook, code, other, counterexample=counterexample)
        for other in codebook.codes.values()
    )


def _says(codebook: Codebook, code: str, other: Code, *, counterexample: bool) -> int:
    """Return what a passage of a code says of a code: for it, against it, nothing."""
    if counterexample:
        return -1 if other.id == code else 0
    if not code:
        return -1
    if other.id in codebook.with_ancestors(code):
        return 1
    if code in codebook.with_ancestors(other.id):
        return 0
    return -1 if other.may_be_of(codebook.codes[code].where) else 0


def _by_transcript(units: Sequence[Unit]) -> Mapping[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, unit in enumerate(units):
        rows[unit.transcript].append(row)
    return rows


def _overlapping(
    place: Place, rows: Mapping[str, list[int]], units: Sequence[Unit]
) -> list[tuple[int, bool]]:
    """Return the units a passage touches, and whether it shares most of the shorter."""
    found = []
    for row in rows.get(place.transcript, ()):
        shared = units[row].segment.shared(place.segment)
        if shared > 0:
            shorter = min(_length(units[row].segment), _length(place.segment))
            found.append((row, shared > shorter / 2))
    return found


def _length(segment: Segment) -> int:
    return segment.end - segment.start
