"""Which lines begin inside a bracket: `(Zuruf von Anna Berg: …` and its second line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARKS = re.compile(r"[()\[\]]")
_OPENS = {")": "(", "]": "["}
_LONGEST = 8
"""Lines of a remark in brackets; what stays open longer was never meant to close."""

_WIDEST = 2000
"""Characters of a line; longer ones are paragraphs that nobody has wrapped."""


def inside(rows: Sequence[str]) -> frozenset[int]:
    """Return the lines at whose beginning a bracket is open that closes later.

    A bracket that nobody closes, or only behind an empty line, opens nothing.

    Args:
        rows: The lines.
    """
    within: set[int] = set()
    open_at: dict[str, list[int]] = {"(": [], "[": []}
    for at, row in enumerate(rows):
        if not row.strip() or len(row) > _WIDEST:
            open_at = {"(": [], "[": []}
            continue
        for found in _MARKS.finditer(row):
            mark = found[0]
            if mark in open_at:
                open_at[mark].append(at)
            elif open_at[_OPENS[mark]]:
                since = open_at[_OPENS[mark]].pop()
                if at - since <= _LONGEST:
                    within.update(range(since + 1, at + 1))
    return frozenset(within)
