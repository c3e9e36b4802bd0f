"""Projects of Taguette and QualCoder, with the tables that these programs make."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats.coded.qualcoder import is_qualcoder, read_qualcoder
from kodierung.formats.coded.taguette import read_taguette

TEXT = "B1: Größe 😀 zählt.\n\nB2: Das sehe ich auch so."

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

Rows = Iterable[tuple[object, ...]]


def database(path: Path, schema: str, tables: dict[str, Rows]) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(schema)
    for table, rows in tables.items():
        for row in rows:
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)
    connection.commit()
    connection.close()
    return path


def as_bytes(words: str) -> tuple[int, int]:
    at = TEXT.encode().index(words.encode())
    return at, at + len(words.encode())


def test_taguette(tmp_path: Path) -> None:
    html = "".join(
        f"<p>{part}</p>"
        for part in TEXT.replace("Größe", "Gr&ouml;&szlig;e").split("||")
    )
    first, second = as_bytes("zählt"), as_bytes("auch so")
    said = {"type": "highlight_add", "highlight_id": 1}
    path = database(
        tmp_path / "p.sqlite3",
        TAGUETTE,
        {
            "projects": [(1, "P", "")],
            "documents": [(1, "FG01", "", "FG01.txt", 1, html)],
            "tags": [(1, 1, "Zeit", "Was"), (2, 1, "Zeit.Knapp", "")],
            "highlights": [(1, 1, *first, "<b>zählt</b>"), (2, 1, *second, ""),
                           (3, 9, 0, 1, "")],
            "highlight_tags": [(1, 1), (1, 2), (2, 2), (3, 1)],
            "commands": [(1, "ada", json.dumps(said)), (2, "x", "kein JSON")],
        },
    )  # fmt: skip
    work = read_taguette(path)
    assert work.documents == {"FG01": TEXT}
    assert [(c.code, c.quote, c.coder) for c in work.codings] == [
        ("Zeit", "zählt", "ada"),
        ("Zeit > Knapp", "zählt", "ada"),
        ("Zeit > Knapp", "auch so", ""),
    ]
    for coding in work.codings:
        assert TEXT[coding.start : coding.end] == coding.quote
    assert [(c.name, c.description) for c in work.codes.walk()] == [
        ("Zeit", "Was"), ("Knapp", ""),
    ]  # fmt: skip
    assert work.lost == {"highlights without a document or tag": 1}


def test_qualcoder(tmp_path: Path) -> None:
    folder = tmp_path / "Mein Projekt.qda"
    folder.mkdir()
    at = TEXT.index("zählt")
    database(
        folder / "data.qda",
        QUALCODER,
        {
            "code_cat": [(1, "Rahmen", "A", "", "drumherum", None),
                         (2, "Innen", "A", "", "", 1),
                         (3, "Kreis", "A", "", "", 4), (4, "Kreis2", "A", "", "", 3)],
            "code_name": [(1, "Zeit", "Was", 2, "A", "", "#AABBCC"),
                          (2, "Los", "", None, "A", "", None)],
            "source": [(1, "FG01.txt", TEXT, None, "", "A", ""),
                       (2, "Bild.png", None, "/x", "", "A", "")],
            "code_text": [(1, 1, 1, "zählt", at, at + 5, "Ada", "2026-01-01", "oho"),
                          (2, 2, 2, "?", 0, 1, "Ben", "", "")],
            "code_image": [(1, 2, "Ada")],
        },
    )  # fmt: skip
    assert is_qualcoder(folder)
    assert not is_qualcoder(tmp_path)
    for path in (folder, folder / "data.qda"):
        work = read_qualcoder(path)
        (coding,) = work.codings
        assert (coding.code, coding.coder, coding.memo) == (
            "Rahmen > Innen > Zeit", "Ada", "oho",
        )  # fmt: skip
        assert TEXT[coding.start : coding.end] == coding.quote == "zählt"
        assert work.documents == {"FG01.txt": TEXT}
        assert work.lost == {
            "codings without a text or code": 1, "codings of pictures": 1,
        }  # fmt: skip
        names = [(c.name, c.codable, c.color) for c in work.codes.walk()]
        assert names == [
            ("Rahmen", False, ""), ("Innen", False, ""), ("Zeit", True, "#aabbcc"),
            ("Los", True, ""),
        ]  # fmt: skip


def test_what_is_no_project_is_told(tmp_path: Path) -> None:
    other = database(tmp_path / "a.db", "CREATE TABLE a (b TEXT);", {})
    with pytest.raises(TranscriptError, match=r"Taguette.*documents"):
        read_taguette(other)
    with pytest.raises(TranscriptError, match="QualCoder"):
        read_qualcoder(other)
    (tmp_path / "text.db").write_text("kein SQLite, nur Text " * 100, "utf-8")
    with pytest.raises(TranscriptError, match=r"text\.db"):
        read_taguette(tmp_path / "text.db")
    with pytest.raises(TranscriptError, match=r"fehlt\.db"):
        read_taguette(tmp_path / "fehlt.db")


def test_nothing_is_written_beside_a_project(tmp_path: Path) -> None:
    path = database(tmp_path / "p.sqlite3", TAGUETTE, {})
    before = path.read_bytes()
    assert read_taguette(path).codings == ()
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["p.sqlite3"]
