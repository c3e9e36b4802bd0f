"""Summaries by group and theme: written, followed through the codebook, tabled."""

from __future__ import annotations

import pytest

from kodierung.errors import CodingError, UsageError
from kodierung.formats.tables.registry import table_format_names, write_tables
from kodierung.project import Project
from kodierung.workflow.code import Place, add
from kodierung.workflow.matrix import MatrixRequest, make_matrix
from kodierung.workflow.memos.listing import list_memos
from kodierung.workflow.recoding import verbs
from kodierung.workflow.summaries.listing import SummaryFilter, list_summaries
from kodierung.workflow.summaries.table import (
    SummaryGrid,
    records,
    summary_grid,
    summary_table,
)
from kodierung.workflow.summaries.write import Cell, find_written, remove, write
from kodierung.workflow.undo import redo, undo
from kodierung.workflow.verify import verify
from tests.workflow.conftest import KNOWN

THEME = "traeger.kenntnisse"
KNOWS = f"{THEME}.promoting"
VISITS = f"{KNOWS}.besuch"
PARTNERS = "traeger.kooperation.promoting"


@pytest.fixture
def coded(study: Project) -> Project:
    """Two passages of FG00 and one of FG01 are coded, and what the moderator says."""
    for code, name, quote in (
        (KNOWS, "FG00", KNOWN),
        (VISITS, "FG00", KNOWN),
        (VISITS, "FG00", "kennen"),
        (KNOWS, "FG00", "Und?"),
        (KNOWS, "FG01", KNOWN),
        ("role.markt", "FG01", "Auf Augenhöhe, 1."),
    ):
        add(study, code, name, Place(quote), "A")
    return study


def faults(project: Project) -> list[str]:
    """Return what verify finds, files apart, which this study was made without."""
    found = [problem.message for problem in verify(project).problems]
    return [told for told in found if "file is no longer there" not in told]


def texts(project: Project, coder: str | None = None) -> list[str]:
    return [r["text"] for r in list_summaries(project, SummaryFilter(coder))]


def segments(grid: SummaryGrid, topic: str) -> list[int]:
    return [grid.cells[group, topic].segments for group in grid.groups[:-1]]


def test_a_cell_holds_one_summary_of_a_coder_which_is_changed(coded: Project) -> None:
    first, was_there = write(coded, Cell("fg00", THEME), "Sie kennen sich.\r\n", "A")
    assert (first.group, first.code, was_there) == ("FG00", THEME, False)
    write(coded, Cell("FG00", THEME), "B sieht es anders.", "B")
    again, was_there = write(coded, Cell("FG00", THEME), "Sie kennen sich gut.", "A")
    assert (again.id, was_there) == (first.id, True)
    assert texts(coded) == ["Sie kennen sich gut.", "B sieht es anders."]
    assert texts(coded, "A") == ["Sie kennen sich gut."]
    undo(coded, coder="A")
    assert texts(coded, "A") == ["Sie kennen sich."]
    redo(coded, coder="A")
    with pytest.raises(CodingError, match="needs words"):
        write(coded, Cell("FG00", THEME), " ", "A")
    with pytest.raises(CodingError, match="is A's, not B's"):
        remove(coded, first.id, "B")
    assert remove(coded, first.id[:6], "A").text == "Sie kennen sich gut."
    assert texts(coded) == ["B sieht es anders."]
    assert faults(coded) == []


def test_what_cannot_be_summed_up_is_told(coded: Project) -> None:
    with pytest.raises(UsageError, match="not said what"):
        write(coded, Cell(), "Text", "A")
    with pytest.raises(CodingError, match="no group"):
        write(coded, Cell("FG09"), "Text", "A")
    with pytest.raises(CodingError, match="no code or theme") as fault:
        write(coded, Cell(code="traeger.kentnisse"), "Text", "A")
    assert THEME in fault.value.hint
    with pytest.raises(CodingError, match="no factor") as fault:
        write(coded, Cell(code=THEME, kind="note"), "Text", "A")
    assert KNOWS in fault.value.hint
    coding, _ = add(coded, PARTNERS, "FG02", Place(KNOWN), "A", "Ein Memo.")
    with pytest.raises(CodingError, match="no summary"):
        remove(coded, coding.id, "A")


def test_a_summary_stands_beside_what_the_matrix_counts(coded: Project) -> None:
    found = find_written(coded, Cell("FG00", THEME), "A")
    assert found.memo.text == ""
    assert found.passages == (
        f"„{KNOWN}“ (FG00, B1, Redebeitrag 2)",
        "„kennen“ (FG00, B1, Redebeitrag 2)",
    )
    assert len(find_written(coded, Cell("FG01"), "A").passages) == 2
    assert len(find_written(coded, Cell(code=KNOWS), "A").passages) == 3
    assert find_written(coded, Cell("FG00", THEME), "B").passages == ()
    made, _ = make_matrix(coded, "A")
    (cell,) = (row.promoting for block in made.perspectives for row in block.rows)
    assert cell is not None
    assert cell.segments == 3
    assert segments(summary_grid(coded, "A"), THEME) == [2, 1, 0]
    assert segments(summary_grid(coded, "A", "factor"), KNOWS) == [2, 1, 0]


