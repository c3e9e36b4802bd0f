"""Which program a file is of."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.errors import StudyError, TranscriptError
from kodierung.formats.coded.recognise import read_work
from tests.support.coded_work import highlights, qc, qualcoder, taguette

TEXTS = {"FG01.txt": "B1: Ja, das ist so."}
MARKED = [("FG01.txt", 4, 6, "Los", "A")]


def test_programs_by_their_content(tmp_path: Path) -> None:
    page = tmp_path / "ohne-Endung"
    page.write_bytes(highlights(TEXTS, MARKED))
    table = tmp_path / "t.txt"
    table.write_text("document\tcode\tquote\nFG01.txt\tLos\tJa\n", "utf-16")
    coder = qualcoder(tmp_path, TEXTS, MARKED, utf16=False)
    lines = qc(tmp_path / "x", TEXTS, [("FG01.txt", 0, "Los", "A")], "- Los\n")
    for path, program in {
        taguette(tmp_path, TEXTS, MARKED): "Taguette",
        coder: "QualCoder",
        coder / "data.qda": "QualCoder",
        lines: "qc",
        lines / "qualitative_coding.sqlite3": "qc",
        page: "Taguette",
        table: "Table",
    }.items():
        work = read_work(path)
        assert work is not None
        assert (work.program, len(work.codings)) == (program, 1)


@pytest.mark.parametrize("text", ['{"code": "a"}\n', "", "\ufeff\n {"])
def test_json_lines_are_our_own(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x"
    path.write_text(text, "utf-8")
    assert read_work(path) is None


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.rtf", "{\\rtf1 hallo}", "for reading"),
        ("a.docx", "PK\x03\x04", "for reading"),
        ("a.qdpx", "PK\x03\x04", "whole project"),
        ("a.txt", "Lieber Text ohne Spalten", "no column"),
        ("a.xlsx", "PK\x03\x04kaputt", "damaged"),
    ],
)
def test_what_is_no_coded_work(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(TranscriptError, match=told):
        read_work(tmp_path / name)


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="fehlt"):
        read_work(tmp_path / "fehlt.csv")
    with pytest.raises(TranscriptError, match="folder"):
        read_work(tmp_path)
