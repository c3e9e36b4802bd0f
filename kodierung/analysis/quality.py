"""How good suggestions are, measured by one coder's codings.

Precision is the share of the suggestions that found a coding, recall the share of the
codings that were found, one to one (see `pairing`), and F1 their harmonic mean
`2 · pairs / (suggestions + codings)` (van Rijsbergen, Information Retrieval, 1979,
ch. 7). *Micro* counts all passages alike; *macro* is the mean of the codes' figures, so
that rare codes weigh as much as frequent ones.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kodierung.analysis.intervals import F1Intervals, Interval, f1_intervals, wilson
from kodierung.analysis.pairing import pairs
from kodierung.model import MOST_SENTENCES, Coding, Decision, Suggestion

Key = TypeVar("Key", bound=Hashable)

# A final mark, what closes with it, and then no lower-case letter.
_SENTENCE_END = re.compile(r"[.!?…]+[»«“”’‘\"')\]]*\s+(?=[^\sa-zäöüß])")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts, and the shares that follow; None where there is nothing to share.

    Attributes:
        suggestions: How many there are.
        codings: How many there are.
        right: Pairs of a suggestion and a coding that share at least a character.
        right_by_half: Pairs that share at least half of what they cover.
        f1_interval: 95 % interval of F1, None where groups are too few.
    """

    suggestions: int
    codings: int
    right: int
    right_by_half: int
    f1_interval: Interval | None = None

    @property
    def precision(self) -> float | None:
        """Share of the suggestions that are right."""
        return self.right / self.suggestions if self.suggestions else None

    @property
    def recall(self) -> float | None:
        """Share of the codings that were found."""
        return self.right / self.codings if self.codings else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        both = self.suggestions + self.codings
        return 2 * self.right / both if both else None

    @property
    def precision_interval(self) -> Interval:
        """Wilson's 95 % interval of the precision."""
        return wilson(self.right, self.suggestions)

    @property
    def recall_interval(self) -> Interval:
        """Wilson's 95 % interval of the recall."""
        return wilson(self.right, self.codings)

    @property
    def by_half(self) -> Figures:
        """The same where only pairs count that share half of what they cover."""
        half = self.right_by_half
        return Figures(self.suggestions, self.codings, half, half)


@dataclass(frozen=True, slots=True)
class Macro:
    """Means over codes; `precision` over those with suggestions, the others over all.

    Attributes:
        codes: How many codes the coder used.
        suggested: How many of them were suggested.
        precision: Mean precision, None where nothing was suggested.
        recall: Mean recall.
        f1: Mean F1; a code that was never suggested has 0.
        f1_interval: 95 % interval of it, None where groups are too few.
    """

    codes: int
    suggested: int
    precision: float | None
    recall: float | None
    f1: float | None
    f1_interval: Interval | None


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What a rule suggested and what became of it.

    Attributes:
        rule: Its id.
        hits: Suggestions in which it is the strongest rule.
        right: Pairs of these with codings, as if there were no other rule.
        accepted: Decisions that took one, as it was or changed.
        rejected: Decisions that refused one.
        open: Those nobody decided on.
    """

    rule: str
    hits: int
    right: int
    accepted: int
    rejected: int
    open: int

    @property
    def precision(self) -> float:
        """Share of the hits that are right."""
        return self.right / self.hits

    @property
    def interval(self) -> Interval:
        """Wilson's 95 % interval of the precision."""
        return wilson(self.right, self.hits)


@dataclass(frozen=True, slots=True)
class Quality:
    """How good suggestions are: all of them, by code, by source.

    Attributes:
        overall: Of all passages.
        macro: Means over the codes.
        codes: Code id to its figures, for every code the coder used.
        sources: Source to its figures against all codings, as if there were no other.
        long: How many suggestions have more than three sentences.
        groups: How many focus groups the intervals of F1 rest upon.
    """

    overall: Figures
    macro: Macro
    codes: dict[str, Figures]
    sources: dict[str, Figures]
    long: int
    groups: int


