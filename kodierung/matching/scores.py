"""How strongly a match speaks for its code.

A score starts from the kind of the rule, because some evidence is tighter than other:

=====================================  =====
phrase of several words                 0.70
all, within a clause                    0.65
all, within a sentence or N words       0.60
regex, tokens                           0.60
any, or phrase of one word              0.45
all, within a turn                      0.45
part of a compound                      0.40
=====================================  =====

Each word skipped inside a phrase takes 0.03 off (0.15 at most), a word found only as
part of a compound makes it 0.8 of what it was, the opposite of what was found (negated,
lacking, too much, ironic) 0.85, a wish 0.9, what is reported 0.95. Last comes the
rule's weight. Several rules for one passage add up as independent evidence, `1 - (1 -
a)(1 - b)…`, to 0.99 at most.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from kodierung.matching.rules.terms import Hit
from kodierung.model import Modality, Rule

_LOWEST, _HIGHEST = 0.01, 0.99
_ALL = {"clause": 0.65, "turn": 0.45}
_SAID: dict[Modality, float] = {"fact": 1.0, "wish": 0.9, "reported": 0.95}
_KINDS = {"regex": 0.60, "tokens": 0.60, "part": 0.40}


def score(
    rule: Rule, hits: Iterable[Hit], *, turned: bool, modality: Modality = "fact"
) -> float:
    """Return the score of one match, unrounded.

    Args:
        rule: The rule that matched.
        hits: The matched terms.
        turned: Whether the match speaks for the opposite of what was found.
        modality: Whether it is stated, wished for or reported.
    """
    found = tuple(hits)
    value = _base(rule, found)
    value -= min(0.03 * sum(hit.skipped for hit in found), 0.15)
    if rule.kind != "part" and any(hit.parts for hit in found):
        value *= 0.8
    if turned:
        value *= 0.85
    value *= _SAID[modality]
    return min(max(value * rule.weight, _LOWEST), _HIGHEST)


def combined(scores: Iterable[float]) -> float:
    """Return the score of several independent matches, rounded to two digits."""
    value = 1 - prod(1 - each for each in scores)
    return round(min(max(value, _LOWEST), _HIGHEST), 2)


def _base(rule: Rule, hits: tuple[Hit, ...]) -> float:
    if rule.kind in _KINDS:
        return _KINDS[rule.kind]
    if rule.kind == "all":
        return _ALL.get(str(rule.within), 0.60)
    return 0.70 if any(len(hit.tokens) > 1 for hit in hits) else 0.45
