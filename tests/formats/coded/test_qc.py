"""Folders of qc, whose codings are whole lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from kodierung.errors import TranscriptError
from kodierung.formats.coded.qc import is_qc, read_qc
from tests.support.coded_work import qc

TEXT = "B1: Größe 😀 zählt.\r\n\r\n  B2: Das sehe ich auch so.\r\n"
CODEBOOK = "- Rahmen:\n  - Zeit:\n    - Knapp\n- Los\n"
LINES = [
    ("fg/FG01.txt", 0, "Zeit", "ada"),
    ("fg/FG01.txt", 2, "Neu", "ben"),
    ("fg/FG01.txt", 1, "Los", "ada"),
    ("fg/FG01.txt", 99, "Los", "ada"),
]


def project(tmp_path: Path, codebook: str = CODEBOOK) -> Path:
    path = qc(tmp_path, {"FG01.txt": ""}, LINES[:0], codebook)
    (path / "qualitative_coding.sqlite3").unlink()
    made = qc(tmp_path / "ganz", {"FG01.txt": TEXT}, [
        (name.rsplit("/", 1)[1], *rest) for name, *rest in LINES
    ], codebook)  # fmt: skip
    assert is_qc(made)
    return made


def test_lines_with_their_codes(tmp_path: Path) -> None:
    work = read_qc(project(tmp_path))
    text = work.documents["FG01.txt"]
    assert "\r" not in text
    assert [(c.code, c.quote, c.coder) for c in work.codings] == [
        ("Rahmen > Zeit", "B1: Größe 😀 zählt.", "ada"),
        ("Neu", "B2: Das sehe ich auch so.", "ben"),
    ]
    for coding in work.codings:
        assert text[coding.start : coding.end] == coding.quote
    assert [code.name for code in work.codes.walk()] == [
        "Rahmen", "Zeit", "Knapp", "Los", "Neu",
    ]  # fmt: skip
    assert work.lost == {"coded lines without a text": 2}


def test_a_text_that_is_gone_is_told(tmp_path: Path) -> None:
    path = project(tmp_path)
    (path / "corpus" / "FG01.txt").unlink()
    work = read_qc(path)
    assert work.codings == ()
    assert work.lost == {"coded lines without a text": 4}


@pytest.mark.parametrize("key", ["database", "corpus_dir", "codebook"])
def test_nothing_outside_of_the_folder_is_read(tmp_path: Path, key: str) -> None:
    path = project(tmp_path)
    (path / "settings.yaml").write_text(f"database: a\n{key}: ../../etc\n", "utf-8")
    with pytest.raises(TranscriptError, match="outside"):
        read_qc(path)


@pytest.mark.parametrize(
    "text", ["- a: &x [b]\n- c: *x\n", "- [\n", "- \x00\n", "- " + "[" * 5000]
)
def test_a_codebook_that_is_none(tmp_path: Path, text: str) -> None:
    with pytest.raises(TranscriptError, match=r"codebook\.yaml"):
        read_qc(project(tmp_path, text))


def test_another_folder_is_none(tmp_path: Path) -> None:
    assert not is_qc(tmp_path)
    (tmp_path / "settings.yaml").write_text("- nur\n- Liste\n", "utf-8")
    assert not is_qc(tmp_path)
