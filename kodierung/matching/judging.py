"""What a match means: the rule's code, its twin, or nothing, as it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kodierung.matching.findings import Finding
from kodierung.matching.index import TurnIndex
from kodierung.matching.negation import TurnNegation
from kodierung.matching.reasons import Explainer, NegationEffect
from kodierung.matching.rules import Match
from kodierung.matching.scores import score
from kodierung.model import Code, Codebook, Rule


class Judge:
    """Says what matches mean.

    Args:
        codebook: Knows each code's twin.
        explainer: Writes the reasons.
    """

    def __init__(self, codebook: Codebook, explainer: Explainer) -> None:
        self._codebook = codebook
        self._explainer = explainer

    def findings(
        self, rule: Rule, match: Match, index: TurnIndex, negation: TurnNegation
    ) -> Iterator[Finding]:
        """Yield the finding for the rule's code, its twin, or none.

        Args:
            rule: The rule.
            match: Where it was met.
            index: The turn.
            negation: What negates in the turn.
        """
        cues = negation.of(match.tokens)
        code: Code | None = self._codebook.codes[rule.code]
        effect: NegationEffect | None = "affirmed" if cues else None
        if len(cues) % 2:
            code, effect = self._negated(rule)
        if code is None:
            return
        parts = [self._explainer.match(rule, match, index)]
        if effect:
            parts.append(self._explainer.negation(effect, cues, index))
        start, end = _passage(match.tokens, index)
        yield Finding(
            code=code.id,
            start=start,
            end=end,
            rule=rule,
            score=score(rule, match.hits, twin=effect == "twin"),
            parts=tuple(parts),
            short=self._explainer.other(match, index, effect),
        )

    def _negated(self, rule: Rule) -> tuple[Code | None, NegationEffect | None]:
        code = self._codebook.codes[rule.code]
        if rule.negated == "keep":
            return code, "keep"
        if rule.negated == "drop" or code.twin is None:
            return None, None
        return self._codebook.codes.get(code.twin), "twin"


def _passage(tokens: Sequence[int], index: TurnIndex) -> tuple[int, int]:
    """Return the characters of the sentences from the first to the last token."""
    doc = index.doc
    first = index.bounds[index.sentences[tokens[0]]][0]
    last = index.bounds[index.sentences[tokens[-1]]][1] - 1
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    text = index.text[start:end]
    start += len(text) - len(text.lstrip())
    return start, start + len(text.strip())
