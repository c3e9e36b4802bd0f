"""What was done to a study: one entry per transaction, told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from kodierung.analysis.difference import difference
from kodierung.analysis.word_index import words_of
from kodierung.errors import UsageError
from kodierung.project import Project, tidy_name
from kodierung.store.history import BRINGING, PERSONAL, EventFilter
from kodierung.store.store import Event, Store
from kodierung.text import counted, shortened
from kodierung.workflow.codes import codes_under, find_transcript

UNDOING = ("undo", "redo")
LASTING = ("suggest", "learn", "forget", "reveal")
"""Verbs with whose work nothing is done that could be taken back."""
LYING = ("coding", "memo")
"""Kinds of what may lie on words, and is lost with them."""
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
        if self.verb != BRINGING:
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
        return self.verb in LASTING


def is_suggest_run(event: Event) -> bool:
    """Tell whether an event notes a run of `suggest`."""
    return event.kind == "suggestions" and "rows" not in (event.after or {})


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which transactions are meant; None means all.

    Attributes:
        transcript: Only those that changed something in this transcript.
        code: Only those that changed codings, decisions or memos of this code, or of
            all below.
        coder: Only this coder's.
        since: Only from this day or moment on, ISO 8601 in UTC.
        limit: Only so many.
        seen_by: Only what this coder may see who codes blind: her own work, and what is
            no coding, decision, memo or reading.
    """

    transcript: str | None = None
    code: str | None = None
    coder: str | None = None
    since: str | None = None
    limit: int | None = None
    seen_by: str | None = None


def batches(store: Store, wanted: EventFilter | None = None) -> Iterator[Batch]:
    """Yield the transactions that are meant, latest first, as they are asked for.

    To be used within a transaction or snapshot.
    """
    return (Batch(*found) for found in store.batches(wanted))


def list_history(
    project: Project, wanted: HistoryFilter | None = None
) -> list[dict[str, Any]]:
    """Return one record per transaction, latest first.

    Raises:
        CodingError: There is no such transcript or code.
        UsageError: The day cannot be read.
    """
    wanted = wanted or HistoryFilter()
    with project.open_store() as store, store.snapshot():
        found = batches(store, _events_meant(project, store, wanted))
        if wanted.seen_by is not None:
            found = _without_others(found, wanted.seen_by)
        return [_record(batch) for batch in islice(found, wanted.limit)]


def _events_meant(project: Project, store: Store, wanted: HistoryFilter) -> EventFilter:
    codes = None
    if wanted.code is not None:
        codebook = project.load_codebook()
        codes = codes_under(codebook, wanted.code)
        codes |= {old for old, new in codebook.renamed.items() if new in codes}
    return EventFilter(
        transcript=(
            find_transcript(store, wanted.transcript).name
            if wanted.transcript is not None
            else None
        ),
        codes=codes,
        coder=tidy_name(wanted.coder) if wanted.coder is not None else None,
        since=_moment(wanted.since) if wanted.since is not None else None,
        seen_by=wanted.seen_by,
    )


def _moment(said: str) -> str:
    """Return a day or moment as the history keeps it.

    Raises:
        UsageError: It is none.
    """
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise UsageError(
            f'"{said}" is no date.', hint="Write 2026-11-22, or 2026-11-22T10:00."
        ) from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _without_others(found: Iterable[Batch], coder: str) -> Iterator[Batch]:
    """Leave out what others coded, decided, noted and read, as in an import."""
    for batch in found:
        events = (event for event in batch.events if is_seen(event, {coder}))
        yield replace(batch, events=tuple(events))


def is_seen(event: Event, coders: Collection[str]) -> bool:
    """Tell whether a change is nobody's own work, or that of one of these coders."""
    if event.kind == "batch":
        return event.coder in coders
    state = event.after or event.before or {}
    return event.kind not in PERSONAL or state.get("coder") in coders


