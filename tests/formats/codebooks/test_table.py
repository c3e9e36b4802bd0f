"""Codes as a table, and the lists of other programs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from kodierung.codebook.edit.writing import block
from kodierung.codebook.load import load_codebook
from kodierung.errors import TranscriptError, UsageError
from kodierung.formats.codebooks.table import read_table, write_table, write_tags
from kodierung.formats.refi.of_codebook import refi_codebook
from kodierung.formats.refi.to_codebook import codebook_data
from kodierung.model import Code, Codebook

CODEBOOKS = Path(__file__).parents[3] / "codebooks"
HEAD = {
    "codebook": "neu", "version": "1.0.0", "title": "Neu", "language": "de",
    "source": "Woher",
}  # fmt: skip


def loaded(data: bytes, name: str) -> Codebook:
    taken = codebook_data(read_table(data, name), HEAD)
    return load_codebook(block(taken.data, 0).encode(), "neu.yaml")[0]


def without_rules(code: Code) -> Code:
    one_line = [tuple(map(" ".join, map(str.split, texts))) for texts in
                (code.examples, code.counterexamples)]  # fmt: skip
    return replace(
        code, rules=(), line=0, example_lines=(), counterexample_lines=(),
        examples=one_line[0], counterexamples=one_line[1],
    )  # fmt: skip


@pytest.mark.parametrize("name", ["codes.csv", "codes.xlsx"])
@pytest.mark.parametrize("path", sorted(CODEBOOKS.glob("*.yaml")), ids=lambda p: p.stem)
def test_a_codebook_comes_back(path: Path, name: str) -> None:
    book, _ = load_codebook(path.read_bytes(), path.name)
    written = write_table(refi_codebook(book), name)
    assert written == write_table(refi_codebook(book), name)
    again = loaded(written, name)
    assert list(again.codes) == list(book.codes)
    for code_id, code in book.codes.items():
        assert without_rules(again.codes[code_id]) == without_rules(code)
    assert again.perspectives == book.perspectives


def test_only_tables_are_written() -> None:
    shipped = CODEBOOKS / "facilitators_and_barriers.yaml"
    book, _ = load_codebook(shipped.read_bytes(), shipped.name)
    with pytest.raises(UsageError, match="no format of a table"):
        write_table(refi_codebook(book), "codes.txt")


def test_tags_go_to_taguette_and_come_back_as_a_tree() -> None:
    text = """\
codebook: t
version: 1.0.0
title: T
language: de
codes:
  - id: a
    label: =Zeit z.B. hier
    definition: "Was, wo"
    children: [{id: b, label: Frei}]
"""
    book, _ = load_codebook(text.encode(), "t.yaml")
    written = write_tags(refi_codebook(book))
    rows = list(csv.reader(io.StringIO(written.decode("utf-8"))))
    assert rows[0] == ["tag", "description"]
    assert [row[0] for row in rows[1:]] == ["=Zeit z B hier", "=Zeit z B hier.Frei"]
    again = loaded(written, "tags.csv")
    assert [code.label for code in again.codes.values()] == ["=Zeit z B hier", "Frei"]
    assert again.codes["a"].definition == "Was, wo"
    assert list(again.codes) == ["a", "a.b"]


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        ("tag,description\nOrganisation,\nOrganisation.Zeit,knapp\nTeam.Rat,\n",
         ["organisation", "organisation.zeit", "team", "team.rat"]),
        ("name;beschreibung;farbe\nZeit/Geld;beides;#aabbcc\n", ["zeit_geld"]),
        ("Code\tMemo\nA > B\tso\nA\tjenes\n", ["a", "a.b"]),
        ("path\nA::B::C\n", ["a", "a.b", "a.b.c"]),
    ],
)  # fmt: skip
def test_lists_of_other_programs(data: str, ids: list[str]) -> None:
    assert list(loaded(data.encode(), "x.csv").codes) == ids


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "x.csv"),
        ("zeile,text\n1,a\n", "no column"),
        ("id,above,label\na,b,A\n", '"b"'),
        ("id,above,label\na,b,A\nb,a,B\n", "circle"),
        ("id,above,label\na,a,A\n", "circle"),
    ],
)
def test_what_is_no_table_of_codes(data: str, told: str) -> None:
    with pytest.raises(TranscriptError, match=told):
        read_table(data.encode(), "x.csv")


def test_a_german_excel_file_full_of_commas() -> None:
    data = "Code;Beschreibung\r\nZeit;Zu wenig, zu knapp, zu spät, nie\r\n".encode(
        "cp1252"
    )
    (code,) = read_table(data, "codes.csv").codes
    assert (code.name, code.description) == ("Zeit", "Zu wenig, zu knapp, zu spät, nie")
