"""A code tree as a table, to be filled in and read back; and as other programs list it.

One row a code, those above first. Cells hold texts as they are; several examples stand
on lines of their own. Other programs list codes by `name`, `tag` or `path`, with a
`description`; `>`, `::` or a backslash in a path, and a dot in a tag, say what lies
above.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from kodierung.errors import TranscriptError, UsageError
from kodierung.formats.files import spreadsheet
from kodierung.formats.files.package import PLAIN_CELLS, dateless
from kodierung.formats.refi.labels import Described, polarity_of, read, written
from kodierung.formats.refi.of_codebook import guid_of
from kodierung.formats.refi.records import RefiCode, RefiCodebook
from kodierung.text import on_one_line, settle

COLUMNS = (
    "id", "above", "label", "definition", "include", "exclude", "examples",
    "counterexamples", "polarity", "color", "statement", "where", "codable",
)  # fmt: skip

_NAMES = ("label", "tag", "name", "path", "code", "codename", "codes")
_DESCRIPTIONS = ("description", "definition", "memo", "beschreibung", "kommentar")
_COLORS = ("color", "colour", "farbe")
_STEPS = re.compile(r"\s*(?:>|›|::|\\)\s*")
_DOTTED = re.compile(r"\s*(?:>|›|::|\\|\.(?=\S))\s*")
_FORMULA = re.compile(r"'*[=+\-@]")
_WIDE = {"definition", "include", "exclude", "examples", "counterexamples"}
_NO = ("false", "no", "nein", "0")
_HINT = "Name the columns as `kodierung codebook export -o FILE.csv` does."


def write_table(book: RefiCodebook, name: str) -> bytes:
    """Return a code tree as a table.

    Args:
        book: The code tree.
        name: The file's name; its ending says whether it is CSV or XLSX.

    Raises:
        UsageError: The ending says neither.
    """
    rows = [COLUMNS, *_rows(book.codes, "")]
    suffix = PurePath(name).suffix.lower()
    if suffix == ".csv":
        return _csv(rows)
    if suffix == ".xlsx":
        return _xlsx(rows)
    raise UsageError(
        f'{name}: the ending "{suffix}" is no format of a table of codes.',
        hint="Call the file .csv or .xlsx.",
    )


def write_tags(book: RefiCodebook) -> bytes:
    """Return the codes that passages may have as Taguette takes them in."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([("tag", "description"), *_tags(book.codes, ())])
    return stream.getvalue().encode()


def read_table(data: bytes, name: str) -> RefiCodebook:
    """Read a table of codes, ours or that of another program.

    Args:
        data: A CSV or XLSX file.
        name: Its name, for messages.

    Raises:
        TranscriptError: It is no table, or has no column with names of codes.
    """
    rows = _cells(data, name)
    if not rows:
        raise TranscriptError(f"{name}: this table is empty.", _HINT)
    heads = [cell.strip().lower() for cell in rows[0].cells]
    known = {head: at for at, head in reversed(list(enumerate(heads)))}
    found = [
        {head: _cell(row, at) for head, at in known.items()}
        for row in rows[1:]
        if any(cell.strip() for cell in row.cells)
    ]
    if {"above", "label"} <= set(known):
        return RefiCodebook(_tree(found, name))
    column = next((one for one in _NAMES if one in known), None)
    if column is None:
        raise TranscriptError(
            f"{name}: no column holds the names of codes ({', '.join(heads[:6])}).",
            _HINT,
        )
    return RefiCodebook(by_paths(found, column))


# --- writing -------------------------------------------------------------------------


def _rows(codes: Iterable[RefiCode], above: str) -> Iterator[tuple[str, ...]]:
    for code in codes:
        said = read(code.description)
        mine = said.id or code.guid
        cells = {
            "id": mine,
            "above": above,
            "label": said.label or code.name,
            "definition": said.definition,
            "include": said.include,
            "exclude": said.exclude,
            "examples": _several(said.examples),
            "counterexamples": _several(said.counterexamples),
            "polarity": said.polarity or "",
            "color": code.color,
            "statement": said.statement,
            "where": ", ".join(f"{key}={value}" for key, value in said.where.items()),
            "codable": "" if code.codable else "no",
        }
        yield tuple(cells[column] for column in COLUMNS)
        yield from _rows(code.codes, mine)


def _several(texts: Sequence[str]) -> str:
    """Return texts a line each; a line end within one is no line end of the cell."""
    return "\n".join(text.replace("\n", " ") for text in texts)


def _tags(
    codes: Iterable[RefiCode], above: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for code in codes:
        path = (*above, on_one_line(code.name.replace(".", " ")))
        if code.codable:
            yield ".".join(path), code.description
        yield from _tags(code.codes, path)


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as Excel opens them in German: semicolons, a byte order mark."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    from xlsxwriter.workbook import Workbook

    stream = io.BytesIO()
    with Workbook(stream, PLAIN_CELLS) as workbook:
        bold = workbook.add_format({"bold": True})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        sheet = workbook.add_worksheet("codes")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write_string(at, column, value, wrapped if at else bold)
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, max(1, len(rows) - 1), len(rows[0]) - 1)
        for column, heading in enumerate(rows[0]):
            sheet.set_column(column, column, 50 if heading in _WIDE else 20)
    return dateless(stream.getvalue())


