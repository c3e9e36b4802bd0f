"""A project of qc (qualitative-coding): a folder with texts, a database and settings.

Whole lines are coded; the first line of a text is number 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

from kodierung.errors import TranscriptError
from kodierung.formats.codebooks.table import by_paths
from kodierung.formats.coded.database import LONGEST, Database, opened, text_of
from kodierung.formats.coded.records import PATH, ForeignCoding, ForeignWork
from kodierung.formats.refi.counting import plain_line_ends
from kodierung.formats.refi.records import RefiCodebook

PROGRAM = "qc"
SETTINGS = "settings.yaml"

_DEFAULTS = {
    "database": "qualitative_coding.sqlite3",
    "corpus_dir": "corpus",
    "codebook": "codebook.yaml",
}
_PAIRS = "coded_line_location_association"
_TABLES = frozenset({"document", "document_index", "location", "coded_line", _PAIRS})
_MOST_CODES = 100_000
_DEEPEST = 100


def is_qc(path: Path) -> bool:
    """Tell whether a path is the folder of a project of qc."""
    return (path / _DEFAULTS["database"]).is_file() or (
        (path / SETTINGS).is_file() and "database" in _settings(path)
    )


def read_qc(path: Path) -> ForeignWork:
    """Read a project.

    Args:
        path: Its folder.

    Raises:
        TranscriptError: It is none, or its settings name a file outside the folder.
    """
    said = {**_DEFAULTS, **_settings(path)}
    with opened(_inside(path, said["database"]), PROGRAM, _TABLES) as database:
        lines = database.rows(
            "coded_line",
            {"id": "id", "line": "line", "coder": "coder_id", "code": "code_id"},
            "id",
        )
        files = _files(database)
    corpus = _inside(path, said["corpus_dir"])
    used = {name for names in files.values() for name in names}
    texts = {name: _text(corpus, name) for name in sorted(used)}
    documents = {name: text for name, text in texts.items() if text}
    paths, listed = _codebook(_inside(path, said["codebook"]), path.name)
    lost: Counter[str] = Counter()
    codings = list(_codings(lines, files, documents, paths, lost))
    rows = dict.fromkeys([*listed, *(one.code for one in codings)])
    codes = by_paths([{"code": one} for one in rows], "code")
    tree = RefiCodebook(codes, origin=PROGRAM)
    lost["memos"] = _memos(path / "memos")
    return ForeignWork(PROGRAM, tuple(codings), tree, documents, dict(+lost))


def _codings(
    lines: Sequence[Mapping[str, Any]],
    files: Mapping[int, Sequence[str]],
    documents: Mapping[str, str],
    paths: Mapping[str, str],
    lost: Counter[str],
) -> Iterator[ForeignCoding]:
    ends = {
        name: [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        for name, text in documents.items()
    }
    for row in lines:
        for name in files.get(row["id"], [""]):
            starts, line = ends.get(name, [0]), row["line"]
            there = isinstance(line, int) and 0 <= line < len(starts) - 1
            words = (
                documents[name][starts[line] : starts[line + 1] - 1] if there else ""
            )
            if not words.strip():
                lost["coded lines without a text"] += 1
                continue
            start = starts[line] + len(words) - len(words.lstrip())
            code = text_of(row["code"])
            yield ForeignCoding(
                document=name,
                code=paths.get(code, code),
                quote=words.strip(),
                place=f":{name}, line {line + 1}",
                coder=text_of(row["coder"]),
                start=start,
                end=start + len(words.strip()),
            )


def _files(database: Database) -> dict[int, list[str]]:
    """Return in which documents each coded line lies, by the line's id."""
    indices = database.rows(
        "document_index", {"id": "id", "document": "document_id"}, "id"
    )
    named = {row["id"]: text_of(row["document"]) for row in indices}
    locations = database.rows(
        "location", {"id": "id", "index": "document_index_id"}, "id"
    )
    where = {row["id"]: named.get(row["index"]) for row in locations}
    pairs = {"line": "coded_line_id", "location": "location_id"}
    found: dict[int, list[str]] = {}
    for row in database.rows(_PAIRS, pairs, "coded_line_id"):
        name = where.get(row["location"])
        names = found.setdefault(row["line"], [])
        if name and name not in names:
            names.append(name)
    return found


def _settings(path: Path) -> dict[str, str]:
    file = path / SETTINGS
    said = _yaml(file) if file.is_file() else {}
    if not isinstance(said, dict):
        return {}
    return {key: str(said[key]) for key in _DEFAULTS if said.get(key)}


def _inside(folder: Path, name: str) -> Path:
    """Return a path below a folder.

    Raises:
        TranscriptError: It leads out of it.
    """
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise TranscriptError(
            f'{folder.name}: "{name}" lies outside the project\'s folder.',
            "Put it inside, and name it so in the project's settings.",
        )
    return path


def _text(corpus: Path, name: str) -> str:
    """Return the words of a document, none if its file is not there."""
    path = _inside(corpus, name)
    if not path.is_file() or path.stat().st_size > LONGEST:
        return ""
    return plain_line_ends(path.read_bytes().decode("utf-8-sig", "replace"))


def _memos(folder: Path) -> int:
    return sum(1 for one in folder.glob("*.md")) if folder.is_dir() else 0


def _yaml(file: Path) -> Any:
    """Return what a file says.

    Raises:
        TranscriptError: It is no YAML, or refers to parts of itself.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
        if any(isinstance(one, yaml.AliasToken) for one in yaml.scan(text)):
            raise TranscriptError(f"{file}: a part of it stands for another.")
        return yaml.safe_load(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
        raise TranscriptError(f"{file}: this file is no YAML.") from None


def _codebook(file: Path, project: str) -> tuple[dict[str, str], list[str]]:
    """Return the path of each code by its name, and all paths.

    A name may stand in several places; the codings do not say which is meant.
    """
    found: dict[str, str] = {}
    listed: list[str] = []
    for path in _walk(_yaml(file), ()) if file.is_file() else ():
        listed.append(PATH.join(path))
        found.setdefault(path[-1], listed[-1])
        if len(listed) > _MOST_CODES:
            raise TranscriptError(f"{project}: the codebook has too many codes.")
    return found, listed


def _walk(said: Any, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if len(above) > _DEEPEST:
        return
    for one in said if isinstance(said, list) else []:
        pairs = one.items() if isinstance(one, dict) else [(one, None)]
        for name, below in pairs:
            path = (*above, text_of(name))
            yield path
            yield from _walk(below, path)
