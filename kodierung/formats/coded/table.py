"""Coded passages as rows: what MAXQDA, Taguette and others write, and plain lists.

A row names the document, the code and the words. Where they stand is for whoever has
the document to find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kodierung.errors import TranscriptError
from kodierung.formats.codebooks.table import by_paths, steps_of
from kodierung.formats.coded.records import PATH, ForeignCoding, ForeignWork
from kodierung.formats.files import spreadsheet
from kodierung.formats.refi.records import RefiCodebook
from kodierung.text import settle

# What programs call their columns, in small letters; the first that is there counts.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "document": (
        "document", "document name", "dokument", "dokumentname", "transcript", "file",
        "filename", "file name", "datei", "source", "quelle",
    ),
    "code": ("code", "tag", "codes", "code path", "kategorie", "category"),
    "quote": (
        "quotation", "quote", "segment", "coded segment", "codiertes segment",
        "content", "zitat", "textstelle", "text",
    ),
    "coder": (
        "coder", "author", "autor", "codierer", "erstellt von", "created by", "owner",
    ),
    "speaker": ("speaker", "sprecher", "person", "sprechende"),
    "memo": ("memo", "comment", "kommentar", "note", "notiz"),
    "created": ("created", "creation date", "erstellt am", "erstellt", "date", "datum"),
}  # fmt: skip
_RETURN = "_x000D_"  # how a file of Excel writes the first half of a Windows line end
_NEEDED = ("document", "code", "quote")


def read_table(data: bytes, name: str) -> ForeignWork:
    """Read a table of coded passages.

    Args:
        data: A CSV, TSV or XLSX file; of several sheets the first one with the columns.
        name: Its name, for messages.

    Raises:
        TranscriptError: It is no table, or a column that is needed is missing.
    """
    heads: Sequence[str] = ()
    for rows in _sheets(data, name):
        if rows:
            heads = [cell.strip().lower() for cell in rows[0].cells]
            places = _places(heads)
            if all(what in places for what in _NEEDED):
                return _work(rows[1:], heads, places)
    missing = [what for what in _NEEDED if what not in _places(heads)]
    raise TranscriptError(
        f"{name}: no column of this table names the {' or the '.join(missing)}.",
        "Call the columns document, code and quotation; coder, speaker, memo and "
        "created may come with them.",
    )


def _sheets(data: bytes, name: str) -> list[Sequence[spreadsheet.Row]]:
    if data.startswith(b"PK"):
        return [rows for _, rows in spreadsheet.of_excel(data, name)]
    head = spreadsheet.beginning(data)
    separator = spreadsheet.separator_by(head, lambda cells: len(_places(cells)))
    return [spreadsheet.of_text(data, name, None, separator)[0]]


def _places(heads: Sequence[str]) -> dict[str, int]:
    """Return which column holds what."""
    found = {}
    for what, names in COLUMNS.items():
        column = next((one for one in names if one in heads), None)
        if column is not None:
            found[what] = heads.index(column)
    return found


def _work(
    rows: Sequence[spreadsheet.Row], heads: Sequence[str], places: Mapping[str, int]
) -> ForeignWork:
    column = "tag" if heads[places["code"]] == "tag" else "code"
    lost: Counter[str] = Counter()
    codings = []
    for row in rows:
        said = {what: _cell(row, at) for what, at in places.items()}
        path = PATH.join(steps_of(said["code"], column))
        if not (path and said["document"] and said["quote"]):
            lost["rows without a document, code or words"] += 1
            continue
        codings.append(
            ForeignCoding(
                document=said["document"],
                code=path,
                quote=said["quote"],
                place=row.place,
                coder=said.get("coder", ""),
                speaker=said.get("speaker", ""),
                memo=said.get("memo", ""),
                created=said.get("created", ""),
            )
        )
    paths = [{"code": path} for path in dict.fromkeys(one.code for one in codings)]
    codes = RefiCodebook(by_paths(paths, "code"))
    return ForeignWork("Table", tuple(codings), codes, lost=dict(+lost))


def _cell(row: spreadsheet.Row, at: int) -> str:
    said = row.cells[at] if at < len(row.cells) else ""
    return settle(said.replace(_RETURN, "")).strip()
