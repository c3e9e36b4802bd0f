"""Columns are shared out between parts of a table, so that passages can be read."""

from __future__ import annotations

from kodierung.formats.tables.page_width import in_blocks
from kodierung.model import Column, Table


def summaries(number: int) -> Table:
    themes = tuple(Column(f"t{n}", f"Thema {n}", "words") for n in range(number))
    row = ("FG01", *("Die Gruppe sagt etwas.",) * number)
    return Table("T", "", (Column("group", "Gruppe"), *themes), (row,))


def test_as_many_passages_as_can_be_read_share_what_room_there_is():
    (all_of_them,) = in_blocks(summaries(3), 130)
    assert all_of_them.widths == (6, 39, 39, 40)
    assert sum(all_of_them.widths) + 3 * 2 == 130


def test_others_go_into_another_part_beside_the_names():
    first, second = in_blocks(summaries(5), 130)
    assert [column.label for column in second.table.columns] == [
        "Gruppe",
        "Thema 3",
        "Thema 4",
    ]
    assert len(first.widths) == 4


def test_a_single_passage_is_not_drawn_out():
    (block,) = in_blocks(summaries(1), 130)
    assert block.widths == (6, 60)
