"""What a match means: the rule's code, its twin, or nothing, as it is said.

A negation, a lack, an excess, or irony turns a match round: its code's twin is meant,
if the rule does not say otherwise (`negated:`). Excess and irony turn round only what
promotes; what inhibits stays as bad as it is. A wish speaks for what promotes: it is
kept as a wish, and a wish about something that inhibits (`die sollen aufhören, …`) is
one for its opposite. What is only needed or imagined (`wir brauchen …`, `hätten wir …`)
is a wish when it promotes, and no news when it inhibits. Reported speech changes no
code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kodierung.matching.findings import Finding
from kodierung.matching.polarity.reading import Reading, Tokens, TurnPolarity
from kodierung.matching.reading.index import TurnIndex
from kodierung.matching.reasons import Effect, Explainer
from kodierung.matching.rules.compiled import Match
from kodierung.matching.scores import score
from kodierung.model import Code, Codebook, Modality, Rule


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a match means.

    Attributes:
        code: Code it speaks for; None for none.
        effects: What the words around it do, each with the words.
        turned: Whether it means the opposite of what was found.
        modality: Whether it is stated, wished for or reported.
    """

    code: Code | None
    effects: tuple[tuple[Effect, tuple[Tokens, ...]], ...] = ()
    turned: bool = False
    modality: Modality = "fact"


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
        self, rule: Rule, match: Match, index: TurnIndex, polarity: TurnPolarity
    ) -> Iterator[Finding]:
        """Yield the finding for the rule's code, its twin, or none.

        Args:
            rule: The rule.
            match: Where it was met.
            index: The turn.
            polarity: How things are said in the turn.
        """
        reading = polarity.of(match.tokens)
        meaning = self._said(self._turned(rule, reading), reading)
        if meaning.code is None:
            return
        parts = [self._explainer.match(rule, match, index)]
        for effect, cues in meaning.effects:
            mark = reading.mark if effect == "ironic" else ""
            parts.append(self._explainer.effect(effect, cues, index, mark))
        start, end = _passage(match.tokens, index)
        yield Finding(
            code=meaning.code.id,
            start=start,
            end=end,
            sentences=(
                index.sentences[match.tokens[0]],
                index.sentences[match.tokens[-1]],
            ),
            rule=rule,
            score=score(
                rule, match.hits, turned=meaning.turned, modality=meaning.modality
            ),
            parts=tuple(parts),
            short=self._explainer.other(match, index, turned=meaning.turned),
            modality=meaning.modality,
        )

    def _turned(self, rule: Rule, reading: Reading) -> _Meaning:
        """Return what the match means by what denies, spoils or mocks it."""
        code = self._codebook.codes[rule.code]
        promotes = code.polarity == "promoting"
        spoiling = reading.spoiling if promotes else ()
        cues = tuple(sorted(reading.negating + spoiling))
        if (reading.turns + len(spoiling)) % 2:
            effect: Effect = "lacking" if reading.lacking else "negated"
            return self._opposite(rule, code, "spoiled" if spoiling else effect, cues)
        if promotes and (reading.ironic or reading.mark):
            return self._opposite(rule, code, "ironic", reading.ironic)
        return _Meaning(code, (("affirmed", cues),) if cues else ())

    def _opposite(
        self, rule: Rule, code: Code, effect: Effect, cues: tuple[Tokens, ...]
    ) -> _Meaning:
        if rule.negated == "keep":
            return _Meaning(code, (("keep", cues),) if effect != "ironic" else ())
        if rule.negated == "drop" or code.twin is None:
            return _Meaning(None)
        twin = self._codebook.codes.get(code.twin)
        return _Meaning(twin, ((effect, cues),), turned=True)

    def _said(self, meaning: _Meaning, reading: Reading) -> _Meaning:
        """Return the meaning with what wishes and reports add to it."""
        code = meaning.code
        unreal = () if reading.reported else reading.unreal
        wished = tuple(sorted(reading.wishes + unreal))
        if code is None:
            return meaning
        if wished and code.polarity != "inhibiting":
            return _with(meaning, "wish", wished, "wish")
        if reading.wishes and code.twin and not meaning.turned:
            twin = self._codebook.codes.get(code.twin)
            against = _Meaning(twin, meaning.effects, turned=True)
            return _with(against, "wish against", reading.wishes, "wish")
        if reading.reported:
            return _with(meaning, "reported", reading.reported, "reported")
        return meaning


def _with(
    meaning: _Meaning, effect: Effect, cues: tuple[Tokens, ...], modality: Modality
) -> _Meaning:
    effects = (*meaning.effects, (effect, cues))
    return _Meaning(meaning.code, effects, meaning.turned, modality)


def _passage(tokens: Sequence[int], index: TurnIndex) -> tuple[int, int]:
    """Return the characters of the sentences from the first to the last token."""
    doc = index.doc
    first = index.bounds[index.sentences[tokens[0]]][0]
    last = index.bounds[index.sentences[tokens[-1]]][1] - 1
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    text = index.text[start:end]
    start += len(text) - len(text.lstrip())
    return start, start + len(text.strip())
