"""Columns that fit a page: how wide they are, and which stand together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kodierung.formats.tables.values import shown
from kodierung.model import Column, Table, Value

# In characters: what a column takes at least and at most, by kind.
_LIMITS = {"text": (6, 30), "words": (30, 60)}
_NUMBER_LIMITS = (6, 18)
_ROWS_LOOKED_AT = 200
_HEADS = 2


def widths(table: Table) -> tuple[int, ...]:
    """Return how many characters each column should have room for."""
    rows = (*table.rows[:_ROWS_LOOKED_AT], *table.foot)
    return tuple(
        _width(column, [row[number] for row in rows], table.language)
        for number, column in enumerate(table.columns)
    )


def _width(column: Column, values: Sequence[Value], language: str) -> int:
    least, most = _LIMITS.get(column.kind, _NUMBER_LIMITS)
    if column.kind == "words":
        return most
    texts = [shown(value, column, language) for value in values]
    lines = [line for text in texts for line in text.split("\n")]
    needed = max(len(word) for word in re.split("[ \n]", column.label))
    return min(most, max(least, needed, *map(len, lines), 0))


@dataclass(frozen=True, slots=True)
class Block:
    """Columns of a table that stand side by side; what is a row's name is repeated."""

    table: Table
    widths: tuple[int, ...]


def in_blocks(table: Table, room: int, gap: int = 2) -> tuple[Block, ...]:
    """Return a table in as many parts as its columns need.

    The first columns of names, two at most, stand in every part. Passages take little
    room at first, so that as many as can be read stand side by side, and share what is
    left over.

    Args:
        table: The table.
        room: How many characters go beside each other.
        gap: How many lie between two columns.

    Returns:
        The parts, with the widths of their columns without gaps.
    """
    tight = [_tight(*each) for each in zip(table.columns, widths(table), strict=True)]
    wanted = tuple(width + gap for width in tight)
    heads = _heads(table, wanted, room)
    left = room + gap - sum(wanted[:heads])  # after the last column lies no gap
    groups: list[list[int]] = [[]]
    taken = 0
    for number in range(heads, len(wanted)):
        if groups[-1] and taken + wanted[number] > left:
            groups.append([])
            taken = 0
        groups[-1].append(number)
        taken += wanted[number]
    parts = [[*range(heads), *group] for group in groups]
    return tuple(
        _block(table, part, _stretched(table, part, tight, room, gap)) for part in parts
    )


def _tight(column: Column, width: int) -> int:
    return _LIMITS["words"][0] if column.kind == "words" else width


def _stretched(
    table: Table, part: Sequence[int], tight: Sequence[int], room: int, gap: int
) -> list[int]:
    """Return how wide the columns of a part are when no room is left unused."""
    passages = [n for n in part if table.columns[n].kind == "words"]
    left = room + gap - sum(tight[number] + gap for number in part)
    found = list(tight)
    for done, number in enumerate(passages):
        share = max(0, left) // (len(passages) - done)
        found[number] = min(_LIMITS["words"][1], tight[number] + share)
        left -= found[number] - tight[number]
    return found


def _heads(table: Table, wanted: Sequence[int], room: int) -> int:
    heads = 0
    for column, width in zip(table.columns[:_HEADS], wanted, strict=False):
        if column.kind != "text" or sum(wanted[:heads]) + width > room // 2:
            break
        heads += 1
    return heads


def _block(table: Table, columns: Sequence[int], wanted: Sequence[int]) -> Block:
    def chosen(row: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(row[number] for number in columns)

    part = replace(
        table,
        columns=tuple(table.columns[number] for number in columns),
        rows=tuple(map(chosen, table.rows)),
        foot=tuple(map(chosen, table.foot)),
    )
    return Block(part, tuple(wanted[number] for number in columns))
