"""Memos as one document, or as records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kodierung.errors import KodierungError, UsageError
from kodierung.formats.memo_document import MemoEntry, write
from kodierung.model import Code
from kodierung.project import Project
from kodierung.workflow.memos.listing import KINDS, MemoFilter, Record, list_memos

FORMATS = (".md", ".json")


def export_memos(
    project: Project, wanted: MemoFilter | None = None, path: Path | None = None
) -> bytes:
    """Return memos by what they are on: study, transcripts, people, passages, codes.

    Args:
        project: The study.
        wanted: Which are meant.
        path: The file they are for, whose ending says how they are written: `.md`, or
            `.json` for a list of the records of `list_memos`; Markdown if None.

    Raises:
        UsageError: It has another ending.
        CodingError: There is no such transcript or code.
    """
    suffix = path.suffix.lower() if path is not None else FORMATS[0]
    if suffix not in FORMATS:
        raise UsageError(
            f"Memos are not written as {suffix or 'a file without ending'}.",
            hint=f"Use one of {', '.join(FORMATS)}.",
        )
    codes = _codes(project)
    order = {code: at for at, code in enumerate(codes)}
    records = list_memos(project, wanted)[::-1]
    records.sort(key=lambda record: _in_order(record, order))
    if suffix == ".json":
        return (json.dumps(records, ensure_ascii=False, indent=2) + "\n").encode()
    settings = project.settings
    entries = (_entry(record, codes) for record in records)
    return write(settings.title, settings.language, entries)


def _codes(project: Project) -> Mapping[str, Code]:
    """Return the codes; a codebook at fault costs their labels only."""
    try:
        return project.load_codebook().codes
    except KodierungError:
        return {}


def _in_order(record: Record, codes: Mapping[str, int]) -> tuple[Any, ...]:
    """Return where a memo stands: by kind, then by place, then by time."""
    lost = record["start"] is None
    return (
        KINDS.index(record["kind"]),
        record["transcript"] or "",
        (record["group"] or "", record["speaker"] or ""),
        (lost, record["start"] or 0, record["end"] or 0, record["quote"] or ""),
        (codes.get(record["code"], len(codes)), record["code"] or ""),
        record["created"],
    )


def _entry(record: Record, codes: Mapping[str, Code]) -> MemoEntry:
    on = {
        "study": (),
        "transcript": (record["transcript"],),
        "speaker": (record["group"], record["speaker"]),
        "code": (_named(record["code"], codes),),
        "note": (_named(record["code"], codes),),
        "summary": (record["group"] or "", _named(record["code"], codes)),
    }.get(record["kind"])
    if on is None:
        code = (_named(record["code"], codes),) if record["code"] else ()
        on = (record["transcript"], ", ".join(record["speakers"]), *code)
    return MemoEntry(
        kind=record["kind"],
        on=on,
        turn=record["turn"],
        quote=record["quote"] or "",
        detached=record["status"] == "detached",
        coder=record["coder"],
        day=(record["changed"] or record["created"])[:10],
        text=record["text"],
    )


def _named(code: str | None, codes: Mapping[str, Code]) -> str:
    """Return a code's id, with its label if the codebook has it."""
    known = codes.get(code or "")
    return f"{code} – {known.label}" if known else code or ""
