"""What was done to a study: one entry per transaction, told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kodierung.analysis.word_index import words_of
from kodierung.project import Project
from kodierung.store.store import Event, Store
from kodierung.text import counted, shortened
from kodierung.workflow.codes import find_transcript

UNDOING = ("undo", "redo")
IMPORTING = "codings import"
QUOTED = 60  # characters of a quotation
NAMED = 3  # so many transcripts or codings are named; more are counted


@dataclass(frozen=True, slots=True)
class Batch:
    """One transaction.

    Attributes:
        number: Counted through the study, from 1.
        events: Its changes, first one first.
        undone: Whether it is taken back.
    """

    number: int
    events: tuple[Event, ...]
    undone: bool = False

    @property
    def time(self) -> str:
        """When it began, ISO 8601 in UTC."""
        return self.events[0].time

    @property
    def verb(self) -> str:
        """The command that made it."""
        return self.events[0].verb

    @property
    def coders(self) -> tuple[str, ...]:
        """Whose work it is: who ran the command, or whose codings a file brought."""
        if self.verb != IMPORTING:
            return (self.events[0].coder,) if self.events[0].coder else ()
        states = (e.after or e.before or {} for e in self.events if e.kind != "batch")
        return tuple(sorted({str(state.get("coder") or "") for state in states} - {""}))

    @property
    def coder(self) -> str:
        """The same in one text, empty if it is nobody's."""
        return ", ".join(self.coders)

    @property
    def lasts(self) -> bool:
        """Whether there is nothing in it that could be taken back."""
        return all(e.kind == "versions" or is_suggest_run(e) for e in self.events)


def is_suggest_run(event: Event) -> bool:
    """Tell whether an event notes a run of `suggest`."""
    return event.kind == "suggestions" and "rows" not in (event.after or {})


def batches(store: Store, since: int = 0) -> list[Batch]:
    """Return the transactions from a number on, latest first."""
    undone = store.undone()
    found = groupby(store.events(since=since), key=lambda event: event.batch)
    return [
        Batch(number, tuple(reversed(list(events))), number in undone)
        for number, events in found
    ]


def list_history(
    project: Project, transcript: str | None = None, limit: int | None = None
) -> list[dict[str, Any]]:
    """Return one record per transaction, latest first.

    Args:
        project: The study.
        transcript: Only those that changed something in this transcript.
        limit: Only so many.

    Raises:
        CodingError: There is no such transcript.
    """
    with project.open_store() as store, store.snapshot():
        since = 0
        if limit is not None and transcript is None:
            since = store.last_batch() - limit + 1
        where = concerned(store)
        name = find_transcript(store, transcript).name if transcript else None
        found = [(b, _names(b.events, where)) for b in batches(store, since)]
    wanted = [(b, names) for b, names in found if name is None or name in names]
    return [
        {
            "number": batch.number,
            "time": batch.time,
            "verb": batch.verb,
            "coder": batch.coder,
            "transcripts": names,
            "changes": in_words(batch.events),
            "undone": batch.undone,
        }
        for batch, names in wanted[:limit]
    ]


def concerned(store: Store) -> Callable[[Event], str]:
    """Return a function that tells which transcript an event is about, or `""`."""
    known: Mapping[str, str] | None = None

    def name(event: Event) -> str:
        nonlocal known
        if event.kind in ("transcript", "suggestions", "versions"):
            return event.subject
        if event.kind == "decision":
            known = store.suggestion_transcripts() if known is None else known
            return known.get(event.subject, "")
        return str((event.after or event.before or {}).get("transcript", ""))

    return name


def _names(events: Iterable[Event], where: Callable[[Event], str]) -> list[str]:
    return sorted({where(event) for event in events} - {""})


def in_words(events: Sequence[Event]) -> list[str]:
    """Return what a transaction changed, a sentence each."""
    told = [
        *_of_batches(events),
        *_of_transcripts(events),
        *_counted(events),
        *_of_words(events),
    ]
    return told or ["places in a new text"]


