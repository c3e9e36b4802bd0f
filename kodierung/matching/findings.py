"""Findings of rules, and how several of them become one suggestion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kodierung.matching.reasons import Explainer
from kodierung.matching.scores import combined
from kodierung.model import Modality, Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """One match of one rule, judged.

    Attributes:
        code: Code it speaks for.
        start: First character of the passage in the turn.
        end: Character after the last one.
        rule: The rule.
        score: Unrounded.
        parts: The reason's first sentences.
        short: The match in short, for the reason of a stronger one.
        modality: Whether it is stated, wished for or reported.
        reason: The whole reason, once merged.
        total: The score of the passage, once merged.
    """

    code: str
    start: int
    end: int
    rule: Rule
    score: float
    parts: tuple[str, ...]
    short: str
    modality: Modality = "fact"
    reason: str = ""
    total: float = 0.0


def merged(findings: Iterable[Finding], explainer: Explainer) -> list[Finding]:
    """Return one finding per code and passage, in order.

    Passages of one code become one when they are the same or one contains the other;
    then the longer one stays. The strongest rule is named first.

    Args:
        findings: Of one turn.
        explainer: Writes the reasons.
    """
    groups: list[list[Finding]] = []
    ordered = sorted(findings, key=lambda f: (f.code, f.start, -f.end))
    for finding in ordered:
        # Passages that hold no other end later the later they begin: the last decides.
        if groups and _contains(groups[-1][0], finding):
            groups[-1].append(finding)
        else:
            groups.append([finding])
    return [_one(group, explainer) for group in groups]


def _contains(outer: Finding, inner: Finding) -> bool:
    return (
        outer.code == inner.code
        and outer.start <= inner.start
        and inner.end <= outer.end
    )


def _one(group: list[Finding], explainer: Explainer) -> Finding:
    """Return the group as one finding with the first one's passage."""
    by_strength = sorted(group, key=lambda f: (-f.score, f.start, f.rule.id))
    strongest: dict[str, Finding] = {}
    for finding in by_strength:
        strongest.setdefault(finding.rule.id, finding)
    first, *others = strongest.values()
    return Finding(
        code=first.code,
        start=group[0].start,
        end=group[0].end,
        rule=first.rule,
        score=first.score,
        parts=first.parts,
        short=first.short,
        modality=first.modality,
        reason=explainer.sentences(
            first.parts, (o.short for o in others if o.short != first.short)
        ),
        total=combined(finding.score for finding in strongest.values()),
    )
