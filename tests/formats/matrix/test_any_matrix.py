"""Whatever is in a matrix, every format can write it, and data formats give it back."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kodierung.formats.matrix import csv as csv_format
from kodierung.formats.matrix import json as json_format
from kodierung.formats.matrix.lines import heading
from kodierung.formats.matrix.registry import matrix_format
from kodierung.formats.matrix.rows import keys
from kodierung.model import (
    ContextTurn,
    Contradiction,
    FactorCell,
    Matrix,
    MatrixPerspective,
    MatrixRow,
    Passage,
    Segment,
    Share,
    Statement,
    Subcode,
)

TEXT = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [
        "=1+1",
        "a|b\nc",
        "<script>",
        "\\end{document}",
        "„Ja“",
        "\x00\x1b[31m",
        "&lt;",
        " ",
    ]
)
NUMBER = st.integers(0, 99)
TIME = st.none() | st.floats(0, 1e5)
SHARE = st.builds(Share, NUMBER, NUMBER)
MARKED = st.none() | st.builds(Segment, st.integers(0, 5), st.integers(5, 20))
PASSAGE = st.builds(
    Passage,
    coding=TEXT,
    code=TEXT,
    transcript=TEXT,
    group=TEXT,
    turn=NUMBER,
    turn_end=NUMBER,
    speakers=st.lists(TEXT, max_size=2).map(tuple),
    functions=st.lists(TEXT, max_size=2).map(tuple),
    start=NUMBER,
    end=NUMBER,
    quote=TEXT,
    time=TIME,
    memo=TEXT,
    context=st.lists(
        st.builds(ContextTurn, NUMBER, TEXT, TEXT, TIME, MARKED), max_size=2
    ).map(tuple),
)
SUBCODE = st.builds(Subcode, TEXT, TEXT, NUMBER, SHARE, SHARE)
CELL = st.none() | st.builds(
    FactorCell,
    TEXT,
    TEXT,
    NUMBER,
    SHARE,
    SHARE,
    st.lists(PASSAGE, max_size=2).map(tuple),
    st.lists(SUBCODE, max_size=2).map(tuple),
    st.just("") | TEXT,
    st.just("") | TEXT,
)
STATEMENTS = st.lists(
    st.builds(Statement, TEXT)
    | st.builds(Statement, TEXT, TEXT, TEXT, NUMBER, TEXT, NUMBER, NUMBER, TIME),
    max_size=2,
).map(tuple)
LABELS = st.lists(TEXT, max_size=2).map(tuple)
CONTRADICTIONS = st.lists(
    st.builds(Contradiction, TEXT, LABELS, LABELS, LABELS), max_size=2
).map(tuple)
ROW = st.builds(MatrixRow, TEXT, TEXT, CELL, CELL, STATEMENTS, CONTRADICTIONS)
MATRIX = st.builds(
    Matrix,
    caption=TEXT,
    coder=TEXT,
    note=TEXT,
    columns=st.tuples(TEXT, TEXT, TEXT),
    perspectives=st.lists(
        st.builds(MatrixPerspective, TEXT, TEXT, st.lists(ROW, max_size=3).map(tuple)),
        max_size=2,
    ).map(tuple),
    language=st.sampled_from(["de", "en", "fr", "de-CH", "", "?"]),
    title=TEXT,
    evidence=st.booleans(),
    codes=st.dictionaries(TEXT, TEXT, max_size=2),
)
FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.parametrize(
    "name", ["md", "csv", "tsv", "xlsx", "docx", "html", "tex", "json"]
)
@FEW
@given(matrix=MATRIX)
def test_every_format_writes_it(name: str, matrix: Matrix):
    assert matrix_format(name).write(matrix)


@FEW
@given(matrix=MATRIX)
def test_html_is_always_valid(matrix: Matrix):
    html5lib = pytest.importorskip("html5lib")
    page = matrix_format("html").write(matrix).decode()

    html5lib.HTMLParser(strict=True).parse(page)


@FEW
@given(matrix=MATRIX)
def test_workbooks_and_documents_can_be_opened_again(matrix: Matrix):
    import docx

    openpyxl = pytest.importorskip("openpyxl")
    rows = sum(len(p.rows) for p in matrix.perspectives)

    (table,) = docx.Document(io.BytesIO(matrix_format("docx").write(matrix))).tables
    assert len(table.rows) == 1 + rows
    book = openpyxl.load_workbook(io.BytesIO(matrix_format("xlsx").write(matrix)))
    assert "f" not in {c.data_type for sheet in book for r in sheet.rows for c in r}


@FEW
@given(matrix=MATRIX)
def test_json_gives_labels_and_figures_back(matrix: Matrix):
    content = json.loads(json_format.write(matrix))

    assert content["caption"] == matrix.caption
    assert tuple(content["columns"]) == matrix.columns
    found = [row for p in content["perspectives"] for row in p["rows"]]
    rows = [row for p in matrix.perspectives for row in p.rows]
    for written, row in zip(found, rows, strict=True):
        assert written["theme"] == row.theme
        for polarity, cell in zip(
            ("promoting", "inhibiting"), row.factors, strict=True
        ):
            got = written[polarity]
            assert (got is None) == (cell is None)
            if cell:
                assert (got["code"], got["label"]) == (cell.code, cell.label)
                assert (got["segments"], got["speakers"], got["groups"]) == (
                    cell.segments,
                    {"k": cell.speakers.k, "of": cell.speakers.of},
                    {"k": cell.groups.k, "of": cell.groups.of},
                )
        said = [one["text"] for one in written["statements"]]
        assert said == [one.text for one in row.statements]


@FEW
@given(matrix=MATRIX)
def test_csv_gives_texts_back(matrix: Matrix):
    written = csv_format.write(matrix).decode()
    _, *found = csv.reader(io.StringIO(written, newline=""))
    rows = [(p, row) for p in matrix.perspectives for row in p.rows]

    for values, (perspective, row) in zip(found, rows, strict=True):
        got = dict(zip(keys(matrix), values, strict=True))
        expected = {
            "perspective": perspective.label,
            "theme": row.theme,
            "promoting": heading(row.promoting) if row.promoting else "",
            "inhibiting": heading(row.inhibiting) if row.inhibiting else "",
            "statement": "\n".join(one.text for one in row.statements),
        }
        for name, text in expected.items():
            guard = "'" if text[:1] in tuple("=+-@\t\r") else ""
            assert got[name] == guard + text
        if matrix.evidence and row.promoting:
            assert got["promoting_segments"] == str(row.promoting.segments)
            assert got["promoting_groups_of"] == str(row.promoting.groups.of)
