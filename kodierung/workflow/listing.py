"""What a study holds: transcripts, speakers, suggestions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, TypeVar

from kodierung.model import Coding, Suggestion, SuggestionStatus, Transcript, Turn
from kodierung.project import Project
from kodierung.store.store import Store
from kodierung.text import words
from kodierung.workflow.codes import codes_under, find_group, find_transcript
from kodierung.workflow.desk.queue import Queue, QueueFilter
from kodierung.workflow.read import Reading, read_file, with_settings
from kodierung.workflow.standing import done_in

Record = dict[str, Any]
SuggestionOrder = Literal["place", "score", "learned", "informative"]
Placed = TypeVar("Placed", Coding, Suggestion)

SUGGESTION_KEYS = (
    "id", "transcript", "turn", "speaker", "start", "end", "quote", "code", "rule",
    "reason", "score", "modality", "status", "source", "learned",
)  # fmt: skip
_TOLD = attrgetter(*SUGGESTION_KEYS)


def list_transcripts(project: Project, coder: str = "") -> list[Record]:
    """Return one record per transcript, in order of name.

    Args:
        project: The study.
        coder: Whose reading and coding is counted; nobody's if empty.
    """
    with project.open_store() as store, store.snapshot():
        sources = store.sources()
        return [
            {
                "transcript": t.name,
                "group": t.group,
                "attributes": dict(t.attributes),
                "format": t.format,
                "encoding": t.encoding,
                "turns": len(t.turns),
                "words": sum(words(t.quote(turn.segment)) for turn in t.turns),
                "speakers": len(t.speakers),
                "seconds": duration(t),
                "file": sources[t.name].file,
                "imported": sources[t.name].imported,
                "digest": t.digest,
                **done_in(store, t, coder),
            }
            for t in one_by_one(store, store.descriptions())
        ]


def duration(transcript: Transcript) -> float | None:
    """Return the last time a transcript names, in seconds, or None."""
    times = [
        time
        for turn in transcript.turns
        for time in (turn.start_time, turn.end_time)
        if time is not None
    ]
    return max(times, default=None)


def list_speakers(
    project: Project, transcript: str | None = None, group: str | None = None
) -> list[Record]:
    """Return one record per speaker and transcript, silent ones included.

    `share` is the part of the group's words, in all its transcripts and moderators
    included, that this person says in this transcript; None where nobody says any.

    Args:
        project: The study.
        transcript: Only those of this transcript.
        group: Only those of this focus group.

    Raises:
        CodingError: The study has no such transcript or group.
    """
    with project.open_store() as store, store.snapshot():
        known = store.descriptions()
        name = find_transcript(store, transcript).name if transcript else None
        group = find_group(known, group) if group is not None else None
        of_one = next((t.group for t in known if t.name == name), None)
        meant = [
            t for t in known if of_one in (None, t.group) and group in (None, t.group)
        ]
        records = [r for t in one_by_one(store, meant) for r in speaker_records(t)]
    said = Counter[str]()
    for record in records:
        said[record["group"]] += record["words"]
    for record in records:
        whole = said[record["group"]]
        record["share"] = round(record["words"] / whole, 4) if whole else None
    return [
        record
        for record in records
        if name in (None, record["transcript"]) and group in (None, record["group"])
    ]


def one_by_one(store: Store, described: Iterable[Transcript]) -> Iterator[Transcript]:
    """Yield whole transcripts, so that no more than one has to be in memory.

    Args:
        store: Where they are.
        described: Which, as `Store.descriptions` gives them.
    """
    for one in described:
        transcript = store.transcript(one.name)
        if transcript is not None:
            yield transcript


def with_transcripts(
    store: Store, found: Iterable[Placed]
) -> Iterator[tuple[Placed, Transcript]]:
    """Yield codings or suggestions with their transcripts, one of these in memory.

    Args:
        store: Where the transcripts are.
        found: Codings or suggestions, sorted by transcript.
    """
    for name, here in groupby(found, key=lambda one: one.transcript):
        transcript = store.transcript(name)
        if transcript is not None:
            yield from ((one, transcript) for one in here)


def speaker_records(transcript: Transcript) -> list[Record]:
    """Return one record per speaker of a transcript, without its share."""
    turns: dict[str, list[Turn]] = defaultdict(list)
    for turn in transcript.turns:
        turns[turn.speaker].append(turn)
    return [
        {
            "transcript": transcript.name,
            "group": transcript.group,
            "speaker": speaker.label,
            "kind": speaker.kind,
            "collective": speaker.collective,
            "function": speaker.function,
            "attributes": transcript.attributes_of(speaker.label),
            "turns": len(turns[speaker.label]),
            "words": sum(
                words(transcript.quote(t.segment)) for t in turns[speaker.label]
            ),
            "seconds": _speaking_time(turns[speaker.label]),
        }
        for speaker in transcript.speakers
    ]


def _speaking_time(turns: Iterable[Turn]) -> float | None:
    """Return how long turns take in all, None where none has both its times."""
    lengths = [
        max(0.0, t.end_time - t.start_time)
        for t in turns
        if t.start_time is not None and t.end_time is not None
    ]
    return round(sum(lengths), 3) if lengths else None


def by_person(records: Iterable[Record]) -> list[Record]:
    """Join the records of one person in the transcripts of one group.

    Args:
        records: Of `list_speakers`.

    Returns:
        Records in the order of groups, with the sums of turns, words, share and time;
        kind and function are those of the person's first transcript.
    """
    people: dict[tuple[str, str], Record] = {}
    for record in records:
        person = (record["group"], record["speaker"])
        earlier = people.get(person)
        people[person] = _added(earlier, record) if earlier else record
    return sorted(people.values(), key=lambda record: str(record["group"]))


def by_group(records: Iterable[Record]) -> list[Record]:
    """Return one record per group: who took part, and how much was said.

    `moderation` is the moderators' part of the group's words.

    Args:
        records: Of `list_speakers`.
    """
    records = list(records)
    files: dict[str, set[str]] = defaultdict(set)
    for record in records:
        files[record["group"]].add(record["transcript"])
    groups: dict[str, list[Record]] = defaultdict(list)
    for person in by_person(records):
        groups[person["group"]].append(person)
    listed = []
    for group, people in groups.items():
        total = people[0]
        for person in people[1:]:
            total = _added(total, person)
        moderators = [p for p in people if p["kind"] == "moderator"]
        shares = [p["share"] for p in moderators if p["share"] is not None]
        listed.append(
            {
                "group": group,
                "transcripts": len(files[group]),
                "participants": sum(map(_is_participant, people)),
                "moderators": len(moderators),
                "moderation": round(sum(shares), 4) if shares else None,
                **{key: total[key] for key in ("turns", "words", "seconds")},
            }
        )
    return listed


def _is_participant(record: Record) -> bool:
    """Tell whether a record is one participant's, and not several people's."""
    return record["kind"] == "participant" and not record["collective"]


def _added(one: Record, other: Record) -> Record:
    """Return the first record with the figures of the second added."""
    summed = dict(one)
    for key in ("turns", "words", "share", "seconds"):
        figures = [r[key] for r in (one, other) if r[key] is not None]
        summed[key] = round(sum(figures), 4) if figures else None
    return summed


def settled_text(project: Project, name: str) -> str:
    """Return a transcript's settled text from the study.

    Raises:
        CodingError: The study has no such transcript.
    """
    with project.open_store() as store:
        return find_transcript(store, name).text


def settled_text_of_file(
    path: Path, reading: Reading, project: Project | None = None
) -> str:
    """Return the settled text a file would have in a study.

    Args:
        path: The file.
        reading: How to read it.
        project: The study whose moderators and aliases hold, if any.

    Raises:
        TranscriptError: It cannot be read, or is no transcript.
    """
    if project is not None:
        reading = with_settings(reading, project.settings)
    return read_file(path, reading).transcript.text


@dataclass(frozen=True, slots=True)
class SuggestionFilter:
    """Which suggestions are meant; None means all.

    Attributes:
        transcript: Only of this one.
        code: Only for this code, or all below.
        status: Only those so decided.
        order: By place; or the highest score, what learning gives, or what teaches
            most (see `workflow/desk/order.py`) first.
    """

    transcript: str | None = None
    code: str | None = None
    status: SuggestionStatus | None = None
    order: SuggestionOrder = "place"


def list_suggestions(
    project: Project, coder: str, wanted: SuggestionFilter | None = None
) -> list[Suggestion]:
    """Return suggestions as one coder has decided on them.

    Raises:
        CodingError: The transcript or code does not exist.
    """
    wanted = wanted or SuggestionFilter()
    with project.open_store() as store, store.snapshot():
        name = (
            find_transcript(store, wanted.transcript).name
            if wanted.transcript
            else None
        )
        suggestions = store.suggestions(coder, transcript=name, status=wanted.status)
        # One decided on stays in the database when its words have gone from the text.
        found = [
            one
            for one, text in with_transcripts(store, suggestions)
            if text.quote(one.segment) == one.quote
        ]
        waiting = store.queue(coder) if wanted.order == "informative" else []
    if wanted.code:
        codebook = project.load_codebook()
        ids = codes_under(codebook, wanted.code)
        found = [s for s in found if s.code in ids]
    if wanted.order == "score":
        found.sort(key=lambda s: -s.score)
    elif wanted.order == "learned":
        found.sort(key=lambda s: (-(s.learned or 0), -s.score))
    elif wanted.order == "informative":
        queue = Queue(waiting, QueueFilter(order="informative"), {})
        found.sort(key=lambda s: queue.position(s.id))
    return found


def suggestion_record(suggestion: Suggestion) -> Record:
    """Return a suggestion with the keys of `SUGGESTION_KEYS`."""
    return dict(zip(SUGGESTION_KEYS, _TOLD(suggestion), strict=True))
