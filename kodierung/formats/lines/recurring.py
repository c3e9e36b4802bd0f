"""Which unusual labels are speakers since they keep coming back, and which are not.

Whatever begins several paragraphs and is not taken is told: its words would else be
somebody else's without anybody noticing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kodierung.errors import Problem
from kodierung.formats.lines import labels, times, unusual
from kodierung.formats.lines.heads import Head
from kodierung.formats.lines.unusual import Form

_END = re.compile(r"[.!?…:/)\]\"“”»«#*-]\s*$")

_NEARLY_ALL = 0.95
"""Part of the paragraphs that begin with a label, where all of them should."""

_SHORTEST = 2
"""Letters of a label that may be one person's in other capitals as well."""

MOST_TOLD = 5
"""Warnings of one file; more are counted."""


@dataclass(frozen=True, slots=True)
class Untaken:
    """What looks like a speaker again and again and is none.

    Attributes:
        labels: All of them.
        problems: Warnings about them, not more than a reader will read.
    """

    labels: frozenset[str]
    problems: tuple[Problem, ...]


def count_paragraphs(rows: Sequence[str]) -> int:
    """Count paragraphs: lines with an empty line above, or with a colon."""
    return sum(
        1
        for at, row in enumerate(rows)
        if row.strip() and (is_apart(at, rows) or ":" in row[:64])
    )


def unusual_labels(
    heads: Sequence[Head], accepted: Collection[str], rows: Sequence[str]
) -> set[str]:
    """Return the labels of unusual forms that recur as those of speakers do.

    Args:
        heads: All heads that may open turns.
        accepted: Labels that count already.
        rows: The lines.
    """
    groups = _groups(
        [one for one in heads if one.form in ("unusual", "lower")], heads, rows
    )
    candidates = {
        label: group
        for label, group in groups.items()
        if label not in accepted and len(group) >= unusual.NEEDED[group[0].form]
    }
    if not candidates:
        return set()
    opening = [one for one in heads if one.label in accepted or one.label in candidates]
    paragraphs = count_paragraphs(rows[opening[0].line :])
    return set(candidates) if 2 * len(opening) > paragraphs else set()


def in_other_capitals(heads: Iterable[Head], people: Collection[str]) -> set[str]:
    """Return the labels that differ from somebody's in capitals alone.

    Short ones such as `b:` may count the points of a list.

    Args:
        heads: All heads that may open turns.
        people: Labels that are somebody's.
    """
    folded = {one.casefold() for one in people if len(one) > _SHORTEST}
    return {
        head.label
        for head in heads
        if head.label.casefold() in folded
        and not labels.is_function_word(head.label.casefold())
    }


def odd_ones(
    heads: Iterable[Head],
    taken: Collection[str],
    accepted: Collection[str],
    place: Callable[[int], str],
) -> list[Problem]:
    """Warn of labels in lower case among people who have other labels."""
    if all(map(labels.is_moderator, accepted)):
        return []
    first: dict[str, Head] = {}
    for head in heads:
        if head.form == "lower" and head.label in taken:
            first.setdefault(head.label, head)
    return [
        Problem(
            place(head.line),
            f'"{label}:" comes back several times and is taken for a speaker',
            f'if it is nobody: --not-speaker "{label}"',
            "warning",
        )
        for label, head in first.items()
    ]


def untaken(
    heads: Sequence[Head],
    shown: Sequence[Head],
    rows: Sequence[str],
    place: Callable[[int], str],
) -> Untaken:
    """Tell what begins paragraphs and is not taken for a speaker.

    A single paragraph is enough for a label of unusual form, which is told only here.

    Args:
        heads: All heads that may open turns.
        shown: Those that do, in order.
        rows: The lines.
        place: Says where a line is.
    """
    lines = {head.line for head in shown}
    alone = _told_alone(shown, rows)
    others = [
        head for head in heads if head.line not in lines and not _is_nobody(head, shown)
    ]
    groups = {
        label: group
        for label, group in _groups(others, shown or heads, rows).items()
        if shown and group[-1].line > shown[0].line
        if len(group) > 1 or group[0].form in alone
    }
    problems = [_told(label, group, shown, place) for label, group in groups.items()]
    more = len(problems) - MOST_TOLD
    if more > 0:
        listed = ", ".join(f'"{one}:"' for one in list(groups)[MOST_TOLD:][:MOST_TOLD])
        dots = ", …" if more > MOST_TOLD else ""
        why = f"and {more} more that begin paragraphs and are nobody: {listed}{dots}"
        first = list(groups.values())[MOST_TOLD][0]
        problems[MOST_TOLD:] = [Problem(place(first.line), why, severity="warning")]
    return Untaken(frozenset(groups), tuple(problems))


