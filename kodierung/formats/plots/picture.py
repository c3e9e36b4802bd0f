"""What a picture shows, ready to be drawn; figures are counted elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a picture.

    Attributes:
        label: What stands before it, cut if it is long.
        section: The heading it stands under; neighbours under the same one share it.
        key: Its id, shown with the whole label where a pointer rests on it.
    """

    label: str
    section: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts by rows and columns.

    Attributes:
        rows: In order.
        columns: Their headings.
        values: Row by row; None where nothing can be counted.
        totals: For each row, what it is in all columns together; may be empty.
    """

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int | None, ...], ...]
    totals: tuple[int, ...] = ()

    def with_columns(self, numbers: Sequence[int]) -> Grid:
        """Return it with some columns only."""
        return replace(
            self,
            columns=tuple(self.columns[number] for number in numbers),
            values=tuple(tuple(row[n] for n in numbers) for row in self.values),
        )

    def most(self) -> int:
        """Return the greatest count, at least 1."""
        counts = (value for row in self.values for value in row if value is not None)
        return max(1, max(counts, default=1))


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a bar chart.

    Attributes:
        row: What it stands for.
        share: Its length, 0 to 1.
        told: What is written behind it.
        hollow: Whether it is drawn as an outline, because it does not count.
    """

    row: Row
    share: float
    told: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture.

    Attributes:
        kind: As in `kodierung plot`.
        title: What it shows.
        description: How it is to be read.
        body: What is drawn, as SVG elements; colours and lines are told by classes.
        width: In CSS pixels.
        height: Likewise.
    """

    kind: str
    title: str
    description: str
    body: str
    width: int
    height: int
