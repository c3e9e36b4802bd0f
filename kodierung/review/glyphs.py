"""What one sees of a text: glyphs that no terminal can show wider than we think.

Terminals differ in how wide they show joined emoji, skin tones and emoji style, and a
difference of one cell would shift everything behind it. So the invisible characters
that ask for such things are not sent to the terminal: what is shown is the sum of
characters whose width all agree on. Control characters are shown as U+FFFD, as on the
command line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import get_character_cell_size

WIDEST = 8
"""Cells of the widest glyph: a family of four."""

_JOINER = "\u200d"
_SOFT_HYPHEN = "\xad"
_UNSEEN = "\ufffd"
_CIRCLE = "\u25cc"  # carries an accent that has no letter
# One cell for each character and nothing to neutralise: most of European text.
_ORDINARY = re.compile(
    r"[\t\n -~\xa0-\xac\xae-\u02ff\u0370-\u0373\u037b-\u037d\u0386-\u0386\u0388-\u038a"
    r"\u038e-\u03a1\u03a3-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff]*"
)
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
_BLANKS = str.maketrans("\t\n", "  ")


class Glyph(NamedTuple):
    """What is shown as one and never cut.

    Attributes:
        start: Its first code point in the text.
        shown: What the terminal gets.
        cells: How wide that is; at least one cell.
    """

    start: int
    shown: str
    cells: int


def is_ordinary(text: str) -> bool:
    """Tell whether each code point of a text is a glyph of its own, one cell wide."""
    return _ORDINARY.fullmatch(text) is not None


def as_blanks(text: str) -> str:
    """Return an ordinary text with a blank for each tab and line end."""
    return text.translate(_BLANKS)


def glyphs(text: str, start: int = 0) -> Iterator[Glyph]:
    """Yield the glyphs of a text without gaps; each begins where the last one ended.

    Args:
        text: Any text; a tab and a line end are a blank each.
        start: What its first code point is counted as.
    """
    at, shown, cells = start, "", 0
    joined = False  # whether the character before was a joiner
    for offset, character in enumerate(text, start):
        here, width = _seen(character)
        if cells and not _goes_on(shown, cells, character, width, joined=joined):
            yield Glyph(at, shown, cells)
            at, shown, cells = offset, "", 0
        if here and not cells and not width:  # an accent without a letter
            here, width = _CIRCLE + here, 1
        shown += here
        cells += width
        joined = character == _JOINER
    if at < start + len(text):
        yield Glyph(at, shown or " ", cells or 1)


def harmless(text: str, cells: int) -> str:
    """Return a text as glyphs on one line, cut where it is wider than so many cells."""
    kept = list(glyphs(text))
    if sum(one.cells for one in kept) <= cells:
        return "".join(one.shown for one in kept)
    room = cells - 1
    short = ""
    for one in kept:
        room -= one.cells
        if room < 0:
            break
        short += one.shown
    return f"{short}…"


def _seen(character: str) -> tuple[str, int]:
    """Return what is shown of a character, and its cells; nothing if it is invisible.

    Invisible are format characters (direction, joiners, tags), variation selectors and
    skin tones.
    """
    if character in "\t\n":
        return " ", 1
    category = unicodedata.category(character)
    if category in {"Cc", "Cs", "Zl", "Zp"}:
        return _UNSEEN, 1
    cells = get_character_cell_size(character)
    carried = category in {"Mn", "Me", "Mc", "Lo"} and character not in _SELECTORS
    invisible = (not cells and not carried) or character == _SOFT_HYPHEN
    return ("", 0) if invisible else (character, cells)


def _goes_on(
    shown: str, cells: int, character: str, width: int, *, joined: bool
) -> bool:
    """Tell whether a character belongs to the glyph before it."""
    if not width:
        return True
    if joined and cells + width <= WIDEST:
        return _is_picture(shown[-1]) and _is_picture(character)
    return len(shown) == 1 and _is_flag_letter(shown) and _is_flag_letter(character)


def _is_picture(character: str) -> bool:
    """Tell whether a character may be joined to others; new emoji may be unassigned."""
    category = unicodedata.category(character)
    return category[0] == "S" or category == "Cn"


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
