from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kodierung.cli.output import first_shown, percent
from kodierung.cli.tables import Shape, table_lines, wrapped

PARTED = Shape(parted=True)
WORDS = st.text(alphabet="abc ä日́🙂", max_size=60)


@given(WORDS, st.integers(2, 30))
def test_lines_are_never_wider_than_there_is_room_and_lose_no_sign(line, width):
    lines = wrapped(line, width)
    assert all(cell_len(part.rstrip()) <= width for part in lines)
    assert "".join(lines).replace(" ", "") == line.replace(" ", "")


def test_lines_break_between_words():
    assert [part.rstrip() for part in wrapped("eins zwei drei", 9)] == [
        "eins zwei",
        "drei",
    ]
    assert wrapped("eins", 4) == ["eins"]
    assert wrapped("FG03_traeger_mittlere_fuehrung.txt", 20) == [
        "FG03_traeger_",
        "mittlere_fuehrung",
        ".txt",
    ]


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5), st.integers(25, 90))
def test_a_table_fits(rows, width):
    lines = list(table_lines(["Coding", "Passage and code"], rows, width, PARTED))
    assert all(cell_len(line) < width for line in lines)
    assert lines[0] == lines[2 if width > 40 else -1] == lines[-1]


def test_cells_have_lines_and_numbers_stand_at_the_right():
    rows = [("9", "eins\nzwei"), ("10", "")]
    assert list(table_lines(["No.", "What"], rows, 40, PARTED, right=["No."])) == [
        " ──────────",
        " No.   What",
        " ──────────",
        "   9   eins",
        "       zwei",
        " ──────────",
        "  10",
        " ──────────",
    ]


def test_a_terminal_shows_a_hundred_and_says_how_many_there_are(capsys, monkeypatch):
    assert len(first_shown(list(range(250)), None)) == 250
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert len(first_shown(list(range(250)), None)) == 100
    assert "The first 100 of 250" in capsys.readouterr().err
    assert len(first_shown(list(range(100)), None)) == 100
    assert not capsys.readouterr().err
    assert first_shown(list(range(250)), 3) == [0, 1, 2]


def test_lists_can_be_cut_short(study, kod):
    kod("suggest")
    every = kod("suggestions", "--json").records
    assert len(every) > 1
    assert kod("suggestions", "--json", "--limit", 1).records == every[:1]
    cut = kod("suggestions", "--limit", 1)
    assert f"The first 1 of {len(every)}" in cut.err
    assert every[0]["id"][:8] in cut.out
    assert every[1]["id"][:8] not in cut.out


def test_a_little_is_not_nothing_and_almost_all_is_not_all():
    shown = [percent(part, 4826) for part in (0, 45, 49, 4825, 4826)]
    assert shown == ["0 %", "<1 %", "1 %", "99 %", "100 %"]
    assert percent(None, 5) == percent(0, 0) == ""
