from __future__ import annotations

import csv
import io
from dataclasses import replace

from kodierung.formats.matrix import csv as csv_format
from kodierung.formats.matrix import tsv as tsv_format
from kodierung.formats.matrix.rows import keys
from kodierung.model import Matrix


def read(written: bytes, matrix: Matrix) -> list[dict[str, str]]:
    _, *lines = csv.reader(io.StringIO(written.decode("utf-8"), newline=""))
    return [dict(zip(keys(matrix), line, strict=True)) for line in lines]


def test_columns_are_called_as_in_the_codebook(small: Matrix):
    head = csv_format.write(small).decode().split("\r\n")[0].split(",")
    assert [name for name in head if name in small.columns] == list(small.columns)
    assert [name for name in head if "_" in name][:2] == [
        "promoting_segments",
        "promoting_speakers",
    ]


def test_every_row_says_whose_codings_it_shows(small: Matrix):
    for row in read(csv_format.write(small), small):
        assert row["coder"] == small.coder
        assert row["caption"] == small.caption
        assert row["note"] == small.note


def test_figures_stand_in_columns_of_their_own(evidenced: Matrix):
    first, second, *_ = read(csv_format.write(evidenced), evidenced)

    assert first["perspective"].startswith("Träger-MA")
    assert second["perspective"] == first["perspective"]
    assert second["theme"] == "massnahmekenntnisse"
    assert second["inhibiting_segments"] == "7"
    assert second["inhibiting_speakers"] == "7"
    assert second["inhibiting_speakers_of"] == "11"
    assert second["inhibiting_groups"] == "3"
    assert second["inhibiting_groups_of"] == "4"
    assert second["statement"].startswith("Also, ähm")
    assert second["statement_source"] == "FG02, B4, Redebeitrag 31"


def test_an_empty_cell_has_no_figures(evidenced: Matrix):
    row = read(csv_format.write(evidenced), evidenced)[4]

    assert {value for key, value in row.items() if "inhibiting" in key} == {""}


def test_without_evidence_there_are_no_columns_for_it(published: Matrix):
    rows = read(csv_format.write(published), published)

    names = ["perspective", "theme", "promoting", "inhibiting", "statement"]
    assert list(rows[0]) == [*names, "statement_source", "coder", "caption", "note"]


def test_lines_end_as_the_standards_say(small: Matrix):
    written = csv_format.write(small)
    assert written.count(b"\r\n") == written.count(b"\n") == 3
    assert b"\r" not in tsv_format.write(small)
    assert not written.startswith(b"\xef\xbb\xbf")


def test_no_text_begins_like_a_formula(nasty: Matrix):
    changed = replace(nasty.perspectives[0], label="@Peers")
    matrix = replace(nasty, perspectives=(changed,))

    for row in read(csv_format.write(matrix), matrix):
        assert not [
            v for v in row.values() if v[:1] in ("=", "+", "-", "@", "\t", "\r")
        ]
    row = read(csv_format.write(matrix), matrix)[0]
    assert row["promoting"] == "'=SUM(1) | <script>alert('1')</script>"
    assert row["perspective"] == "'@Peers"
    lines = tsv_format.write(matrix).decode().split("\n")
    assert lines[1].startswith("'@Peers\tt\t'=SUM(1)")


def test_a_tsv_has_one_line_per_theme(nasty: Matrix):
    lines = tsv_format.write(nasty).decode().split("\n")

    assert len(lines) == 4
    assert {line.count("\t") for line in lines[:3]} == {lines[0].count("\t")}
    assert "\t# In own words: 100 % | \\textbf{x}\t" in lines[1]
