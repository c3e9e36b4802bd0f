"""Quotations with parts left out, checked against what was said.

What is left out is marked by `[...]` or `[…]`, as in print. All between the marks must
stand in the passage, word for word and in this order; blanks and line ends count
alike. A word is kept whole or left out whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kodierung.model import Coding
from kodierung.text import on_one_line

OMISSION = "[...]"
_SHOWN = 40  # characters of a piece in a message
_OMITTED = re.compile(r"\s*\[(?:\.\.\.|…)\]\s*")


@dataclass(frozen=True, slots=True)
class Abridged:
    """An abridgement that was checked.

    Attributes:
        text: As it is printed, with `[...]` for what is left out.
        fault: What is wrong with it, in words; empty if it is true to the passage.
    """

    text: str
    fault: str = ""


def abridged(quote: str, wanted: str) -> Abridged:
    """Check an abridgement of a passage.

    Args:
        quote: The passage's words.
        wanted: The abridgement.

    Returns:
        The abridgement with its blanks and marks made alike, and what is wrong with it.
    """
    said = on_one_line(quote)
    pieces = [on_one_line(piece) for piece in _OMITTED.split(wanted)]
    text = f" {OMISSION} ".join(pieces).strip()
    if not any(pieces):
        return Abridged(text, "nothing of what was said is left")
    return Abridged(text, _fault(said, pieces))


def still_abridged(coding: Coding) -> Coding:
    """Return a coding, in full where its abridgement is not true to its words."""
    if coding.abridged and abridged(coding.quote, coding.abridged).fault:
        return replace(coding, abridged="")
    return coding


def _fault(said: str, pieces: list[str]) -> str:
    """Place each piece as early as it goes; the last has to end the passage."""
    first, last = pieces[0], pieces[-1]
    if not said.startswith(first) or not _is_edge(said, len(first)):
        return _told(said, first, "the passage does not begin so; put [...] before it")
    if len(pieces) == 1:
        more = "" if said == first else f"more was said behind “{_end(first)}”"
        return more and f"{more}; put [...] there"
    at = len(first)
    for piece in filter(None, pieces[1:-1]):
        place = _place(said, piece, at)
        if place is None:
            return _told(said, piece, "it does not come in this place, or cuts a word")
        at = place + len(piece)
    end = len(said) - len(last)
    if last and not (said.endswith(last) and end >= at and _is_edge(said, end)):
        return _told(said, last, "the passage does not end so; put [...] behind it")
    return ""


def _told(said: str, piece: str, fault: str) -> str:
    begin = piece if len(piece) <= _SHOWN else f"{piece[: _SHOWN - 1]}…"
    return f"“{begin}”: {fault if piece in said else 'this was not said so'}"


def _end(piece: str) -> str:
    return piece if len(piece) <= _SHOWN else f"…{piece[1 - _SHOWN :]}"


def _place(said: str, piece: str, start: int) -> int | None:
    """Return where a piece stands as whole words, from an offset on."""
    at = said.find(piece, start)
    while at >= 0:
        if _is_edge(said, at) and _is_edge(said, at + len(piece)):
            return at
        at = said.find(piece, at + 1)
    return None


def _is_edge(text: str, at: int) -> bool:
    """Tell whether no word is cut in two at an offset."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())