def _told_alone(shown: Sequence[Head], rows: Sequence[str]) -> tuple[Form, ...]:
    """Return the forms of labels that are told though they begin one paragraph only.

    Where nearly every paragraph names somebody, whatever is before a colon may be a
    name. Words in lower case begin many a line; only among such labels one may be one.
    """
    paragraphs = count_paragraphs(rows[shown[0].line :]) if shown else 0
    if shown and len(shown) >= _NEARLY_ALL * paragraphs:
        return ("label", "unusual", "lower", "other")
    if 2 * sum(head.label[:1].islower() for head in shown) > len(shown):
        return ("unusual", "lower")
    return ("unusual",)


def _told(
    label: str,
    group: Sequence[Head],
    shown: Sequence[Head],
    place: Callable[[int], str],
) -> Problem:
    """Return the warning about one label, with whose turns its words are in."""
    owners = list(dict.fromkeys(_owner(head, shown) for head in group))
    named = " and ".join(owners[:2] if len(owners) < 3 else [owners[0], "others"])
    often = "a paragraph" if len(group) == 1 else f"{len(group)} paragraphs"
    why = (
        f'"{label}:" begins {often} and is not taken for a speaker; '
        f"its words belong to {named}"
    )
    return Problem(place(group[0].line), why, remedy(label), "warning")


def remedy(label: str) -> str:
    """Return how to say that a label is somebody's, for a hint.

    Args:
        label: One that is not taken for a speaker.
    """
    return (
        f'if it is somebody: --alias "{label}={label}", or "{label}=NAME" if it means '
        f'NAME; "{label} = …" in the header does as well'
    )


def _owner(head: Head, shown: Sequence[Head]) -> str:
    """Return whose turn a line is in."""
    before = bisect_left(shown, head.line, key=lambda one: one.line)
    return f'"{shown[before - 1].label}"' if before else "the header"


def _groups(
    heads: Iterable[Head], all_heads: Sequence[Head], rows: Sequence[str]
) -> Mapping[str, list[Head]]:
    """Return the heads by label that begin a paragraph as the others do.

    Where turns are separated by empty lines, a line without one is the wrapped rest of
    a paragraph.
    """
    # Above the first there is an empty line anyhow, or the header, or nothing.
    apart = Counter(is_apart(head.line, rows) for head in all_heads[1:])
    separated = apart[True] > apart[False]
    groups: dict[str, list[Head]] = defaultdict(list)
    for head in heads:
        if not separated or is_apart(head.line, rows):
            groups[head.label].append(head)
    return groups


def opening(heads: Sequence[Head], rows: Sequence[str]) -> frozenset[str]:
    """Return the labels that open a paragraph, or a line behind a finished sentence.

    They are all labels where turns are written with neither.

    Args:
        heads: All heads that may open turns.
        rows: The lines.
    """
    apart = {head.line for head in heads if is_behind_an_end(head.line, rows)}
    if 2 * len(apart) <= len(heads):
        return frozenset(head.label for head in heads)
    return frozenset(head.label for head in heads if head.line in apart)


def is_behind_an_end(at: int, rows: Sequence[str]) -> bool:
    """Tell whether what stands above a line is over."""
    return is_apart(at, rows) or bool(_END.search(rows[at - 1]))


def is_apart(at: int, rows: Sequence[str]) -> bool:
    """Tell whether a line has an empty line, a heading or only a time above it."""
    above = rows[at - 1].strip() if at else ""
    return not above or above.startswith("#") or times.lone(above) is not None


def _is_nobody(head: Head, shown: Sequence[Head]) -> bool:
    """Tell whether words before a colon are surely no label: `Ich sage Ihnen`.

    In the header `Gruppe: 3` is none either; later on the whole group may speak.
    """
    above = not shown or head.line < shown[0].line
    return labels.is_phrase(head.label) or (above and labels.is_header_word(head.label))
