"""Which rules can match in which sentences, told from the words' letters alone.

Every slot that a rule asks for (see `terms`) has a bit. A word's mask holds the bits of
the slots it can fill, worked out once per word; a sentence's mask is what its words can
fill together. A rule can match only where the bits it needs are all there: few rules,
and few sentences. Only those are read in full.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import reduce
from itertools import accumulate, chain
from operator import and_, or_
from typing import NamedTuple

from spacy.tokens import Doc

from kodierung.matching.language.words import PerWord, Word, Words
from kodierung.matching.reading.pipeline import KINDS
from kodierung.matching.rules.compiled import CompiledRule
from kodierung.matching.rules.terms import Term

_Slot = frozenset[str]
# Of every group one mask must be there in full.
_Needs = tuple[tuple[int, ...], ...]
_ByBit = dict[int, list[tuple[int, int, _Needs]]]


class Candidate(NamedTuple):
    """A rule that can match.

    Attributes:
        rule: Its number.
        sentences: Numbers of the sentences to read for it.
    """

    rule: int
    sentences: range


class Candidates:
    """Finds the rules that can match in a turn.

    Args:
        rules: The codebook's.
        words: The pipeline's.
        keys_of: Returns every key that a word may have inside a sentence.
        opening_keys_of: Returns those it may have besides as the first word of one.
        uncounted: Words that may belong to another one.
        lemmas: Whether tokens come with a lemma of their own (see `trained`), which is
            a key as well.
    """

    def __init__(
        self,
        rules: Sequence[CompiledRule],
        words: Words,
        keys_of: Callable[[str], Iterable[str]],
        opening_keys_of: Callable[[str], Iterable[str]],
        *,
        uncounted: Collection[str] = (),
        lemmas: bool = False,
    ) -> None:
        self._lemmas = lemmas
        self._words = words
        self._bits: dict[_Slot, int] = {}
        self._needs = [self._needed(rule) for rule in rules]
        self._uncounted = uncounted
        self._within = [_words_within(rule) for rule in rules]
        self._wide = frozenset(n for n, rule in enumerate(rules) if _is_wide(rule))
        self._by_bit: _ByBit = {}
        self._wide_by_bit: _ByBit = {}
        for number, rule in enumerate(rules):
            by_bit = self._wide_by_bit if number in self._wide else self._by_bit
            needs = self._needs[number]
            for slot in _anchors(rule):
                entry = number, _always(needs), needs
                by_bit.setdefault(self._bits[slot], []).append(entry)
        self._anchored = reduce(or_, (1 << bit for bit in self._by_bit), 0)
        self._anchored_wide = reduce(or_, (1 << bit for bit in self._wide_by_bit), 0)
        self._patterns = {
            number: re.compile(rule.rule.terms[0])
            if rule.rule.kind == "regex"
            else None
            for number, rule in enumerate(rules)
            if not rule.terms
        }
        self._masks = _Masks(words, self._bits, keys_of)
        self._openings = _Masks(words, self._bits, opening_keys_of)

    def of(
        self, doc: Doc, text: str, sentences: Sequence[range]
    ) -> Iterator[Candidate]:
        """Yield the rules that can match in a turn, with the sentence.

        Args:
            doc: The turn's tokens.
            text: Its text.
            sentences: Its sentences.
        """
        yield from self._of_patterns(doc, text, sentences)
        yield from self._of_terms(doc, sentences)

    def _of_patterns(
        self, doc: Doc, text: str, sentences: Sequence[range]
    ) -> Iterator[Candidate]:
        for number, pattern in self._patterns.items():
            if pattern is None:
                yield Candidate(number, range(len(sentences)))
                continue
            for found in pattern.finditer(text):
                span = doc.char_span(*found.span(), alignment_mode="expand")
                if span is None:
                    continue
                if number in self._wide:
                    yield Candidate(number, range(len(sentences)))
                    break
                at = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
                yield Candidate(number, range(max(at, 0), max(at, 0) + 1))

    def _of_terms(self, doc: Doc, sentences: Sequence[range]) -> Iterator[Candidate]:
        masks, words = self._masks.of(doc), self._words.of(doc)
        if self._lemmas:
            masks = list(map(or_, masks, self._masks.of(doc, "LEMMA")))
        filled: list[int] = []
        for number, sentence in enumerate(sentences):
            mask = self._opening(doc, words, sentence)
            for word in filter(None, masks[sentence.start : sentence.stop]):
                mask |= word
            filled.append(mask)
            for rule in self._met(mask & self._anchored, mask, self._by_bit):
                yield Candidate(rule, range(number, number + 1))
        whole = reduce(or_, filled, 0)
        met = self._met(whole & self._anchored_wide, whole, self._wide_by_bit)
        if wide := sorted(set(met)):
            before = self._words_before(doc, words, sentences)
            for rule in wide:
                for window in self._windows(rule, filled, before):
                    yield Candidate(rule, window)

    def _words_before(
        self, doc: Doc, words: Sequence[Word], sentences: Sequence[range]
    ) -> list[int]:
        """Return how many words there are at least before every sentence, and in all.

        The particle of a verb is no word of its own.
        """
        kinds = doc.user_data[KINDS]
        counted = accumulate(
            (
                word.spoken and not kind and word.text not in self._uncounted
                for word, kind in zip(words, kinds, strict=True)
            ),
            initial=0,
        )
        before = list(counted)
        return [*(before[sentence.start] for sentence in sentences), before[-1]]

    def _windows(
        self, rule: int, filled: Sequence[int], before: Sequence[int]
    ) -> Iterator[range]:
        """Yield the sentences within which a rule's words may lie near enough.

        Args:
            rule: Its number.
            filled: What the words of each sentence can fill.
            before: How many words there are before each sentence.
        """
        within, last = self._within[rule], len(filled)
        if within is None:
            yield range(last)
            return
        needs = self._needs[rule]
        wanted = reduce(or_, chain.from_iterable(needs))
        for first, mask in enumerate(filled):
            if not mask & wanted:
                continue
            # Between the last word of one sentence and the first of another lie all
            # those of the sentences between them.
            end = bisect_left(before, before[first + 1] + within, first + 1, last)
            if _are_met(needs, reduce(or_, filled[first:end])):
                start = bisect_right(before, before[first] - within, 0, first)
                after = bisect_left(before, before[end] + within, end, last)
                yield range(max(start - 1, 0), after)

    def _opening(self, doc: Doc, words: Sequence[Word], sentence: range) -> int:
        """Return what the first word of a sentence can be besides."""
        kinds = doc.user_data[KINDS]
        for i in sentence:
            if words[i].spoken and not kinds[i]:
                return self._openings[doc[i].orth]
        return 0

    def _met(self, anchors: int, mask: int, by_bit: _ByBit) -> Iterator[int]:
        """Yield the rules whose needs a mask meets, some perhaps twice."""
        while anchors:
            bit = anchors.bit_length() - 1
            anchors ^= 1 << bit
            for rule, always, needs in by_bit[bit]:
                # Calling a function takes longer than asking this of most rules.
                if always & mask == always and _are_met(needs, mask):
                    yield rule

    def _needed(self, rule: CompiledRule) -> _Needs:
        groups = [self._alternatives(term) for term in rule.terms]
        if rule.joint:
            return tuple(tuple(group) for group in groups)
        return (tuple(mask for group in groups for mask in group),)

    def _alternatives(self, term: Term) -> list[int]:
        return list(
            dict.fromkeys(
                reduce(or_, (1 << self._bit(slot) for slot in slots))
                for slots in term.sequences
            )
        )

    def _bit(self, slot: _Slot) -> int:
        return self._bits.setdefault(slot, len(self._bits))


class _Masks(PerWord[int]):
    """Which slots a word can fill, by the word's number."""

    def __init__(
        self,
        words: Words,
        bits: dict[_Slot, int],
        keys_of: Callable[[str], Iterable[str]],
    ) -> None:
        super().__init__()
        self._words = words
        self._keys_of = keys_of
        self._by_key: dict[str, int] = {}
        for slot, bit in bits.items():
            for key in slot:
                self._by_key[key] = self._by_key.get(key, 0) | 1 << bit

    def look(self, orth: int) -> int:
        """Return the mask of a word that has not been asked for."""
        word = self._words[orth]
        if word.kind or not word.spoken:
            return 0
        asked = self._by_key
        return reduce(
            or_, (asked[key] for key in self._keys_of(word.text) if key in asked), 0
        )


