"""Tables of any kind, ready to be written in any format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kodierung.model.matrix import Share

Value = str | int | float | Share | None
ColumnKind = Literal["text", "words", "count", "part", "share", "seconds"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        key: Its name where programs read the table; English, never translated.
        label: What people read.
        kind: `text`: a name or id; `words`: a passage, which takes room; `count`: a
            whole number; `part`: a `Share`, for people "k of N"; `share`: 0 to 1, for
            people a percentage, or a `Share` that is too small for one; `seconds`: a
            time, for people h:mm:ss.
    """

    key: str
    label: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangle of values with what stands above and beneath it.

    Attributes:
        name: Short, for a sheet or a file.
        caption: Printed above it.
        columns: In order.
        rows: As many values in each as there are columns; None is an empty cell.
        note: Printed beneath it: what the figures mean and rest on.
        language: ISO 639-1; decides how numbers are written for people.
        foot: Rows beneath a line, such as totals; not to be sorted with the others.
        sections: Headings that each row stands under, from above, for people to read;
            empty for none.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    language: str = "de"
    foot: tuple[tuple[Value, ...], ...] = ()
    sections: tuple[tuple[str, ...], ...] = ()
