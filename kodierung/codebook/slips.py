"""Slips of the pen that a YAML parser notices only lines later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias, cast

Slip: TypeAlias = tuple[int, str, str]
"""Index of the row, sentence, hint."""

KEYS = frozenset(
    [
        "codebook",
        "version",
        "title",
        "language",
        "source",
        "licence",
        "authors",
        "attributes",
        "concepts",
        "matrix",
        "roles",
        "codes",
        "renamed",
        "paraphrases",
        "tests",
        "caption",
        "columns",
        "perspectives",
        "themes",
        "promoting",
        "inhibiting",
        "statement",
        "id",
        "label",
        "where",
        "definition",
        "include",
        "exclude",
        "examples",
        "counterexamples",
        "match",
        "children",
        "color",
        "phrase",
        "all",
        "any",
        "part",
        "regex",
        "tokens",
        "dependency",
        "none",
        "within",
        "who",
        "answer_to",
        "negated",
        "weight",
        "gap",
        "order",
        "text",
        "question",
        "not",
        "values",
    ]
)
"""The keys of a codebook; named here so that reading YAML needs no schema."""

_ENTRY = re.compile(
    r"(?P<lead>[ ]*(?P<dashes>(?:-[ ]+)*))"
    r"(?P<key>[^\s#'\"\[{:][^:#]*:(?=\s|$)[ ]*)?(?P<value>.*)"
)
_BLOCK_TEXT = re.compile(r"[>|][-+0-9]*\s*(?:#.*)?$")
_LOOKS_LIKE_ENTRY = re.compile(r"-\s|[\w.-]+[ ]*:(?:\s|$)")
_GLUED_DASH = re.compile(r"\s*-[^\s-]")
_GLUED_COLON = re.compile(r"([\w-]+):[^\s:]")


def open_quotation(rows: Sequence[str], last: int) -> Slip | None:
    """Find the quotation mark that was never closed and swallows the entries below it.

    Args:
        rows: The lines of the file.
        last: Index of the row the parser stopped at; none below it is looked at.
    """
    behind = 0
    for row in _entries(rows[: last + 1]):
        entry = _entry(rows[row])
        mark = _left_open(entry["value"]) if row >= behind else ""
        if not mark:
            continue
        behind = _behind_closing(rows, row + 1, mark)
        column = _column(entry)
        below = rows[row + 1 : behind]
        if behind > len(rows) or any(_is_swallowed(one, column) for one in below):
            return (
                row,
                "a quotation mark is opened here and never closed",
                "close it with the same mark",
            )
    return None


def missing_sign(rows: Sequence[str], at: int, since: int) -> Slip | None:
    """Find a key without its colon, or a dash or colon without its blank.

    Args:
        rows: The lines of the file.
        at: Index of the row the parser stopped at.
        since: Index of the row where the unfinished thing began.
    """
    if since < at and (slip := _keyless(rows, since)):
        return slip
    near = _near(rows, at)
    for row in near:
        if _GLUED_DASH.match(rows[row]):
            return row, 'a blank is missing after "-"', 'write "- " before an entry'
    beside = [row for row in near[:2] if _indent(rows[row]) == _indent(rows[at])]
    return next((slip for row in beside if (slip := _keyless(rows, row))), None)


def _near(rows: Sequence[str], at: int) -> list[int]:
    """Return a row and those above it, up to the first that is indented less."""
    near: list[int] = []
    for row in reversed([*_entries(rows[: at + 1])]):
        near.append(row)
        if not _is_inside(rows[row], _margin(rows[at]) - 1):
            break
    return near


def _entries(rows: Sequence[str]) -> Iterator[int]:
    """Yield the rows that are no comments, not empty, and no text behind `>` or `|`."""
    column: int | None = None
    for at, row in enumerate(rows):
        if column is not None and _is_inside(row, column):
            continue
        column = None
        if row.strip() and not row.lstrip().startswith("#"):
            yield at
            entry = _entry(row)
            column = _column(entry) if _BLOCK_TEXT.match(entry["value"]) else None


def _margin(row: str) -> int:
    return len(row) - len(row.lstrip())


def _keyless(rows: Sequence[str], row: int) -> Slip | None:
    """Tell what is missing in a row that should be `key: value`."""
    entry = _entry(rows[row])
    words = entry["value"].split()
    if entry["key"] or not words:
        return None
    glued = _GLUED_COLON.match(words[0])
    if glued and glued[1] in KEYS:
        said = f'a blank is missing after "{glued[1]}:"'
        return row, said, f"write {glued[1]}: …"
    if words[0] in KEYS:
        said = f'a colon is missing after the key "{words[0]}"'
        return row, said, f"write {words[0]}: …"
    if _GLUED_DASH.match(rows[row]):
        return row, 'a blank is missing after "-"', 'write "- " before an entry'
    return None


def _entry(row: str) -> re.Match[str]:
    # Every part of it may be empty, so it always matches.
    return cast(re.Match[str], _ENTRY.match(row))


def _indent(row: str) -> int:
    """Return where the words of a row begin, its dashes left out."""
    return len(_entry(row)["lead"])


def _column(entry: re.Match[str]) -> int:
    """Return the column that the lines of a longer text must be to the right of."""
    if entry["key"] or not entry["dashes"]:
        return len(entry["lead"])
    return entry["lead"].rindex("-")


def _is_inside(row: str, column: int) -> bool:
    return not row.strip() or _margin(row) > column


def _is_swallowed(row: str, column: int) -> bool:
    """Tell whether a row within quotation marks is an entry of its own."""
    looks_like = _LOOKS_LIKE_ENTRY.match(row.lstrip())
    return bool(looks_like) and not _is_inside(row, column)


def _left_open(value: str) -> str:
    """Return the quotation mark that is open at the end of a value's first line."""
    in_brackets = value[:1] in ("[", "{")
    if not in_brackets and value[:1] not in ('"', "'"):
        return ""
    fresh, at = True, 0
    while at < len(value):
        sign = value[at]
        if fresh and sign in "\"'":
            at = _closing(value, at + 1, sign)
            if at == len(value):
                return sign
            if not in_brackets:
                return ""
            fresh = False
        elif sign == "#" and value[at - 1].isspace():
            return ""
        else:
            fresh = sign in "[{,:" or (fresh and sign.isspace())
        at += 1
    return ""


def _closing(row: str, start: int, mark: str) -> int:
    """Return where a quotation closes, or the end of the row."""
    at = start
    while at < len(row):
        escaped = "\\" if mark == '"' else "'"
        if row[at] == escaped and row[at + 1 : at + 2] in (mark, escaped):
            at += 2
        elif row[at] == mark:
            return at
        else:
            at += 1
    return len(row)


def _behind_closing(rows: Sequence[str], start: int, mark: str) -> int:
    """Return the row behind the one where a quotation closes, or one that is none."""
    for at in range(start, len(rows)):
        if _closing(rows[at], 0, mark) < len(rows[at]):
            return at + 1
    return len(rows) + 1
