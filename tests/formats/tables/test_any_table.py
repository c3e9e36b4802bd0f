"""Whatever is in a table, every format can write it, and data formats give it back."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodierung.formats.tables.page_width import in_blocks
from kodierung.formats.tables.registry import table_format_names, write_tables
from kodierung.model import Column, Share, Table

TEXT = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["=1+1", "a|b\nc", "<script>", "\\end{document}", "\x00\x1b[31m", "&lt;", " ", "'"]
)
NUMBER = st.integers(0, 10**6)
FLOAT = st.floats(0, 1e5)
SHARE = st.builds(Share, NUMBER, NUMBER)
VALUES = {
    "text": TEXT,
    "words": TEXT,
    "count": NUMBER | FLOAT,
    "part": SHARE,
    "share": st.floats(0, 1) | SHARE,
    "seconds": FLOAT,
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    kinds = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=5))
    row = st.tuples(*(st.none() | VALUES[kind] for kind in kinds))
    return Table(
        name=draw(TEXT),
        caption=draw(TEXT),
        columns=tuple(
            Column(f"k{n}", draw(TEXT), kind) for n, kind in enumerate(kinds)
        ),
        rows=tuple(draw(st.lists(row, max_size=3))),
        note=draw(TEXT),
        language=draw(st.sampled_from(["de", "en", "fr"])),
        foot=tuple(draw(st.lists(row, max_size=1))),
    )


@pytest.mark.parametrize("name", table_format_names())
@settings(max_examples=25)
@given(table=tables())
def test_every_format_writes_it_twice_alike(name: str, table: Table):
    written = write_tables([table], name)

    assert written == write_tables([table], name)
    assert written


@given(table=tables())
def test_csv_gives_the_numbers_back(table: Table):
    text = write_tables([table], "csv").decode()
    head, *rows = csv.reader(io.StringIO(text, newline=""))

    assert len({*map(len, rows), len(head)}) == 1
    for row, found in zip((*table.rows, *table.foot), rows, strict=True):
        values = dict(zip(head, found, strict=True))
        for column, value in zip(table.columns, row, strict=True):
            told = values[column.key]
            if isinstance(value, Share):
                whole = column.kind == "part"
                assert told == (str(value.k) if whole else "")
                assert values.get(f"{column.key}_of", str(value.of)) == str(value.of)
            elif isinstance(value, int | float):
                assert float(told) == value
            elif value is not None:
                assert told.removeprefix("'") == value.removeprefix("'")


@given(table=tables())
def test_json_gives_everything_back(table: Table):
    (told,) = json.loads(write_tables([table], "json"))

    assert told["caption"] == table.caption
    for row, found in zip(
        (*table.rows, *table.foot), (*told["rows"], *told["foot"]), strict=True
    ):
        assert list(found.values()) == [
            {"k": value.k, "of": value.of} if isinstance(value, Share) else value
            for value in row
        ]


@given(table=tables(), room=st.integers(20, 200))
def test_parts_of_a_wide_table_hold_every_column(table: Table, room: int):
    blocks = in_blocks(table, room)
    columns = [column for block in blocks for column in block.table.columns]

    assert set(columns) == set(table.columns)
    for block in blocks:
        assert len(block.widths) == len(block.table.columns)
        assert len(block.table.rows) == len(table.rows)
