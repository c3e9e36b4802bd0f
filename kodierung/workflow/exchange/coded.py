"""Coded work of other programs brought into a study, each coding with its exact place.

All of it is one transaction; what cannot be placed is told, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from kodierung.errors import CodingError, did_you_mean
from kodierung.formats.coded.records import PATH, ForeignCoding, ForeignWork
from kodierung.model import Codebook, Coding, Transcript
from kodierung.project import Project, tidy_name
from kodierung.store.history import BRINGING
from kodierung.store.store import Store
from kodierung.text import as_id, digest, settle
from kodierung.workflow.blind import sees_others
from kodierung.workflow.codes import find_transcript
from kodierung.workflow.exchange.coded_bringing import sorted_out
from kodierung.workflow.exchange.coded_places import Finder, Found
from kodierung.workflow.exchange.coded_texts import settled_work
from kodierung.workflow.exchange.taking import moment
from kodierung.workflow.exchange.their_codes import CodeFinder, walk
from kodierung.workflow.identity import CodingKey, key_of, new_coding

_GERMAN_DATE = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? +(\d{1,2}:\d{2}(?::\d{2})?))?"
)

EXACT, LENIENT, KNOWN, NOT_FOUND = "exact", "lenient", "there already", "not found"


@dataclass(frozen=True, slots=True)
class Meant:
    """What is said outright of a file.

    Attributes:
        coder: Whose codings those are of which the file does not say it.
        codes: Their codes, by name or path, to ids of the study's.
        documents: Their documents to transcripts.
    """

    coder: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one coding.

    Attributes:
        foreign: As the file has it.
        how: `exact`, `lenient`, `there already` or `not found`.
        coding: As the study has it, None if it was not found.
        why: Why it was not found.
    """

    foreign: ForeignCoding
    how: str
    coding: Coding | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file.

    Attributes:
        program: What wrote it.
        outcomes: Of its codings, in their order.
        lacking: Their codes that the study lacks, with how many codings.
        missing: Their documents that the study lacks, with how many codings.
        lost: What has no place in a study: in words, to number.
        settled: Suggestions recorded as decided.
        stored: Whether anything was written.
    """

    program: str
    outcomes: tuple[Outcome, ...]
    lacking: Mapping[str, int]
    missing: Mapping[str, int]
    lost: Mapping[str, int]
    settled: int
    stored: bool

    @property
    def not_found(self) -> tuple[Outcome, ...]:
        """Those that were not found."""
        return tuple(one for one in self.outcomes if one.coding is None)


def take_work(
    project: Project,
    work: ForeignWork,
    meant: Meant,
    *,
    skip_bad: bool = False,
    settle_suggestions: bool = False,
    check: bool = False,
) -> Taken:
    """Bring coded work of another program into a study: all of it, or nothing.

    Args:
        project: The study.
        work: What the file holds.
        meant: What is said outright.
        skip_bad: Take what is found though something is not.
        settle_suggestions: Record suggestions that these codings answer as decided.
        check: Whether to write nothing.

    Raises:
        CodingError: A code or document that is said outright does not exist.
    """
    codebook = project.load_codebook()
    who = project.coder_if_named(meant.coder)
    work = settled_work(work)
    with project.open_store() as store, store.writing(BRINGING, who) as change:
        desk = _Desk(store, codebook, work, meant)
        outcomes = desk.outcomes()
        read = [one.coding for one in outcomes if one.coding is not None]
        brought = sorted_out(store, codebook, read)
        stored = not check and (skip_bad or len(read) == len(outcomes))
        settled = 0
        if stored:
            brought.add(store, change)
            settled = brought.settle(store, change) if settle_suggestions else 0
    fresh = {key_of(one) for one in brought.fresh}
    return Taken(
        program=work.program,
        outcomes=tuple(_told(outcomes, fresh)),
        lacking=desk.lacking,
        missing=desk.missing,
        lost=work.lost,
        settled=settled,
        stored=stored,
    )


def _told(outcomes: list[Outcome], fresh: set[CodingKey]) -> Iterator[Outcome]:
    """Yield outcomes; of what the study has, or the file had before, it is said."""
    for one in outcomes:
        if one.coding is None:
            yield one
        elif key_of(one.coding) in fresh:
            fresh.discard(key_of(one.coding))
            yield one
        else:
            yield Outcome(one.foreign, KNOWN, one.coding)


class _Desk:
    """Where a file's codings get a transcript, a code, a coder and a place."""

    def __init__(
        self, store: Store, codebook: Codebook, work: ForeignWork, meant: Meant
    ) -> None:
        self.store = store
        self.work = work
        self.codebook = codebook
        self.coder = tidy_name(meant.coder) if meant.coder else ""
        self.codes = _codes(work, codebook, meant.codes)
        self.names, self.unnamed = _documents(store, work, meant.documents)
        self.lacking: Counter[str] = Counter()
        self.missing: Counter[str] = Counter()

    def outcomes(self) -> list[Outcome]:
        """Return what becomes of each coding, in the file's order."""
        by_document: dict[str, list[int]] = {}
        for number, coding in enumerate(self.work.codings):
            by_document.setdefault(coding.document, []).append(number)
        made: dict[int, Outcome] = {}
        for document, numbers in by_document.items():
            codings = [self.work.codings[number] for number in numbers]
            made |= zip(numbers, self._document(document, codings), strict=True)
        return [made[number] for number in range(len(self.work.codings))]

    def _document(
        self, document: str, codings: list[ForeignCoding]
    ) -> Iterator[Outcome]:
        name = self.names.get(document)
        transcript = self.store.transcript(name) if name is not None else None
        if transcript is None:
            self.missing[document] += len(codings)
            why = self.unnamed.get(document, "")
            yield from (Outcome(one, NOT_FOUND, why=why) for one in codings)
            return
        finder = Finder(transcript, self.work.documents.get(document, ""))
        for coding, found in zip(codings, finder.find(codings), strict=True):
            yield self._outcome(coding, transcript, found)

    def _outcome(
        self, coding: ForeignCoding, transcript: Transcript, found: Found
    ) -> Outcome:
        code = self.codes.get(coding.code)
        if code is None:
            self.lacking[coding.code] += 1
            why = f'the codebook has no code "{coding.code}"'
            return Outcome(coding, NOT_FOUND, why=why)
        if len(found.places) != 1:
            return Outcome(coding, NOT_FOUND, why=found.why)
        coder = tidy_name(coding.coder) if coding.coder.strip() else self.coder
        if not coder:
            return Outcome(coding, NOT_FOUND, why="nobody is named who coded")
        (place,) = found.places
        made = new_coding(
            transcript.name,
            place,
            transcript.quote(place),
            code,
            coder,
            created=moment(_iso(coding.created)),
            memo=settle(coding.memo).strip(),
            origin="import",
        )
        return Outcome(coding, EXACT if found.exact else LENIENT, made)


