"""How good an order of suggestions is: from the top, at a threshold, as probabilities.

*Recall within the first n*: which part of the codings a coder has found who works
through the first n suggestions of the queue.

*Nested threshold*: for each focus group the score is chosen from which suggestions have
the best F1 in all other groups; what that gives in the group itself is counted. A
threshold chosen on the passages it is measured on would flatter it (Varma & Simon, BMC
Bioinformatics 7:91, 2006).

*Brier score*: mean of `(p - y)²`, where p is the probability given and y is 1 for a
suggestion that is right, else 0 (Brier, Monthly Weather Review 78(1), 1950). 0 is
perfect; saying the share of right ones of each suggestion gives `share · (1 - share)`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from kodierung.analysis.intervals import Interval, wilson
from kodierung.analysis.pairing import Pairing, pairs
from kodierung.model import Coding, Suggestion

BINS = 10


def in_queue(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Return suggestions in the order of the queue.

    Those that learning has ranked come first, the likeliest first; then the others by
    score; ties by place.
    """
    return sorted(
        suggestions,
        key=lambda s: (
            s.learned is None,
            -(s.score if s.learned is None else s.learned),
            s.transcript,
            s.start,
            s.end,
            s.code,
        ),
    )


def found_by(queue: Iterable[Suggestion], codings: Iterable[Coding]) -> list[int]:
    """Return how many codings are found after each suggestion of a queue.

    Args:
        queue: Suggestions in order, each once.
        codings: Each once.

    Returns:
        One number per suggestion; each the size of a largest pairing of all so far.
    """
    pairing = Pairing(codings)
    return list(accumulate(int(pairing.take(suggestion)) for suggestion in queue))


def nested(
    suggestions: Iterable[Suggestion],
    codings: Sequence[Coding],
    groups: Mapping[str, str],
) -> list[Suggestion]:
    """Return the suggestions above the threshold that is best on the other groups.

    Args:
        suggestions: With learned scores, each once.
        codings: Each once.
        groups: Transcript to its focus group.

    Returns:
        Those to be taken, in the order of the queue.
    """
    queue = in_queue(suggestions)
    # Pairs never reach across transcripts, so they are the same without a group.
    pairing = Pairing(codings)
    ranked = [(s.learned or 0.0, pairing.take(s), groups[s.transcript]) for s in queue]
    coded = Counter(groups[c.transcript] for c in codings)
    thresholds = {
        group: best_threshold(
            [(score, finds) for score, finds, of in ranked if of != group],
            coded.total() - coded[group],
        )
        for group in {of for _, _, of in ranked}
    }
    return [
        suggestion
        for suggestion, (score, _, group) in zip(queue, ranked, strict=True)
        if score >= thresholds[group]
    ]


def best_threshold(ranked: Sequence[tuple[float, bool]], codings: int) -> float:
    """Return from which score on suggestions have the best F1.

    Args:
        ranked: Scores, the highest first, and whether one more coding is found by the
            suggestion.
        codings: How many there are.

    Returns:
        The lowest score of those to be taken; infinity if none finds anything.
    """
    best, threshold, found = 0.0, inf, 0
    for number, (score, finds) in enumerate(ranked, 1):
        found += finds
        f1 = 2 * found / (number + codings)
        # Equal scores are taken together or not at all.
        whole = number == len(ranked) or ranked[number][0] != score
        if whole and f1 > best:
            best, threshold = f1, score
    return threshold


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions of about the same probability.

    Attributes:
        low: From here.
        high: To here, left out except in the last.
        suggestions: How many.
        said: Mean of their probabilities.
        right: Share of them that are right.
        interval: Wilson's 95 % interval of that share.
    """

    low: float
    high: float
    suggestions: int
    said: float
    right: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether learned scores are what they say.

    Attributes:
        brier: Mean squared distance from what is true.
        base: The same for saying the share of right ones of every suggestion.
        bins: Those that hold suggestions, in order.
    """

    brier: float
    base: float
    bins: tuple[Bin, ...]


def calibration(
    suggestions: Iterable[Suggestion], codings: Sequence[Coding]
) -> Calibration | None:
    """Compare learned scores with what is right; None if nothing has such a score.

    Args:
        suggestions: Each once; those without a learned score are left out.
        codings: Each once.
    """
    ranked = [s for s in suggestions if s.learned is not None]
    right = pairs(ranked, codings)
    said = [(s.learned or 0.0, float(s.id in right)) for s in ranked]
    if not said:
        return None
    share = sum(y for _, y in said) / len(said)
    binned: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for p, y in said:
        binned[min(int(p * BINS), BINS - 1)].append((p, y))
    return Calibration(
        brier=sum((p - y) ** 2 for p, y in said) / len(said),
        base=share * (1 - share),
        bins=tuple(_bin(number, here) for number, here in sorted(binned.items())),
    )


def _bin(number: int, here: Sequence[tuple[float, float]]) -> Bin:
    hits = int(sum(y for _, y in here))
    return Bin(
        low=number / BINS,
        high=(number + 1) / BINS,
        suggestions=len(here),
        said=sum(p for p, _ in here) / len(here),
        right=hits / len(here),
        interval=wilson(hits, len(here)),
    )
