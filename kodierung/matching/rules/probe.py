"""A codebook's rules, tried one by one: to tell their author which do not work.

Nothing is suggested here; negation, speakers and questions are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial

from kodierung.errors import CodebookError
from kodierung.matching.language.compounds import CompoundParts
from kodierung.matching.language.data import fold
from kodierung.matching.language.lexicon import Lexicon
from kodierung.matching.language.rule_words import rule_words
from kodierung.matching.reading.index import TurnIndex
from kodierung.matching.reading.pipeline import lexicon_of, shared_pipeline
from kodierung.matching.reading.separable import SeparableVerbs
from kodierung.matching.rules.compiled import CompiledRule, compile_rule
from kodierung.matching.rules.support import unsupported_part
from kodierung.matching.rules.terms import TermCompiler
from kodierung.model import Codebook, Rule

_CONCEPT = re.compile(r"<([^<>]+)>")
_LITERAL = re.compile(r"[^\\.^$*+?{}\[\]|()]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"
# So many common words together are no longer common.
_TELLING = 3
_SHORTEST_WORD = 5
_SHORTEST_PART = 3
_ENDING = 2
# So many words of a concept are tried in its place.
_SAMPLES = 4


class RuleProbe:
    """Tries rules on short texts.

    Args:
        codebook: A checked codebook.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._concepts = codebook.concepts
        self._nlp = shared_pipeline(codebook.language, "")
        self._lexicon = lexicon_of(self._nlp)
        self._words = rule_words(codebook.language)
        self._compiler = TermCompiler(self._nlp, self._lexicon, codebook.concepts)
        compiled = (
            self._compile(rule)
            for code in codebook.codes.values()
            for rule in code.rules
        )
        self._rules = [each for each in compiled if each]
        self._by_anchor: dict[str, list[int]] = {}
        for number, each in enumerate(self._rules):
            anchors = each.anchors
            for key in ("",) if anchors is None else anchors:
                self._by_anchor.setdefault(key, []).append(number)

    def met(self, text: str) -> list[Rule]:
        """Return the rules that find something in a text.

        Args:
            text: What somebody says.
        """
        index = self._index(text)
        numbers = set(self._by_anchor.get("", ()))
        for key in index.positions.keys() & self._by_anchor.keys():
            numbers.update(self._by_anchor[key])
        candidates = (self._rules[number] for number in sorted(numbers))
        return [each.rule for each in candidates if each.matches(index)]

    def dead_terms(self, rule: Rule) -> tuple[str, ...]:
        """Return what a rule looks for and cannot find even where it stands as written.

        Args:
            rule: Any rule; of patterns only a `regex` without signs is tried.

        Returns:
            The terms; of `all` every one, since they must be found together.
        """
        compiled = self._compile(rule)
        if compiled is None:
            return ()
        if rule.kind == "all":
            orders = rule.terms, rule.terms[::-1]
            samples = [sample for order in orders for sample in self._samples(order)]
            return () if self._finds_one(compiled, samples) else rule.terms
        if rule.kind == "regex" and not _LITERAL.fullmatch(rule.terms[0]):
            return ()
        return tuple(
            term
            for term in rule.terms
            if not self._finds_one(compiled, self._samples([term]))
        )

    def shortest(self, rule: Rule) -> int:
        """Return how many words a match of a rule has at least."""
        compiled = self._compile(rule)
        lengths = [
            min(len(slots) for slots in term.sequences)
            for term in (compiled.terms if compiled else ())
        ]
        if not lengths:
            return 1
        return sum(lengths) if rule.kind == "all" else min(lengths)

    def content(self, rule: Rule) -> str:
        """Return what two rules have in common that find the same.

        Weight and negation make no difference to it, nor how the words are inflected.

        Args:
            rule: Any rule.
        """
        patterns = rule.kind in ("regex", "tokens", "dependency")
        sought = rule.terms if patterns else sorted({*map(self._plain, rule.terms)})
        kind = "any" if rule.kind == "phrase" else rule.kind
        narrowed = (rule.within, sorted(rule.none), sorted(rule.answer_to))
        given = (rule.gap, rule.order, sorted(rule.who.items()), rule.pattern)
        return repr((kind, sought, narrowed, given))

    def too_common(self, rule: Rule) -> tuple[str, ...]:
        """Return the terms of a rule that are nothing but the commonest words.

        Args:
            rule: Any rule; of `all` every term must be common.
        """
        if rule.kind in ("regex", "tokens", "dependency"):
            return ()
        common = tuple(term for term in rule.terms if self._is_common(term))
        if rule.kind != "all":
            return common
        return rule.terms if common == rule.terms and len(common) < _TELLING else ()

    def misspelt(self, word: str) -> str:
        """Return the word that was probably meant, or an empty string.

        Args:
            word: A word that no text of the codebook has.
        """
        # A capital within a word makes it an abbreviation: gGmbH.
        if not self._lexicon.has_dictionary or word[1:] != word[1:].lower():
            return ""
        if self._is_word(word):
            return ""
        meant = next((near for near in _near(word) if self._is_listed(near)), "")
        # `Social Media` is no slip of somebody who meant `Sozial`.
        return "" if meant and Lexicon("en").knows(word.lower()) else meant

    @cached_property
    def _parts(self) -> CompoundParts:
        return CompoundParts(self._lexicon, self._compiler.parts)

    @cached_property
    def _verbs(self) -> SeparableVerbs:
        return SeparableVerbs(self._lexicon, self._compiler.words)

    def _index(self, text: str) -> TurnIndex:
        return TurnIndex(self._nlp(text), self._parts.of, self._verbs.of)

    def _compile(self, rule: Rule) -> CompiledRule | None:
        if unsupported_part(rule):
            return None
        try:
            return compile_rule(rule, self._compiler, self._nlp.vocab)
        except (ValueError, re.error, CodebookError):
            return None  # said by the engine wherever the rule is to be used

    def _samples(self, terms: Sequence[str]) -> Iterator[str]:
        """Yield the terms as somebody might say them."""
        for number in range(_SAMPLES):
            said = partial(self._said, number)
            yield _CONCEPT.sub(said, " ".join(terms)).replace("~", "")

    def _said(self, number: int, concept: re.Match[str]) -> str:
        entries = self._concepts.get(concept[1].strip()) or ("",)
        return entries[number % len(entries)]

    def _finds_one(self, compiled: CompiledRule, samples: Iterable[str]) -> bool:
        distinct = dict.fromkeys(samples)
        return any(compiled.matches(self._index(sample)) for sample in distinct)

    def _plain(self, term: str) -> str:
        return " ".join(fold(self._lexicon.lemma(word)) for word in term.split())

    def _is_common(self, term: str) -> bool:
        words = term.split()
        return len(words) < _TELLING and all(
            not self._words.common.isdisjoint(self._lexicon.term_keys(word))
            for word in words
        )

    def _is_word(self, word: str) -> bool:
        if not word.isalpha() or word.isupper() or len(word) < _SHORTEST_WORD:
            return True
        return (
            self._is_listed(word)
            or self._lexicon.term_keys(word) != (fold(word),)
            or self._is_compound(word)
        )

    def _is_listed(self, word: str) -> bool:
        forms = {word, word.lower(), word.capitalize()}
        return any(self._lexicon.knows(form) for form in forms)

    def _is_compound(self, word: str) -> bool:
        links = ("", *self._lexicon.data.links)
        return any(
            self._is_listed(word[at:])
            and any(self._is_listed(word[:at].removesuffix(link)) for link in links)
            for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        )


def _near(word: str) -> Iterator[str]:
    """Yield the words one slip of the pen away; the ending is left alone."""
    for at in range(len(word) - _ENDING):
        before, after = word[:at], word[at:]
        yield before + after[1:2] + after[:1] + after[2:]
        yield before + after[1:]
        for letter in _LETTERS:
            yield before + letter + after[1:]
            yield before + letter + after
