"""How suggestions compare with what a coder coded: found, missed, beside the point.

A suggestion and a coding *meet* when they lie in the same transcript, carry the same
code and share at least one character. Precision is the share of suggestions that meet a
coding, recall the share of codings that meet a suggestion (van Rijsbergen, Information
Retrieval, 1979, ch. 7).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kodierung.model import Coding, Suggestion


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts of meetings; the shares are 0.0 where there is nothing to count."""

    suggestions: int
    suggestions_met: int
    codings: int
    codings_met: int

    @property
    def precision(self) -> float:
        """Share of the suggestions that meet a coding of the same code."""
        return self.suggestions_met / self.suggestions if self.suggestions else 0.0

    @property
    def recall(self) -> float:
        """Share of the codings that meet a suggestion of the same code."""
        return self.codings_met / self.codings if self.codings else 0.0


def compare(suggestions: Iterable[Suggestion], codings: Iterable[Coding]) -> Comparison:
    """Count how suggestions and one coder's codings meet.

    Suggestions for codes that the coder never used are left out: she may have worked
    with a part of the codebook only, and they say nothing about agreement with her.
    """
    coded = list(codings)
    used = {coding.code for coding in coded}
    suggested = [s for s in suggestions if s.code in used]
    by_place: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in coded:
        by_place[coding.transcript, coding.code].append(coding)
    suggestions_met = 0
    met: set[str] = set()
    for suggestion in suggested:
        here = [
            coding.id
            for coding in by_place[suggestion.transcript, suggestion.code]
            if coding.segment.overlaps(suggestion.segment)
        ]
        suggestions_met += bool(here)
        met.update(here)
    return Comparison(
        suggestions=len(suggested),
        suggestions_met=suggestions_met,
        codings=len(coded),
        codings_met=len(met),
    )
