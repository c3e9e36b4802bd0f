"""Finding words that were copied from a screen or a word processor.

Blanks and line ends count alike, as do all dashes, all single and all double quotation
marks; invisible joiners, variants and skin tones of emoji are passed over. Letters,
figures and all other signs must be the same.
"""

from __future__ import annotations

from kodierung.model import Segment
from kodierung.text import occurrences

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‚‛‹›`´", "'"),
        **dict.fromkeys("„“”‟»«", '"'),
    }
)
_PASSED_OVER = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f"
    + "".join(map(chr, range(0x1F3FB, 0x1F400)))
)
_AROUND = " \"'"


def alike(text: str, quotation: str) -> list[Segment]:
    """Return where a quotation stands in a text, but for such differences.

    Args:
        text: Settled text.
        quotation: Settled quotation; marks around it are left out.

    Returns:
        The places in order, overlaps included; none for a quotation without words.
    """
    said, places = plain(text)
    wanted = plain(quotation)[0].strip(_AROUND)
    if not any(map(str.isalnum, wanted)):
        return []
    found = []
    for at in occurrences(said, wanted):
        found.append(Segment(places[at], end_after(text, places[at + len(wanted) - 1])))
    return found


def end_after(text: str, last: int) -> int:
    """Return where a passage ends: behind its last sign and what is passed over."""
    end = last + 1
    while end < len(text) and text[end] in _PASSED_OVER:
        end += 1
    return end


def plain(text: str) -> tuple[str, list[int]]:
    """Return a text without the differences, and where its characters stood.

    Every run of blanks is one; what is passed over is left out.
    """
    kept: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text.translate(_ALIKE)):
        if character in _PASSED_OVER:
            continue
        if character.isspace():
            if kept and kept[-1] == " ":
                continue
            character = " "
        kept.append(character)
        places.append(at)
    return "".join(kept), places