def _iso(said: str) -> str:
    """Return a date of a German program as ISO 8601 has it; others as they are."""
    found = _GERMAN_DATE.fullmatch(said.strip())
    if found is None:
        return said.strip()
    day, month, year, clock = found.groups(default="")
    return f"{year}-{month:0>2}-{day:0>2}" + (f"T{clock:0>5}" if clock else "")


def _codes(
    work: ForeignWork, codebook: Codebook, mapped: Mapping[str, str]
) -> dict[str, str]:
    """Return the study's codes by the paths of theirs.

    Raises:
        CodingError: A code that is said outright does not exist.
    """
    finder = CodeFinder(codebook, {}, mapped)
    ids = {one.casefold(): one for one in codebook.codes}
    ids |= {old.casefold(): new for old, new in codebook.renamed.items()}
    found: dict[str, str] = {}
    for path, code in walk(work.codes.codes):
        as_written = path.replace(PATH, ".").casefold()
        code_id = finder.find(path, code) or ids.get(as_written)
        if code_id is not None:
            found[path] = code_id
    finder.refuse_unused()
    return found


def _documents(
    store: Store, work: ForeignWork, mapped: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the transcripts of their documents, and why others have none.

    Meant is, in this order: what is said outright, the same text, the same name.

    Raises:
        CodingError: What is said outright does not exist.
    """
    theirs = dict.fromkeys([one.document for one in work.codings])
    said = {settle(one): name for one, name in mapped.items()}
    for one in said:
        if one not in {settle(name) for name in theirs}:
            raise CodingError(
                f'The file has no coded document "{one}".',
                hint=did_you_mean(one, list(theirs)),
            )
    digests = store.text_digests()
    found: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for document in theirs:
        name = said.get(settle(document))
        if name is not None:
            found[document] = find_transcript(store, name).name
            continue
        text = work.documents.get(document)
        alike = _same_text(text, digests) or _named(document, digests)
        if len(alike) == 1:
            found[document] = alike[0]
        else:
            reasons[document] = _why_no_transcript(document, alike, list(digests))
    return found, reasons


def _same_text(text: str | None, digests: Mapping[str, str]) -> list[str]:
    mine = digest(text) if text else ""
    alike = [name for name, theirs in digests.items() if theirs == mine]
    return alike if len(alike) == 1 else []


def _named(document: str, names: Mapping[str, str]) -> list[str]:
    """Return the transcripts named so: to the letter, but for the ending, or nearly."""
    wanted = settle(document).strip().replace("\\", "/")
    ways = (
        lambda name: name,
        lambda name: PurePath(name).name.casefold(),
        lambda name: _stem(name).casefold(),
        lambda name: as_id(_stem(name)),
    )
    for way in ways:
        if alike := [name for name in names if way(name) == way(wanted)]:
            return alike
    return []


def _stem(name: str) -> str:
    path = PurePath(name)
    # What follows a dot is an ending only if it looks like one: "1. Gruppe" has none.
    return path.stem if path.suffix[1:].isalnum() else path.name


def _why_no_transcript(document: str, alike: list[str], names: list[str]) -> str:
    if alike:
        return f'"{document}" fits {len(alike)} transcripts: {", ".join(alike)}'
    hint = did_you_mean(document, names)
    return f'the study has no transcript "{document}"' + (f" ({hint})" if hint else "")


def whose_to_show(project: Project, asking: str | None) -> str | None:
    """Return whose codings alone may be shown of a file, None for everybody's.

    Args:
        project: The study; where it is coded blind, a file may hold others' work.
        asking: Who asks, if somebody is named before the command.
    """
    coder = project.coder_if_named(asking)
    with project.open_store() as store, store.snapshot():
        return None if sees_others(project, store, coder) else coder


def record(outcome: Outcome, file: Path) -> dict[str, Any]:
    """Return what became of a coding, for lists."""
    foreign, coding = outcome.foreign, outcome.coding
    return {
        "place": f"{file.name}{foreign.place}",
        "document": foreign.document,
        "code": foreign.code,
        "quote": foreign.quote,
        "speaker": foreign.speaker,
        "coder": coding.coder if coding else foreign.coder,
        "found": outcome.how,
        "why": outcome.why,
        "transcript": coding.transcript if coding else None,
        "start": coding.start if coding else None,
        "end": coding.end if coding else None,
        "code_id": coding.code if coding else None,
    }
