"""A project of Taguette: one SQLite file with documents as HTML.

Positions are bytes of the document's text in UTF-8, all tags left out, half-open.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import accumulate
from pathlib import Path

from kodierung.formats.codebooks.table import by_paths, steps_of
from kodierung.formats.coded.database import Database, opened, text_of
from kodierung.formats.coded.markup import words_of
from kodierung.formats.coded.records import PATH, ForeignCoding, ForeignWork
from kodierung.formats.refi.records import RefiCodebook

PROGRAM = "Taguette"

_STRIDE = 1024
_CONTINUING = bytes(range(0x80, 0xC0))  # of UTF-8: no character begins with them

_TABLES = frozenset({"projects", "documents", "tags", "highlights", "highlight_tags"})


def read_taguette(path: Path) -> ForeignWork:
    """Read a project.

    Args:
        path: The file that Taguette exports as a project, or keeps its own in.

    Raises:
        TranscriptError: It is none.
    """
    lost: Counter[str] = Counter()
    with opened(path, PROGRAM, _TABLES) as database:
        documents = _documents(database)
        tags = {
            row["id"]: row
            for row in database.rows(
                "tags", {"id": "id", "tag": "path", "description": "description"}, "id"
            )
        }
        codings = _codings(database, documents, tags, lost)
    rows = [
        {"tag": text_of(row["tag"]), "description": text_of(row["description"])}
        for row in tags.values()
    ]
    return ForeignWork(
        PROGRAM,
        tuple(codings),
        RefiCodebook(by_paths(rows, "tag"), origin=PROGRAM),
        dict(documents.values()),
        dict(+lost),
    )


def _documents(database: Database) -> dict[int, tuple[str, str]]:
    """Return name and text of each document; two of one name get a number."""
    columns = {"id": "id", "name": "name", "html": "contents"}
    found: dict[int, tuple[str, str]] = {}
    taken: Counter[str] = Counter()
    for row in database.rows("documents", columns, "id"):
        name = text_of(row["name"])
        taken[name] += 1
        numbered = name if taken[name] == 1 else f"{name} ({taken[name]})"
        found[row["id"]] = (numbered, words_of(text_of(row["html"])))
    return found


def _codings(
    database: Database,
    documents: dict[int, tuple[str, str]],
    tags: dict[int, dict[str, object]],
    lost: Counter[str],
) -> list[ForeignCoding]:
    columns = {
        "id": "id", "document": "document_id", "start": "start_offset",
        "end": "end_offset", "snippet": "snippet",
    }  # fmt: skip
    tagged: dict[int, list[int]] = {}
    pairs = {"highlight": "highlight_id", "tag": "tag_id"}
    for row in database.rows("highlight_tags", pairs, "tag_id"):
        tagged.setdefault(row["highlight"], []).append(row["tag"])
    coders = _coders(database)
    places = {one: _Bytes(text) for one, (_, text) in documents.items()}
    found = []
    for row in database.rows("highlights", columns, "id"):
        chosen = [tag for tag in tagged.get(row["id"], []) if tag in tags]
        if row["document"] not in documents or not chosen:
            lost["highlights without a document or tag"] += 1
            continue
        name, text = documents[row["document"]]
        place = places[row["document"]]
        start, end = place.before(row["start"]), place.before(row["end"])
        for tag in chosen:
            found.append(
                ForeignCoding(
                    document=name,
                    code=PATH.join(steps_of(text_of(tags[tag]["tag"]), "tag")),
                    quote=text[start:end],
                    place=f":highlight {row['id']}",
                    coder=coders.get(row["id"], ""),
                    start=start,
                    end=end,
                )
            )
    return found


def _coders(database: Database) -> dict[int, str]:
    """Return who made each highlight: the log of commands alone says so."""
    found: dict[int, str] = {}
    columns = {"who": "user_login", "said": "payload"}
    if not database.columns("commands"):
        return found
    for row in database.rows("commands", columns, "id"):
        try:
            said = json.loads(text_of(row["said"]))
        except ValueError:
            continue
        if isinstance(said, dict) and said.get("type") == "highlight_add":
            found[said.get("highlight_id", -1)] = text_of(row["who"])
    return found


class _Bytes:
    """Which code points lie at bytes of a text; each is found at once."""

    def __init__(self, text: str) -> None:
        self._data = text.encode("utf-8", "replace")
        parts = range(0, len(self._data), _STRIDE)
        counted = (_code_points(self._data[at : at + _STRIDE]) for at in parts)
        self._before = [0, *accumulate(counted)]

    def before(self, offset: object) -> int:
        """Return how many characters begin before a byte."""
        at = offset if isinstance(offset, int) else 0
        at = min(max(at, 0), len(self._data))
        part = at // _STRIDE
        return self._before[part] + _code_points(self._data[part * _STRIDE : at])


def _code_points(data: bytes) -> int:
    return len(data.translate(None, _CONTINUING))
