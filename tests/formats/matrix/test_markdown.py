from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodierung.formats.matrix.lines import against, heading, small_print
from kodierung.formats.matrix.markdown import write
from kodierung.formats.matrix.wording import cited, evidence, printable
from kodierung.model import Matrix, MatrixPerspective, MatrixRow, Statement

html5lib = pytest.importorskip("html5lib")
markdown_it = pytest.importorskip("markdown_it")


def rendered(written: bytes) -> tuple[list[str], list[list[str]]]:
    """Return paragraphs and rows as a reader sees them, line ends as blanks."""
    reader = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tree = html5lib.parse(
        reader.render(written.decode()).replace("<br>", "\n"),
        namespaceHTMLElements=False,
    )
    paragraphs = [plain("".join(p.itertext())) for p in tree.iter("p")]
    rows = [[plain("".join(c.itertext())) for c in row] for row in tree.iter("tr")]
    return paragraphs, rows


def plain(text: str) -> str:
    return " ".join(printable(text).split())


def test_the_published_table_reads_as_printed(published: Matrix):
    paragraphs, (header, *rows) = rendered(write(published))

    assert paragraphs == [published.caption, published.note]
    assert header == ["", "Förderlich", "Hemmend", "Statement"]
    expected = [
        ["" if index else p.label, row.promoting.label, row.inhibiting.label,
         row.statements[0].text]
        for p in published.perspectives
        for index, row in enumerate(p.rows)
        if row.promoting and row.inhibiting and row.statements
    ]  # fmt: skip
    assert rows == expected
    assert "| **Jobcenter-MA und Leitungen" in write(published).decode()


def test_evidence_stands_on_a_line_of_its_own(evidenced: Matrix):
    cell = evidenced.perspectives[0].rows[0].inhibiting
    assert cell
    line = f"{cell.label}<br>{evidence(cell, 'de')}"

    assert f"| {line} |" in write(evidenced).decode()


def test_an_empty_cell_is_empty(evidenced: Matrix):
    _, rows = rendered(write(evidenced))

    assert rows[5][2] == ""
    assert rows[1][3] == ""


def test_markup_in_the_material_stays_text(nasty: Matrix):
    paragraphs, (header, first, second) = rendered(write(nasty))

    row = nasty.perspectives[0].rows[0]
    assert row.promoting
    assert row.inhibiting
    assert row.statements
    assert paragraphs == [plain(nasty.caption), "- first", "2. second | $x$"]
    assert header[1:] == ["+Promoting", "Inhibiting|", "{Statement}"]
    assert first[0] == plain(nasty.perspectives[0].label)
    for shown, cell in zip(first[1:3], (row.promoting, row.inhibiting), strict=True):
        small = small_print(cell, nasty)
        assert small[0] == evidence(cell, "en")
        assert shown == plain(" ".join([heading(cell), *small]))
    said = [cited(statement, "en") for statement in row.statements]
    assert first[3] == plain(" ".join([*said, against(row, nasty)]))
    assert len(second) == 4


MARKUP = st.text(alphabet="ab1 _*`~[]()<>|\\&;#!-+.$\n", max_size=30)


@given(text=MARKUP, caption=MARKUP)
def test_any_text_is_read_back_literally(text: str, caption: str):
    row = MatrixRow("t", "T", None, None, (Statement(text),))
    block = MatrixPerspective("p", "x" + text, (row,))
    empty = Matrix(caption, "A", "", ("+", "-", text), (block,), "en")

    paragraphs, (header, first) = rendered(write(replace(empty, evidence=False)))

    assert header == ["", "+", "-", plain(text)]
    assert first == [plain("x" + text), "", "", plain(text)]
    assert plain(" ".join(paragraphs)) == plain(caption)
