"""The rules under `match:`, read and checked as a whole."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from kodierung.codebook.concepts import check_term
from kodierung.codebook.faults import Faults
from kodierung.codebook.nodes import Node
from kodierung.codebook.patterns import dependency_pattern, token_pattern
from kodierung.codebook.schema import KINDS, RuleEntry
from kodierung.errors import did_you_mean
from kodierung.model import Attribute, Rule, RuleKind

_UNITS: tuple[Literal["clause", "sentence", "turn"], ...] = (
    "clause",
    "sentence",
    "turn",
)


def check_where(
    where: Mapping[str, str],
    attributes: Mapping[str, Attribute] | None,
    line: int,
    faults: Faults,
) -> None:
    """Check that attributes and values named by `where` or `who` exist.

    Args:
        where: Attribute to value.
        attributes: Those of the codebook; None if they are at fault themselves.
        line: Where it stands.
        faults: Takes what is wrong.
    """
    if attributes is None:
        return
    for name, value in where.items():
        attribute = attributes.get(name)
        if attribute is None:
            hint = (
                did_you_mean(name, list(attributes)) or "define it under `attributes`"
            )
            faults.error(line, f'unknown attribute "{name}"', hint)
        elif value not in attribute.values:
            known = ", ".join(attribute.values)
            hint = did_you_mean(value, list(attribute.values)) or f"known: {known}"
            faults.error(line, f'"{value}" is no value of the attribute "{name}"', hint)


@dataclass(slots=True)
class RuleReader:
    """Reads the rules of one codebook.

    Attributes:
        concepts: Names that may stand in angle brackets; None if not to be known.
        attributes: What speakers may be described by; None if not to be known.
        faults: Takes what is wrong.
    """

    concepts: Sequence[str] | None
    attributes: Mapping[str, Attribute] | None
    faults: Faults
    _lines: dict[str, int] = field(default_factory=dict)
    _codes: set[str] = field(default_factory=set)

    def read(
        self,
        entries: Sequence[str | RuleEntry],
        code: str,
        tree: Node,
        has_twin: bool,
    ) -> tuple[Rule, ...]:
        """Return the rules of one code.

        Args:
            entries: As written under `match:`.
            code: Id of the code they suggest.
            tree: The node of the code, for lines and the rules as written.
            has_twin: Whether a negated hit can mean the opposite factor.
        """
        match = tree.child("match") or tree
        rules: list[Rule] = []
        seen: dict[str, int] = {}
        for number, entry in enumerate(entries, 1):
            node = match.child(number - 1) or match
            rule = self._rule(entry, f"{code}#{number}", node, has_twin)
            rule = replace(
                rule, code=code, line=node.line, source=_written(node.plain())
            )
            content = _content(rule)
            if content in seen:
                self.faults.warning(
                    node.line,
                    f"the code {code} has the same rule already in line "
                    f"{seen[content]}",
                    "remove one of them",
                )
            seen.setdefault(content, node.line)
            rules.append(rule)
        # A code that stands here twice is told as such, not by its rules' ids as well.
        if code not in self._codes:
            self._claim(rules)
        self._codes.add(code)
        return tuple(rules)

    def _claim(self, rules: Sequence[Rule]) -> None:
        for rule in rules:
            if rule.id in self._lines:
                self.faults.error(
                    rule.line,
                    f'the rule id "{rule.id}" is used already in line '
                    f"{self._lines[rule.id]}",
                    "give each rule an id of its own",
                )
            self._lines.setdefault(rule.id, rule.line)

    def _rule(
        self, entry: str | RuleEntry, default_id: str, node: Node, has_twin: bool
    ) -> Rule:
        if isinstance(entry, str):
            entry = RuleEntry.model_validate({"phrase": entry})
        kind = self._kind(entry, node)
        check_where(
            entry.who or {}, self.attributes, node.line_of(("who",)), self.faults
        )
        return Rule(
            id=entry.id or default_id,
            code="",
            kind=kind,
            terms=self._terms(entry, kind, node),
            pattern=self._pattern(entry, kind, node),
            none=self._checked(entry.none, "none", node),
            gap=2 if entry.gap is None else entry.gap,
            order=entry.order or "fixed",
            within=self._within(entry.within, kind, node),
            who=dict(entry.who or {}),
            answer_to=self._checked(entry.answer_to, "answer_to", node),
            negated=self._negated(entry, node, has_twin),
            weight=1.0 if entry.weight is None else entry.weight,
        )

    def _negated(
        self, entry: RuleEntry, node: Node, has_twin: bool
    ) -> Literal["twin", "drop", "keep"]:
        if has_twin or entry.negated == "keep":
            return entry.negated or "twin"
        if entry.negated == "twin":
            self.faults.warning(
                node.line_of(("negated",)),
                "`negated: twin` has no effect here, negated hits are dropped",
                "only a theme's factor can have an opposite factor",
            )
        return "drop"

    def _kind(self, entry: RuleEntry, node: Node) -> RuleKind:
        """Return the one kind the rule has; note a fault if it has none or several."""
        given = [kind for kind in KINDS if getattr(entry, kind) is not None]
        if not given:
            self.faults.error(
                node.line,
                "the rule does not say what to look for",
                f"it needs one of {', '.join(KINDS)}",
            )
            return "phrase"
        if len(given) > 1:
            self.faults.error(
                node.line,
                f"the rule has {' and '.join(f'`{kind}`' for kind in given)} at once",
                "make a rule of each",
            )
        for key in ("gap", "order"):
            if getattr(entry, key) is not None and given[0] != "phrase":
                self.faults.error(
                    node.line_of((key,)),
                    f"`{key}` belongs to `phrase`, not to `{given[0]}`",
                    "remove it, or write the rule as a phrase",
                )
        return given[0]

    def _terms(self, entry: RuleEntry, kind: RuleKind, node: Node) -> tuple[str, ...]:
        match kind:
            case "phrase":
                return self._checked([entry.phrase] if entry.phrase else [], kind, node)
            case "regex":
                self._check_regex(entry.regex or "", node.line_of((kind,)))
                return (entry.regex or "",)
            case "tokens" | "dependency":
                return ()
            case "part":
                parts = [part.removeprefix("~") for part in entry.part or []]
                return self._checked(parts, kind, node, wanted=True)
            case _:
                return self._checked(getattr(entry, kind), kind, node, wanted=True)

    def _checked(
        self, terms: Sequence[str] | None, key: str, node: Node, wanted: bool = False
    ) -> tuple[str, ...]:
        if terms is not None and not terms and (wanted or key != "phrase"):
            self.faults.error(node.line_of((key,)), f"`{key}` is empty")
        self._check_comma(key, node)
        for number, term in enumerate(terms or ()):
            line = node.line_of((key, number))
            check_term(term, self.concepts, line, self.faults)
        return tuple(terms or ())

    def _check_comma(self, key: str, node: Node) -> None:
        """Warn of a text with a comma where several terms may stand."""
        below = node.child(key)
        if key == "phrase" or below is None or not isinstance(below.content, str):
            return
        text = " ".join(below.content.split())
        if "," in text.strip(","):
            self.faults.warning(
                below.line,
                f"`{key}: {text}` is one phrase with a comma in it",
                f"for several put them in brackets: [{text}]; "
                f'if one is meant: ["{text}"]',
            )

    def _pattern(
        self, entry: RuleEntry, kind: RuleKind, node: Node
    ) -> tuple[Mapping[str, object], ...]:
        if kind not in ("tokens", "dependency"):
            return ()
        line = node.line_of((kind,))
        entries: list[dict[str, Any]] = getattr(entry, kind)
        if not entries:
            self.faults.error(line, f"`{kind}` is empty")

        def tell(message: str, hint: str) -> None:
            self.faults.error(line, message, hint)

        read: Callable[..., tuple[dict[str, object], ...]] = (
            token_pattern if kind == "tokens" else dependency_pattern
        )
        return read(entries, tell)

    def _within(
        self, within: str | None, kind: RuleKind, node: Node
    ) -> Literal["clause", "sentence", "turn"] | int:
        if within is None:
            return "clause" if kind == "all" else "sentence"
        for unit in _UNITS:
            if within == unit:
                return unit
        if within.isdecimal() and int(within) > 0:
            return int(within)
        self.faults.error(
            node.line_of(("within",)),
            "`within` must be clause, sentence, turn or a number of words, "
            f'not "{within}"',
            did_you_mean(within, _UNITS),
        )
        return "sentence"

    def _check_regex(self, regex: str, line: int) -> None:
        if any(ord(sign) < ord(" ") for sign in regex):
            self.faults.error(
                line,
                "the regular expression holds a control character",
                "put it between '…'; a backslash between \"…\" means something else",
            )
            return
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                compiled = re.compile(regex)
        except (re.error, OverflowError, RecursionError, Warning) as error:
            self.faults.error(line, f"the regular expression does not work: {error}")
            return
        if compiled.search(""):
            self.faults.error(
                line,
                "the regular expression finds the empty text, that is, everything",
                "let it ask for at least one character",
            )


def _content(rule: Rule) -> str:
    """Return what makes two rules the same, id and weight left out."""
    return repr(replace(rule, id="", line=0, source="", weight=1.0))


def _written(value: Any) -> str:
    """Return a rule on one line, as a person would write it."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_inner(below)}" for key, below in value.items())
    return _inner(value)


def _inner(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + _written(value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inner(below) for below in value) + "]"
    return "" if value is None else " ".join(str(value).split())
