"""A named coder decides on suggestions; only that makes codings of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kodierung.errors import CodingError
from kodierung.model import Coding, Decision, Segment, Suggestion
from kodierung.project import Project
from kodierung.store.store import Change, Store
from kodierung.workflow.codes import find_suggestion
from kodierung.workflow.identity import key_of, new_coding, now, with_free_id

Verdict = Literal["accepted", "rejected"]
VERBS: dict[Verdict, str] = {"accepted": "accept", "rejected": "reject"}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was decided.

    Attributes:
        decided: What was decided now.
        unchanged: What had been decided so before.
        removed: Codings that a changed mind took back.
    """

    decided: tuple[Suggestion, ...]
    unchanged: tuple[Suggestion, ...]
    removed: tuple[Coding, ...] = ()


def decide(
    project: Project, ids: Sequence[str], verdict: Verdict, coder: str
) -> Verdicts:
    """Accept or reject suggestions, all of those named or none.

    Args:
        project: The study.
        ids: Suggestion ids, or their first characters.
        verdict: What is decided.
        coder: Who decides.

    Raises:
        CodingError: An id is unknown or ambiguous.
    """
    with project.open_store() as store, store.writing(VERBS[verdict], coder) as change:
        full = [find_suggestion(store, wanted, coder).id for wanted in ids]
        found = (store.suggestion(one, coder) for one in dict.fromkeys(full))
        named = [suggestion for suggestion in found if suggestion]
        decided = [s for s in named if s.status != verdict]
        deciding = Deciding(store, change, coder)
        removed = [deciding.settle(s, verdict) for s in decided]
    unchanged = tuple(s for s in named if s.status == verdict)
    return Verdicts(tuple(decided), unchanged, tuple(c for c in removed if c))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a coder makes of a suggestion.

    Attributes:
        code: The code, the suggested one or another.
        segment: The passage, as suggested or wider or narrower.
        memo: A note on the coding; one there is stays if this is empty.
    """

    code: str
    segment: Segment
    memo: str = ""


class Deciding:
    """One coder's deciding within a transaction.

    Args:
        store: Where the study is.
        change: The transaction.
        coder: Who decides.
    """

    def __init__(self, store: Store, change: Change, coder: str) -> None:
        self._store = store
        self._change = change
        self._coder = coder

    def settle(self, suggestion: Suggestion, verdict: Verdict) -> Coding | None:
        """Accept or reject a suggestion; one changed before stays as it was changed.

        Returns:
            The coding that was taken back, if any.

        Raises:
            CodingError: The words are no longer there.
        """
        if verdict == "rejected":
            return self.reject(suggestion)
        made = coding_of(suggestion, self._coder)
        led_to, same = self._known(made)
        kept = led_to or same
        if kept is None:
            self._must_be_there(suggestion)
            kept = self._add(made)
        self._decide(suggestion, "accepted", kept)
        return None

    def reject(self, suggestion: Suggestion) -> Coding | None:
        """Reject a suggestion; return the coding it had led to, which goes."""
        led_to, _ = self._known(coding_of(suggestion, self._coder))
        if led_to is not None:
            self._change.remove_coding(led_to.id)
        self._decide(suggestion, "rejected")
        return led_to

    def accept(self, suggestion: Suggestion, answer: Answer) -> Coding:
        """Accept a suggestion as the coder corrected it.

        Returns:
            The coding: new, or the one it had led to before, put right.

        Raises:
            CodingError: The words are no longer there, or no words were left.
        """
        self._must_be_there(suggestion)
        name = suggestion.transcript
        if not self._store.is_spoken(name, answer.segment):
            raise CodingError(f"{name}: nobody speaks in this passage.")
        made = new_coding(
            name,
            answer.segment,
            self._store.words_at(name, answer.segment),
            answer.code,
            self._coder,
            memo=answer.memo,
            origin=origin_of(suggestion),
        )
        led_to, same = self._known(made)
        if same is not None:
            if led_to is not None and led_to.id != same.id:
                self._change.remove_coding(led_to.id)
            kept = self._put(replace(same, memo=answer.memo or same.memo))
        elif led_to is not None:
            kept = replace(made, id=led_to.id, created=led_to.created)
            kept = self._put(replace(kept, memo=answer.memo or led_to.memo))
        else:
            kept = self._add(made)
        as_it_is = (answer.code, answer.segment) == (
            suggestion.code,
            suggestion.segment,
        )
        self._decide(suggestion, "accepted" if as_it_is else "changed", kept)
        return kept

    def _must_be_there(self, suggestion: Suggestion) -> None:
        words = self._store.words_at(suggestion.transcript, suggestion.segment)
        if words != suggestion.quote:
            raise CodingError(
                f"The words of suggestion {suggestion.id[:8]} are no longer in "
                f"{suggestion.transcript}.",
                hint="Run `kodierung suggest` for new suggestions.",
            )

    def _known(self, made: Coding) -> tuple[Coding | None, Coding | None]:
        """Return the coding of the same origin, and the one at the same place."""
        alike = self._store.codings_like(made)
        led_to = (c for c in alike if c.origin == made.origin)
        same = (
            c for c in alike if c.status == "confirmed" and key_of(c) == key_of(made)
        )
        return next(led_to, None), next(same, None)

    def _add(self, made: Coding) -> Coding:
        kept = with_free_id(made, self._store.coding)
        self._change.add_coding(kept)
        return kept

    def _put(self, after: Coding) -> Coding:
        self._change.update_coding(after)
        return after

    def _decide(
        self,
        suggestion: Suggestion,
        status: Literal["accepted", "rejected", "changed"],
        coding: Coding | None = None,
    ) -> None:
        made = None if coding is None else coding.id
        self._change.decide(Decision(suggestion.id, self._coder, status, now(), made))


def accept_as(
    store: Store, change: Change, suggestion: Suggestion, answer: Answer, coder: str
) -> Coding:
    """Accept one suggestion within a transaction; see `Deciding.accept`."""
    return Deciding(store, change, coder).accept(suggestion, answer)


def reject_in(
    store: Store, change: Change, suggestion: Suggestion, coder: str
) -> Coding | None:
    """Reject one suggestion within a transaction; see `Deciding.reject`."""
    return Deciding(store, change, coder).reject(suggestion)


def coding_of(suggestion: Suggestion, coder: str) -> Coding:
    """Return the coding that accepting a suggestion as it stands makes."""
    return new_coding(
        suggestion.transcript,
        suggestion.segment,
        suggestion.quote,
        suggestion.code,
        coder,
        origin=origin_of(suggestion),
    )


def origin_of(suggestion: Suggestion) -> str:
    """Return what a coding that came of a suggestion names as its origin."""
    return f"suggestion:{suggestion.id}"


def settle_by_codings(
    change: Change,
    suggestions: Iterable[Suggestion],
    codings: Iterable[Coding],
    coder: str,
) -> int:
    """Record as decided every open suggestion that a coder's own coding answers.

    A suggestion with the same code as a coding and the same segment counts as accepted,
    one that merely overlaps it as changed into it; all others stay open.

    Returns:
        How many were decided.
    """
    by_place: dict[tuple[str, str], list[Coding]] = {}
    for coding in codings:
        by_place.setdefault((coding.transcript, coding.code), []).append(coding)
    decided = 0
    for suggestion in suggestions:
        here = by_place.get((suggestion.transcript, suggestion.code), [])
        answers = [c for c in here if c.segment.overlaps(suggestion.segment)]
        if suggestion.status != "open" or not answers:
            continue
        same = [c for c in answers if c.segment == suggestion.segment]
        answer = (same or answers)[0]
        status: Literal["accepted", "changed"] = "accepted" if same else "changed"
        change.decide(Decision(suggestion.id, coder, status, now(), answer.id))
        decided += 1
    return decided