def _of_batches(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        if event.kind == "batch":
            undone = (event.after or {}).get("undone")
            yield f"{'takes back' if undone else 'makes again'} {event.subject}"


def _of_transcripts(events: Iterable[Event]) -> Iterator[str]:
    by_deed: dict[str, list[str]] = {}
    for event in events:
        if event.kind == "transcript":
            by_deed.setdefault(_deed(event), []).append(event.subject)
    for deed, names in by_deed.items():
        many = f"{len(names)} transcripts"
        yield f"{', '.join(names) if len(names) <= NAMED else many}: {deed}"


def _deed(event: Event) -> str:
    if event.before is None:
        return "imported"
    if event.after is None:
        return "removed"
    if is_rewriting(event):
        return "new version"
    return " and ".join(_described(event.before, event.after)) or "described anew"


def _described(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Yield what else than a transcript's words a command changed."""
    old, new = before.get("source", {}), after.get("source", {})
    if old.get("digest") != new.get("digest"):
        yield "file saved anew, words as before"
    if old.get("reading") != new.get("reading"):
        yield "read as told"
    if before.get("group") != after.get("group"):
        yield "another group"
    if before.get("attributes") != after.get("attributes"):
        yield "group described anew"
    if before.get("speakers") != after.get("speakers"):
        yield "people described anew"


def is_rewriting(event: Event) -> bool:
    """Tell whether an event brought, took or replaced a transcript's words or turns."""
    if event.kind != "transcript":
        return False
    before, after = event.before or {}, event.after or {}
    return any(before.get(key) != after.get(key) for key in ("digest", "version"))


def _counted(events: Iterable[Event]) -> Iterator[str]:
    counts = Counter(deed for event in events for deed in _deeds(event))
    for (what, deed), count in counts.items():
        yield f"{counted(count, what)} {deed}"


def _deeds(event: Event) -> Iterator[tuple[str, str]]:
    before, after = event.before or {}, event.after or {}
    if event.kind == "versions":
        yield from [("earlier version", "forgotten")] * int(str(before["kept"]))
    elif event.kind == "decision":
        yield "suggestion", str(after.get("status", "open again"))
    elif event.kind == "coding":
        yield from (("coding", deed) for deed in _coding_deed(event))
    elif event.kind == "suggestions":
        if is_suggest_run(event):
            yield from [("suggestion", "made")] * int(str(after.get("open", 0)))
        else:
            gone = int(str(before.get("open", 0))) - int(str(after.get("open", 0)))
            yield from [("open suggestion", "dropped")] * gone


def _coding_deed(event: Event) -> Iterator[str]:
    before, after = event.before, event.after
    if before is None or after is None:
        yield "added" if before is None else "removed"
    elif before["status"] != after["status"]:
        yield "detached" if after["status"] == "detached" else "attached again"
    elif any(before[key] != after[key] for key in ("quote", "start", "end")):
        same = words_of(str(before["quote"])) == words_of(str(after["quote"]))
        yield "moved" if same else "with other words"
    elif any(before[key] != after[key] for key in ("memo", "statement", "code")):
        yield "changed"


def _of_words(events: Sequence[Event]) -> Iterator[str]:
    """Show the words that were corrected or lost, and those of a few codings."""
    few = sum(event.kind == "coding" for event in events) <= NAMED
    for event in events:
        if event.kind != "coding":
            continue
        if not event.before or not event.after:
            state = event.after or event.before or {}
            if few:
                words = shortened(str(state["quote"]), QUOTED)
                yield f"{event.subject[:8]}: “{words}” ({state['code']})"
            continue
        was, becomes = str(event.before["quote"]), str(event.after["quote"])
        lost = event.after["status"] == "detached" != event.before["status"]
        if words_of(was) != words_of(becomes):
            words = f"“{shortened(was, QUOTED)}” → “{shortened(becomes, QUOTED)}”"
            yield f"{event.subject[:8]}: {words}"
        elif lost:
            yield f"{event.subject[:8]}: “{shortened(was, QUOTED)}” detached"