def test_the_table_counts_what_waits(coded: Project) -> None:
    write(coded, Cell("FG00", THEME), "Sie kennen sich.", "A")
    write(coded, Cell("FG01"), "Eine kleine Gruppe.", "A")
    write(coded, Cell(code=THEME), "Man kennt sich überall.", "A")
    write(coded, Cell(code=KNOWS, kind="note"), "Nur eine Notiz.", "A")
    grid = summary_grid(coded, "A")
    table = summary_table(grid)
    assert [c.key for c in table.columns] == ["group", THEME, "case"]
    assert table.rows == (
        ("FG00", "Sie kennen sich.", None),
        ("FG01", "[1 Segment]", "Eine kleine Gruppe."),
        ("FG02", None, None),
    )
    assert table.foot == (("Alle Gruppen", "Man kennt sich überall.", None),)
    for name in table_format_names():
        assert write_tables([table], name) == write_tables([table], name)
    assert [(r["group"], r["code"], r["segments"]) for r in records(grid)] == [
        ("FG00", THEME, 2),
        ("FG01", THEME, 1),
        ("FG01", None, None),
        (None, THEME, None),
    ]
    every = summary_table(summary_grid(coded, "A", show_all=True))
    assert len(every.columns) == 5
    assert summary_table(summary_grid(coded, "B")).columns[1].key == "case"


def test_cells_of_the_matrix_show_summaries_and_notes(coded: Project) -> None:
    write(coded, Cell(code=KNOWS), "Man kennt sich.", "A")
    write(coded, Cell(code=KNOWS, kind="note"), "Nur in Städten.", "A")
    write(coded, Cell("FG00", KNOWS), "In FG00.", "A")
    shown = {}
    for summaries in (False, True):
        made, _ = make_matrix(coded, "A", MatrixRequest(summaries=summaries))
        (row,) = made.perspectives[0].rows
        assert row.promoting is not None
        shown[summaries] = row.promoting.text, row.promoting.note
    assert shown == {
        False: ("", "Nur in Städten."),
        True: ("Man kennt sich.", "Nur in Städten."),
    }


def test_summaries_follow_codes_and_themes(coded: Project) -> None:
    write(coded, Cell("FG00", THEME), "Zum Thema.", "A")
    write(coded, Cell("FG00", KNOWS), "Zum Faktor.", "A")
    write(coded, Cell("FG00", "role.markt"), "Zur Rolle.", "A")
    verbs.rename_code(coded, "A", THEME, "wissen")
    verbs.rename_code(coded, "A", "role.markt", "ware")
    now = {r["text"]: r["code"] for r in list_summaries(coded)}
    assert now == {
        "Zum Thema.": "traeger.wissen",
        "Zum Faktor.": "traeger.wissen.promoting",
        "Zur Rolle.": "role.ware",
    }
    again, was_there = write(coded, Cell("FG00", THEME), "Noch zum Thema.", "A")
    assert (again.code, was_there) == ("traeger.wissen", True)
    undo(coded, coder="A")
    undo(coded, coder="A")
    undo(coded, coder="A")
    assert {r["code"] for r in list_summaries(coded)} == {THEME, KNOWS, "role.markt"}
    assert faults(coded) == []


def test_merged_cells_keep_the_words_of_both(coded: Project) -> None:
    write(coded, Cell("FG00", PARTNERS), "Partner.", "A")
    write(coded, Cell("FG00", KNOWS), "Wissende.", "A")
    write(coded, Cell("FG00", KNOWS), "Anders.", "B")
    write(coded, Cell("FG01", PARTNERS), "Allein.", "A")
    verbs.merge_codes(coded, "A", [PARTNERS], KNOWS)
    found = list_summaries(coded)
    assert {(r["group"], r["coder"], r["code"], r["text"]) for r in found} == {
        ("FG00", "A", KNOWS, "Partner.\n\nWissende."),
        ("FG00", "B", KNOWS, "Anders."),
        ("FG01", "A", KNOWS, "Allein."),
    }
    undo(coded, coder="A")
    assert len(list_summaries(coded)) == 4
    assert faults(coded) == []


def test_a_codebook_renamed_by_hand_is_followed(coded: Project) -> None:
    write(coded, Cell("FG00", THEME), "Zum Thema.", "A")
    path = coded.codebook_path()
    text = path.read_text("utf-8").replace("id: kenntnisse", "id: wissen")
    new = KNOWS.replace("kenntnisse", "wissen")
    renamed = f"renamed:\n  {KNOWS}: {new}\n  {VISITS}: {new}.besuch\n"
    path.write_text(f"{text}{renamed}", "utf-8")
    (record,) = list_summaries(coded)
    assert (record["code"], record["label"]) == ("traeger.wissen", "Kenntnisse")
    _, was_there = write(coded, Cell("FG00", "traeger.wissen"), "Neu.", "A")
    assert was_there


def test_they_are_listed_by_group_and_in_the_order_of_the_codebook(
    coded: Project,
) -> None:
    for group, code in (
        (None, KNOWS),
        ("FG01", "role.markt"),
        ("FG01", THEME),
        ("FG00", PARTNERS),
        ("FG01", None),
    ):
        write(coded, Cell(group, code), f"{group} {code}", "A")
    assert texts(coded) == [
        f"FG00 {PARTNERS}",
        f"FG01 {THEME}",
        "FG01 role.markt",
        "FG01 None",
        f"None {KNOWS}",
    ]
    below = list_summaries(coded, SummaryFilter(code=THEME))
    assert [r["text"] for r in below] == [f"FG01 {THEME}", f"None {KNOWS}"]
    of_group = list_summaries(coded, SummaryFilter(group="fg00"))
    assert [r["text"] for r in of_group] == [f"FG00 {PARTNERS}"]
    kinds = {r["kind"] for r in list_memos(coded)}
    assert kinds == {"summary"}
