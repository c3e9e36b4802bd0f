"""Training a ranker for a study, and finding out how good it is.

How good is measured on focus groups that the model in question has not seen: with few
groups each is left out once, with many several together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from kodierung.matching.learning.calibration import (
    ENOUGH_DECISIONS,
    Truth,
    best_threshold,
    brier,
    platt,
)
from kodierung.matching.learning.features import Features, Reader, chosen
from kodierung.matching.learning.lessons import (
    Decided,
    Lessons,
    Masks,
    Place,
    from_decisions,
)
from kodierung.matching.learning.ranker import Model, Ranker, Scores, scores, train
from kodierung.matching.learning.spans import Span, spans
from kodierung.matching.learning.units import Unit
from kodierung.matching.learning.vectors import Told
from kodierung.model import Codebook, Segment, Suggestion

FEW = 5
# Left out in so many portions the groups tell nearly as well how good it is as left out
# one by one, and a study of twenty groups waits no longer than one of five.
_FOLDS = 5
# Sums of log-odds under which nobody would look at a passage.
LOWEST = -15.0
# So many times the number of codings somebody may look at from the top of the queue.
_LOOKED_AT = 3
# From where on to suggest while nobody has decided anything to tell it by: log-odds,
# for each block of features.
_UNTAUGHT = -1.2


@dataclass(frozen=True, slots=True)
class Material:
    """What a study offers a ranker.

    Attributes:
        codebook: With the codes.
        units: The sentences of all transcripts.
        features: Their rows.
        rules: The scores that rules gave them.
        open_to: Which codes they may have.
        passages: What the codebook's passages say.
        reader: Read both.
        encoder: Name of the encoder, "" for none.
    """

    codebook: Codebook
    units: Sequence[Unit]
    features: Features
    rules: Scores
    open_to: Masks
    passages: Lessons
    reader: Reader
    encoder: str

    def untrained(self) -> Ranker:
        """Return a ranker that knows what there is, but nothing about it."""
        breadth = sum(self.reader.weights)
        return Ranker(
            self.encoder,
            tuple(self.codebook.codes),
            self.reader.scales,
            slope=1 / breadth,
        ).with_threshold(_UNTAUGHT * breadth)

    def scores(self, model: Model, rows: NDArray[np.int64] | None = None) -> Scores:
        """Return what a model gives the sentences, or some of them."""
        rows = np.arange(len(self.units)) if rows is None else rows
        return scores(
            model,
            chosen(self.features, rows),
            self.reader.weights,
            self.open_to[rows],
            self.rules[rows],
        )


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a ranker is on focus groups it has not seen.

    Attributes:
        groups: How many groups were left out in turn.
        precision: Share of the suggestions above the threshold that meet a coding.
        recall: Share of the codings that they meet.
        brier: Mean squared error of the likelihoods at the top of the queue, three for
            each coding; None while these are only a rank.
        base: The same for giving each of them the mean.
    """

    groups: int
    precision: float
    recall: float
    brier: float | None = None
    base: float | None = None

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Learned:
    """A trained ranker.

    Attributes:
        ranker: The ranker.
        scores: Of all sentences. Nobody is a judge in their own cause: those of a focus
            group with codings come from a model that was trained without it.
        decisions: How many codings and rejections it saw.
        counts: Code to the sentences decided on that speak for it and against it.
        unseen: The groups that were scored so.
        quality: How good it is on them; None with fewer than two to tell from.
    """

    ranker: Ranker
    scores: Scores
    decisions: int = 0
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    unseen: frozenset[str] = frozenset()
    quality: Quality | None = None


def rule_scores(
    codebook: Codebook, units: Sequence[Unit], suggestions: Iterable[Suggestion]
) -> Scores:
    """Return what rules give each sentence: the best score of what touches it."""
    columns = {code: column for column, code in enumerate(codebook.codes)}
    by_turn: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row, unit in enumerate(units):
        by_turn[unit.transcript, unit.turn].append(row)
    found = np.zeros((len(units), len(columns)))
    for suggestion in suggestions:
        column = columns.get(suggestion.code)
        if column is None or suggestion.source != "rule":
            continue
        for row in by_turn[suggestion.transcript, suggestion.turn]:
            if units[row].segment.overlaps(suggestion.segment):
                found[row, column] = max(found[row, column], suggestion.score)
    return found


