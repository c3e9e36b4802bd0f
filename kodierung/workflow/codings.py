"""Codings as JSON lines, in and out: the form in which coders exchange their work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from kodierung.analysis.abridgement import abridged
from kodierung.errors import CodingError, KodierungError, Problem, did_you_mean
from kodierung.model import Codebook, Coding, CodingStatus, Transcript
from kodierung.project import Project, read_file, tidy_name
from kodierung.store.history import BRINGING
from kodierung.store.store import Change, Store
from kodierung.text import counted, settle
from kodierung.workflow.choosing import choose_alone
from kodierung.workflow.code import Place, locate
from kodierung.workflow.codes import (
    codes_under,
    find_code,
    find_transcript,
    under_present_names,
)
from kodierung.workflow.exchange.coded_bringing import sorted_out
from kodierung.workflow.identity import CodingKey, key_of, new_coding
from kodierung.workflow.listing import with_transcripts
from kodierung.workflow.new_version import reasons_of_detached

KEYS = (
    "id", "transcript", "turn", "turn_end", "speakers", "start", "end", "quote",
    "code", "coder", "memo", "created", "origin", "statement", "status",
    "abridged",
)  # fmt: skip

AT_HAND = 20
"""Transcripts kept while codings are read; in a file they are mostly sorted."""


@dataclass(frozen=True, slots=True)
class CodingsReport:
    """What an import of codings did.

    Attributes:
        added: New codings.
        known: Lines whose coding was in the study already.
        settled: Suggestions recorded as decided by these codings.
        problems: Lines that were not taken.
    """

    added: tuple[Coding, ...]
    known: int
    settled: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class CodingFilter:
    """Which codings are meant; None means all."""

    coder: str | None = None
    code: str | None = None
    transcript: str | None = None
    status: CodingStatus | None = None


def list_codings(
    project: Project, wanted: CodingFilter | None = None
) -> list[dict[str, Any]]:
    """Return codings as records with the keys of `KEYS`, sorted by place."""
    wanted = wanted or CodingFilter()
    codebook = project.load_codebook() if wanted.code else None
    with project.open_store() as store, store.snapshot():
        name = (
            find_transcript(store, wanted.transcript).name
            if wanted.transcript
            else None
        )
        coder = tidy_name(wanted.coder) if wanted.coder is not None else None
        codings = store.codings(coder, transcript=name, status=wanted.status)
        if codebook is not None and wanted.code:
            ids = codes_under(codebook, wanted.code)
            codings = [
                c for c in under_present_names(codings, codebook) if c.code in ids
            ]
        codings.sort(key=lambda c: (c.transcript, c.start, c.end, c.code, c.coder))
        return [
            record(c, transcript) for c, transcript in with_transcripts(store, codings)
        ]


def why_detached(project: Project, ids: Iterable[str]) -> dict[str, str]:
    """Return in words why codings have no place in the text, by their ids.

    Args:
        project: The study.
        ids: Of detached codings; nothing is looked up if there are none.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    with project.open_store() as store, store.snapshot():
        lost = store.codings(status="detached")
        names = {c.transcript for c in lost if c.id in wanted}
        reasons = [reasons_of_detached(store, name) for name in sorted(names)]
    return {id_: why for found in reasons for id_, why in found.items()}


def record(coding: Coding, transcript: Transcript) -> dict[str, Any]:
    """Return a coding with the keys of `KEYS`; detached ones have no place."""
    attached = coding.status == "confirmed"
    turns = transcript.turns_in(coding.segment) if attached else ()
    values = (
        coding.id,
        coding.transcript,
        turns[0].number if turns else None,
        turns[-1].number if turns else None,
        list(dict.fromkeys(t.speaker for t in turns)),
        coding.start if attached else None,
        coding.end if attached else None,
        coding.quote,
        coding.code,
        coding.coder,
        coding.memo,
        coding.created,
        coding.origin,
        coding.statement,
        coding.status,
        coding.abridged,
    )
    return dict(zip(KEYS, values, strict=True))


def import_codings(
    project: Project,
    path: Path,
    coder: str | None = None,
    *,
    skip_bad: bool = False,
    settle_suggestions: bool = False,
) -> CodingsReport:
    """Bring a file of codings into the study, whole or not at all.

    Args:
        project: The study.
        path: JSON lines; `start`/`end` may be missing when the quotation is unique in
            the transcript, or `occurrence` picks one.
        coder: Whose codings those lines are that name nobody.
        skip_bad: Take the good lines though others cannot be placed.
        settle_suggestions: Record suggestions that these codings answer as decided.

    Raises:
        CodingError: Lines cannot be read or placed and `skip_bad` is False.
    """
    codebook = project.load_codebook()
    who = project.coder_if_named(coder)
    with project.open_store() as store, store.writing(BRINGING, who) as change:
        read, problems = read_codings(store, codebook, path, coder)
        bad = [p for p in problems if p.severity == "error"]
        if bad and not skip_bad:
            raise CodingError(
                f"{path}: {counted(len(bad), 'coding')} cannot be taken; nothing was "
                "imported.",
                hint="Mend the lines, or take the others with --skip-bad.",
                problems=bad,
            )
        brought = sorted_out(store, codebook, read)
        brought.add(store, change)
        _take_statements(store, change, codebook, read, brought.here)
        settled = brought.settle(store, change) if settle_suggestions else 0
    fresh = brought.fresh
    return CodingsReport(tuple(fresh), len(read) - len(fresh), settled, problems)


