"""Coded work as other programs write it, written here by other means than it is read.

A marked passage is the name of a document, first and last code point, code, coder.
"""

from __future__ import annotations

import html
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Marked = tuple[str, int, int, str, str]
Rows = Iterable[tuple[object, ...]]

TAGUETTE = """
CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT,
  filename TEXT, project_id INTEGER, contents TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT,
  description TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER,
  start_offset INTEGER, end_offset INTEGER, snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
CREATE TABLE commands (id INTEGER PRIMARY KEY, user_login TEXT, payload TEXT);
"""
QUALCODER = """
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text,
  memo text, supercatid integer, unique(name));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer,
  owner text, date text, color text, unique(name));
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text,
  memo text, owner text, date text);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer,
  seltext text, pos0 integer, pos1 integer, owner text, date text, memo text);
CREATE TABLE code_image (imid integer primary key, id integer, owner text);
CREATE TABLE annotation (anid integer primary key, fid integer, memo text, owner text);
"""
QC = """
CREATE TABLE document (file_path VARCHAR PRIMARY KEY, file_hash VARCHAR NOT NULL);
CREATE TABLE document_index (id INTEGER PRIMARY KEY, name VARCHAR, time_series BOOLEAN,
  document_id VARCHAR);
CREATE TABLE location (id INTEGER PRIMARY KEY, start_line INTEGER, end_line INTEGER,
  document_index_id INTEGER);
CREATE TABLE code (name VARCHAR PRIMARY KEY);
CREATE TABLE coder (name VARCHAR PRIMARY KEY);
CREATE TABLE coded_line (id INTEGER PRIMARY KEY, line INTEGER, coder_id VARCHAR,
  code_id VARCHAR);
CREATE TABLE coded_line_location_association (coded_line_id INTEGER,
  location_id INTEGER);
"""


def database(path: Path, schema: str, tables: Mapping[str, Rows]) -> Path:
    """Make a database with rows."""
    connection = sqlite3.connect(path)
    connection.executescript(schema)
    for table, rows in tables.items():
        for row in rows:
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)
    connection.commit()
    connection.close()
    return path


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names), 1)}


def taguette(folder: Path, texts: Mapping[str, str], marked: Sequence[Marked]) -> Path:
    """Write a project of Taguette: documents as HTML, places in bytes."""
    documents, tags = _numbers(texts), _numbers(code for *_, code, _ in marked)
    places = [
        (len(texts[name][:start].encode()), len(texts[name][:end].encode()))
        for name, start, end, _, _ in marked
    ]
    rows = enumerate(zip(marked, places, strict=True), 1)
    highlights = [(n, documents[one[0]], *place, "") for n, (one, place) in rows]
    said = [
        (n, one[4], json.dumps({"type": "highlight_add", "highlight_id": n}))
        for n, one in enumerate(marked, 1)
    ]
    return database(
        folder / "projekt.sqlite3",
        TAGUETTE,
        {
            "projects": [(1, "P", "")],
            "documents": [
                (number, name, "", name, 1, f"<p>{html.escape(texts[name])}</p>")
                for name, number in documents.items()
            ],
            "tags": [(number, 1, tag, "") for tag, number in tags.items()],
            "highlights": highlights,
            "highlight_tags": [(n, tags[one[3]]) for n, one in enumerate(marked, 1)],
            "commands": said,
        },
    )


def qualcoder(
    folder: Path, texts: Mapping[str, str], marked: Sequence[Marked], *, utf16: bool
) -> Path:
    """Write a project of QualCoder, places in code points or as a Qt editor counts."""

    def at(name: str, place: int) -> int:
        before = texts[name][:place].replace("\r\n", "\n") if utf16 else ""
        return len(before.encode("utf-16-le")) // 2 if utf16 else place

    path = folder / "projekt.qda"
    path.mkdir()
    sources, codes = _numbers(texts), _numbers(code for *_, code, _ in marked)
    database(
        path / "data.qda",
        QUALCODER,
        {
            "code_name": [
                (n, code, "", None, "A", "", "") for code, n in codes.items()
            ],
            "source": [
                (n, name, texts[name], None, "", "A", "") for name, n in sources.items()
            ],
            "code_text": [
                (
                    n, codes[code], sources[name], texts[name][start:end],
                    at(name, start), at(name, end), coder, "2026-01-02 03:04:05", "",
                )
                for n, (name, start, end, code, coder) in enumerate(marked, 1)
            ],
        },
    )  # fmt: skip
    return path


def qc(
    folder: Path,
    texts: Mapping[str, str],
    lines: Sequence[tuple[str, int, str, str]],
    codebook: str,
) -> Path:
    """Write a project of qc: document, number of the line, code, coder."""
    path = folder / "projekt"
    (path / "corpus").mkdir(parents=True)
    for name, text in texts.items():
        (path / "corpus" / name).write_bytes(text.encode())
    (path / "codebook.yaml").write_text(codebook, "utf-8")
    (path / "settings.yaml").write_text(
        "qc_version: 1.0.0\ncorpus_dir: corpus\ndatabase: qualitative_coding.sqlite3\n"
        "codebook: codebook.yaml\nmemos_dir: memos\n",
        "utf-8",
    )
    number = _numbers(texts)
    database(
        path / "qualitative_coding.sqlite3",
        QC,
        {
            "document": [(name, "0") for name in texts],
            "document_index": [
                (n, "paragraphs", 0, name) for name, n in number.items()
            ],
            "location": [(n, 0, 10**6, n) for n in number.values()],
            "coded_line": [
                (n, line, coder, code)
                for n, (_, line, code, coder) in enumerate(lines, 1)
            ],
            "coded_line_location_association": [
                (n, number[name]) for n, (name, *_) in enumerate(lines, 1)
            ],
        },
    )
    return path


def highlights(texts: Mapping[str, str], marked: Sequence[Marked]) -> bytes:
    """Write a page of highlights as Taguette does, in German."""
    parts = []
    for name, start, end, code, _ in marked:
        said = "</p><p>".join(
            html.escape(line) for line in texts[name][start:end].split("\n")
        )
        parts.append(
            f"<p>{said}</p>\n<p>\n<strong>Dokument:</strong> {html.escape(name)}\n"
            f"<strong>Tags:</strong>\n {html.escape(code)}\n</p>"
        )
    page = "\n<hr>\n".join(parts)
    return (
        "<!DOCTYPE html><html><head><title>Taguette-Markierungen</title>"
        f"<style>h1 {{}}</style></head><body><h1>Taguette-Markierungen</h1>{page}"
        "</body></html>"
    ).encode()
