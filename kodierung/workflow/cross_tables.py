"""Cross tables as they are printed, and in the long form for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kodierung.analysis.crosstab import Cell, Line
from kodierung.analysis.divisions import Heading
from kodierung.model import Codebook, Column, ColumnKind, Share, Table, Value
from kodierung.workflow.cross_notes import OWN_NAMES, called, caption, note_of
from kodierung.workflow.cross_rows import sections, signs_told, told_labels
from kodierung.workflow.cross_wording import word
from kodierung.workflow.crosstab import Counted, Figure


@dataclass(frozen=True, slots=True)
class Grid:
    """Values by rows and columns.

    Attributes:
        down: What the rows are: `code`, `group`, …
        across: What the columns are.
        rows: Headings of the rows; the last is the total where there are totals.
        columns: Headings of the columns, likewise.
        values: Row by row.
        totals: Whether the last row and the last column are totals.
    """

    down: str
    across: str
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    values: tuple[tuple[Value, ...], ...]
    totals: bool

    def transposed(self) -> Grid:
        """Return it with rows as columns."""
        columns = range(len(self.columns))
        turned = tuple(tuple(row[n] for row in self.values) for n in columns)
        return Grid(
            self.across, self.down, self.columns, self.rows, turned, self.totals
        )


def cross_tables(counted: Counted, *, ids: bool = True) -> tuple[Table, ...]:
    """Return a table for each figure that was asked for.

    Args:
        counted: What was counted.
        ids: Whether rows are named by id and label; else by the label alone, where
            labels tell all rows apart.
    """
    return tuple(_table(counted, figure, ids=ids) for figure in counted.request.figures)


def _table(counted: Counted, figure: Figure, *, ids: bool) -> Table:
    language = counted.material.codebook.language
    grid = grid_of(counted, figure)
    by_code = not ids and not counted.request.transpose
    if by_code:
        grid = _as_read(grid, counted)
    if counted.request.transpose:
        grid = grid.transposed()
    heads, names = _names(grid, counted, ids=ids)
    rows = tuple((*n, *values) for n, values in zip(names, grid.values, strict=True))
    upper = len(rows) - grid.totals
    name = word(language, called(counted, figure))
    signs = signs_told(counted) if by_code else ""
    return Table(
        name=name,
        caption=caption(counted, name),
        columns=(*heads, *_columns(grid, _kind(counted, figure), heads)),
        rows=rows[:upper],
        note=" ".join(filter(None, [signs, note_of(counted, figure)])),
        language=language,
        foot=rows[upper:],
        sections=sections(counted) if by_code else (),
    )


def _as_read(grid: Grid, counted: Counted) -> Grid:
    """Return it with the labels of rows as people read them beneath headings."""
    labels = told_labels(counted)
    named = zip(grid.rows, labels, strict=False)
    rows = [Heading(heading.key, label) for heading, label in named]
    return replace(grid, rows=(*rows, *grid.rows[len(rows) :]))


def _names(
    grid: Grid, counted: Counted, *, ids: bool
) -> tuple[list[Column], list[tuple[str, ...]]]:
    """Return the columns that name the rows, and what stands in them."""
    name = _name(grid.down, counted)
    labels = [heading.label for heading in grid.rows]
    if all(heading.key == heading.label for heading in grid.rows) or (
        not ids and len(set(labels)) == len(labels)
    ):
        return [name], [(label,) for label in labels]
    label = Column("label", word(counted.material.codebook.language, "label"))
    return [name, label], [(heading.key, heading.label) for heading in grid.rows]


def _kind(counted: Counted, figure: Figure) -> ColumnKind:
    if counted.request.percent != "none" or figure == "jaccard":
        return "share"
    return "part" if figure in ("speakers", "groups") else "count"


def _name(what: str, counted: Counted) -> Column:
    """Return the column with the names of rows, such as codes or groups."""
    codebook = counted.material.codebook
    if what in OWN_NAMES or what == "code":
        return Column(what, word(codebook.language, what))
    described = codebook.attributes.get(what)
    return Column(what, described.label if described else what)


def _columns(grid: Grid, kind: ColumnKind, heads: Sequence[Column]) -> Iterator[Column]:
    """Yield columns whose keys differ, whatever groups and values are called."""
    taken = {head.key for head in heads}
    for heading in grid.columns:
        key = heading.key
        while key in taken:
            key += "_"
        taken.add(key)
        yield Column(key, heading.label, kind)


def grid_of(counted: Counted, figure: Figure) -> Grid:
    """Return the values of one figure, codes as rows.

    Args:
        counted: What was counted.
        figure: Which figure.
    """
    table, language = counted.table, counted.material.codebook.language
    totals = counted.request.totals and not counted.request.together
    total = Heading("total", word(language, "total"))
    rows = [line.heading for line in table.lines]
    columns = _headings(counted, figure)
    cells = [list(row) for row in table.cells]
    if totals:
        rows.append(total)
        columns.append(_with_n(total, table.corner, figure))
        cells = [[*row, last] for row, last in zip(cells, table.right, strict=True)] + [
            [*table.beneath, table.corner]
        ]
    return Grid(
        down="code",
        across=counted.columns,
        rows=tuple(rows),
        columns=tuple(columns),
        values=tuple(
            tuple(_value(counted, figure, r, c, cell) for c, cell in enumerate(row))
            for r, row in enumerate(cells)
        ),
        totals=totals,
    )


def _headings(counted: Counted, figure: Figure) -> list[Heading]:
    heads = [_told(head, counted) for head in counted.table.heads]
    if counted.request.together:
        return heads
    beneath = counted.table.beneath
    pairs = zip(heads, beneath, strict=True)
    return [_with_n(head, cell, figure) for head, cell in pairs]


def _told(head: Heading, counted: Counted) -> Heading:
    """Give a name to those of whom nobody told the attribute."""
    if head.key:
        return head
    return Heading("unknown", word(counted.material.codebook.language, "unknown"))


def _with_n(head: Heading, cell: Cell | None, figure: Figure) -> Heading:
    if cell is None:
        number = 0
    elif figure == "words":
        number = cell.words_of
    else:
        number = (cell.groups if figure == "groups" else cell.speakers).of
    return Heading(head.key, f"{head.label} (N\u00a0=\u00a0{number})")


def _value(
    counted: Counted, figure: Figure, row: int, column: int, cell: Cell | None
) -> Value:
    """Return what a cell shows; rows and columns beyond the last are the totals."""
    if cell is None:
        return None
    if counted.request.percent == "none":
        return _plain(cell, figure)
    table = counted.table
    right = table.right[row] if row < len(table.right) else table.corner
    beneath = table.beneath[column] if column < len(table.beneath) else table.corner
    part = _part(counted, figure, cell, right, beneath)
    if not part.of:
        return None
    return part.k / part.of if part.of >= counted.request.least else part


def _plain(cell: Cell, figure: Figure) -> Value:
    if figure == "binary":
        return int(cell.segments > 0)
    values: dict[str, Value] = {
        "segments": cell.segments,
        "speakers": cell.speakers,
        "groups": cell.groups,
        "words": cell.words,
        "jaccard": cell.alike,
    }
    return values[figure]


def _amount(cell: Cell | None, figure: Figure) -> int:
    value = _plain(cell, figure) if cell else 0
    return value.k if isinstance(value, Share) else int(str(value))


def _part(
    counted: Counted,
    figure: Figure,
    cell: Cell,
    right: Cell | None,
    beneath: Cell | None,
) -> Share:
    """Return of what a percentage is told: the formulas of docs/tables.md."""
    amount = _amount(cell, figure)
    if counted.request.percent == "row":
        return Share(amount, _amount(right, figure))
    if figure == "speakers":
        return cell.speakers
    if figure == "groups":
        return cell.groups
    if figure == "words" and counted.request.percent == "column":
        return Share(amount, cell.words_of)
    return Share(amount, _amount(beneath, figure))


def tidy(counted: Counted) -> Table:
    """Return one line for each code, column and figure, without totals.

    Args:
        counted: What was counted.

    Returns:
        A table that R and pandas take as it is: the value, of how many it is where
        there is such a number, and the share where percentages were asked for.
    """
    codebook = counted.material.codebook
    language = codebook.language
    keys = ("perspective", "theme", "polarity")
    return Table(
        name=word(language, "figure"),
        caption=caption(counted, word(language, "figure")),
        columns=(
            Column("code", word(language, "code")),
            Column("label", word(language, "label")),
            *(Column(key, word(language, key)) for key in keys),
            Column("by", word(language, "columns")),
            Column("column", _name(counted.columns, counted).label),
            Column("column_label", word(language, "label")),
            Column("figure", word(language, "figure")),
            Column("value", word(language, "value"), "count"),
            Column("of", word(language, "of"), "count"),
            *_share_column(counted),
        ),
        rows=tuple(_long(counted)),
        note=note_of(counted, *counted.request.figures),
        language=language,
    )


def _share_column(counted: Counted) -> Iterator[Column]:
    if counted.request.percent != "none":
        language = counted.material.codebook.language
        yield Column("share", word(language, "share"), "share")


def _long(counted: Counted) -> Iterator[tuple[Value, ...]]:
    table, codebook = counted.table, counted.material.codebook
    heads = [_told(head, counted) for head in table.heads]
    for r, (line, cells) in enumerate(zip(table.lines, table.cells, strict=True)):
        about = (line.heading.key, line.heading.label, *_place(line, codebook))
        for c, (head, cell) in enumerate(zip(heads, cells, strict=True)):
            for figure in counted.request.figures:
                numbers = _numbers(counted, figure, r, c, cell)
                where = (counted.columns, head.key, head.label)
                yield (*about, *where, figure, *numbers)


def _numbers(
    counted: Counted, figure: Figure, row: int, column: int, cell: Cell | None
) -> Iterator[Value]:
    plain = _plain(cell, figure) if cell else None
    if isinstance(plain, Share):
        yield from (plain.k, plain.of)
    else:
        yield plain
        yield cell.words_of if cell and figure == "words" else None
    if counted.request.percent != "none":
        share = _value(counted, figure, row, column, cell)
        yield None if isinstance(share, Share) else share


def _place(line: Line, codebook: Codebook) -> tuple[Value, ...]:
    """Return perspective, theme and direction of a row, where all its codes agree."""
    codes = [codebook.codes[code] for code in line.codes]
    found = (
        {code.perspective for code in codes},
        {code.theme for code in codes},
        {code.polarity for code in codes},
    )
    return tuple(some.pop() if len(some) == 1 else None for some in found)
