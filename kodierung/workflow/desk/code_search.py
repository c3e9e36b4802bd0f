"""Finding a code by a few letters of its label or id, umlauts typed or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kodierung.model import Code, Codebook
from kodierung.text import spellings

_WORD = re.compile(r"[^\W_]+")

# How much a typed word is worth by what it is to a word of the code.
_WHOLE, _BEGINS, _INSIDE, _LETTERS = 4, 3, 2, 1


def search(
    codebook: Codebook, typed: str, attributes: Mapping[str, str] | None = None
) -> list[Code]:
    """Return the codes that all typed words fit, best first.

    A typed word fits a word of the code's label or id that it is, begins, lies in, or
    whose letters it has in their order, in this order of worth; labels count before
    ids. Codes whose perspective the speaker's words count for come before others, those
    worth the same in the codebook's order.

    Args:
        codebook: Where to look.
        typed: Words, in any order; all codes if there is none.
        attributes: The speaker's, if codes for others are to come last.
    """
    wanted = _words(typed)
    found: list[tuple[bool, int, int, Code]] = []
    for place, code in enumerate(codebook.codes.values()):
        worth = _worth(wanted, code)
        if worth is not None:
            foreign = attributes is not None and not code.may_be_of(attributes)
            found.append((foreign, -worth, place, code))
    return [code for *_, code in sorted(found, key=lambda one: one[:3])]


def _worth(wanted: tuple[frozenset[str], ...], code: Code) -> int | None:
    """Return how well typed words fit a code, None if one of them does not."""
    label, path = _words(code.label), _words(code.id)
    total = 0
    for word in wanted:
        best = max(_best(word, label) * 2, _best(word, path))
        if not best:
            return None
        total += best
    return total


def _best(typed: frozenset[str], words: tuple[frozenset[str], ...]) -> int:
    return max(
        (_fits(one, other) for word in words for other in word for one in typed),
        default=0,
    )


def _fits(typed: str, word: str) -> int:
    if typed == word:
        return _WHOLE
    if word.startswith(typed):
        return _BEGINS
    if typed in word:
        return _INSIDE
    letters = iter(word)
    in_order = len(typed) > 2 and all(letter in letters for letter in typed)
    return _LETTERS if in_order and word[0] == typed[0] else 0


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[frozenset[str], ...]:
    """Return the words of a text, each in all ways in which it may be typed."""
    return tuple(map(spellings, _WORD.findall(text)))
