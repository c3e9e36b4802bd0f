"""How the values of a table look to people, in the language of the table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from kodierung.formats.lines.times import clock
from kodierung.formats.matrix.wording import GERMAN, grouped, printable, shared, words
from kodierung.model import Column, Share, Table, Value

RIGHT = frozenset({"count", "part", "share", "seconds"})
"""The kinds of columns that are set flush right."""


def shown(value: Value, column: Column, language: str) -> str:
    """Return a value as it is printed; None is nothing.

    Args:
        value: The value.
        column: Its column, which says what kind of value it is.
        language: ISO 639-1 code of the table.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Share):
        return shared(value, language)
    if column.kind == "share":
        return percentage(value, language)
    if column.kind == "seconds":
        return clock(value)
    return _number(value, language)


def percentage(share: float, language: str) -> str:
    """Return a share as a percentage; only nothing is 0 % and only all is 100 %."""
    sign = "\u00a0%" if words(language) is GERMAN else "%"
    if 0 < share < 0.005:
        return f"<1{sign}"
    if 0.995 <= share < 1:
        return f">99{sign}"
    return f"{int(100 * share + 0.5)}{sign}"


def _number(value: float, language: str) -> str:
    if isinstance(value, int) or value == int(value):
        return grouped(int(value), language)
    text = f"{value:.2f}".rstrip("0")
    return text.replace(".", ",") if words(language) is GERMAN else text


def shown_row(table: Table, row: tuple[Value, ...]) -> list[str]:
    """Return a row as it is printed."""
    pairs = zip(row, table.columns, strict=True)
    return [shown(value, column, table.language) for value, column in pairs]


def in_sections(table: Table) -> Iterator[tuple[list[str], list[str]]]:
    """Yield rows as they are printed, each with the headings that begin with it."""
    before: tuple[str, ...] = ()
    sections = table.sections or ((),) * len(table.rows)
    for row, section in zip(table.rows, sections, strict=True):
        pairs = zip(before, section, strict=False)
        known = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        yield [printable(one) for one in section[known:]], shown_row(table, row)
        before = section