def from_decided(
    material: Material,
    decided: Decided,
    *,
    one_by_one: bool = False,
    told: Told | None = None,
) -> Learned:
    """Return what is learned from the codebook's passages and a coder's decisions.

    Args:
        material: The study.
        decided: What the coder has decided; nothing for the passages alone.
        one_by_one: Leave out each focus group alone, however many there are.
        told: Called with how many models are trained and how many there will be.
    """
    groups = _judged_groups(material.units, decided)
    folds = _folds(groups, len(groups) if one_by_one else _FOLDS)
    own = from_decisions(material.codebook, material.units, material.features, decided)
    lessons = material.passages.joined(own)
    model = train(lessons, np.unique(material.open_to, axis=0))
    if told:
        told(1, 1 + len(folds))
    learned = Learned(
        replace(material.untrained(), model=model),
        material.scores(model),
        len(decided.positive) + len(decided.negative),
        {code: lessons.counts(code) for code in lessons.codes},
    )
    for number, left_out in enumerate(folds, 2):
        _score_unseen(learned.scores, material, lessons, left_out)
        if told:
            told(number, 1 + len(folds))
    if not folds:
        return learned
    unseen = frozenset().union(*folds)
    return _measured(replace(learned, unseen=unseen), material, decided)


def _score_unseen(
    into: Scores, material: Material, lessons: Lessons, groups: Collection[str]
) -> None:
    """Score the sentences of some groups by a model that has not seen these."""
    of_group = np.array([unit.group in groups for unit in material.units])
    rows = np.flatnonzero(of_group)
    masks = np.unique(material.open_to[rows], axis=0)
    into[rows] = material.scores(train(lessons.without(groups), masks), rows)


def judged(
    units: Sequence[Unit], found: Sequence[Span], codes: Sequence[str], decided: Decided
) -> Truth:
    """Return which passages meet a coding, one to one, the best-scored first."""
    left: dict[tuple[str, str], list[Segment]] = defaultdict(list)
    for place in decided.positive:
        left[place.transcript, place.code].append(place.segment)
    right = []
    for span in found:
        here = left[units[span.first].transcript, codes[span.code]]
        segment = Segment(units[span.first].start, units[span.last].end)
        met = max(here, key=segment.shared, default=None)
        right.append(met is not None and met.overlaps(segment))
        if met is not None and right[-1]:
            here.remove(met)
    return np.array(right, dtype=bool)


def _measured(learned: Learned, material: Material, decided: Decided) -> Learned:
    """Return a ranker with threshold, calibration and quality from unseen groups."""
    ranker = learned.ranker
    unseen = np.array([unit.group in learned.unseen for unit in material.units])
    values_of = np.where(unseen[:, None], learned.scores, -np.inf)
    found = spans(material.units, values_of, LOWEST)
    right = judged(material.units, found, ranker.codes, decided)
    inside = _positive_in(decided, material.units, learned.unseen)
    values = [span.score for span in found]
    threshold = best_threshold(values, right, inside)
    ranker = ranker.with_threshold(threshold)
    error: float | None = None
    base: float | None = None
    if learned.decisions >= ENOUGH_DECISIONS:
        ranker = _calibrated(ranker, values, right)
    if ranker.calibrated:
        # Nobody looks at the thousands below, and no is easily said of them.
        top = right[: _LOOKED_AT * inside]
        error = brier([ranker.likelihood(value) for value in values[: len(top)]], top)
        base = brier([float(top.mean())] * len(top), top)
    taken = np.array(values) >= threshold
    hits = float((right & taken).sum())
    quality = Quality(
        groups=len(learned.unseen),
        precision=hits / taken.sum() if taken.any() else 0.0,
        recall=hits / inside if inside else 0.0,
        brier=error,
        base=base,
    )
    return replace(learned, ranker=ranker, quality=quality)


def _calibrated(ranker: Ranker, values: Sequence[float], right: Truth) -> Ranker:
    """Return a ranker that tells probabilities, if its scores tell anything."""
    if not right.any() or right.all():
        return ranker
    slope, offset = platt(values, right)
    if slope <= 0:
        return ranker
    return replace(ranker, slope=slope, offset=offset, calibrated=True)


def _judged_groups(units: Sequence[Unit], decided: Decided) -> list[str]:
    """Return the groups that hold codings, sorted: only they tell what was missed."""
    coded = {place.transcript for place in decided.positive}
    return sorted({unit.group for unit in units if unit.transcript in coded})


def _positive_in(
    decided: Decided, units: Sequence[Unit], groups: Collection[str]
) -> int:
    inside = {unit.transcript for unit in units if unit.group in groups}
    return sum(place.transcript in inside for place in decided.positive)


def _folds(groups: Sequence[str], most: int) -> list[list[str]]:
    """Return which groups are left out together; nothing for fewer than two."""
    if len(groups) < 2:
        return []
    return [list(groups[at::most]) for at in range(min(len(groups), most))]


def places_of(found: Iterable[tuple[str, Segment, str]]) -> tuple[Place, ...]:
    """Return places in one order, whatever the order they came in, each once."""
    ordered = sorted({(name, s.start, s.end, code) for name, s, code in found})
    return tuple(Place(name, Segment(a, b), code) for name, a, b, code in ordered)
