"""What stands in a cell, where there is more of it than there is room for."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl

from kodierung.formats.matrix.lines import MOST_SHOWN, MOST_VALUES, small_print
from kodierung.formats.matrix.xlsx import write
from kodierung.model import Comparison, FactorCell, Matrix, Part, Share


def divided(matrix: Matrix, number: int, silent: int) -> tuple[Matrix, FactorCell]:
    """Divide the first cell; the first `silent` values have no segments."""
    block = matrix.perspectives[0]
    row = block.rows[0]
    assert row.promoting
    parts = tuple(
        Part(
            f"v{n}", f"V{n}", int(n >= silent), Share(int(n >= silent), 2), Share(0, 1)
        )
        for n in range(number)
    )
    cell = replace(row.promoting, parts=parts)
    values = tuple((part.value, part.label) for part in parts)
    changed = replace(
        matrix,
        comparison=Comparison("v", "V", values),
        perspectives=(replace(block, rows=(replace(row, promoting=cell),)),),
    )
    return changed, cell


def test_few_values_are_all_named(evidenced: Matrix) -> None:
    matrix, cell = divided(evidenced, MOST_VALUES, 3)
    told = small_print(cell, matrix)[1:]
    assert told[0] == "V0: 0 von 2"
    assert len(told) == MOST_VALUES


def test_of_many_values_those_that_are_coded(evidenced: Matrix) -> None:
    matrix, cell = divided(evidenced, MOST_VALUES + 1, 3)
    told = small_print(cell, matrix)[1:]
    assert told[0] == "V3: 1 von 2"
    assert len(told) == MOST_VALUES - 2


def test_of_very_many_it_is_told_how_many_more(evidenced: Matrix) -> None:
    matrix, cell = divided(evidenced, 1_300 + MOST_SHOWN, 0)
    told = small_print(cell, matrix)[1:]
    assert len(told) == MOST_SHOWN + 1
    assert told[-1] == "… (+\xa01.300)"


def test_a_long_note_fits_into_a_cell_of_a_workbook(evidenced: Matrix) -> None:
    matrix, cell = divided(evidenced, 3, 0)
    block = matrix.perspectives[0]
    noted = replace(cell, text="a" * 30_000, note="b" * 40_000)
    row = replace(block.rows[0], promoting=noted)
    long = replace(matrix, perspectives=(replace(block, rows=(row,)),))
    shown = openpyxl.load_workbook(io.BytesIO(write(long)))["Matrix"]["B4"].value
    assert len(shown) <= 32_767
    assert shown.count("(gekürzt)") == 2
    assert shown.startswith("aaa")