def measure(
    suggestions: Sequence[Suggestion],
    codings: Sequence[Coding],
    groups: Mapping[str, str],
) -> Quality:
    """Measure suggestions by one coder's codings.

    Args:
        suggestions: Each once, and only of codes the coder used.
        codings: Each once.
        groups: Transcript to its focus group.
    """
    codes = sorted({c.code for c in codings})
    right = pairs(suggestions, codings)
    half = pairs(suggestions, codings, strict=True)
    spread = f1_intervals(_counts(suggestions, codings, right, groups, codes))
    suggested = Counter(s.code for s in suggestions)
    coded = Counter(c.code for c in codings)
    right_of = Counter(s.code for s in suggestions if s.id in right)
    half_of = Counter(s.code for s in suggestions if s.id in half)
    per_code = {
        code: Figures(
            suggested[code],
            coded[code],
            right_of[code],
            half_of[code],
            spread.codes[number] if spread else None,
        )
        for number, code in enumerate(codes)
    }
    return Quality(
        overall=Figures(
            len(suggestions),
            len(codings),
            len(right),
            len(half),
            spread.micro if spread else None,
        ),
        macro=_macro(per_code, spread),
        codes=per_code,
        sources={
            source: figures(mine, codings)
            for source, mine in sorted(
                _split(suggestions, lambda s: s.source).items(), reverse=True
            )
        },
        # Finding by covering is no finding.
        long=sum(sentences(s.quote) > MOST_SENTENCES for s in suggestions),
        groups=len({groups[c.transcript] for c in codings}),
    )


def figures(suggestions: Sequence[Suggestion], codings: Sequence[Coding]) -> Figures:
    """Return the figures of some suggestions against codings, without intervals of F1.

    Args:
        suggestions: Each once.
        codings: Each once.
    """
    return Figures(
        len(suggestions),
        len(codings),
        len(pairs(suggestions, codings)),
        len(pairs(suggestions, codings, strict=True)),
    )


def rule_figures(
    suggestions: Iterable[Suggestion],
    codings: Sequence[Coding],
    decisions: Iterable[Decision],
) -> list[RuleFigures]:
    """Return the figures of each rule that suggested something, the worst first.

    Worst is whose precision has the lowest upper end of the interval: a rule that was
    wrong twenty times comes before one that was wrong twice.

    Args:
        suggestions: Each once; those that come from no rule are left out.
        codings: Each once.
        decisions: Of whoever decided; an acceptance with changes is one.
    """
    verdicts: dict[str, list[str]] = defaultdict(list)
    for decision in decisions:
        verdicts[decision.suggestion].append(decision.status)
    found = []
    of_rules = _split((s for s in suggestions if s.source == "rule"), lambda s: s.rule)
    for rule, mine in of_rules.items():
        said = [status for s in mine for status in verdicts.get(s.id, ())]
        rejected = said.count("rejected")
        found.append(
            RuleFigures(
                rule=rule,
                hits=len(mine),
                right=len(pairs(mine, codings)),
                accepted=len(said) - rejected,
                rejected=rejected,
                open=sum(s.id not in verdicts for s in mine),
            )
        )
    return sorted(found, key=lambda r: (r.interval.high, -r.hits, r.rule))


def sentences(quote: str) -> int:
    """Return how many sentences a passage has, counted by their final marks."""
    return len(_SENTENCE_END.findall(quote.strip())) + 1


def _split(
    suggestions: Iterable[Suggestion], by: Callable[[Suggestion], Key]
) -> dict[Key, list[Suggestion]]:
    parts: dict[Key, list[Suggestion]] = defaultdict(list)
    for suggestion in suggestions:
        parts[by(suggestion)].append(suggestion)
    return parts


def _counts(
    suggestions: Sequence[Suggestion],
    codings: Sequence[Coding],
    right: Mapping[str, str],
    groups: Mapping[str, str],
    codes: Sequence[str],
) -> list[list[tuple[int, int, int]]]:
    """Count suggestions, codings and pairs of each group and code."""
    suggested, coded, paired = Counter[object](), Counter[object](), Counter[object]()
    for suggestion in suggestions:
        at = groups[suggestion.transcript], suggestion.code
        suggested[at] += 1
        paired[at] += suggestion.id in right
    for coding in codings:
        coded[groups[coding.transcript], coding.code] += 1
    known = {groups[s.transcript] for s in suggestions}
    known |= {groups[c.transcript] for c in codings}
    return [
        [(suggested[at], coded[at], paired[at]) for at in ((g, c) for c in codes)]
        for g in sorted(known)
    ]


def _macro(codes: Mapping[str, Figures], spread: F1Intervals | None) -> Macro:
    precisions = [f.precision for f in codes.values() if f.precision is not None]
    return Macro(
        codes=len(codes),
        suggested=len(precisions),
        precision=_mean(precisions),
        recall=_mean([f.recall or 0.0 for f in codes.values()]),
        f1=_mean([f.f1 or 0.0 for f in codes.values()]),
        f1_interval=spread.macro if spread else None,
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
