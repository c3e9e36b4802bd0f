"""Which program coded work is of: the content says so, not the file's name."""

from __future__ import annotations

from pathlib import Path

from kodierung.errors import StudyError, TranscriptError
from kodierung.formats.coded.highlights import read_highlights
from kodierung.formats.coded.qc import is_qc, read_qc
from kodierung.formats.coded.qualcoder import DATABASE, is_qualcoder, read_qualcoder
from kodierung.formats.coded.records import ForeignWork
from kodierung.formats.coded.table import read_table
from kodierung.formats.coded.taguette import read_taguette

_SQLITE = b"SQLite format 3\0"
_LARGEST = 256_000_000
_LINES = (".jsonl", ".ndjson", ".json")
_RTF = b"{\\rtf"
_BEFORE = b"\xef\xbb\xbf \t\r\n"
_KNOWN = (
    "Known are Taguette's project or highlights (CSV, XLSX, HTML), a folder of "
    "QualCoder or qc, MAXQDA's coded segments (XLSX), and a table with the columns "
    "document, code and quotation."
)


def read_work(path: Path) -> ForeignWork | None:
    """Read coded work of another program.

    Args:
        path: A file, or the folder of a project.

    Returns:
        The work, None for JSON lines.

    Raises:
        TranscriptError: It is of no program that is known, or damaged.
        StudyError: It cannot be read.
    """
    if path.is_dir():
        return _of_folder(path)
    data = _beginning(path)
    said = data.lstrip(_BEFORE)
    if path.suffix.lower() in _LINES or _is_json(said):
        return None
    if data.startswith(_SQLITE):
        return _of_database(path)
    if not said:
        return None
    if path.stat().st_size > _LARGEST:
        raise TranscriptError(f"{path}: this file is too large for coded work.")
    return _of_file(path, said)


def _of_file(path: Path, said: bytes) -> ForeignWork | None:
    whole = path.read_bytes()
    if said.startswith(b"<"):
        return read_highlights(whole, path.name)
    if said.startswith(_RTF) or path.suffix.lower() in (".docx", ".rtf", ".pdf"):
        raise TranscriptError(
            f"{path}: a document for reading does not tell what is coded.", _KNOWN
        )
    if path.suffix.lower() == ".qdpx":
        raise TranscriptError(
            f"{path}: this is a whole project.", f"See `kodierung import {path.name}`."
        )
    return read_table(whole, path.name)


def _of_folder(path: Path) -> ForeignWork:
    if is_qualcoder(path):
        return read_qualcoder(path)
    if is_qc(path):
        return read_qc(path)
    raise TranscriptError(f"{path}: this folder is no project that is known.", _KNOWN)


def _of_database(path: Path) -> ForeignWork:
    if path.name == DATABASE:
        return read_qualcoder(path)
    if is_qc(path.parent) and path.stem == "qualitative_coding":
        return read_qc(path.parent)
    return read_taguette(path)


def _is_json(said: bytes) -> bool:
    return said.startswith(b"{") and not said.startswith(_RTF)


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError as fault:
        raise StudyError(f"{path} cannot be read: {fault.strerror}.") from None
