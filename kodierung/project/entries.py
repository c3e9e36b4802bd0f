"""Entries of the study's small YAML files: keys, texts, lists and pairs."""

from __future__ import annotations

from collections.abc import Sequence

from kodierung.codebook.faults import Faults
from kodierung.codebook.nodes import Node
from kodierung.errors import did_you_mean


def known_keys(
    node: Node | None, known: Sequence[str], faults: Faults
) -> dict[str, Node]:
    """Return a mapping's known keys and note the unknown ones."""
    if node is None or node.content is None:
        return {}
    if not isinstance(node.content, dict):
        faults.error(node.line, f"here belong keys: {', '.join(known)}")
        return {}
    for key, below in node.content.items():
        if key not in known:
            hint = did_you_mean(key, known) or f"known are {', '.join(known)}"
            faults.error(below.line, f'unknown setting "{key}"', hint)
    return {key: below for key, below in node.content.items() if key in known}


def one_text(key: str, node: Node | None, faults: Faults) -> str:
    """Return a key's text, `""` where there is none."""
    if node is None or node.content is None:
        return ""
    if not isinstance(node.content, str):
        faults.error(node.line, f'"{key}" must be a single text')
        return ""
    return node.content.strip()


def switch(key: str, node: Node | None, faults: Faults) -> bool:
    """Return whether a key is switched on; it is off where it is missing."""
    said = one_text(key, node, faults).casefold()
    if said not in ("", "true", "false"):
        line = node.line if node else 1
        faults.error(line, f'"{key}" must be true or false, not "{said}"')
    return said == "true"


def texts(key: str, node: Node | None, example: str, faults: Faults) -> tuple[str, ...]:
    """Return a key's list of texts; a single text is a list of one."""
    if node is None or node.content is None:
        return ()
    if isinstance(node.content, dict):
        faults.error(node.line, f'"{key}" must be a list: {example}')
        return ()
    entries = [node] if isinstance(node.content, str) else node.content
    found = (one_text(key, entry, faults) for entry in entries)
    return tuple(text for text in found if text)


def pairs(
    key: str, node: Node | None, example: str, faults: Faults
) -> dict[str, tuple[str, int]]:
    """Return a key's pairs of texts with their lines, except those without a value."""
    if node is None or node.content is None:
        return {}
    if not isinstance(node.content, dict):
        faults.error(node.line, f'"{key}" must be pairs: {example}')
        return {}
    found = {
        left: (one_text(left, right, faults), right.line)
        for left, right in node.content.items()
    }
    return {left: pair for left, pair in found.items() if pair[0]}
