"""Labels that a hard line end splits: `Anna Berg, Leiterin⏎der Abteilung: …`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kodierung.formats.lines import heads
from kodierung.formats.lines.heads import Head, Names

_MOST = 3
"""Lines of one label."""

_LONGEST = 120
"""Characters of a hard-wrapped line."""

_OPENS = re.compile(r"[^\S\n]*\**[^\W\d_][^.!?:;,(]*(?:\.[^.!?:;,(]*){0,4}[,(]")
_CLOSES = re.compile(r"[^:!?]{0,90}:")
_GOES_ON = re.compile(
    r"(?:,|-|\([^()]*|\b(?:für|und|der|des|die|dem|den|bei|beim|im|in|vom|von|zur|zum"
    r"|of|for|and|the))\s*$"
)
_ENDS = re.compile(r"[.!?:;…\"“”»«)\]]\**\s*$")


def find(
    text: str,
    lines: Sequence[tuple[int, int]],
    rows: Sequence[str],
    found: Mapping[int, Head],
    names: Names,
) -> dict[int, Head]:
    """Return the heads whose name and function go over two or three lines.

    Args:
        text: Settled text.
        lines: Where each line begins and ends.
        rows: The lines.
        found: Heads of single lines.
        names: Labels that are known.
    """
    split: dict[int, Head] = {}
    for at in range(len(rows) - 1):
        if at in found or not _may_open(at, rows):
            continue
        for last in range(at + 1, min(at + _MOST, len(rows))):
            own = last in found and found[last].form == "label"
            if own and not _GOES_ON.search(rows[last - 1]):
                break
            head = _joined(text, lines, at, last, names)
            if head is not None:
                split[at] = head
            if head is not None or not rows[last].strip() or ":" in rows[last]:
                break
    return split


def _may_open(at: int, rows: Sequence[str]) -> bool:
    """Tell whether a label may begin in a line: a name, and a comma or a bracket."""
    row = rows[at]
    if not 0 < len(row) <= _LONGEST or not _OPENS.match(row):
        return False
    above = rows[at - 1] if at else ""
    goes_on = bool(above.strip()) and not _ENDS.search(above)
    return not goes_on and not row.rstrip().endswith((".", "!", "?", ":"))


def _joined(
    text: str, lines: Sequence[tuple[int, int]], first: int, last: int, names: Names
) -> Head | None:
    """Return the head that some lines make together, or None."""
    start, end = lines[first][0], lines[last][1]
    below = lines[last][0]
    if not _CLOSES.match(text, below, min(end, below + _LONGEST)):
        return None
    # As long as before: a place in it is one in the text.
    flat = text[start : min(end, start + 400)].replace("\n", " ")
    head = heads.find(flat, first, 0, len(flat), names)
    if head is None or head.form != "label" or not head.firm:
        return None
    told = bool(head.function or head.brackets)
    if not told or start + head.words <= below:
        return None
    return replace(head, words=start + head.words, lines=last - first + 1)
