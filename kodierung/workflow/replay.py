"""The history replayed from its beginning, and compared with itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kodierung.errors import Problem
from kodierung.store.recorder import is_as
from kodierung.store.store import Event

Thing = tuple[str, ...]
"""What is changed: the kind first; every coder decides, and reads turn by turn."""

State = Mapping[str, Any] | None

REPLAYED = ("transcript", "coding", "decision", "memo", "reading", "batch")
REMEDY = "put back the last good copy of kodierung.db"


def things(event: Event) -> Iterator[Thing]:
    """Yield what an event changed."""
    state: Mapping[str, Any] = event.after or event.before or {}
    if event.kind == "reading":
        for turn in state["turns"]:
            yield event.kind, event.subject, state["coder"], turn
    elif event.kind == "decision":
        yield event.kind, event.subject, state["coder"]
    else:
        yield event.kind, event.subject


class Replay:
    """What events have made of a study.

    Attributes:
        states: What each thing is; what is not there, not read or not undone is not
            among them.
        problems: Where an event did not find what those before it had left.
        taken: How many events there were.
    """

    def __init__(self) -> None:
        self.states: dict[Thing, Mapping[str, Any]] = {}
        self.problems: list[Problem] = []
        self.taken = 0
        self._last = 0

    def take(self, event: Event) -> None:
        """Let one event happen, the next in order."""
        if event.number != self._last + 1:
            gap = f"{self._last + 1} to {event.number - 1}"
            self._tell("history", f"the events {gap} are missing")
        self._last = event.number
        self.taken += 1
        if event.kind not in REPLAYED:
            return
        before, after = _told(event.kind, event.before), _told(event.kind, event.after)
        differs = False
        for thing in things(event):
            differs = differs or not agree(self.states.get(thing), before)
            if after is None:
                self.states.pop(thing, None)
            else:
                self.states[thing] = after
        if differs:
            what = f"{event.kind} {event.subject[:20]}"
            self._tell(
                f"history: event {event.number} (No. {event.batch}, {event.verb})",
                f"it found {what} otherwise than the events before it had left it",
            )

    def compare(
        self, kind: str, tables: Iterable[tuple[Thing, Mapping[str, Any]]]
    ) -> None:
        """Compare all things of a kind with what the tables hold.

        Args:
            kind: Of things.
            tables: Things and their states.
        """
        left = {thing for thing in self.states if thing[0] == kind}
        for thing, state in tables:
            left.discard(thing)
            replayed = self.states.get(thing)
            if replayed is None:
                self._tell(_place(thing, state), "the history does not know of it")
            elif not agree(_told(kind, state), replayed):
                fields = ", ".join(_different(state, replayed))
                told = f"it is not as the history leaves it: {fields}"
                self._tell(_place(thing, state), told)
        for thing in sorted(left):
            told = "it is gone, and the history does not say why"
            self._tell(_place(thing, self.states[thing]), told)

    def _tell(self, place: str, message: str) -> None:
        self.problems.append(Problem(place, message, REMEDY))


def agree(one: State, other: State) -> bool:
    """Tell whether two states of a thing are the same.

    One may be told less fully than the other: by an earlier kodierung.
    """
    return one == other or is_as(one, other) or is_as(other, one)


def _told(kind: str, state: State) -> State:
    """Return a state so that it can be compared; None for what is not so."""
    if state is None:
        return None
    if kind == "batch":
        return state if state["undone"] else None
    if kind == "reading":
        return {"read": True} if state["read"] else None
    if kind == "transcript" and "source" in state:
        # All that an earlier kodierung told of the file.
        return {**state, "file_digest": state["source"]["digest"]}
    return state


def _different(state: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    """Return the names of what differs in two states of a thing."""
    return [
        key
        for key in told
        if key in state and not agree({key: state[key]}, {key: told[key]})
    ] or ["what is told of it"]


def _place(thing: Thing, state: Mapping[str, Any]) -> str:
    """Return in words what is meant."""
    kind, subject, *whose = thing
    if kind == "coding":
        where = f"{state['transcript']}:{state['start']}"
        return f"{where}: coding {subject[:8]} of {state['coder']}"
    if kind == "decision":
        return f"decision of {whose[0]} on suggestion {subject[:8]}"
    if kind == "reading":
        return f"{subject}: a turn read by {whose[0]}"
    return subject if kind == "transcript" else f"{kind} {subject[:8]}"
