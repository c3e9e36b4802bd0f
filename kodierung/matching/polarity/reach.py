"""How far a cue bears: the one place where its scope is decided.

From the scopes of the sentence (see `sentence`), on a pipeline without a parser:

1. A negating word bears on its scope. Behind `und` it bears on what follows it, and the
   one before `und` on what stands before: `kein Geld und kein Vertrauen` negates each.
2. `ein nicht gut vorbereiteter Kurs`: between article and noun it bears on the noun.
3. `mangelndes Vertrauen`, `zu wenig Zeit`: before a noun it bears on what follows, up
   to the next verb.
4. `ohne` bears on the few words after it, up to a verb; with an infinitive (`ohne die
   Leute zu fragen`) up to that; in `Ohne Vertrauen geht nichts` up to the verb, so that
   the two negations affirm what stands between.
5. `Ich glaube nicht, dass …`, `Die schaffen es nicht, … zu …`: what is believed or not
   achieved is negated too; so is `Dass …, kann man nicht sagen`.
6. `nicht A, sondern B` says B: a match that reaches into B is not negated.
7. A wish bears on its scope and on the `dass`, `wenn` or bare words beside it; what
   people say on the clause beside it; an irony mark on the sentence.

A pipeline with a parser can give another `Reach`; the rest of the package stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from kodierung.matching.language.data import PolarityWords
from kodierung.matching.polarity.cues import Cue
from kodierung.matching.polarity.sentence import Sentence, Span

_MOST_BESIDE_JOINT = 2
_ATTRIBUTES = 3
_FINITE: Final = ("finite", "infinitive", "either")
# vorbereiteten, geschriebene: like an adjective before its noun.
_PARTICIPLE: Final = re.compile(r"(?:t|en)e[rnms]?$")
_ENDINGS: Final = ("e", "en", "er", "es", "em")


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a cue bears on.

    Attributes:
        cue: The cue.
        spans: The places it bears on, half-open.
        unless: Places that free a match from the cue when it reaches into them.
        chain: Cues of one chain (`kein Geld und keine Zeit`) turn round only once.
    """

    cue: Cue
    spans: tuple[Span, ...]
    unless: tuple[Span, ...] = ()
    chain: int = 0

    def on(self, places: Collection[int]) -> bool:
        """Tell whether the cue bears on a match at these places."""
        return _touches(places, self.spans) and not _touches(places, self.unless)


class Reach(Protocol):
    """Decides how far cues bear."""

    def bearings(self, cues: Sequence[Cue], sentence: Sentence) -> list[Bearing]:
        """Return what each cue of a sentence bears on."""
        ...


