"""Labels so alike that they may be one person's: a slip, a lacking number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice

MOST_LABELS = 300
"""Labels compared with each other; a plenary protocol has half as many."""

_MOST_PAIRS = 200
"""Pairs looked at to tell which labels belong together."""

_SHORTEST = 5
"""Letters; shorter names such as Anna and Anne differ by one letter anyhow."""

_DIGITS = re.compile(r"\d+")


def twins(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield pairs of labels that may be one person's, the rarer one first.

    `interviewer1` and `Interviewer 1` are, `Interviwer` and `Interviewer` when one of
    them is rare, `Interviewer` and `Interviewer 1`; `B1` and `B11` are not.

    Args:
        counts: Label to number of turns; of too many none are compared.
    """
    if len(counts) > MOST_LABELS:
        return
    forms = [_Form.of(label, often) for label, often in counts.items()]
    for one, other in combinations(forms, 2):
        if _are_twins(one, other):
            rare, frequent = sorted((one, other), key=lambda form: form.often)
            yield rare.label, frequent.label


def families(counts: Mapping[str, int]) -> list[list[str]]:
    """Return labels of which each may be the same person as every other, rarest first.

    `Interviewer` goes with `Interviewer 1` and with `Interviewer 2`, these two not
    together.

    Args:
        counts: Label to number of turns.
    """
    pairs = list(islice(twins(counts), _MOST_PAIRS))
    known = {frozenset(pair) for pair in pairs}
    found: list[list[str]] = []
    for pair in pairs:
        for family in found:
            new = [label for label in pair if label not in family]
            if all(frozenset((a, b)) in known for a in new for b in family):
                family += new
                break
        else:
            found.append(list(pair))
    return [sorted(family, key=lambda label: counts[label]) for family in found]


@dataclass(frozen=True, slots=True)
class _Form:
    """A label as it is compared: letters and digits apart, with its turns."""

    label: str
    letters: str
    digits: str
    often: int

    @classmethod
    def of(cls, label: str, often: int) -> _Form:
        folded = label.casefold()
        return cls(
            label,
            "".join(char for char in folded if char.isalpha()),
            " ".join(_DIGITS.findall(folded)),
            often,
        )


def _are_twins(one: _Form, other: _Form) -> bool:
    if one.letters == other.letters and one.digits == other.digits:
        return True
    if min(len(one.letters), len(other.letters)) < _SHORTEST:
        return False
    if one.letters == other.letters:
        return not (one.digits and other.digits)
    rarer, often = sorted((one.often, other.often))
    unequal = rarer < often and (rarer < 3 or 5 * rarer <= often)
    same_number = one.digits == other.digits
    return unequal and same_number and _differ_by_one(one.letters, other.letters)


def _differ_by_one(one: str, other: str) -> bool:
    """Tell whether one letter is changed, added, left out, or two are swapped."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (
        swapped and short[at + 2 :] == long[at + 2 :]
    )
