"""A named coder decides on suggestions; only that makes codings of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kodierung.errors import CodingError
from kodierung.model import Coding, Decision, Segment, Suggestion
from kodierung.project import Project
from kodierung.store.store import Change, Store
from kodierung.workflow.codes import find_suggestion, find_transcript
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
    if verdict == "rejected":
        return reject_in(store, change, suggestion, coder)
    made = coding_of(suggestion, coder)
    led_to, same = _known(store, made)
    kept = led_to or same
    if kept is None:
        _still_there(store, suggestion)
        kept = with_free_id(made, store.coding_by_prefix)
        change.add_coding(kept)
    change.decide(Decision(suggestion.id, coder, "accepted", now(), kept.id))
    return None


def reject_in(
    store: Store, change: Change, suggestion: Suggestion, coder: str
) -> Coding | None:
    """Reject a suggestion within a transaction; return the coding it had led to."""
    led_to, _ = _known(store, coding_of(suggestion, coder))
    if led_to is not None:
        change.remove_coding(led_to.id)
    change.decide(Decision(suggestion.id, coder, "rejected", now()))
    return led_to


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


def accept_as(
    store: Store, change: Change, suggestion: Suggestion, answer: Answer, coder: str
) -> Coding:
    """Accept a suggestion as the coder corrected it, within a transaction.

    Returns:
        The coding: new, or the one it had led to before, put right.

    Raises:
        CodingError: The words are no longer there, or no words were left.
    """
    _still_there(store, suggestion)
    transcript = find_transcript(store, suggestion.transcript)
    if not transcript.turns_in(answer.segment):
        raise CodingError(f"{transcript.name}: nobody speaks in this passage.")
    made = new_coding(
        suggestion.transcript,
        answer.segment,
        transcript.quote(answer.segment),
        answer.code,
        coder,
        memo=answer.memo,
        origin=origin_of(suggestion),
    )
    led_to, same = _known(store, made)
    if same is not None:
        kept = replace(same, memo=answer.memo or same.memo)
        if led_to is not None and led_to.id != same.id:
            change.remove_coding(led_to.id)
        change.update_coding(kept)
    elif led_to is not None:
        kept = replace(made, id=led_to.id, created=led_to.created)
        kept = replace(kept, memo=answer.memo or led_to.memo)
        change.update_coding(kept)
    else:
        kept = with_free_id(made, store.coding_by_prefix)
        change.add_coding(kept)
    as_it_is = (answer.code, answer.segment) == (suggestion.code, suggestion.segment)
    status: Literal["accepted", "changed"] = "accepted" if as_it_is else "changed"
    change.decide(Decision(suggestion.id, coder, status, now(), kept.id))
    return kept


def _known(store: Store, made: Coding) -> tuple[Coding | None, Coding | None]:
    """Return the coding of the same origin, and the confirmed one at the same place."""
    mine = store.codings(made.coder, transcript=made.transcript, status=None)
    led_to = next((c for c in mine if c.origin == made.origin), None)
    same = (c for c in mine if c.status == "confirmed" and key_of(c) == key_of(made))
    return led_to, next(same, None)


def _still_there(store: Store, suggestion: Suggestion) -> None:
    transcript = store.transcript(suggestion.transcript)
    if transcript is None or transcript.quote(suggestion.segment) != suggestion.quote:
        raise CodingError(
            f"The words of suggestion {suggestion.id[:8]} are no longer in "
            f"{suggestion.transcript}.",
            hint="Run `kodierung suggest` for new suggestions.",
        )


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
