"""Why something is suggested, in a sentence that needs no knowledge of rules.

German for codebooks in German, English otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kodierung.matching.index import TurnIndex
from kodierung.matching.rules import Match
from kodierung.matching.terms import Hit
from kodierung.model import Rule

NegationEffect = Literal["twin", "affirmed", "keep"]

_LONGEST_RULE = 80
_OTHERS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """The phrases of one language; `{…}` is filled in."""

    quote: str
    conjunction: str
    rule: str
    word: str
    phrase: str
    units: Mapping[str, str]
    words_apart: str
    compound: str
    pattern: str
    effects: Mapping[NegationEffect, str]
    also: str
    more: str


GERMAN = Wording(
    quote="‚{}‘",
    conjunction=" und ",
    rule=" (Regel: {})",
    word="Das Wort {} kommt vor",
    phrase="{} im selben Satz",
    units={
        "clause": "{} im selben Teilsatz",
        "sentence": "{} im selben Satz",
        "turn": "{} im selben Redebeitrag",
    },
    words_apart="{} innerhalb von {number} Wörtern",
    compound="{} enthält das Gesuchte als Teil eines zusammengesetzten Wortes",
    pattern="{} entspricht dem gesuchten Muster",
    effects={
        "twin": "verneint durch {}, daher der Gegenfaktor",
        "affirmed": "doppelt verneint durch {}, daher bejaht",
        "keep": "verneint durch {}, was nach dieser Regel nichts ändert",
    },
    also="dafür spricht auch {}",
    more="Weiteres ({number})",
)

ENGLISH = Wording(
    quote="“{}”",
    conjunction=" and ",
    rule=" (rule: {})",
    word="The word {} occurs",
    phrase="{} in the same sentence",
    units={
        "clause": "{} in the same clause",
        "sentence": "{} in the same sentence",
        "turn": "{} in the same turn",
    },
    words_apart="{} within {number} words",
    compound="{} holds what is looked for as part of a compound",
    pattern="{} fits the pattern looked for",
    effects={
        "twin": "negated by {}, hence the opposite factor",
        "affirmed": "negated twice by {}, hence affirmed",
        "keep": "negated by {}, which by this rule changes nothing",
    },
    also="{} speaks for it too",
    more="more ({number})",
)


class Explainer:
    """Writes the reasons of suggestions.

    Args:
        language: Language of the codebook.
    """

    def __init__(self, language: str) -> None:
        self._wording = GERMAN if language == "de" else ENGLISH

    def match(self, rule: Rule, match: Match, index: TurnIndex) -> str:
        """Return what was found, by which rule: the reason's first part."""
        words = self._words(match.hits, index)
        if isinstance(rule.within, int):
            found = self._pattern(rule, match).format(words, number=rule.within)
        else:
            found = self._pattern(rule, match).format(words)
        return found + self._wording.rule.format(_as_written(rule))

    def negation(
        self, effect: NegationEffect, cues: Sequence[Hit], index: TurnIndex
    ) -> str:
        """Return what the negating words do: the reason's second part."""
        return self._wording.effects[effect].format(self._words(cues, index))

    def other(self, rule: Rule, match: Match, index: TurnIndex) -> str:
        """Return a short naming of a match, for the list of further ones."""
        words = self._words(match.hits, index)
        return words + self._wording.rule.format(_as_written(rule))

    def sentence(self, parts: Sequence[str], others: Sequence[str]) -> str:
        """Return the whole reason.

        Args:
            parts: What `match` and `negation` returned for the strongest rule.
            others: What `other` returned for the further ones.
        """
        named = list(others[:_OTHERS_NAMED])
        if len(others) > _OTHERS_NAMED:
            rest = len(others) - _OTHERS_NAMED
            named.append(self._wording.more.format(number=rest))
        also = [self._wording.also.format(self._listed(named))] if named else []
        return "; ".join([*parts, *also]) + "."

    def _pattern(self, rule: Rule, match: Match) -> str:
        wording = self._wording
        if rule.kind in ("regex", "tokens"):
            return wording.pattern
        if rule.kind == "all":
            if isinstance(rule.within, int):
                return wording.words_apart
            return wording.units[rule.within]
        if any(hit.compound for hit in match.hits):
            return wording.compound
        return wording.phrase if len(match.tokens) > 1 else wording.word

    def _words(self, hits: Sequence[Hit], index: TurnIndex) -> str:
        return self._listed([self._wording.quote.format(_said(h, index)) for h in hits])

    def _listed(self, items: Sequence[str]) -> str:
        if len(items) < 2:
            return "".join(items)
        return ", ".join(items[:-1]) + self._wording.conjunction + items[-1]


def _said(hit: Hit, index: TurnIndex) -> str:
    """Return the matched words, `…` where others stand between."""
    said = index.doc[hit.tokens[0]].text
    for before, token in zip(hit.tokens, hit.tokens[1:], strict=False):
        glue = " … " if token - before > 1 else index.doc[before].whitespace_
        said += glue + index.doc[token].text
    return " ".join(said.split())


def _as_written(rule: Rule) -> str:
    written = " ".join((rule.source or ", ".join(rule.terms) or rule.id).split())
    if len(written) <= _LONGEST_RULE:
        return written
    return written[: _LONGEST_RULE - 1].rstrip() + "…"
