"""How much of what was said is inside codings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kodierung.text import words

Stretch = tuple[int, int]
"""From which character to before which: half-open code-point offsets."""


def words_in(text: str, stretches: Iterable[Stretch]) -> int:
    """Count the words of stretches of a text; they must not border on each other."""
    return words("\n".join([text[start:end] for start, end in stretches]))


def coded_words(text: str, spoken: Iterable[Stretch], coded: Iterable[Stretch]) -> int:
    """Count the words of turns that are inside codings, each once.

    Args:
        text: The settled text.
        spoken: The turns that count, by place.
        coded: The codings, in any order; they may overlap.
    """
    return words_in(text, shared(spoken, joined(coded)))


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return what stretches cover, by place; those that overlap or touch as one."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def shared(some: Iterable[Stretch], covered: list[Stretch]) -> Iterator[Stretch]:
    """Yield what two lots of stretches have in common; both apart and by place."""
    at = 0
    for start, end in some:
        while at < len(covered) and covered[at][1] <= start:
            at += 1
        here = at
        while here < len(covered) and covered[here][0] < end:
            yield max(start, covered[here][0]), min(end, covered[here][1])
            here += 1
