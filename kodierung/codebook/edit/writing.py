"""New keys and entries as YAML, in the layout of the codebooks we ship."""

from __future__ import annotations

import textwrap
from typing import Any

import yaml

from kodierung.codebook.edit.script import Data

WIDTH = 88
"""Characters of a line; longer texts are folded."""

STEP = 2
_ENDLESS = 1 << 30


def scalar(text: str, *, style: str | None = None, brackets: bool = False) -> str:
    """Return a text as YAML on one line, in quotation marks only where it needs them.

    Args:
        text: The text, on one line.
        style: The quotation marks it had before, if any.
        brackets: Whether it stands in a list or mapping with brackets.
    """
    kept = style if style in ("'", '"') else None
    dumped = yaml.dump(
        [text],
        Dumper=yaml.SafeDumper,
        default_style=kept,
        default_flow_style=brackets,
        allow_unicode=True,
        width=_ENDLESS,
    ).rstrip("\n")
    return dumped[1:-1] if brackets else dumped.removeprefix("- ")


def in_brackets(value: Data) -> str:
    """Return a text, list or mapping on one line."""
    if isinstance(value, dict):
        inner = ", ".join(pair_in_brackets(key, below) for key, below in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(in_brackets, value))}]"
    return scalar(value or "", brackets=True)


def pair_in_brackets(key: str, value: Data) -> str:
    """Return a key with its value on one line."""
    return f"{scalar(key, brackets=True)}: {in_brackets(value)}"


def pair(key: str, value: Data, column: int) -> str:
    """Return a key with its value as lines.

    Args:
        key: The key.
        value: A text, a list or a mapping; lists and mappings hold something.
        column: Where the key begins.
    """
    begin = f"{' ' * column}{scalar(key)}:"
    if isinstance(value, (list, dict)):
        return f"{begin}\n{block(value, column + STEP)}"
    line = f"{begin} {scalar(value)}"
    if len(line) <= WIDTH:
        return f"{line}\n"
    return f"{begin} >-\n{_folded(value, column + STEP)}"


def entry(value: Data, column: int, *, brackets: bool = False) -> str:
    """Return an entry of a list as lines, with its dash.

    Args:
        value: A text or a mapping.
        column: Where the dash stands.
        brackets: Whether a mapping stands on one line if it fits.
    """
    dash = f"{' ' * column}- "
    if isinstance(value, dict):
        line = f"{dash}{in_brackets(value)}\n"
        if brackets and len(line) <= WIDTH + 1:
            return line
        return dash + block(value, column + STEP)[column + STEP :]
    line = f"{dash}{scalar(value)}"
    if len(line) <= WIDTH:
        return f"{line}\n"
    return f"{dash}>-\n{_folded(value, column + STEP)}"


def block(value: Data, column: int) -> str:
    """Return the entries of a list, or the pairs of a mapping, as lines."""
    if isinstance(value, dict):
        return "".join(pair(key, below, column) for key, below in value.items())
    return "".join(entry(below, column) for below in value)


def _folded(text: str, column: int) -> str:
    """Return the lines of a text that YAML joins with blanks."""
    lines: list[Any] = textwrap.wrap(
        text, WIDTH - column, break_long_words=False, break_on_hyphens=False
    )
    return "".join(f"{' ' * column}{line}\n" for line in lines)
