"""The queue: which suggestions are to be decided, in which order, and how many are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kodierung.model import SuggestionStatus
from kodierung.store.queue import Waiting
from kodierung.workflow.desk.order import informative

QueueOrder = Literal["place", "code", "score", "informative"]

QUEUE_ORDERS: tuple[QueueOrder, ...] = ("place", "code", "score", "informative")


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which suggestions are asked about; None means all.

    Attributes:
        transcript: Only of this transcript, by its full name.
        codes: Only of these codes.
        order: What comes first.
    """

    transcript: str | None = None
    codes: frozenset[str] | None = None
    order: QueueOrder = "place"


class Queue:
    """Suggestions in the order in which they are asked about, with what was decided.

    Args:
        waiting: All suggestions of the study, by place.
        wanted: Which of them, and in which order.
        rank: Codes in the codebook's order.
    """

    def __init__(
        self, waiting: Sequence[Waiting], wanted: QueueFilter, rank: Mapping[str, int]
    ) -> None:
        chosen = list(waiting)
        if wanted.transcript is not None:
            chosen = [one for one in chosen if one.transcript == wanted.transcript]
        if wanted.codes is not None:
            chosen = [one for one in chosen if one.code in wanted.codes]
        if wanted.order == "informative":
            decided = Counter(one.code for one in waiting if not is_open(one))
            self.entries = informative(chosen, decided)
        else:
            self.entries = _ordered(chosen, wanted.order, rank)
        self._at = {one.id: at for at, one in enumerate(self.entries)}
        self._counts = Counter[str]()
        self._by_code: defaultdict[str, Counter[str]] = defaultdict(Counter)
        kinds = Counter((one.code, one.status) for one in self.entries)
        for (code, status), number in kinds.items():
            self._counts[status] += number
            self._by_code[code][status] = number

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, suggestion_id: object) -> bool:
        return suggestion_id in self._at

    def entry(self, suggestion_id: str) -> Waiting:
        """Return the entry of a suggestion that is in the queue."""
        return self.entries[self._at[suggestion_id]]

    def position(self, suggestion_id: str) -> int:
        """Return where a suggestion stands, from 0."""
        return self._at[suggestion_id]

    def set_status(self, suggestion_id: str, status: SuggestionStatus) -> None:
        """Note what was decided; one that is not in the queue is passed over."""
        at = self._at.get(suggestion_id)
        if at is None:
            return
        before = self.entries[at]
        self.entries[at] = before._replace(status=status)
        for counts in (self._counts, self._by_code[before.code]):
            counts[before.status] -= 1
            counts[status] += 1

    def counts(self, code: str | None = None) -> Mapping[str, int]:
        """Return how many there are of each status, of all codes or one."""
        return self._counts if code is None else self._by_code.get(code, Counter())

    def next(
        self,
        after: str | None = None,
        *,
        step: int = 1,
        fits: Callable[[Waiting], bool] | None = None,
    ) -> Waiting | None:
        """Return the nearest entry that fits, open ones if nothing else is said.

        From the end it goes on at the beginning.

        Args:
            after: Where to start, itself asked last; the beginning if None.
            step: 1 for the next, -1 for the one before.
            fits: Which entries are wanted.
        """
        wanted = fits or is_open
        here = self._at.get(after or "", -1 if step > 0 else len(self))
        for distance in range(1, len(self) + 1):
            entry = self.entries[(here + step * distance) % len(self)]
            if wanted(entry):
                return entry
        return None


def is_open(entry: Waiting) -> bool:
    """Tell whether nothing was decided on an entry."""
    return entry.status == "open"


def _ordered(
    waiting: Collection[Waiting], order: QueueOrder, rank: Mapping[str, int]
) -> list[Waiting]:
    """Return suggestions in order; those alike stay by place."""
    if order == "code":
        return sorted(waiting, key=lambda one: rank.get(one.code, len(rank)))
    if order == "score":
        return sorted(waiting, key=lambda one: (-(one.learned or 0), -one.score))
    return list(waiting)
