"""Whether a match is negated: cues in its clause, counted.

The rules: (1) only the clauses that hold words of the match count; (2) a cue turns its
clause round, an even number of cues turns it back; (3) `ohne` and its like negate only
the few words after them; (4) phrases such as `nicht nur` are blanked first; (5) the
match's own words are no cues: a rule that asks for `nicht kennen` is not negated by its
own `nicht`; (6) in `Ich glaube nicht, dass …` what is believed is negated too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kodierung.matching.index import TurnIndex
from kodierung.matching.language import NegationWords
from kodierung.matching.terms import Hit, Term, TermCompiler, occurrences

_CUE_GAP = 3


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

    def read(self, index: TurnIndex) -> TurnNegation:
        """Return the turn's cues, found once for all its matches."""
        blanked = {
            token for hit in _found(self._harmless, index, 0) for token in hit.tokens
        }
        return TurnNegation(
            index,
            cues=_outside(_found(self._cues, index, _CUE_GAP), blanked),
            before_nouns=_outside(_found(self._before_nouns, index, 0), blanked),
            carried=self._carried(index),
            reach=self._words.reach,
        )

    def _carried(self, index: TurnIndex) -> dict[int, int]:
        """Return which clauses hand their negation to the next one."""
        carrying = {
            index.clauses[hit.tokens[0]] for hit in _found(self._carriers, index, 0)
        }
        first_words: dict[int, str] = {}
        for clause, keys in zip(index.clauses, index.keys, strict=True):
            if keys:
                first_words.setdefault(clause, keys[0])
        return {
            clause: clause + 1
            for clause in carrying
            if first_words.get(clause + 1) in self._words.that
        }


class TurnNegation:
    """The cues of one turn; made by `Negation.read`."""

    def __init__(
        self,
        index: TurnIndex,
        cues: list[Hit],
        before_nouns: list[Hit],
        carried: dict[int, int],
        reach: int,
    ) -> None:
        self._index = index
        self._reach = reach
        self._cues: dict[int, list[Hit]] = {}
        self._before_nouns: dict[int, list[Hit]] = {}
        for cue in cues:
            clause = index.clauses[cue.tokens[0]]
            self._cues.setdefault(clause, []).append(cue)
            if clause in carried:
                self._cues.setdefault(carried[clause], []).append(cue)
        for cue in before_nouns:
            clause = index.clauses[cue.tokens[0]]
            self._before_nouns.setdefault(clause, []).append(cue)

    def of(self, tokens: Collection[int]) -> tuple[Hit, ...]:
        """Return the cues that bear on the matched tokens; an odd number negates."""
        taken = set(tokens)
        bearing: list[Hit] = []
        for cue in self._in_reach(tokens):
            if taken.isdisjoint(cue.tokens):
                taken.update(cue.tokens)
                bearing.append(cue)
        return tuple(sorted(bearing, key=lambda cue: cue.tokens))

    def _in_reach(self, tokens: Collection[int]) -> Iterator[Hit]:
        clauses = sorted(self._index.clauses_of(tokens))
        for clause in clauses:
            yield from self._cues.get(clause, ())
        for clause in clauses:
            for cue in self._before_nouns.get(clause, ()):
                if any(self._right_after(cue, token) for token in tokens):
                    yield cue

    def _right_after(self, cue: Hit, token: int) -> bool:
        last = cue.tokens[-1]
        return token > last and self._index.between(last, token) < self._reach


def _found(terms: Iterable[Term], index: TurnIndex, gap: int) -> list[Hit]:
    return [hit for term in terms for hit in occurrences(term, index, gap)]


def _outside(hits: Iterable[Hit], blanked: Collection[int]) -> list[Hit]:
    """Return the hits that hold no blanked word, longer ones first."""
    kept = [hit for hit in hits if not any(token in blanked for token in hit.tokens)]
    return sorted(kept, key=lambda hit: (-len(hit.tokens), hit.tokens))
