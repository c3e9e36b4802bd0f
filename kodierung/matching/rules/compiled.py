"""Rules made ready to run: what each kind asks of a turn.

`any` and `part` match once per term found, `phrase` once per occurrence, `all` once per
unit that holds every term, a pattern once per passage it fits. With `within: N` the
whole match lies within N words.
`none` forbids terms in the match's unit: its clause(s), its sentence(s), the turn, or N
words around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from spacy.matcher import DependencyMatcher, Matcher
from spacy.vocab import Vocab

from kodierung.matching.reading.index import TurnIndex
from kodierung.matching.rules.terms import Hit, Term, TermCompiler, occurrences
from kodierung.model import Rule

_Find: TypeAlias = Callable[[TurnIndex], Iterable["Match"]]

# Spoken sentences may go on for a minute; what they say of one thing is shorter.
_FARTHEST_APART = 30
# How many occurrences of a term on either side of another are tried.
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Match:
    """A rule met in a turn.

    Attributes:
        hits: One per matched term, in the order of the text.
        tokens: All matched tokens, in order.
    """

    hits: tuple[Hit, ...]
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule that can be run on turns.

    Attributes:
        rule: As in the codebook.
        find: Returns the matches before `none` is looked at.
        terms: What it looks for; empty for patterns, which always run.
        forbidden: The terms of `none`.
        question: The terms of `answer_to`.
    """

    rule: Rule
    find: _Find
    terms: tuple[Term, ...] = ()
    forbidden: tuple[Term, ...] = ()
    question: tuple[Term, ...] = ()

    @property
    def joint(self) -> bool:
        """Whether every term must occur in the rule's unit, not just one."""
        return self.rule.kind == "all"

    @property
    def anchors(self) -> frozenset[str] | None:
        """Keys one of which a turn must hold; None if the rule always runs."""
        if not self.terms:
            return None
        anchors = [term.anchors for term in self.terms]
        return min(anchors, key=len) if self.joint else frozenset().union(*anchors)

    def matches(self, index: TurnIndex) -> list[Match]:
        """Return the rule's matches in a turn."""
        found = list(self.find(index))
        if not found or not self.forbidden:
            return found
        against = [
            hit
            for term in self.forbidden
            for hit in _occurrences(term, self.rule, index)
        ]
        return [
            match
            for match in found
            if not any(self._forbids(hit, match, index) for hit in against)
        ]

    def _forbids(self, hit: Hit, match: Match, index: TurnIndex) -> bool:
        within = self.rule.within
        if isinstance(within, int):
            first, last = match.tokens[0], match.tokens[-1]
            return all(
                index.between(token, first) < within
                and index.between(last, token) < within
                for token in hit.tokens
            )
        unit = _unit_of(within, index)
        here = {unit(token) for token in match.tokens}
        return all(unit(token) in here for token in hit.tokens)


def compile_rule(rule: Rule, compiler: TermCompiler, vocab: Vocab) -> CompiledRule:
    """Return the rule made ready to run.

    Args:
        rule: A rule that `support` names no objection to.
        compiler: Compiles its terms.
        vocab: The pipeline's, for the patterns of `tokens` and `dependency`.

    Raises:
        CodebookError: A term cannot be compiled.
        ValueError: A spaCy pattern is not one.
        re.error: A regular expression is not one.
    """
    forbidden = tuple(compiler.compile(term) for term in rule.none)
    question = tuple(compiler.compile(term) for term in rule.answer_to)
    if rule.kind in _PATTERNS:
        find = _PATTERNS[rule.kind](rule, vocab)
        return CompiledRule(rule, find, (), forbidden, question)
    terms = tuple(compiler.compile(_written(term, rule)) for term in rule.terms)
    find = (_all if rule.kind == "all" else _any)(rule, terms)
    return CompiledRule(rule, find, terms, forbidden, question)


def _written(term: str, rule: Rule) -> str:
    if rule.kind != "part" or term.startswith(("~", "<")):
        return term
    return f"~{term}"


def _occurrences(term: Term, rule: Rule, index: TurnIndex) -> list[Hit]:
    return occurrences(term, index, rule.gap, free=rule.order == "free")


def _any(rule: Rule, terms: tuple[Term, ...]) -> _Find:
    def find(index: TurnIndex) -> Iterator[Match]:
        for term in terms:
            for hit in _occurrences(term, rule, index):
                yield from _as_match(hit, rule, index)

    return find


def _all(rule: Rule, terms: tuple[Term, ...]) -> _Find:
    def find(index: TurnIndex) -> list[Match]:
        found = [_occurrences(term, rule, index) for term in terms]
        if not all(found):
            return []
        matches = (
            _around(anchor, others, rule, index)
            for anchors, others in _anchored(found, rule, index)
            for anchor in anchors
        )
        unique = {match.tokens: match for match in matches if match}
        return list(unique.values())

    return find


