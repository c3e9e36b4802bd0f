"""Projects of Taguette and QualCoder, with the tables that these programs make."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats.coded.qualcoder import is_qualcoder, read_qualcoder
from kodierung.formats.coded.taguette import read_taguette
from tests.support.coded_work import QUALCODER, TAGUETTE, database

TEXT = "B1: Größe 😀 zählt.\n\nB2: Das sehe ich auch so."


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


def test_a_view_in_the_place_of_a_table_is_not_run(tmp_path: Path) -> None:
    without = TAGUETTE.replace("CREATE TABLE highlights", "CREATE TABLE elsewhere")
    endless = (
        "CREATE VIEW highlights AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL "
        "SELECT id + 1 FROM n) SELECT id FROM n;"
    )
    path = database(tmp_path / "p.sqlite3", without + endless, {})
    with pytest.raises(TranscriptError, match="highlights"):
        read_taguette(path)


def test_a_project_that_is_open_elsewhere_is_not_read_by_halves(tmp_path: Path) -> None:
    path = database(tmp_path / "p.sqlite3", TAGUETTE, {})
    writing = sqlite3.connect(path)
    writing.execute("PRAGMA journal_mode = WAL")
    writing.execute("INSERT INTO projects VALUES (1, 'P', '')")
    writing.commit()
    with pytest.raises(TranscriptError, match="open"):
        read_taguette(path)
    writing.close()
    assert read_taguette(path).program == "Taguette"


def test_positions_that_are_none(tmp_path: Path) -> None:
    html = f"<p>{TEXT}</p>"
    path = database(
        tmp_path / "p.sqlite3",
        TAGUETTE,
        {
            "documents": [(1, "FG01", "", "FG01.txt", 1, html)],
            "tags": [(1, 1, "Zeit", "")],
            "highlights": [(1, 1, "quatsch", 10**12, "")],
            "highlight_tags": [(1, 1)],
        },
    )
    (coding,) = read_taguette(path).codings
    assert (coding.start, coding.end) == (0, len(TEXT))


def test_far_too_many_rows_are_refused_at_once(tmp_path: Path) -> None:
    import time
    import tracemalloc

    path = database(
        tmp_path / "p.sqlite3",
        TAGUETTE,
        {
            "projects": [(1, "P", "")],
            "documents": [(1, "FG01", "", "FG01.txt", 1, "<p>Ja</p>")],
            "tags": [(1, 1, "Zeit", "")],
            "highlights": [(n, 1, 0, 2, "Ja") for n in range(1_000_000)],
        },
    )
    began = time.process_time()
    tracemalloc.start()
    with pytest.raises(TranscriptError, match="more than 300000 rows"):
        read_taguette(path)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    assert time.process_time() - began < 2