def _is_wide(rule: CompiledRule) -> bool:
    """Tell whether words of several sentences decide on a match."""
    within = rule.rule.within
    several = (rule.joint and len(rule.terms) > 1) or rule.forbidden or not rule.terms
    return bool(several) and within not in ("clause", "sentence")


def _words_within(rule: CompiledRule) -> int | None:
    """Return how many words a rule looks at together; None for the whole turn."""
    within = rule.rule.within
    return within if isinstance(within, int) and rule.terms else None


def _anchors(rule: CompiledRule) -> frozenset[_Slot]:
    """Return slots one of which is filled wherever the rule matches, rare ones."""
    if not rule.terms:
        return frozenset()
    anchors = [
        frozenset(max(slots, key=_rarity) for slots in term.sequences)
        for term in rule.terms
    ]
    if rule.joint:
        return max(anchors, key=lambda slots: (min(map(_rarity, slots)), -len(slots)))
    return frozenset().union(*anchors)


def _rarity(slot: _Slot) -> tuple[int, int, list[str]]:
    """Return how seldom a slot is filled, by guess: few long keys are rare."""
    return min(len(key) for key in slot), -len(slot), sorted(slot)


def _always(needs: _Needs) -> int:
    """Return the slots without which needs are never met."""
    return reduce(or_, (reduce(and_, group) for group in needs if group), 0)


def _are_met(needs: _Needs, mask: int) -> bool:
    for group in needs:
        for need in group:
            if need & mask == need:
                break
        else:
            return False
    return True
