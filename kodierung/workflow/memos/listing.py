"""Memos listed, found by their words, and each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from kodierung.errors import KodierungError
from kodierung.model import Coding, CodingStatus, MemoKind, Segment, Transcript
from kodierung.project import Project, tidy_name
from kodierung.store.store import Store
from kodierung.text import on_one_line, settle, spellings
from kodierung.workflow.codes import codes_under, find_transcript, the_one
from kodierung.workflow.memos.subjects import Noted, split_person
from kodierung.workflow.new_version import reasons_of_detached

Record = dict[str, Any]
NotedKind = MemoKind | Literal["coding"]

KINDS: tuple[NotedKind, ...] = (
    "study", "transcript", "speaker", "segment", "coding", "code", "summary", "note",
)  # fmt: skip
"""What a memo may be on, in the order of a document."""

KEYS = (
    "id", "kind", "transcript", "turn", "speakers", "start", "end", "quote", "group",
    "speaker", "code", "coder", "created", "changed", "status", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemoFilter:
    """Which memos are meant; None means all.

    Attributes:
        coder: Only this coder's.
        kind: Only those on such things.
        transcript: Only those on this transcript and on what is said in it.
        speaker: Only those on this person, a label or `GROUP/LABEL`, and on what she
            says.
        code: Only those on this code and on its codings, or on all below.
        search: Only those that have all these words in text or quotation, whole or in
            part, umlauts typed or not.
        status: Only those on segments and codings that have, or lost, their words.
        begins: Only those whose id begins so.
    """

    coder: str | None = None
    kind: NotedKind | None = None
    transcript: str | None = None
    speaker: str | None = None
    code: str | None = None
    search: str | None = None
    status: CodingStatus | None = None
    begins: str = ""


def list_memos(project: Project, wanted: MemoFilter | None = None) -> list[Record]:
    """Return memos as records with the keys of `KEYS`, the last written first.

    A memo on a coding has the coding's id and date.

    Raises:
        CodingError: There is no such transcript or code.
    """
    wanted = wanted or MemoFilter()
    codes = codes_under(project.load_codebook(), wanted.code) if wanted.code else None
    renamed = _renamed(project)
    coder = tidy_name(wanted.coder) if wanted.coder is not None else None
    with project.open_store() as store, store.snapshot():
        name = wanted.transcript
        name = find_transcript(store, name).name if name is not None else None
        noted: list[Noted] = [*store.memos(coder), *store.noted_codings(coder)]
        records = [_record(one, renamed) for one in noted]
        records = [r for r in records if _is_meant(r, wanted, name, codes)]
        _place(store, records)
        if wanted.speaker is not None:
            groups = {transcript.group for transcript in store.descriptions()}
            group, label = split_person(settle(on_one_line(wanted.speaker)), groups)
            records = [r for r in records if _is_of(r, group, label)]
    records.reverse()
    return sorted(records, key=lambda r: r["changed"] or r["created"], reverse=True)


def find_memo(project: Project, wanted: str, coder: str | None = None) -> Record:
    """Return the memo whose id begins as wanted, with the keys of `KEYS`.

    Args:
        project: The study.
        wanted: The id of a memo, or of a coding that has one, or how it begins.
        coder: Only this coder's are looked at.

    Raises:
        CodingError: There is none, or several fit.
    """
    found = {r["id"]: r for r in list_memos(project, MemoFilter(coder, begins=wanted))}
    full = the_one(sorted(found), wanted, "memo", "kodierung memo list")
    return found[full]


def why_lost(project: Project, records: Iterable[Record]) -> dict[str, str]:
    """Return in words why memos have no place in the text, by the ids of those."""
    lost = {r["transcript"] for r in records if r["status"] == "detached"}
    if not lost:
        return {}
    with project.open_store() as store, store.snapshot():
        reasons = [reasons_of_detached(store, name) for name in sorted(lost)]
    return {id_: why for found in reasons for id_, why in found.items()}


def _renamed(project: Project) -> Mapping[str, str]:
    """Return old to new ids of codes; a codebook at fault hides no memo."""
    try:
        return project.load_codebook().renamed
    except KodierungError:
        return {}


def _record(noted: Noted, renamed: Mapping[str, str]) -> Record:
    """Return a memo or a coding's memo with the keys of `KEYS`, not yet placed."""
    if isinstance(noted, Coding):
        record: Record = {"kind": "coding", "text": noted.memo}
    else:
        own = ("kind", "text", "group", "speaker", "changed")
        record = {key: getattr(noted, key) or None for key in own}
    shared = ("id", "transcript", "quote", "coder", "created", "status")
    record |= {key: getattr(noted, key) or None for key in shared}
    record["code"] = renamed.get(noted.code, noted.code) or None
    record["speakers"] = []
    if record["kind"] in ("segment", "coding") and noted.status == "confirmed":
        record |= {"start": noted.start, "end": noted.end}
    return {key: record.get(key) for key in KEYS}


def _is_meant(
    record: Record,
    wanted: MemoFilter,
    transcript: str | None,
    codes: Collection[str] | None,
) -> bool:
    """Tell whether a memo is meant, its speakers left aside."""
    return (
        wanted.kind in (None, record["kind"])
        and wanted.status in (None, record["status"])
        and transcript in (None, record["transcript"])
        and (codes is None or record["code"] in codes)
        and record["id"].startswith(wanted.begins)
        and _has_words(record, wanted.search or "")
    )


def _has_words(record: Record, search: str) -> bool:
    typed = settle(search).split()
    if not typed:
        return True
    there = spellings(f"{record['text']}\n{record['quote'] or ''}")
    return all(
        any(way in text for way in spellings(word) for text in there) for word in typed
    )


def _place(store: Store, records: Iterable[Record]) -> None:
    """Add the turns, speakers and groups of memos in transcripts."""
    in_texts = sorted(
        (r for r in records if r["transcript"]), key=lambda r: str(r["transcript"])
    )
    for name, here in groupby(in_texts, key=lambda r: str(r["transcript"])):
        transcript = store.transcript(name)
        if transcript is not None:
            for record in here:
                _place_in(transcript, record)


def _place_in(transcript: Transcript, record: Record) -> None:
    record["group"] = transcript.group
    if record["start"] is None:
        return
    turns = transcript.turns_in(Segment(record["start"], record["end"]))
    record["turn"] = turns[0].number if turns else None
    record["speakers"] = list(dict.fromkeys(turn.speaker for turn in turns))


def _is_of(record: Record, group: str | None, label: str) -> bool:
    """Tell whether a memo is on a person, or on what she says."""
    if group is not None and group.casefold() != str(record["group"]).casefold():
        return False
    people = (record["speaker"], *record["speakers"])
    return label.casefold() in {str(one).casefold() for one in people if one}
