"""Whether a match is negated: cues in its scope, counted.

The rules:

1. Only the scopes (see `clauses`) that hold words of the match count.
2. A cue turns its scope round, an even number of cues turns it back.
3. `ohne` and its like negate only the few words after them.
4. Phrases such as `nicht nur` are blanked first.
5. The match's own words are no cues: a rule that asks for `nicht kennen` is not negated
   by its own `nicht`.
6. In `Ich glaube nicht, dass …` what is believed is negated too.
7. A cue right behind `und` negates only what follows it.
8. In `Ohne Vertrauen geht gar nichts` the two cues affirm what stands between them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kodierung.matching.index import TurnIndex
from kodierung.matching.language import NegationWords
from kodierung.matching.terms import Hit, Term, TermCompiler, occurrences

_CUE_GAP = 3
_MOST_BESIDE_JOINT = 2


@dataclass(frozen=True, slots=True)
class _Cue:
    """A negating word or phrase in a turn.

    Attributes:
        hit: Where it stands.
        end: The token before which its reach ends; None for the reach of its kind.
        other: A cue elsewhere that cancels it.
        forward: Whether it negates only what follows it.
    """

    hit: Hit
    end: int | None = None
    other: Hit | None = None
    forward: bool = False


class Negation:
    """Finds what negates.

    Args:
        words: The language's negation words.
        compiler: Compiles them.
    """

    def __init__(self, words: NegationWords, compiler: TermCompiler) -> None:
        self._words = words
        self._cues = [compiler.compile(cue) for cue in words.cues]
        self._before_nouns = [compiler.compile(cue) for cue in words.before_nouns]
        self._harmless = [compiler.compile(phrase) for phrase in words.harmless]
        self._carriers = [compiler.compile(carrier) for carrier in words.carriers]
        self._working = [compiler.compile(verb) for verb in words.working]

    def read(self, index: TurnIndex) -> TurnNegation:
        """Return the turn's cues, found once for all its matches."""
        blanked = {
            token for hit in _found(self._harmless, index, 0) for token in hit.tokens
        }
        blanked.update(index.particles.values())
        hits = _outside(_found(self._cues, index, _CUE_GAP), blanked)
        before_nouns = _outside(_found(self._before_nouns, index, 0), blanked)
        first_words = _first_words(index) if hits else {}
        return TurnNegation(
            index,
            cues=[_Cue(hit, forward=self._behind_joint(hit, index)) for hit in hits],
            before_nouns=[
                self._before_noun(hit, hits, first_words, index) for hit in before_nouns
            ],
            carried=self._carried(index, first_words) if hits else frozenset(),
            reach=self._words.reach,
        )

    def _carried(self, index: TurnIndex, first_words: dict[int, str]) -> frozenset[int]:
        """Return which scopes hand their negation to the next one."""
        carrying = {
            index.scopes[hit.tokens[0]] for hit in _found(self._carriers, index, 0)
        }
        return frozenset(
            scope
            for scope in carrying
            if first_words.get(scope + 1) in self._words.that
        )

    def _behind_joint(self, hit: Hit, index: TurnIndex) -> bool:
        beside = 0
        for token in range(hit.tokens[0] - 1, -1, -1):
            keys = index.keys[token]
            if not keys:
                continue
            if keys[0] in self._words.joints:
                return True
            beside += 1
            if keys[0] not in self._words.beside_joints or beside > _MOST_BESIDE_JOINT:
                return False
        return False

    def _before_noun(
        self, hit: Hit, cues: list[Hit], first_words: dict[int, str], index: TurnIndex
    ) -> _Cue:
        """Return `ohne` with the `nichts` of `ohne Vertrauen geht nichts`, if any."""
        token = hit.tokens[-1]
        scope = index.scopes[token]
        scopes = {scope}
        if first_words.get(scope + 1) in self._words.resuming:
            scopes.add(scope + 1)
        others = [cue for cue in cues if index.scopes[cue.tokens[0]] in scopes]
        if not others:
            return _Cue(hit)
        for verb in _found(self._working, index, 0):
            if index.scopes[verb.tokens[0]] not in scopes:
                continue
            later = [t for t in (verb.tokens[0], others[0].tokens[0]) if t > token]
            return _Cue(hit, min(later, default=len(index.keys)), others[0])
        return _Cue(hit)


class TurnNegation:
    """The cues of one turn; made by `Negation.read`."""

    def __init__(
        self,
        index: TurnIndex,
        cues: list[_Cue],
        before_nouns: list[_Cue],
        carried: Collection[int],
        reach: int,
    ) -> None:
        self._index = index
        self._reach = reach
        self._cues: dict[int, list[_Cue]] = {}
        self._before_nouns: dict[int, list[_Cue]] = {}
        for cue in cues:
            scope = index.scopes[cue.hit.tokens[0]]
            self._cues.setdefault(scope, []).append(cue)
            if scope in carried:
                self._cues.setdefault(scope + 1, []).append(cue)
        for cue in before_nouns:
            scope = index.scopes[cue.hit.tokens[0]]
            self._before_nouns.setdefault(scope, []).append(cue)

    def of(self, tokens: Collection[int]) -> tuple[Hit, ...]:
        """Return the cues that bear on the matched tokens; an odd number negates."""
        taken = set(tokens)
        bearing: list[Hit] = []
        for hit in self._in_reach(tokens):
            if taken.isdisjoint(hit.tokens):
                taken.update(hit.tokens)
                bearing.append(hit)
        return tuple(sorted(bearing, key=lambda hit: hit.tokens))

    def _in_reach(self, tokens: Collection[int]) -> Iterator[Hit]:
        scopes = sorted(self._index.scopes_of(tokens))
        for scope in scopes:
            for cue in self._cues.get(scope, ()):
                if not cue.forward or max(tokens) > cue.hit.tokens[0]:
                    yield cue.hit
        for scope in scopes:
            for cue in self._before_nouns.get(scope, ()):
                yield from self._right_after(cue, tokens)

    def _right_after(self, cue: _Cue, tokens: Collection[int]) -> Iterator[Hit]:
        last = cue.hit.tokens[-1]
        after = [token for token in tokens if token > last]
        if cue.other and cue.end and any(token < cue.end for token in after):
            yield cue.hit
            yield cue.other
        elif any(self._index.between(last, token) < self._reach for token in after):
            yield cue.hit


def _first_words(index: TurnIndex) -> dict[int, str]:
    """Return the first word of every scope, folded."""
    words: dict[int, str] = {}
    for scope, keys in zip(index.scopes, index.keys, strict=True):
        if keys:
            words.setdefault(scope, keys[0])
    return words


def _found(terms: Iterable[Term], index: TurnIndex, gap: int) -> list[Hit]:
    return [hit for term in terms for hit in occurrences(term, index, gap)]


def _outside(hits: Iterable[Hit], blanked: Collection[int]) -> list[Hit]:
    """Return the hits that hold no blanked word, longer ones first."""
    kept = [hit for hit in hits if not any(token in blanked for token in hit.tokens)]
    return sorted(kept, key=lambda hit: (-len(hit.tokens), hit.tokens))
