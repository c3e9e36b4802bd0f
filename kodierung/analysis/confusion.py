"""What was coded where a suggestion is wrong, what was suggested where one is missing.

A wrong suggestion, or a missed coding, meets at its place something of

- the *same* code: one coding with two suggestions, or two codings with one;
- the *twin*: the same theme with the opposite polarity;
- another code, a *neighbour*: the place is found, the code is not;
- *nothing*.

Where several are met, the first of this list counts, and among neighbours the one that
shares most characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kodierung.analysis.pairing import Placed, Places, pairs
from kodierung.model import Codebook, Coding, Suggestion

Relation = Literal["same", "twin", "neighbour", "nothing"]
RELATIONS: tuple[Relation, ...] = ("same", "twin", "neighbour", "nothing")


@dataclass(frozen=True, slots=True)
class Mixup:
    """How often one code met another.

    Attributes:
        code: The wrong suggestion's, or the missed coding's.
        other: What was met, `""` for nothing.
        relation: How the two are related.
        count: How often.
    """

    code: str
    other: str
    relation: Relation
    count: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """What met what, the most frequent first.

    Attributes:
        wrong: Suggestions without a coding of their own, with what was coded there.
        missed: Codings without a suggestion of their own, with what was suggested.
    """

    wrong: tuple[Mixup, ...]
    missed: tuple[Mixup, ...]


def by_relation(mixups: Iterable[Mixup]) -> dict[Relation, int]:
    """Return how many there are of each relation."""
    found: dict[Relation, int] = dict.fromkeys(RELATIONS, 0)
    for mixup in mixups:
        found[mixup.relation] += mixup.count
    return found


def confusion(
    suggestions: Sequence[Suggestion], codings: Sequence[Coding], codebook: Codebook
) -> Confusion:
    """Tell what was coded where suggestions are wrong, and the reverse.

    Args:
        suggestions: Each once.
        codings: Each once.
        codebook: Knows which codes are twins.
    """
    right = pairs(suggestions, codings)
    found = set(right.values())
    wrong = [s for s in suggestions if s.id not in right]
    missed = [c for c in codings if c.id not in found]
    return Confusion(
        wrong=_mixups(wrong, Places(codings), codebook),
        missed=_mixups(missed, Places(suggestions), codebook),
    )


def _mixups(
    unpaired: Iterable[Coding | Suggestion],
    others: Places[Placed],
    codebook: Codebook,
) -> tuple[Mixup, ...]:
    met: Counter[tuple[str, str, Relation]] = Counter()
    for one in unpaired:
        other, relation = _met(one, others.at(one), codebook)
        met[one.code, other, relation] += 1
    found = [Mixup(*pair, count) for pair, count in met.items()]
    return tuple(sorted(found, key=lambda m: (-m.count, m.code, m.other)))


def _met(
    one: Coding | Suggestion, here: Sequence[Placed], codebook: Codebook
) -> tuple[str, Relation]:
    """Return the code that counts as met at a place, and how it is related."""
    related = [
        (other.code, _relation(one.code, other.code, codebook)) for other in here
    ]
    return min(related, key=lambda r: RELATIONS.index(r[1]), default=("", "nothing"))


def _relation(code: str, other: str, codebook: Codebook) -> Relation:
    if code == other:
        return "same"
    one, two = codebook.codes.get(code), codebook.codes.get(other)
    same_theme = one and two and one.theme and one.theme == two.theme
    if one and two and same_theme and one.polarity != two.polarity:
        return "twin"
    return "neighbour"
