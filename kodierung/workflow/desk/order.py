"""Which suggestions to decide on first because that teaches most."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush, heapreplace

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
        doubts.append((_settled(one) / (1 + known[one.code]), one))
        known[one.code] += 1
    ordered = [one for _, one in sorted(doubts, key=lambda pair: pair[0])]
    ordered = _spread(ordered, lambda one: one.code)
    ordered = _spread(ordered, lambda one: one.transcript)
    return ordered + [one for one in listed if one.status != "open"]


def _settled(one: Waiting) -> float:
    """Return how little open the outcome is: -1 at even odds, 0 where it is certain."""
    if one.learned is None:
        return -one.score
    return -4 * one.learned * (1 - one.learned)


def _spread(
    ordered: Sequence[Waiting], kind: Callable[[Waiting], str]
) -> list[Waiting]:
    """Return the same with no kind too often in a row, each kind in its order."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for at, one in enumerate(ordered):
        places[kind(one)].append(at)
    firsts = [(here[0], name) for name, here in places.items()]
    heapify(firsts)
    found: list[Waiting] = []
    last, run = "", 0
    while firsts:
        first = heappop(firsts)
        if first[1] == last and run == MOST_IN_A_ROW and firsts:
            first = heapreplace(firsts, first)
        at, name = first
        found.append(ordered[at])
        run = run + 1 if name == last else 1
        last = name
        places[name].popleft()
        if places[name]:
            heappush(firsts, (places[name][0], name))
    return found
