from __future__ import annotations

from dataclasses import replace

from kodierung.formats.matrix.passages import passage_said, placed_cells
from kodierung.model import Matrix, Statement


def test_cells_are_numbered_as_they_are_read(evidenced: Matrix):
    cells = placed_cells(evidenced)

    assert [c.number for c in cells] == list(range(1, 18))
    # The tenth cell of the table is empty, the eleventh begins the second block.
    assert [(c.line, c.column) for c in cells][8:10] == [(4, 0), (5, 0)]
    assert cells[9].perspective.id == "jobcenter"
    assert {c.column_label for c in cells if c.column == 1} == {"Hemmend"}


def test_a_statement_belongs_to_its_own_row_first(small: Matrix):
    block = small.perspectives[0]
    first, second = block.rows
    assert first.promoting
    # The same words may be coded under two themes.
    twice = replace(second, promoting=first.promoting)
    matrix = replace(small, perspectives=(replace(block, rows=(first, twice)),))
    cells = placed_cells(matrix)
    assert first.statements

    for line in (0, 1):
        found = passage_said(first.statements[0], line, cells)
        assert found
        assert found[0].line == line
    assert passage_said(Statement("?", "x.txt", start=0, end=1), 0, cells) is None