class ClauseReach:
    """Decides it from clauses.

    Args:
        words: The language's words of polarity.
    """

    def __init__(self, words: PolarityWords) -> None:
        self._words = words

    def bearings(self, cues: Sequence[Cue], sentence: Sentence) -> list[Bearing]:
        """Return what each cue of a sentence bears on, harmless ones left out."""
        spans = {
            "before": self._before,
            "onward": self._onward,
            "wishes": self._wish,
            "needs": self._wish,
            "unreal": self._own_scope,
            "reported": self._reported,
            "saying": self._said,
            "ironic": self._everything,
        }
        found = [
            Bearing(
                cue,
                spans.get(cue.kind, self._turned)(cue, sentence),
                self._contrast(cue, sentence),
                number,
            )
            for number, cue in enumerate(cues)
            if cue.kind != "harmless"
        ]
        found = self._shielded(_without_freed(found), sentence)
        return self._chained(found, sentence)

    def _turned(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:
        if spans := self._attributive(cue, sentence):
            return spans
        return (*self._own_scope(cue, sentence), *self._carried(cue, sentence))

    def _own_scope(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:
        return tuple(sentence.spans[sentence.scopes[cue.places[-1]]])

    def _reported(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:
        last = cue.places[-1]
        noun = last + 1 < len(sentence.tokens) and sentence.is_noun(last + 1)
        article = sentence.says(last + 1, self._words.articles)
        if sentence.says(last, self._words.sources) and not (noun or article):
            return ()
        return self._own_scope(cue, sentence)

    def _everything(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:  # noqa: ARG002
        return ((0, len(sentence.tokens)),)

    def _onward(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:
        """Return what follows up to a verb, or the next scope if nothing does."""
        after = cue.places[-1] + 1
        end = sentence.end(cue.places[-1])
        if after == end:
            return sentence.scope_at(after)
        return ((after, self._next_verb(after, sentence)),)

    def _before(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:
        after = cue.places[-1] + 1
        end = sentence.end(cue.places[-1])
        if after == end:
            return self._onward(cue, sentence)
        infinitive = next((at for at in range(after, end) if sentence.has_zu(at)), None)
        if infinitive is not None:
            return ((after, infinitive + 1),)
        verb = self._next_verb(after, sentence)
        works = any(sentence.says(at, self._words.working) for at in range(end))
        reach = end if works else after + self._words.reach
        return ((after, min(verb, reach)),)

    def _attributive(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:
        """Return the words a cue bears on that belongs to a noun, if it does."""
        first, last = cue.places[0], cue.places[-1]
        noun = self._noun_after(last, sentence)
        if not noun:
            return ()
        if cue.kind == "negating":
            article = first > 0 and sentence.says(first - 1, self._words.articles)
            attribute = noun > last + 1 and sentence.texts[noun - 1].endswith(_ENDINGS)
            return ((first, noun + 1),) if article and attribute else ()
        if cue.kind == "spoiling" and not cue.inflected and noun == last + 2:
            # `schlecht vorbereitete Kurse`: it belongs to the adjective.
            return ((last, noun),)
        quantity = sentence.says(last, self._words.quantities)
        if not (cue.inflected or quantity):
            return ()
        verb = self._next_verb(last + 1, sentence)
        # `Zu wenige Träger kennen …`: said of few, it is denied of the rest.
        several = quantity and cue.inflected and verb == noun + 1
        return () if several else ((last + 1, verb), *self._purpose(first, sentence))

    def _purpose(self, place: int, sentence: Sentence) -> tuple[Span, ...]:
        """Return what it is that something is too little for: `für Gespräche`."""
        return tuple(
            (at, self._next_verb(at, sentence))
            for at in range(sentence.piece(place)[0], place)
            if sentence.says(at, self._words.purposes)
        )

    def _noun_after(self, place: int, sentence: Sentence) -> int:
        """Return the noun that a word belongs to with its adjectives, or 0."""
        end = min(place + 2 + _ATTRIBUTES, sentence.end(place))
        for at in range(place + 1, end):
            if sentence.is_noun(at):
                return at
            if sentence.keys[at][0] in self._words.no_attributes:
                return 0
            attribute = sentence.is_noun(at + 1) and _PARTICIPLE.search(
                sentence.texts[at]
            )
            if sentence.verbs[at] in ("finite", "infinitive") and not attribute:
                return 0
        return 0

    def _next_verb(self, place: int, sentence: Sentence) -> int:
        """Return where the next verb or comparison stands, or the end of the scope."""
        end = sentence.end(place)
        for at in range(place, end):
            if sentence.says(at, self._words.comparing):
                return at
            if sentence.verbs[at] in _FINITE and not sentence.is_noun(at):
                return at
        return end

    def _carried(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:
        """Return the clauses that a negation beside them belongs to."""
        words = self._words
        spans = self._own_scope(cue, sentence)
        first, after = sentence.piece(cue.places[-1])[0], spans[-1][1]
        said = [at for span in spans for at in range(*span)]
        if any(sentence.says(at, words.not_carrying) for at in said):
            return ()
        carries = len(said) == len(cue.places) or any(
            sentence.says(at, words.carriers) for at in said
        )
        found: tuple[Span, ...] = ()
        if carries and first and sentence.starts_with(first - 1, words.that):
            found = sentence.scope_at(first - 1)
        if after < len(sentence.tokens) and self._belongs(
            cue, after, carries, sentence
        ):
            found += sentence.scope_at(after)
        return found

    def _belongs(self, cue: Cue, after: int, carries: bool, sentence: Sentence) -> bool:
        """Tell whether the negation goes on in the clause that begins at a place."""
        words = self._words
        if sentence.says(after, words.that):
            return carries
        if sentence.says(after, words.second_halves):
            return sentence.says(cue.places[0], words.first_halves)
        if self._is_cleft(cue, after, sentence) or self._of_nobody(
            cue, after, sentence
        ):
            return True
        here = range(after, sentence.end(after))
        zu = [at for at in here if sentence.has_zu(at)]
        finite = any(sentence.verbs[at] == "finite" and at not in zu for at in here)
        own = sentence.says(after, words.own_infinitives)
        return bool(zu) and not finite and not own

    def _of_nobody(self, cue: Cue, after: int, sentence: Sentence) -> bool:
        """Tell whether it is `niemand, der …`, with the verb at the end."""
        words = self._words
        last = cue.places[-1]
        if not sentence.says(last, words.nobody) or sentence.end(last) != after:
            return False
        if not sentence.says(after, words.relatives) or any(sentence.verbs[last:after]):
            return False
        end = sentence.end(after)
        return bool(sentence.verbs[end - 1]) and (
            end == after + 2 or sentence.verbs[after + 1] not in _FINITE
        )

    def _is_cleft(self, cue: Cue, after: int, sentence: Sentence) -> bool:
        """Tell whether it is `Was fehlt, ist …`."""
        words = self._words
        first = sentence.starts_with(cue.places[0], words.clefts)
        return first and sentence.says(after, words.copulas)

    def _contrast(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:
        """Return what is said instead: `nicht A, sondern B`, `weniger A als B`."""
        last = cue.places[-1]
        after = sentence.end(last)
        if cue.kind == "lacking" and cue.inflected:
            for at in range(last + 1, after):
                if sentence.says(at, self._words.comparing):
                    return ((at, after),)
        if after < len(sentence.tokens) and sentence.says(after, self._words.contrasts):
            return sentence.scope_at(after)
        return ()

    def _wish(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:
        spans = self._own_scope(cue, sentence)
        words = self._words
        first, after = spans[0][0], spans[-1][1]
        if first and sentence.starts_with(first - 1, words.conditions):
            spans += sentence.scope_at(first - 1)
        while after < len(sentence.tokens) and self._wished(cue, after, sentence):
            spans += sentence.scope_at(after)
            after = sentence.end(after)
        return spans

    def _wished(self, cue: Cue, after: int, sentence: Sentence) -> bool:
        """Tell whether a wish goes on in the clause that begins at a place."""
        words = self._words
        here = range(after, sentence.end(after))
        joined = sentence.is_joint(after) and sentence.says(after + 1, words.conditions)
        return (
            sentence.says(after, words.subordinators)
            or joined
            or self._is_cleft(cue, after, sentence)
            or any(sentence.has_zu(at) for at in here)
            or not (sentence.is_joint(after) or any(sentence.verbs[at] for at in here))
        )

    def _said(self, cue: Cue, sentence: Sentence) -> tuple[Span, ...]:
        """Return what is said beside `Der Chef sagt`, unless the speakers say it."""
        words = self._words
        spans = self._own_scope(cue, sentence)
        first, after = spans[0][0], spans[-1][1]
        said = (sentence.keys[at][0] for span in spans for at in range(*span))
        if not words.own_voices.isdisjoint(said) or self._is_aside(cue, sentence):
            return ()
        if first and cue.places[0] == first:
            before = sentence.piece(first - 1)
            told = any(verb in _FINITE for verb in sentence.verbs[slice(*before)])
            zu = any(sentence.has_zu(at) for at in range(*before))
            return (before,) if told and not zu else ()
        return sentence.scope_at(after) if after < len(sentence.tokens) else ()

    def _is_aside(self, cue: Cue, sentence: Sentence) -> bool:
        """Tell whether nobody says it: `ehrlich gesagt`, with no `haben`."""
        last = cue.places[-1]
        here = (at for span in self._own_scope(cue, sentence) for at in range(*span))
        return sentence.verbs[last] == "participle" and not any(
            sentence.says(at, self._words.telling) for at in here
        )

    def _shielded(self, found: list[Bearing], sentence: Sentence) -> list[Bearing]:
        """Keep denials out of a lack that is given as a reason: `wegen fehlender …`."""
        shields = tuple(
            span
            for bearing in found
            if bearing.cue.kind in ("lacking", "onward")
            and self._is_reason(bearing.cue.places[0], sentence)
            for span in bearing.spans
            if span[0] > bearing.cue.places[0]
        )
        if not shields:
            return found
        return [
            replace(bearing, unless=bearing.unless + shields)
            if bearing.cue.kind == "negating"
            else bearing
            for bearing in found
        ]

    def _is_reason(self, place: int, sentence: Sentence) -> bool:
        before = range(max(place - 2, sentence.piece(place)[0]), place)
        return any(sentence.says(at, self._words.reasons) for at in before)

    def _chained(self, found: list[Bearing], sentence: Sentence) -> list[Bearing]:
        """Return the bearings with those behind `und` joined to the ones before."""
        chained: list[Bearing] = []
        last: dict[int, int] = {}
        for bearing in found:
            if bearing.cue.kind in ("negating", "lacking"):
                scope = sentence.scopes[bearing.cue.places[0]]
                joint = self._joint_before(bearing.cue, sentence)
                before = last.get(scope)
                if joint is not None:
                    bearing = self._behind(joint, bearing, before, chained)
                elif before is not None and _apart(chained[before], bearing, sentence):
                    bearing = replace(bearing, chain=chained[before].chain)
                last[scope] = len(chained)
            chained.append(bearing)
        return chained

    def _behind(
        self, joint: int, bearing: Bearing, before: int | None, chained: list[Bearing]
    ) -> Bearing:
        """Let a cue bear only on what follows it, the one before only on the rest."""
        start = bearing.cue.places[0]
        spans = tuple((max(a, start), b) for a, b in bearing.spans if b > start)
        if before is None:
            return replace(bearing, spans=spans)
        earlier = chained[before]
        kept = tuple((a, min(b, joint)) for a, b in earlier.spans if a < joint)
        chained[before] = replace(earlier, spans=kept)
        return replace(bearing, spans=spans, chain=earlier.chain)

    def _joint_before(self, cue: Cue, sentence: Sentence) -> int | None:
        first = cue.places[0]
        scope = sentence.scopes[first]
        for at in range(first - 1, max(first - 2 - _MOST_BESIDE_JOINT, -1), -1):
            if sentence.scopes[at] != scope:
                return None
            if sentence.says(at, self._words.joints):
                return at
            if not sentence.says(at, self._words.beside_joints):
                return None
        return None


def _apart(one: Bearing, other: Bearing, sentence: Sentence) -> bool:
    """Tell whether a cue says again what one before a comma said: `nie, gar nie`."""
    return sentence.clause(one.cue.places[-1]) != sentence.clause(other.cue.places[0])


def _without_freed(found: list[Bearing]) -> list[Bearing]:
    """Return the bearings without the bad that is itself denied: `statt schlecht`."""
    freeing = [bearing for bearing in found if bearing.cue.kind == "before"]
    return [
        bearing
        for bearing in found
        if bearing.cue.kind != "spoiling"
        or not any(before.on(bearing.cue.places) for before in freeing)
    ]


def _touches(places: Collection[int], spans: Sequence[Span]) -> bool:
    return any(start <= place < end for start, end in spans for place in places)
