"""Why something is suggested, in sentences that need no knowledge of rules.

German for codebooks in German, English otherwise. Words of the passage stand in single
quotation marks, what was looked for stands in brackets as the rule writes it, a concept
by its name in `‹›`, a part of a word between `…`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal

from kodierung.matching.language.data import fold
from kodierung.matching.reading.index import TurnIndex
from kodierung.matching.rules.compiled import Match
from kodierung.matching.rules.terms import Hit
from kodierung.model import Rule

Effect = Literal[
    "negated",
    "lacking",
    "spoiled",
    "affirmed",
    "keep",
    "ironic",
    "wish",
    "wish against",
    "reported",
]

_LONGEST_SOUGHT = 80
_OTHERS_NAMED = 3
_CONCEPT = re.compile(r"<\s*([^<>]+?)\s*>")
_PART = re.compile(r"~(\S+)")


@dataclass(frozen=True, slots=True)
class Wording:
    """The phrases of one language; `{…}` is filled in.

    Where there are two, the first is for one word or rule, the second for several.
    """

    quote: str
    conjunction: str
    together: str
    sought: str
    negated: str
    word: str
    phrase: str
    units: Mapping[str, str]
    words_apart: str
    compound: str
    patterns: Mapping[str, str]
    effects: Mapping[Effect, tuple[str, str]]
    also: tuple[str, str]
    more: tuple[str, str]


GERMAN = Wording(
    quote="‚{}‘",
    conjunction=" und ",
    together=" zusammen mit ",
    sought=" (gesucht: {})",
    negated=" (verneint)",
    word="Das Wort {} kommt vor{sought}.",
    phrase="Die Wortfolge {} kommt vor{sought}.",
    units={
        "clause": "{} stehen im selben Teilsatz{sought}.",
        "sentence": "{} stehen im selben Satz{sought}.",
        "turn": "{} stehen im selben Redebeitrag{sought}.",
    },
    words_apart="{} stehen innerhalb von {number} Wörtern{sought}.",
    compound="{} enthält {part}{sought}.",
    patterns={
        "regex": "{} entspricht dem gesuchten Textmuster.",
        "tokens": "{} entspricht dem gesuchten Wortmuster.",
        "dependency": "{} hängen so voneinander ab wie gesucht.",
    },
    effects={
        "negated": ("Der Satz verneint das ({}), daher der gegenteilige Faktor.",) * 2,
        "lacking": (
            "Daran fehlt es nach diesem Satz ({}), daher der gegenteilige Faktor.",
        )
        * 2,
        "spoiled": (
            "Der Satz nennt es zu viel oder schlecht ({}), daher der gegenteilige "
            "Faktor.",
        )
        * 2,
        "affirmed": (
            "Die Verneinungen {} heben einander auf, die Aussage ist also bejaht.",
        )
        * 2,
        "keep": (
            "Die Verneinung {} ändert daran nach der Regel nichts.",
            "Die Verneinungen {} ändern daran nach der Regel nichts.",
        ),
        "ironic": (
            "Das ist wohl ironisch gemeint ({}), daher der gegenteilige Faktor.",
        )
        * 2,
        "wish": ("Als Wunsch geäußert ({}).",) * 2,
        "wish against": (
            "Gewünscht wird, dass sich das ändert ({}), daher der gegenteilige Faktor "
            "als Wunsch.",
        )
        * 2,
        "reported": ("Als Aussage anderer wiedergegeben ({}).",) * 2,
    },
    also=("Dafür spricht auch {}.", "Dafür sprechen auch {}."),
    more=("eine weitere Regel", "{number} weitere Regeln"),
)

ENGLISH = Wording(
    quote="“{}”",
    conjunction=" and ",
    together=" together with ",
    sought=" (sought: {})",
    negated=" (negated)",
    word="The word {} occurs{sought}.",
    phrase="The phrase {} occurs{sought}.",
    units={
        "clause": "{} stand in the same clause{sought}.",
        "sentence": "{} stand in the same sentence{sought}.",
        "turn": "{} stand in the same turn{sought}.",
    },
    words_apart="{} stand within {number} words{sought}.",
    compound="{} contains {part}{sought}.",
    patterns={
        "regex": "{} fits the text pattern that was sought.",
        "tokens": "{} fits the word pattern that was sought.",
        "dependency": "{} depend on one another as sought.",
    },
    effects={
        "negated": ("The sentence negates this ({}), hence the opposite factor.",) * 2,
        "lacking": ("The sentence says it is lacking ({}), hence the opposite factor.",)
        * 2,
        "spoiled": (
            "The sentence calls it too much or bad ({}), hence the opposite factor.",
        )
        * 2,
        "affirmed": (
            "The negations {} cancel each other out, so the statement is affirmed.",
        )
        * 2,
        "keep": (
            "By the rule, the negation {} makes no difference.",
            "By the rule, the negations {} make no difference.",
        ),
        "ironic": ("This is probably ironic ({}), hence the opposite factor.",) * 2,
        "wish": ("Said as a wish ({}).",) * 2,
        "wish against": (
            "The wish is that this should change ({}), hence the opposite factor as a "
            "wish.",
        )
        * 2,
        "reported": ("Given as what others say ({}).",) * 2,
    },
    also=("{} speaks for it too.", "{} speak for it too."),
    more=("one more rule", "{number} more rules"),
)


class Explainer:
    """Writes the reasons of suggestions.

    Args:
        language: Language of the codebook.
    """

    def __init__(self, language: str) -> None:
        self._wording = GERMAN if language == "de" else ENGLISH

    def match(self, rule: Rule, match: Match, index: TurnIndex) -> str:
        """Return what was found, as a sentence: the reason's first part."""
        hits = match.hits
        given = {"sought": self._sought(hits, index), "number": rule.within}
        if rule.kind in self._wording.patterns:
            return self._wording.patterns[rule.kind].format(self._words(hits, index))
        if len(hits) > 1:
            unit = self._wording.units.get(str(rule.within), self._wording.words_apart)
            return unit.format(self._words(hits, index), **given)
        return self._one_hit(hits[0], index)

    def effect(
        self,
        effect: Effect,
        cues: Sequence[Sequence[int]],
        index: TurnIndex,
        mark: str = "",
    ) -> str:
        """Return what the words around a match do, as a sentence.

        Args:
            effect: What they do.
            cues: The tokens of each cue.
            index: The turn.
            mark: A further sign, as it stands in the text.
        """
        said = [_cue(cue, index) for cue in cues] + [mark] * bool(mark)
        words = self._listed([self._wording.quote.format(each) for each in said])
        return self._wording.effects[effect][len(said) > 1].format(words)

    def other(self, match: Match, index: TurnIndex, *, turned: bool) -> str:
        """Return a short naming of a match, for the list of further ones.

        Args:
            match: The match.
            index: The turn.
            turned: Whether what it says is turned round.
        """
        first, *others = (self._quoted(hit, index) for hit in match.hits)
        together = [self._listed(others)] if others else []
        words = self._wording.together.join([first, *together])
        return words + (self._wording.negated if turned else "")

    def sentences(self, parts: Sequence[str], others: Iterable[str]) -> str:
        """Return the whole reason.

        Args:
            parts: What `match` and `negation` returned for the strongest rule.
            others: What `other` returned for the further ones.
        """
        distinct = list(dict.fromkeys(others))
        named = distinct[:_OTHERS_NAMED]
        rest = len(distinct) - len(named)
        if rest:
            named.append(self._wording.more[rest > 1].format(number=rest))
        also = [self._also(named)] if named else []
        return " ".join([*parts, *also])

    def _also(self, named: Sequence[str]) -> str:
        return self._wording.also[len(named) > 1].format(self._listed(named))

    def _one_hit(self, hit: Hit, index: TurnIndex) -> str:
        wording = self._wording
        words, sought = self._quoted(hit, index), self._sought((hit,), index)
        if hit.parts and len(hit.tokens) == 1:
            part = wording.quote.format(hit.parts[0])
            own = hit.term == f"~{hit.parts[0]}"
            return wording.compound.format(
                words, part=part, sought="" if own else sought
            )
        pattern = wording.phrase if " " in _said(hit.tokens, index) else wording.word
        return pattern.format(words, sought=sought)

    def _sought(self, hits: Sequence[Hit], index: TurnIndex) -> str:
        """Return what was looked for; nothing where the passage says the same words."""
        told = [hit for hit in hits if hit.term]
        if all(
            fold(hit.term.lstrip("~")) == fold(_said(hit.tokens, index)) for hit in told
        ):
            return ""
        terms = self._listed([_in_words(hit.term) for hit in told])
        short = shorten(terms, _LONGEST_SOUGHT, placeholder=" …")
        return self._wording.sought.format(short)

    def _quoted(self, hit: Hit, index: TurnIndex) -> str:
        return self._wording.quote.format(_said(hit.tokens, index))

    def _words(self, hits: Sequence[Hit], index: TurnIndex) -> str:
        return self._listed([self._quoted(hit, index) for hit in hits])

    def _listed(self, items: Sequence[str]) -> str:
        if len(items) < 2:
            return "".join(items)
        return ", ".join(items[:-1]) + self._wording.conjunction + items[-1]


def _said(tokens: Iterable[int], index: TurnIndex) -> str:
    """Return the words, `…` where others stand between.

    The particle of a separated verb is named with its verb: `rufen … an`.
    """
    named = {*tokens, *(index.particles.get(i, i) for i in tokens)}
    first, *others = sorted(named)
    said, before = index.doc[first].text, first
    for token in others:
        glue = " … " if token - before > 1 else index.doc[before].whitespace_
        said += glue + index.doc[token].text
        before = token
    return " ".join(said.split())


def _cue(cue: Sequence[int], index: TurnIndex) -> str:
    """Return a cue as it stands inside a sentence: `Nicht` as `nicht`."""
    said = _said(cue, index)
    if index.doc[cue[0]].lemma_[:1].islower():
        return said[:1].lower() + said[1:]
    return said


def _in_words(term: str) -> str:
    """Return a term as people read it: `kennen ‹kunde›`."""
    return _PART.sub(r"…\1…", _CONCEPT.sub(r"‹\1›", term))
