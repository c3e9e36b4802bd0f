"""Which suggestions to decide on first because that teaches most."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter, itemgetter

from kodierung.store.queue import Waiting

MOST_IN_A_ROW = 3


def informative(
    waiting: Iterable[Waiting], decided: Mapping[str, int]
) -> list[Waiting]:
    """Return suggestions in the order in which deciding on them teaches most.

    What a decision teaches is taken to be how open its outcome is, divided by what is
    known of the code already: p · (1 - p), highest at even odds, where learning gave
    the suggestion the probability p, and its score where it gave none; divided by one
    more than the number of decisions on the code, those counted that this order puts
    before. So codes about which little was decided come first and take turns. Then
    suggestions are put off so that no more than three in a row are of one code, as far
    as possible, or of one transcript, as long as others are left. Ties stay by place;
    what is decided comes last. Takes n · log n steps.

    Args:
        waiting: Suggestions by place.
        decided: Code to how many decisions the coder made on it.
    """
    listed = list(waiting)
    known = Counter(decided)
    doubts = []
    for one in sorted((w for w in listed if w.status == "open"), key=_settled):
        known[one.code] += 1
        doubts.append((_settled(one) / known[one.code], one))
    ordered = [one for _, one in sorted(doubts, key=itemgetter(0))]
    for kind in ("code", "transcript"):
        ordered = _spread(ordered, attrgetter(kind))
    return ordered + [one for one in listed if one.status != "open"]


def _settled(one: Waiting) -> float:
    """Return how little open the outcome is: -1 at even odds, 0 where it is certain."""
    if one.learned is None:
        return -one.score
    return -4 * one.learned * (1 - one.learned)


def _spread(
    ordered: Iterable[Waiting], kind: Callable[[Waiting], str]
) -> list[Waiting]:
    """Return the same with no kind too often in a row, each kind in its order."""
    found: list[Waiting] = []
    put_off: deque[Waiting] = deque()  # all of one kind, that of the last ones found
    last, run = "", 0
    for one in ordered:
        name = kind(one)
        if name == last and run == MOST_IN_A_ROW:
            put_off.append(one)
            continue
        found.append(one)
        run = run + 1 if name == last else 1
        last = name
        if put_off:
            last, run = kind(put_off[0]), min(len(put_off), MOST_IN_A_ROW)
            found.extend(put_off.popleft() for _ in range(run))
    return [*found, *put_off]
