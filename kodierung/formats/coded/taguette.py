"""A project of Taguette: one SQLite file with documents as HTML.

Positions are bytes of the document's text in UTF-8, all tags left out, half-open.
"""

from __future__ import annotations

import json
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from kodierung.formats.codebooks.table import by_paths, steps_of
from kodierung.formats.coded.database import Database, opened, text_of
from kodierung.formats.coded.records import PATH, ForeignCoding, ForeignWork
from kodierung.formats.refi.records import RefiCodebook

PROGRAM = "Taguette"

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
    found = []
    for row in database.rows("highlights", columns, "id"):
        chosen = [tag for tag in tagged.get(row["id"], []) if tag in tags]
        if row["document"] not in documents or not chosen:
            lost["highlights without a document or tag"] += 1
            continue
        name, text = documents[row["document"]]
        data = text.encode()
        before = data[: row["start"]].decode("utf-8", "ignore")
        words = data[row["start"] : row["end"]].decode("utf-8", "ignore")
        for tag in chosen:
            found.append(
                ForeignCoding(
                    document=name,
                    code=PATH.join(steps_of(text_of(tags[tag]["tag"]), "tag")),
                    quote=words,
                    place=f":highlight {row['id']}",
                    coder=coders.get(row["id"], ""),
                    start=len(before),
                    end=len(before) + len(words),
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


def words_of(html: str) -> str:
    """Return the text of an HTML document with all tags left out."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        """Take up what stands between tags."""
        self.parts.append(data)
