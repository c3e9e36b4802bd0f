"""What of a study is exchanged, and the words in which a project tells of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kodierung.formats.refi.records import Carried
from kodierung.model import Codebook, Coding, Memo, MemoKind, Transcript

Named = tuple[str, str]
"""A kind of thing (`code`, `coding`, `transcript`, `user`, …) and what it is called."""


@dataclass(frozen=True, slots=True)
class Study:
    """What is exchanged.

    Attributes:
        title: Of the study.
        codebook: Its codebook.
        transcripts: Texts with turns, speakers and attributes.
        codings: Confirmed ones, of any coders.
        memos: Those that may be handed on.
        guids: What things were called in the project that they came from.
        note: Of the study, printed beneath its tables.
        carried: What came with a project and has no place in a study.
    """

    title: str
    codebook: Codebook
    transcripts: Sequence[Transcript]
    codings: Sequence[Coding] = ()
    memos: Sequence[Memo] = ()
    guids: Mapping[Named, str] = field(default_factory=dict)
    note: str = ""
    carried: Sequence[Carried] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """How a project in one language calls what the format has no element for."""

    kind: str
    group: str
    person: str
    part: str
    moderator: str
    participant: str
    function: str
    speakers: str
    memo: str
    time: str
    memo_on: Mapping[MemoKind, str]


DE = Words(
    kind="Typ",
    group="Fokusgruppe",
    person="Person",
    part="Rolle im Gespräch",
    moderator="Moderation",
    participant="Teilnehmende",
    function="Funktion",
    speakers="Sprechende",
    memo="Memo",
    time="Zeit",
    memo_on={
        "study": "Studie",
        "transcript": "Transkript",
        "speaker": "Person",
        "segment": "Stelle",
        "code": "Code",
        "summary": "Zusammenfassung",
        "note": "Anmerkung zur Matrix",
    },
)
EN = Words(
    kind="Type",
    group="Focus group",
    person="Person",
    part="Part in the discussion",
    moderator="Moderator",
    participant="Participant",
    function="Function",
    speakers="Speakers",
    memo="Memo",
    time="Time",
    memo_on={
        "study": "study",
        "transcript": "transcript",
        "speaker": "person",
        "segment": "passage",
        "code": "code",
        "summary": "summary",
        "note": "note on the matrix",
    },
)


def times_told(words: Words, start: float | None, end: float | None) -> str:
    """Return the times of a turn as a line, empty where none is known."""
    if start is None and end is None:
        return ""
    ends = ("" if one is None else repr(one) for one in (start, end))
    return f"{words.time}: {'–'.join(ends)} s"


def times_read(words: Words, said: str) -> tuple[float | None, float | None]:
    """Return the times that a line tells, None where it does not."""
    found = re.fullmatch(rf"{words.time}: ([\d.]*)–([\d.]*) s", said.strip())
    if found is None:
        return None, None
    start, end = (float(one) if one.strip(".") else None for one in found.groups())
    return start, end


def words_of(language: str) -> Words:
    """Return the words of a codebook's language; English where there are none."""
    return DE if language == "de" else EN