def _anchored(
    found: list[list[Hit]], rule: Rule, index: TurnIndex
) -> Iterator[tuple[list[Hit], list[list[Hit]]]]:
    """Yield the occurrences to begin with, and those of the other terms.

    In each sentence that is the term that occurs least often there. What stands
    elsewhere in the turn must not matter, since not all of it is read.
    """
    if isinstance(rule.within, int):
        yield found[0], found[1:]
        return
    unit = _unit_of(rule.within, index)
    by_unit: dict[int, list[list[Hit]]] = {}
    for number, hits in enumerate(found):
        for hit in hits:
            here = by_unit.setdefault(unit(hit.tokens[0]), [[] for _ in found])
            here[number].append(hit)
    for here in by_unit.values():
        if all(here):
            first, *others = sorted(here, key=len)
            yield first, others


def _around(
    anchor: Hit, others: list[list[Hit]], rule: Rule, index: TurnIndex
) -> Match | None:
    """Return the anchor with the nearest hit of every other term, or None."""
    chosen = [anchor]
    for hits in others:
        taken = {token for hit in chosen for token in hit.tokens}
        for hit in _nearest(hits, anchor):
            if taken.isdisjoint(hit.tokens) and _together([*chosen, hit], rule, index):
                chosen.append(hit)
                break
        else:
            return None
    if not _together(chosen, rule, index):
        return None
    ordered = tuple(sorted(chosen, key=lambda hit: hit.tokens))
    return Match(ordered, tuple(sorted(t for hit in ordered for t in hit.tokens)))


def _nearest(hits: list[Hit], anchor: Hit) -> list[Hit]:
    """Return the hits around the anchor, the nearest first."""
    at = bisect_left(hits, anchor.tokens, key=lambda hit: hit.tokens)
    around = hits[max(at - _AROUND, 0) : at + _AROUND]
    return sorted(around, key=lambda hit: abs(hit.tokens[0] - anchor.tokens[0]))


def _together(hits: list[Hit], rule: Rule, index: TurnIndex) -> bool:
    tokens = [token for hit in hits for token in hit.tokens]
    reach = index.between(min(tokens), max(tokens)) + 2
    if isinstance(rule.within, int):
        return reach <= max(rule.within, 1)
    if rule.within != "turn" and len(hits) > 1 and reach > _FARTHEST_APART:
        return False
    unit = _unit_of(rule.within, index)
    return len({unit(token) for token in tokens}) == 1


def _unit_of(within: str | int, index: TurnIndex) -> Callable[[int], int]:
    if within == "clause":
        return index.clauses.__getitem__
    if within == "sentence":
        return index.sentences.__getitem__
    return lambda _token: 0


def _regex(rule: Rule, _vocab: Vocab) -> _Find:
    pattern = re.compile(rule.terms[0])

    def find(index: TurnIndex) -> Iterator[Match]:
        for found in pattern.finditer(index.text):
            span = index.doc.char_span(*found.span(), alignment_mode="expand")
            if span is not None and len(span):
                hit = Hit(tuple(range(span.start, span.end)))
                yield from _as_match(hit, rule, index)

    return find


def _tokens(rule: Rule, vocab: Vocab) -> _Find:
    matcher = Matcher(vocab)
    matcher.add(rule.id, [[dict(token) for token in rule.pattern]], greedy="LONGEST")

    def find(index: TurnIndex) -> Iterator[Match]:
        for _, start, end in matcher(index.doc):
            yield from _as_match(Hit(tuple(range(start, end))), rule, index)

    return find


def _dependency(rule: Rule, vocab: Vocab) -> _Find:
    matcher = DependencyMatcher(vocab)
    matcher.add(rule.id, [[dict(token) for token in rule.pattern]])

    def find(index: TurnIndex) -> Iterator[Match]:
        found = {tuple(sorted(tokens)) for _, tokens in matcher(index.doc)}
        for tokens in sorted(found):
            yield from _as_match(Hit(tokens), rule, index)

    return find


_PATTERNS: dict[str, Callable[[Rule, Vocab], _Find]] = {
    "regex": _regex,
    "tokens": _tokens,
    "dependency": _dependency,
}


def _as_match(hit: Hit, rule: Rule, index: TurnIndex) -> Iterator[Match]:
    """Yield the hit as a match if it lies in the unit that the rule asks for."""
    if rule.within == "turn" or _together([hit], rule, index):
        yield Match((hit,), hit.tokens)
