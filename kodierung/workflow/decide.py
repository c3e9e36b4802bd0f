"""A named coder decides on suggestions; only that makes codings of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kodierung.model import Coding, Decision, Suggestion
from kodierung.project import Project
from kodierung.store.store import Change, Store
from kodierung.workflow.codes import the_one
from kodierung.workflow.identity import key_of, new_coding, now

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
        full = [
            the_one(
                store.suggestion_by_prefix(i), i, "suggestion", "kodierung suggestions"
            )
            for i in ids
        ]
        by_id = {s.id: s for s in store.suggestions(coder)}
        named = [by_id[i] for i in dict.fromkeys(full)]
        decided = [s for s in named if s.status != verdict]
        removed = [_decide_one(store, change, s, verdict, coder) for s in decided]
    unchanged = tuple(s for s in named if s.status == verdict)
    return Verdicts(tuple(decided), unchanged, tuple(c for c in removed if c))


def _decide_one(
    store: Store, change: Change, suggestion: Suggestion, verdict: Verdict, coder: str
) -> Coding | None:
    """Record the verdict; a changed mind takes back the coding it had led to.

    Returns:
        The coding that was taken back, if any.
    """
    made = coding_of(suggestion, coder)
    codings = store.codings(coder, transcript=suggestion.transcript)
    mine = {key_of(c): c for c in codings}.get(key_of(made))
    if verdict == "accepted":
        if mine is None:
            change.add_coding(made)
        kept = mine or made
        change.decide(Decision(suggestion.id, coder, "accepted", now(), kept.id))
        return None
    led_to = mine if mine is not None and mine.origin == made.origin else None
    if led_to is not None:
        change.remove_coding(led_to.id)
    change.decide(Decision(suggestion.id, coder, "rejected", now()))
    return led_to


def coding_of(suggestion: Suggestion, coder: str) -> Coding:
    """Return the coding that accepting a suggestion as it stands makes."""
    return new_coding(
        suggestion.transcript,
        suggestion.segment,
        suggestion.quote,
        suggestion.code,
        coder,
        origin=f"suggestion:{suggestion.id}",
    )


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
