"""Findings of rules, and how several of them become one suggestion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kodierung.matching.reasons import Explainer
from kodierung.matching.scores import combined
from kodierung.model import MOST_SENTENCES, Modality, Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """One match of one rule, judged.

    Attributes:
        code: Code it speaks for.
        start: First character of the passage in the turn.
        end: Character after the last one.
        sentences: Numbers of its first and last sentence in the turn.
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
    sentences: tuple[int, int]
    rule: Rule
    score: float
    parts: tuple[str, ...]
    short: str
    modality: Modality = "fact"
    reason: str = ""
    total: float = 0.0


def merged(findings: Iterable[Finding], explainer: Explainer) -> list[Finding]:
    """Return one finding per code and passage, in order.

    Passages of one code become one when one contains the other, or when they lie within
    three sentences: a coder marks a thought once, however many rules it meets. The
    strongest rule is named first.

    Args:
        findings: Of one turn.
        explainer: Writes the reasons.
    """
    groups: list[list[Finding]] = []
    ordered = sorted(findings, key=lambda f: (f.code, f.start, -f.end))
    for finding in ordered:
        if groups and _belongs(finding, groups[-1]):
            groups[-1].append(finding)
        else:
            groups.append([finding])
    return [_one(group, explainer) for group in groups]


def _belongs(finding: Finding, group: list[Finding]) -> bool:
    first = group[0]
    if finding.code != first.code:
        return False
    if finding.end <= max(one.end for one in group):
        return True
    return finding.sentences[1] - first.sentences[0] < MOST_SENTENCES


def _one(group: list[Finding], explainer: Explainer) -> Finding:
    """Return the group as one finding, from its first character to its last."""
    by_strength = sorted(group, key=lambda f: (-f.score, f.start, f.rule.id))
    strongest: dict[str, Finding] = {}
    for finding in by_strength:
        strongest.setdefault(finding.rule.id, finding)
    first, *others = strongest.values()
    return Finding(
        code=first.code,
        start=group[0].start,
        end=max(one.end for one in group),
        sentences=(group[0].sentences[0], max(one.sentences[1] for one in group)),
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
