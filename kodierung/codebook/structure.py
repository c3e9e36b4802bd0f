"""Nodes checked against the schema, every fault told in a plain sentence.

After the first look the faulty entries are taken out or filled in, so that everything
else can be checked in the same run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kodierung.codebook.faults import Faults
from kodierung.codebook.nodes import KeyPath, Node
from kodierung.codebook.schema import (
    TAGS,
    AttributeEntry,
    CheckEntry,
    CodebookEntry,
    CodeEntry,
    ColumnsEntry,
    Entry,
    FactorEntry,
    MatrixEntry,
    PerspectiveEntry,
    RuleEntry,
    ThemeEntry,
)
from kodierung.codebook.syntax import quote
from kodierung.errors import did_you_mean

_ROUNDS = 6
_NAMES: dict[str | int, tuple[str, type[Entry]]] = {
    "matrix": ("the matrix", MatrixEntry),
    "columns": ("the columns", ColumnsEntry),
    "perspectives": ("perspective", PerspectiveEntry),
    "themes": ("theme", ThemeEntry),
    "promoting": ("the promoting factor", FactorEntry),
    "inhibiting": ("the inhibiting factor", FactorEntry),
    "roles": ("role", CodeEntry),
    "codes": ("code", CodeEntry),
    "children": ("code", CodeEntry),
    "match": ("rule", RuleEntry),
    "attributes": ("attribute", AttributeEntry),
    "tests": ("test", CheckEntry),
}
_OF_TEXTS = frozenset(
    {"examples", "counterexamples", "all", "any", "none", "part", "answer_to"}
    | {"authors", "not"}
)
# Lists and mappings with at least one entry; what holds an empty one is taken out.
_NEVER_EMPTY = frozenset({"perspectives", "themes", "values"})
# Keys beneath which nothing has a name that other entries use.
_LEAVES = frozenset(
    {"definition", "include", "exclude", "examples", "counterexamples", "color"}
    | {"statement", "where", "caption", "columns", "match"}
)
# What stands in for a required text, so that the rest can be checked.
_REQUIRED = {
    "codebook": "codebook",
    "version": "0.0.0",
    "title": "…",
    "language": "de",
    "label": "…",
    "text": "…",
}


@dataclass(frozen=True, slots=True)
class Structure:
    """What is left of a file when its faulty entries are taken out.

    Attributes:
        entry: The rest.
        broken: Top-level keys of which something was lost that others may name.
    """

    entry: CodebookEntry
    broken: frozenset[str]


def check_structure(root: Node, faults: Faults) -> Structure | None:
    """Check keys and types of a whole codebook.

    Args:
        root: The file's top mapping; faulty entries are taken out of it.
        faults: Takes what is wrong.

    Returns:
        The codebook without its faulty entries, or None if too little is left.
    """
    broken: set[str] = set()
    for round_ in range(_ROUNDS):
        try:
            entry = CodebookEntry.model_validate(root.plain())
        except ValidationError as error:
            details = error.errors(include_url=False)
        else:
            return Structure(entry, frozenset(broken))
        for detail in details:
            path = _path(detail)
            if round_ == 0:
                _tell(root, path, detail, faults)
            if _names_lost(path, detail):
                broken.add(str(path[0]))
        # From the back, so that taking out of a list moves nothing still to come.
        for detail in sorted(details, key=_position, reverse=True):
            _mend(root, _path(detail), detail)
    return None


def _position(detail: ErrorDetails) -> tuple[tuple[int, str], ...]:
    return tuple(
        (step, "") if isinstance(step, int) else (0, step) for step in detail["loc"]
    )


def _path(detail: ErrorDetails) -> KeyPath:
    return tuple(step for step in detail["loc"] if step not in TAGS)


def _tell(root: Node, path: KeyPath, detail: ErrorDetails, faults: Faults) -> None:
    line = root.line_of(path)
    owner = describe(root, path[:-1])
    key = path[-1] if path else ""
    match detail["type"]:
        case "missing":
            faults.error(line, f"{owner} has no {key}")
        case "extra_forbidden":
            known = _known_keys(path[:-1])
            hint = did_you_mean(str(key), known) or f"known here: {', '.join(known)}"
            faults.error(line, f'unknown key "{key}"', hint)
        case _:
            message, hint = _wrong_value(path, detail)
            faults.error(line, message, hint)


def _wrong_value(path: KeyPath, detail: ErrorDetails) -> tuple[str, str]:
    """Say what the value of a known key should have been."""
    kind = detail["type"]
    value = detail["input"]
    name = _key_name(path)
    if kind in ("string_type", "union_tag_not_found"):
        return _not_a_text(path, value)
    if kind in ("string_too_short", "too_short"):
        return f"`{name}` is empty", "write something, or remove the key"
    if kind == "literal_error":
        allowed = str(detail["ctx"]["expected"]).replace("'", "")
        message = f'`{name}` must be {allowed}, not "{value}"'
        return message, did_you_mean(
            str(value), allowed.replace(" or ", ", ").split(", ")
        )
    if kind == "list_type":
        return _not_a_list(path, value)
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return f"`{name}` must be a mapping with keys, not {_kind(value)}", ""
    if kind.startswith("int"):
        return f"`{name}` must be a whole number, not {_shown(value)}", ""
    if kind == "greater_than_equal":
        return f'`{name}` must not be below 0, but is "{value}"', ""
    return f"`{name}` must be a number above 0, not {_shown(value)}", ""


def _not_a_text(path: KeyPath, value: Any) -> tuple[str, str]:
    name = _key_name(path)
    in_list = bool(path) and isinstance(path[-1], int)
    if value is None:
        said = f"`{name}` has an empty entry" if in_list else f"`{name}` is empty"
        return said, "write something, or remove it"
    if name == "match":
        return f"a rule must be a phrase or a mapping, not {_kind(value)}", ""
    wanted = "a list of texts" if in_list else "a text"
    hint = ""
    if isinstance(value, dict):
        # Nobody means a mapping by „Mein Motto: so“.
        hint = f'if it is a text with ": " in it, {quote(next(iter(value), ""))}'
    return f"`{name}` must be {wanted}, but holds {_kind(value)}", hint


def _not_a_list(path: KeyPath, value: Any) -> tuple[str, str]:
    name = _key_name(path)
    of_texts = name in _OF_TEXTS or path[0] == "concepts"
    wanted = "a list of texts" if of_texts else "a list"
    first = next(iter(value), "") if isinstance(value, dict) else str(value)
    glued = first.startswith("-")
    hint = 'a blank is missing after "-"' if glued else 'begin each entry with "- "'
    return f"`{name}` must be {wanted}, not {_kind(value)}", hint


def _key_name(path: KeyPath) -> str:
    """Return the innermost key of a path that a person would look for."""
    if len(path) > 1 and path[0] == "concepts":
        return str(path[1])
    return next((step for step in reversed(path) if isinstance(step, str)), "codebook")


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else "a text"


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else _kind(value)


def _known_keys(path: KeyPath) -> Sequence[str]:
    model = _entry(path)
    return [field.alias or name for name, field in model.model_fields.items()]


def _entry(path: KeyPath) -> type[Entry]:
    """Return the model of the mapping a path leads to."""
    if not path:
        return CodebookEntry
    # An attribute may bear any name, so only its place tells what it is.
    if path[0] == "attributes":
        return AttributeEntry
    key = next(step for step in reversed(path) if isinstance(step, str))
    return _NAMES[key][1]


def describe(root: Node, path: KeyPath) -> str:
    """Name the mapping a path leads to: `theme "kontakt"`, `the codebook`."""
    if not path:
        return "the codebook"
    if path[0] == "attributes":
        return f'attribute "{path[-1]}"'
    key = next(step for step in reversed(path) if isinstance(step, str))
    name = _NAMES[key][0] if key in _NAMES else f"`{key}`"
    steps = list(root.walk(path))
    if key in ("promoting", "inhibiting"):
        return f"{name} of {describe(root, path[:-1])}"
    if isinstance(path[-1], int) and len(steps) == len(path):
        own = steps[-1][1].child("id") or steps[-1][1].child("label")
        said = own.content if own and isinstance(own.content, str) else None
        return f'{name} "{said}"' if said else f"{name} {path[-1] + 1}"
    return name


def _names_lost(path: KeyPath, detail: ErrorDetails) -> bool:
    """Tell whether mending may lose something that another entry names."""
    key = _key_name(path)
    if path[0] == "tests" or "match" in path:
        return False
    if key in _LEAVES or key in _REQUIRED or key == "id":
        return False
    whole = detail["type"] in ("model_type", "model_attributes_type", "dict_type")
    return whole or not isinstance(detail["input"], str)


def _mend(root: Node, path: KeyPath, detail: ErrorDetails) -> None:
    """Take out what is faulty, or fill in what is missing."""
    if path[-1] in _NEVER_EMPTY and detail["type"] in ("missing", "too_short"):
        path = path[:-1]
    parents = [root, *(node for _, node in root.walk(path[:-1]))]
    if len(parents) < len(path):
        return  # it was taken out with what held it
    content, key, line = parents[-1].content, path[-1], root.line_of(path)
    filler = _filler(path, detail, line)
    if isinstance(content, list) and isinstance(key, int):
        content[key : key + 1] = [filler] if filler else []
    elif isinstance(content, dict) and isinstance(key, str):
        content.pop(key, None)
        if filler:
            content[key] = filler


def _filler(path: KeyPath, detail: ErrorDetails, line: int) -> Node | None:
    """Return what stands in for a faulty entry, or None to leave it out."""
    kind, key = detail["type"], path[-1]
    if kind == "list_type" and isinstance(detail["input"], str):
        return Node(line, [Node(line, detail["input"])])
    if kind == "extra_forbidden":
        return None
    if key in _REQUIRED or key == "id":
        return Node(line, _REQUIRED.get(str(key), f"line-{line}"))
    if kind in ("string_type", "string_too_short") and isinstance(key, int):
        return Node(line, f"line-{line}")
    return None