def _record(batch: Batch) -> dict[str, Any]:
    return {
        "number": batch.number,
        "time": batch.time,
        "verb": batch.verb,
        "coder": batch.coder,
        "transcripts": sorted({event.transcript for event in batch.events} - {""}),
        "changes": in_words(batch.events),
        "undone": batch.undone,
    }


def in_words(events: Sequence[Event]) -> list[str]:
    """Return what a transaction changed, a sentence each."""
    told = [
        *_of_batches(events),
        *_of_transcripts(events),
        *_of_codebooks(events),
        *_of_reading(events),
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


def _of_codebooks(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        if event.kind == "codebook":
            did = (event.after or {}).get("did", "as it was before")
            yield f"{event.subject}: {did}"


def _of_reading(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        if event.kind == "reveal":
            yield f"{event.subject} sees the work of the others from now on"
        elif event.kind == "reading":
            state: Mapping[str, Any] = event.after or {}
            done = "read through" if state["read"] else "not read after all"
            yield f"{event.subject}: {counted(len(state['turns']), 'turn')} {done}"


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
    elif event.kind in LYING:
        yield from _passage_deed(event)
    elif event.kind == "suggestions":
        if is_suggest_run(event):
            yield from [("suggestion", "made")] * int(str(after.get("open", 0)))
        else:
            gone = int(str(before.get("open", 0))) - int(str(after.get("open", 0)))
            yield from [("open suggestion", "dropped")] * gone


def _passage_deed(event: Event) -> Iterator[tuple[str, str]]:
    before, after, kind = event.before, event.after, event.kind
    if before is None or after is None:
        made = "written" if kind == "memo" else "added"
        yield kind, made if before is None else "removed"
    elif before["status"] != after["status"]:
        lost = after["status"] == "detached"
        yield kind, "detached" if lost else "attached again"
    elif _differ(before, after, "quote", "start", "end"):
        same = words_of(str(before["quote"])) == words_of(str(after["quote"]))
        yield kind, "moved" if same else "with other words"
    elif _differ(before, after, "statement", "code", "text"):
        yield kind, "changed"
    elif _differ(before, after, "abridged"):
        yield kind, "abridged" if after["abridged"] else "in full again"
    elif _differ(before, after, "memo"):  # a coding's own
        later = "changed" if before["memo"] else "written"
        yield "memo", later if after["memo"] else "removed"


def _differ(
    before: Mapping[str, object], after: Mapping[str, object], *keys: str
) -> bool:
    return any(before.get(key) != after.get(key) for key in keys)


def _of_words(events: Sequence[Event]) -> Iterator[str]:
    """Show the words that were corrected or lost, and those of few codings or memos."""
    few = sum(event.kind in LYING for event in events) <= NAMED
    for event in events:
        if event.kind not in LYING:
            continue
        if few and (written := _written(event)):
            yield f"{event.subject[:8]}: {written}"
        if not event.before or not event.after:
            continue
        was, becomes = str(event.before["quote"]), str(event.after["quote"])
        lost = event.after["status"] == "detached" != event.before["status"]
        if words_of(was) != words_of(becomes):
            old, new = (shortened(w, QUOTED) for w in difference(was, becomes))
            yield f"{event.subject[:8]}: “{old}” → “{new}”"
        elif lost:
            yield f"{event.subject[:8]}: “{shortened(was, QUOTED)}” detached"


def _written(event: Event) -> str:
    """Return what is coded now, or no longer; or the words of a memo."""
    state = event.after or event.before or {}
    if event.kind == "coding" and not (event.before and event.after):
        return f"“{shortened(str(state['quote']), QUOTED)}” ({state['code']})"
    noted = "text" if event.kind == "memo" else "memo"
    if event.before and event.after and not _differ(event.before, state, noted):
        return ""
    words = str(state[noted] or (event.before or {}).get(noted, ""))
    return f"“{shortened(words, QUOTED)}”"
