"""Advice on a codebook's rules: those that never find anything, too much, or the same.

What can be said without carrying rules out is said by `kodierung.codebook.load`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias

from kodierung.errors import Problem
from kodierung.matching.rules.probe import RuleProbe
from kodierung.model import Code, Codebook, Rule

Advice: TypeAlias = tuple[int, str, str]
"""Line, message, hint."""

_WORD = re.compile(r"[^\W\d_]+")
# A rule that finds so large a share of the other codes' examples tells no code apart.
_TOO_MANY = 0.25
_ENOUGH_EXAMPLES = 12
_OF_ANOTHER = 3


def advise(codebook: Codebook, text: str) -> tuple[Problem, ...]:
    """Return warnings about rules, in the order of the lines.

    Args:
        codebook: Without faults.
        text: The file it was read from, for the lines of misspelt words.
    """
    adviser = _Adviser(codebook, RuleProbe(codebook), text.split("\n"))
    found = sorted(adviser.all(), key=lambda one: one[0])
    return tuple(
        Problem(f"{codebook.file}:{line}", message, hint, "warning")
        for line, message, hint in dict.fromkeys(found)
    )


@dataclass(frozen=True, slots=True)
class _Adviser:
    """Looks at the rules of one codebook."""

    codebook: Codebook
    probe: RuleProbe
    lines: Sequence[str]

    def all(self) -> Iterator[Advice]:
        yield from self._misspelt()
        for code in self.codebook.codes.values():
            for rule in code.rules:
                yield from self._contradiction(code, rule)
                yield from self._never(rule)
                yield from self._common(rule)
        yield from self._same()
        yield from self._on_examples()

    def _contradiction(self, code: Code, rule: Rule) -> Iterator[Advice]:
        for key, value in rule.who.items():
            asked = code.where.get(key, value)
            if asked != value:
                yield (
                    rule.line,
                    f'rule "{rule.id}" can never match: `who` asks for {key} {value}, '
                    f"but only the words of {key} {asked} count here",
                    "change `who`, or move the rule to another code",
                )

    def _never(self, rule: Rule) -> Iterator[Advice]:
        dead = self.probe.dead_terms(rule)
        if not dead:
            return
        why, hint = self._reason(rule)
        if rule.kind == "all" or dead == rule.terms:
            yield rule.line, f'rule "{rule.id}" can never match: {why}', hint
            return
        for term in dead:
            yield rule.line, f'"{term}" in rule "{rule.id}" is never found: {why}', hint

    def _reason(self, rule: Rule) -> tuple[str, str]:
        """Return why a rule does not find its own words, and what to do."""
        shortest = self.probe.shortest(rule)
        if isinstance(rule.within, int) and shortest > rule.within:
            why = f"`within: {rule.within}` is less than its {shortest} words"
            return why, f"write within: {shortest} or more"
        if rule.none and not self.probe.dead_terms(replace(rule, none=())):
            return "`none` forbids what it looks for", "take that out of `none`"
        if not self.probe.dead_terms(replace(rule, within="turn")):
            why = f"what it looks for cannot stand within one {rule.within}"
            return why, "write within: sentence or turn, or make several rules"
        return (
            "it does not find even its own words",
            "a phrase lies within one sentence, and sounds such as äh are no words",
        )

    def _common(self, rule: Rule) -> Iterator[Advice]:
        if rule.none or rule.answer_to:
            return
        if common := self.probe.too_common(rule):
            yield (
                rule.line,
                f'rule "{rule.id}" looks for what people say all the time: '
                f"{', '.join(common)}",
                "add words that tell the code apart",
            )

    def _misspelt(self) -> Iterator[Advice]:
        for word in sorted(self._words_of_rules() - self._words_of_texts()):
            meant = self.probe.misspelt(word)
            if meant:
                yield (
                    self._line_of(word),
                    f'"{word}" is in no dictionary and nowhere else in the codebook',
                    f'did you mean "{meant}"?',
                )

    def _words_of_rules(self) -> set[str]:
        of_rules = (
            term
            for code in self.codebook.codes.values()
            for rule in code.rules
            if rule.kind != "regex"
            for term in (*rule.terms, *rule.none, *rule.answer_to)
        )
        of_concepts = (
            e for entries in self.codebook.concepts.values() for e in entries
        )
        plain = (re.sub("<[^<>]*>|~\\S+", " ", t) for t in (*of_rules, *of_concepts))
        return {
            word for term in plain for word in term.split() if _WORD.fullmatch(word)
        }

    def _words_of_texts(self) -> set[str]:
        texts = (
            " ".join((c.label, c.definition, c.include, c.exclude, *c.examples))
            for c in self.codebook.codes.values()
        )
        return {word for text in texts for word in _WORD.findall(text)}

    def _line_of(self, word: str) -> int:
        whole = re.compile(rf"\b{re.escape(word)}\b")
        return next((n for n, row in enumerate(self.lines, 1) if whole.search(row)), 1)

    def _same(self) -> Iterator[Advice]:
        seen: dict[str, dict[str, Rule]] = {}
        for code in self.codebook.codes.values():
            for rule in code.rules:
                alike = seen.setdefault(self.probe.content(rule), {})
                others = (
                    advice
                    for other in alike.values()
                    for advice in self._collision(code, rule, other)
                )
                yield from islice(others, 1)
                alike.setdefault(code.id, rule)

    def _collision(self, code: Code, rule: Rule, other: Rule) -> Iterator[Advice]:
        first = self.codebook.codes[other.code]
        # A factor, a role and any other code may well be given to the same words.
        if first.id == code.id or first.kind != code.kind or _apart(first, code):
            return
        twins = first.twin == code.id
        yield (
            rule.line,
            f'rule "{rule.id}" finds the same as "{other.id}" in line {other.line}, '
            + ("under the opposite factor" if twins else f"under {first.id}"),
            "leave it where it belongs, or add what tells the two apart",
        )

    def _on_examples(self) -> Iterator[Advice]:
        """Look at what each rule finds among the anchor examples of all codes."""
        codes = self.codebook.codes
        hits: dict[str, Counter[str]] = {}
        for code in codes.values():
            for example in code.examples:
                for rule in self.probe.met(example):
                    hits.setdefault(rule.id, Counter())[code.id] += 1
        for code in codes.values():
            for rule in code.rules:
                yield from self._on_others(code, rule, hits.get(rule.id, Counter()))

    def _on_others(
        self, code: Code, rule: Rule, found: Mapping[str, int]
    ) -> Iterator[Advice]:
        elsewhere = {c: n for c, n in found.items() if self._is_other(code, c)}
        number = sum(elsewhere.values())
        if number < _OF_ANOTHER:
            return
        codes = self.codebook.codes.values()
        examples = sum(len(c.examples) for c in codes if self._is_other(code, c.id))
        if examples >= _ENOUGH_EXAMPLES and number > _TOO_MANY * examples:
            yield (
                rule.line,
                f'rule "{rule.id}" finds {number} of {examples} examples of other '
                "codes",
                "add words that tell the code apart",
            )
        elif elsewhere == found and len(elsewhere) == 1:
            (other,) = elsewhere
            yield (
                rule.line,
                f'rule "{rule.id}" finds {number} examples of {other} and none of '
                "its own",
                "move it there, or add what tells the two codes apart",
            )

    def _is_other(self, code: Code, other_id: str) -> bool:
        """Tell whether a rule of one code had better not find another's examples."""
        book = self.codebook
        other = book.codes[other_id]
        return (
            other_id not in (code.twin, *book.with_ancestors(code.id))
            and code.id not in book.with_ancestors(other_id)
            and other.kind == code.kind
            and not _apart(code, other)
        )


def _apart(one: Code, other: Code) -> bool:
    """Tell whether no speaker's words count for both codes."""
    return any(other.where.get(key, value) != value for key, value in one.where.items())