def _take_statements(
    store: Store,
    change: Change,
    codebook: Codebook,
    read: Iterable[Coding],
    here: Mapping[CodingKey, Coding],
) -> None:
    """Take over what a file says of statements: which, and how they are abridged.

    Those it chooses for a theme take the place of those chosen before.
    """
    for coding in read:
        known = store.coding(here[key_of(coding)].id) if coding.abridged else None
        if known is not None and known.abridged != coding.abridged:
            change.update_coding(replace(known, abridged=coding.abridged))
    chosen = [here[key_of(coding)] for coding in read if coding.statement]
    choose_alone(store, change, codebook, chosen)


def read_codings(
    store: Store, codebook: Codebook, path: Path, coder: str | None = None
) -> tuple[list[Coding], tuple[Problem, ...]]:
    """Read a file of codings and find their places in a study's transcripts.

    Args:
        store: Whose transcripts are meant.
        codebook: Whose codes are meant.
        path: JSON lines; see `import_codings`.
        coder: Whose codings those lines are that name nobody.

    Returns:
        The codings of the lines that can be taken, and what is wrong with the others.

    Raises:
        CodingError: The file holds no codings.
    """
    lines = _lines(path)
    reader = _Reader(codebook, store, coder, path.name)
    return list(reader.read(lines)), tuple(reader.problems)


def _lines(path: Path) -> list[tuple[int, str]]:
    """Return the non-empty lines with their numbers."""
    try:
        text = read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CodingError(
            f"{path}: byte {fault.start} is not UTF-8.", hint="Save the file as UTF-8."
        ) from None
    # Not splitlines(): it also breaks at characters that may stand inside a quotation.
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise CodingError(f"{path}: the file holds no codings.")
    return lines


class _Reader:
    """Turns lines into codings and collects what is wrong with the others."""

    def __init__(
        self, codebook: Codebook, store: Store, coder: str | None, file: str
    ) -> None:
        self.codebook = codebook
        self.names = store.transcript_names()
        self.transcript = lru_cache(AT_HAND)(store.transcript)
        self.coder = coder
        self.file = file
        self.problems: list[Problem] = []

    def read(self, lines: Iterable[tuple[int, str]]) -> Iterator[Coding]:
        """Yield the codings of the lines that can be taken."""
        for number, line in lines:
            place = f"{self.file}:{number}"
            try:
                found = _object(line)
                if found.get("status") == "detached":
                    message = "left out: it had lost its words when it was exported"
                    self.problems.append(Problem(place, message, "", "warning"))
                    continue
                yield self._coding(found)
            except KodierungError as fault:
                self.problems.append(
                    Problem(place, fault.message.rstrip("."), fault.hint)
                )

    def _coding(self, found: dict[str, Any]) -> Coding:
        transcript = self._transcript(_text(found, "transcript"))
        code = find_code(self.codebook, _text(found, "code"))
        coder = tidy_name(_text(found, "coder", self.coder))
        chosen = found.get("statement") is True
        if chosen and code.theme is None:
            raise CodingError(f"{code.id} belongs to no theme of the matrix")
        segment = locate(
            transcript,
            Place(
                quote=_text(found, "quote"),
                start=_number(found, "start"),
                end=_number(found, "end"),
                occurrence=_number(found, "occurrence"),
            ),
        )
        return new_coding(
            transcript.name,
            segment,
            transcript.quote(segment),
            code.id,
            coder,
            created=_moment(found),
            memo=_text(found, "memo", ""),
            origin="import",
            statement=chosen,
            abridged=_abridged(found, transcript.quote(segment)),
        )

    def _transcript(self, name: str) -> Transcript:
        transcript = self.transcript(settle(name))
        if transcript is None:
            raise CodingError(
                f'the study has no transcript "{name}"',
                hint=did_you_mean(name, self.names) or "import the transcripts first",
            )
        return transcript


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise CodingError(f"this is not a line of JSON ({fault})") from None
    if not isinstance(found, dict):
        raise CodingError("a line must hold one JSON object")
    unknown = [key for key in found if key not in (*KEYS, "occurrence")]
    if unknown:
        raise CodingError(
            f'unknown key "{unknown[0]}"', hint=did_you_mean(unknown[0], KEYS)
        )
    return found


def _text(found: dict[str, Any], key: str, default: str | None = None) -> str:
    value = found.get(key)
    if value is None or value == "":
        value = default
    if not isinstance(value, str):
        what = "is missing" if value is None else "must be a text"
        raise CodingError(f'"{key}" {what}')
    if not value.isprintable() and any("\ud800" <= c <= "\udfff" for c in value):
        raise CodingError(f'"{key}" holds half a character')
    return value


def _moment(found: dict[str, Any]) -> str:
    """Return when a coding was made, or an empty text.

    Raises:
        CodingError: It is no date of ISO 8601.
    """
    value = _text(found, "created", "")
    try:
        datetime.fromisoformat(value or "2000-01-01")
    except ValueError:
        raise CodingError(
            f'"created" is "{value}", which is no date',
            hint="write 2026-11-22T10:00:00Z, or leave it out",
        ) from None
    return value


def _abridged(found: dict[str, Any], quote: str) -> str:
    """Return how a coding is printed as a statement, empty if in full.

    Raises:
        CodingError: It is not true to the coding's words.
    """
    wanted = _text(found, "abridged", "")
    checked = abridged(quote, wanted)
    if wanted and checked.fault:
        raise CodingError(f'"abridged" is not true to the words: {checked.fault}')
    return checked.text if wanted else ""


def _number(found: dict[str, Any], key: str) -> int | None:
    value = found.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise CodingError(f'"{key}" must be a whole number')
    return value
