"""Which rules can match in which sentences, told from the words' letters alone.

What a word can fill of what rules ask for is worked out once per word, as bits (see
`needs`); a sentence's mask is what its words can fill together. A rule can match only
where the bits it needs are all there, their words in order and near: few rules, and few
sentences. Only those are read in full.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial, reduce
from itertools import accumulate
from operator import or_
from typing import NamedTuple

from spacy.tokens import Doc

from kodierung.matching.language.words import PerWord, Words
from kodierung.matching.reading.pipeline import KINDS
from kodierung.matching.rules.anchors import Anchors
from kodierung.matching.rules.compiled import CompiledRule
from kodierung.matching.rules.needs import Bits, Entry, Placed, ways_of


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
        bits = Bits()
        ways = [ways_of(rule, bits) for rule in rules]
        self._counted = _Counted(words, uncounted)
        self._forbidding = [bool(rule.forbidden) for rule in rules]
        self._within = [_words_within(rule) for rule in rules]
        self._wide = frozenset(n for n, rule in enumerate(rules) if _is_wide(rule))
        # Rules for different people may have the same pattern.
        self._patterns: dict[str, list[int]] = {}
        for number, rule in enumerate(rules):
            if not rule.terms:
                regex = rule.rule.terms[0] if rule.rule.kind == "regex" else ""
                self._patterns.setdefault(regex, []).append(number)
        self._masks = _Masks(words, bits, keys_of)
        self._openings = _Masks(words, bits, opening_keys_of)
        apart = {n: rules[n] for n in sorted(self._wide) if rules[n].joint}
        inside = {n: rule for n, rule in enumerate(rules) if n not in apart}
        self._inside = Anchors(inside, ways, bits)
        self._apart = Anchors(apart, ways, bits)

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
        everywhere = range(len(sentences))
        for regex, rules in self._patterns.items():
            if not regex:
                yield from (Candidate(number, everywhere) for number in rules)
                continue
            found = set(_sentences_with(regex, doc, text, sentences))
            for number in rules if found else ():
                if number in self._wide:
                    yield Candidate(number, everywhere)
                else:
                    yield from (Candidate(number, range(n, n + 1)) for n in found)

    def _of_terms(self, doc: Doc, sentences: Sequence[range]) -> Iterator[Candidate]:
        masks = self._masks.of(doc)
        if self._lemmas:
            masks = list(map(or_, masks, self._masks.of(doc, "LEMMA")))
        before = self._words_before(doc)
        firsts = [*(before[sentence.start] for sentence in sentences), before[-1]]
        filled: list[int] = []
        for number, sentence in enumerate(sentences):
            self._open(doc, sentence, masks)
            mask = 0
            for word in filter(None, masks[sentence.start : sentence.stop]):
                mask |= word
            filled.append(mask)
            placing = partial(_placed, sentence, masks, before)
            for rule in {entry.rule for entry in self._inside.met(mask, placing)}:
                yield Candidate(rule, self._around(rule, number, firsts))
        for entry in self._apart.met(reduce(or_, filled, 0)):
            bit = 1 << entry.anchor
            there = [
                each for each, mask in zip(sentences, filled, strict=True) if mask & bit
            ]
            for window in self._windows(entry, there, masks, before, firsts):
                yield Candidate(entry.rule, window)

    def _words_before(self, doc: Doc) -> list[int]:
        """Return how many words stand before every token at least, and how many in all.

        The particle of a verb is no word of its own.
        """
        counted = self._counted.of(doc)
        for i, kind in enumerate(doc.user_data[KINDS]):
            if kind:
                counted[i] = 0
        return list(accumulate(counted, initial=0))

    def _around(self, rule: int, number: int, firsts: Sequence[int]) -> range:
        """Return the sentences that decide on a match in one of them."""
        if rule not in self._wide:
            return range(number, number + 1)
        within, last = self._within[rule], len(firsts) - 1
        if within is None:
            return range(last)
        start = bisect_left(firsts, firsts[number] - within) - 1
        end = bisect_right(firsts, firsts[number + 1] + within)
        return range(max(start, 0), min(end, last))

    def _windows(
        self,
        entry: Entry,
        sentences: Iterable[range],
        masks: Sequence[int],
        before: Sequence[int],
        firsts: Sequence[int],
    ) -> Iterator[range]:
        """Yield the sentences within which a rule's words may lie near enough.

        Args:
            entry: The rule.
            sentences: Those that hold its anchor.
            masks: What every word can fill.
            before: How many words stand before every word.
            firsts: How many stand before every sentence, and in all.
        """
        within, last = self._within[entry.rule], len(firsts) - 1
        if within is None:
            yield range(last)
            return
        # What forbids the match may stand as far from it on either side.
        reach = 2 * within if self._forbidding[entry.rule] else within
        bit = 1 << entry.anchor
        for i in (i for each in sentences for i in each if masks[i] & bit):
            start = bisect_left(before, before[i] - within + 1)
            near = masks[start : bisect_left(before, before[i] + within, i)]
            held = reduce(or_, near)
            if entry.mask & held == entry.mask and entry.fits(held, None):
                start = bisect_left(firsts, before[i] - reach) - 1
                end = bisect_right(firsts, before[i] + reach)
                yield range(max(start, 0), min(end, last))

    def _open(self, doc: Doc, sentence: range, masks: list[int]) -> None:
        """Add what the first word of a sentence can be besides."""
        kinds = doc.user_data[KINDS]
        for i in sentence:
            orth = doc[i].orth
            if self._words[orth].spoken and not kinds[i]:
                masks[i] |= self._openings[orth]
                return


class _Counted(PerWord[int]):
    """Whether a word is one in any case: 1, or else 0."""

    def __init__(self, words: Words, uncounted: Collection[str]) -> None:
        super().__init__()
        self._words = words
        self._uncounted = uncounted

    def look(self, orth: int) -> int:
        """Return it for a word that has not been asked for."""
        word = self._words[orth]
        return int(word.spoken and not word.kind and word.text not in self._uncounted)


class _Masks(PerWord[int]):
    """Which slots a word can fill, by the word's number."""

    def __init__(
        self,
        words: Words,
        bits: Bits,
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


def _placed(
    sentence: range, masks: Sequence[int], before: Sequence[int]
) -> list[Placed]:
    """Return the words of a sentence that can fill anything."""
    return [Placed(before[i], masks[i]) for i in sentence if masks[i]]


def _sentences_with(
    regex: str, doc: Doc, text: str, sentences: Sequence[range]
) -> Iterator[int]:
    """Yield the numbers of the sentences in which a pattern begins to fit."""
    for found in re.finditer(regex, text):
        span = doc.char_span(*found.span(), alignment_mode="expand")
        if span is not None:
            at = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
            yield max(at, 0)


def _is_wide(rule: CompiledRule) -> bool:
    """Tell whether words of several sentences decide on a match."""
    within = rule.rule.within
    several = (rule.joint and len(rule.terms) > 1) or rule.forbidden or not rule.terms
    return bool(several) and within not in ("clause", "sentence")


def _words_within(rule: CompiledRule) -> int | None:
    """Return how many words a rule looks at together; None for the whole turn."""
    within = rule.rule.within
    return max(within, 1) if isinstance(within, int) and rule.terms else None
