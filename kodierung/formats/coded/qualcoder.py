"""A project of QualCoder: a folder `NAME.qda` with a database in it.

Positions are code points of the text that the database holds, half-open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from kodierung.formats.coded.database import Database, Row, opened, text_of
from kodierung.formats.coded.records import PATH, ForeignCoding, ForeignWork
from kodierung.formats.refi.elements import color
from kodierung.formats.refi.of_codebook import guid_of
from kodierung.formats.refi.records import RefiCode, RefiCodebook

PROGRAM = "QualCoder"
DATABASE = "data.qda"

_TABLES = frozenset({"code_text", "code_name", "code_cat", "source"})
_ELSEWHERE = {
    "code_image": "codings of pictures",
    "code_av": "codings of recordings",
    "annotation": "annotations",
    "journal": "journal entries",
    "cases": "cases",
}


def is_qualcoder(path: Path) -> bool:
    """Tell whether a path is a project of QualCoder, or the database in one."""
    return (path / DATABASE).is_file() or (path.name == DATABASE and path.is_file())


def read_qualcoder(path: Path) -> ForeignWork:
    """Read a project.

    Args:
        path: The folder `NAME.qda`, or the file `data.qda` in it.

    Raises:
        TranscriptError: It is none.
    """
    file = path / DATABASE if path.is_dir() else path
    with opened(file, PROGRAM, _TABLES) as database:
        named = {"id": "id", "name": "name", "text": "fulltext"}
        sources = database.rows("source", named, "id")
        texts = {row["id"]: text_of(row["text"]) for row in sources if row["text"]}
        names = {row["id"]: text_of(row["name"]) for row in sources}
        codes, paths = _codes(database)
        lost = Counter(
            {
                words: len(database.rows(table, {"one": "owner"}, "owner"))
                for table, words in _ELSEWHERE.items()
                if database.columns(table)
            }
        )
        codings = _codings(database, texts, names, paths, lost)
    documents = {names[one]: text for one, text in texts.items()}
    return ForeignWork(PROGRAM, tuple(codings), codes, documents, dict(+lost))


def _codings(
    database: Database,
    texts: Mapping[int, str],
    names: Mapping[int, str],
    paths: Mapping[int, str],
    lost: Counter[str],
) -> list[ForeignCoding]:
    columns = {
        "id": "ctid", "code": "cid", "source": "fid", "words": "seltext",
        "start": "pos0", "end": "pos1", "coder": "owner", "created": "date",
        "memo": "memo",
    }  # fmt: skip
    found = []
    for row in database.rows("code_text", columns, "ctid"):
        if row["source"] not in texts or row["code"] not in paths:
            lost["codings without a text or code"] += 1
            continue
        found.append(
            ForeignCoding(
                document=names[row["source"]],
                code=paths[row["code"]],
                quote=text_of(row["words"]),
                place=f":coding {row['id']}",
                coder=text_of(row["coder"]),
                memo=text_of(row["memo"]),
                created=text_of(row["created"]),
                start=row["start"],
                end=row["end"],
            )
        )
    return found


def _codes(database: Database) -> tuple[RefiCodebook, dict[int, str]]:
    """Return the tree of categories and codes, and the path of each code."""
    category = {"id": "catid", "name": "name", "memo": "memo", "above": "supercatid"}
    code = {
        "id": "cid", "name": "name", "memo": "memo", "above": "catid", "color": "color",
    }  # fmt: skip
    tree = _Tree(
        database.rows("code_cat", category, "catid"),
        database.rows("code_name", code, "cid"),
    )
    tops = tree.below(None, ())
    return RefiCodebook(tops, origin=PROGRAM), tree.paths


class _Tree:
    """Categories, which hold others, and codes, which passages have."""

    def __init__(self, categories: list[Row], codes: list[Row]) -> None:
        known = {row["id"] for row in categories}
        self._categories = _by_above(categories, known)
        self._codes = _by_above(codes, known)
        self.paths: dict[int, str] = {}

    def below(
        self,
        above: int | None,
        path: tuple[str, ...],
        seen: frozenset[int] = frozenset(),
    ) -> tuple[RefiCode, ...]:
        """Return what lies below a category; a circle of categories is cut."""
        found = []
        for row in self._categories.get(above, ()):
            if row["id"] in seen:
                continue
            name = text_of(row["name"])
            inner = self.below(row["id"], (*path, name), seen | {row["id"]})
            guid = guid_of("category", *path, name)
            memo = text_of(row["memo"])
            found.append(RefiCode(guid, name, memo, codable=False, codes=inner))
        for row in self._codes.get(above, ()):
            name = text_of(row["name"])
            self.paths[row["id"]] = PATH.join((*path, name))
            guid = guid_of("path", *path, name)
            shade = color(text_of(row["color"]))
            found.append(RefiCode(guid, name, text_of(row["memo"]), shade))
        return tuple(found)


def _by_above(rows: list[Row], known: set[int]) -> dict[int | None, list[Row]]:
    found: dict[int | None, list[Row]] = {}
    for row in rows:
        above = row["above"] if row["above"] in known else None
        found.setdefault(above, []).append(row)
    return found