def _harmless(text: str) -> str:
    """Return a text that a spreadsheet will not calculate."""
    return f"'{text}" if _FORMULA.match(text) else text


# --- reading -------------------------------------------------------------------------


def _cells(data: bytes, name: str) -> list[spreadsheet.Row]:
    if data.startswith(b"PK"):
        return list(next((rows for _, rows in spreadsheet.of_excel(data, name)), []))
    known = {*COLUMNS, *_NAMES, *_DESCRIPTIONS, *_COLORS}
    head = spreadsheet.beginning(data)
    separator = spreadsheet.separator_by(head, lambda cells: len(known & {*cells}))
    rows, _ = spreadsheet.of_text(data, name, None, separator)
    return list(rows)


def _cell(row: spreadsheet.Row, at: int) -> str:
    text = settle(row.cells[at]).strip() if at < len(row.cells) else ""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _tree(rows: Sequence[Mapping[str, str]], name: str) -> tuple[RefiCode, ...]:
    """Return the codes of a table like ours.

    Raises:
        TranscriptError: A row lies below a code that the table does not have.
    """
    below: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        below.setdefault(row["above"], []).append(row)
    ids = {row.get("id", "") for row in rows} | {""}
    if missing := next((above for above in below if above not in ids), None):
        raise TranscriptError(
            f'{name}: a code lies below "{missing}", which is no code of this table.',
            "Write the id of another row into the column above, or leave it empty.",
        )
    made = _below(below, "", frozenset())
    if sum(1 for code in made for _ in code.walk()) < len(rows):
        raise TranscriptError(
            f"{name}: some codes of this table lie below one another in a circle.",
            "Leave the column above empty for the uppermost code.",
        )
    return made


def _below(
    rows: Mapping[str, Sequence[Mapping[str, str]]], above: str, seen: frozenset[str]
) -> tuple[RefiCode, ...]:
    return tuple(
        replace(
            _code(row),
            codes=(
                _below(rows, row.get("id", ""), seen | {above})
                if row.get("id") and row.get("id") not in seen
                else ()
            ),
        )
        for row in rows.get(above, ())
    )


def _code(row: Mapping[str, str]) -> RefiCode:
    lines = {
        name: row.get(name, "").splitlines() for name in ("examples", "counterexamples")
    }
    pairs = (one.partition("=") for one in row.get("where", "").split(","))
    said = Described(
        definition=row.get("definition", ""),
        include=row.get("include", ""),
        exclude=row.get("exclude", ""),
        examples=tuple(filter(None, map(str.strip, lines["examples"]))),
        counterexamples=tuple(filter(None, map(str.strip, lines["counterexamples"]))),
        polarity=polarity_of(row.get("polarity", "")),
        statement=row.get("statement", ""),
        where={key.strip(): value.strip() for key, mark, value in pairs if mark},
        id=row.get("id", ""),
    )
    return RefiCode(
        guid=guid_of("row", row.get("id", ""), row["label"]),
        name=row["label"],
        description=written(said, "en"),
        color=row.get("color", ""),
        codable=row.get("codable", "").lower() not in _NO,
    )


def steps_of(path: str, column: str) -> list[str]:
    """Return the names on a code's path, from above.

    Args:
        path: As a program writes it.
        column: What it calls it; in a `tag` a dot parts names unless a blank follows.
    """
    separators = _DOTTED if column == "tag" else _STEPS
    return [step for step in separators.split(path.strip()) if step]


def by_paths(rows: Sequence[Mapping[str, str]], column: str) -> tuple[RefiCode, ...]:
    """Return the codes of another program's list, those above made where missing.

    Args:
        rows: Cells by the name of their column.
        column: The one that holds the paths of codes.
    """
    root: dict[str, _Branch] = {}
    for row in rows:
        branches, branch = root, None
        for step in steps_of(row[column], column):
            branch = branches.setdefault(step, _Branch())
            branches = branch.below
        if branch is not None:
            branch.row = row
    return _grown(root, ())


class _Branch:
    """A code on a path, with its row if it has one."""

    def __init__(self) -> None:
        self.row: Mapping[str, str] | None = None
        self.below: dict[str, _Branch] = {}


def _grown(
    branches: Mapping[str, _Branch], above: tuple[str, ...]
) -> tuple[RefiCode, ...]:
    return tuple(
        RefiCode(
            guid=guid_of("path", *above, name),
            name=name,
            description=_first(branch.row, _DESCRIPTIONS),
            color=_first(branch.row, _COLORS),
            codable=branch.row is not None,
            codes=_grown(branch.below, (*above, name)),
        )
        for name, branch in branches.items()
    )


def _first(row: Mapping[str, str] | None, columns: Sequence[str]) -> str:
    return next((row[one] for one in columns if one in row), "") if row else ""
