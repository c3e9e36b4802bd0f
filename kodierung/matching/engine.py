"""Suggestions: a codebook's rules carried out on transcripts.

Nothing is decided here. Every suggestion names its rule and its reason and waits for a
coder.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import Final

from spacy.matcher import Matcher
from spacy.tokens import Doc, Span

from kodierung.errors import KodierungError, Problem
from kodierung.matching.compounds import CompoundParts
from kodierung.matching.findings import Finding, merged
from kodierung.matching.index import TurnIndex
from kodierung.matching.judging import Judge
from kodierung.matching.negation import Negation, TurnNegation
from kodierung.matching.pipeline import build_pipeline, lexicon_of
from kodierung.matching.reasons import Explainer
from kodierung.matching.rules import CompiledRule, compile_rule
from kodierung.matching.separable import SeparableVerbs
from kodierung.matching.support import unsupported_part
from kodierung.matching.terms import TermCompiler
from kodierung.model import Codebook, Rule, Suggestion, Transcript, Turn
from kodierung.text import short_id

# Raised whenever the same codebook and transcript would give other suggestions.
ENGINE_VERSION: Final = "2"

SPANS_KEY: Final = "kodierung"


# Engines of one language share the pipeline and what it remembers about words.
_pipeline = lru_cache(maxsize=4)(build_pipeline)


class SuggestionEngine:
    """Carries out a codebook's rules.

    Args:
        codebook: A checked codebook.

    Attributes:
        codebook: The codebook.
        unsupported: Rules that are not carried out, each with its place and why; they
            suggest nothing.

    Raises:
        CodebookError: The codebook's language cannot be read, or a rule names a concept
            that does not exist.
    """

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._nlp = _pipeline(codebook.language)
        lexicon = lexicon_of(self._nlp)
        compiler = TermCompiler(self._nlp, lexicon, codebook.concepts)
        self._explainer = Explainer(codebook.language)
        self._judge = Judge(codebook, self._explainer)
        problems: list[Problem] = []
        self._rules = [
            compiled
            for code in codebook.codes.values()
            for rule in code.rules
            if (compiled := self._compile(rule, compiler, problems)) is not None
        ]
        self.unsupported = tuple(problems)
        self._by_anchor = _by_anchor(self._rules)
        cues = TermCompiler(self._nlp, lexicon)
        self._negation = Negation(lexicon.data.negation, cues)
        self._parts = CompoundParts(lexicon, compiler.parts)
        self._verbs = SeparableVerbs(lexicon, compiler.words)

    @property
    def fingerprint(self) -> str:
        """A string that changes when suggestions might: codebook, engine, libraries."""
        return short_id(
            self.codebook.digest,
            self.codebook.language,
            ENGINE_VERSION,
            version("spacy"),
            version("simplemma"),
        )

    def suggest(
        self, transcript: Transcript, codes: Collection[str] | None = None
    ) -> list[Suggestion]:
        """Return the suggestions for a transcript, by place and then by code.

        A code with a `where` is suggested only on speakers whose attributes meet it;
        an attribute that a speaker does not have at all excludes nothing.

        Args:
            transcript: With its speakers and attributes.
            codes: Suggest only these; None for all.
        """
        turns = _participants_turns(transcript)
        texts = (transcript.text[turn.start : turn.end] for turn in turns)
        suggestions: list[Suggestion] = []
        for turn, doc in zip(turns, self._nlp.pipe(texts), strict=True):
            attributes = transcript.attributes_of(turn.speaker)
            findings = self._findings(doc, attributes, codes)
            suggestions += [self._suggestion(f, transcript, turn) for f in findings]
        return sorted(suggestions, key=lambda s: (s.start, s.code, s.end))

    def annotate(self, text: str, attributes: Mapping[str, str] | None = None) -> Doc:
        """Return a turn's Doc with the passages in `doc.spans["kodierung"]`.

        Args:
            text: A turn's words.
            attributes: The speaker's attributes.
        """
        doc = self._nlp(text)
        spans: list[Span] = []
        for finding in self._findings(doc, attributes or {}, None):
            span = doc.char_span(
                finding.start, finding.end, label=finding.code, span_id=finding.rule.id
            )
            spans += [span] if span is not None else []
        doc.spans[SPANS_KEY] = spans
        return doc

    def _compile(
        self, rule: Rule, compiler: TermCompiler, problems: list[Problem]
    ) -> CompiledRule | None:
        place = f"{self.codebook.file or self.codebook.id}:{rule.line}"
        reason = unsupported_part(rule)
        try:
            if not reason:
                return compile_rule(rule, compiler, Matcher(self._nlp.vocab))
        except (ValueError, re.error) as error:
            reason = f"its pattern cannot be read ({str(error).splitlines()[0]})"
        except KodierungError as error:
            raise type(error)(f"{place}: {error.message}", hint=error.hint) from error
        problems.append(
            Problem(
                place,
                f'rule "{rule.id}" of {rule.code} suggests nothing: {reason}',
                severity="warning",
            )
        )
        return None

    def _findings(
        self,
        doc: Doc,
        attributes: Mapping[str, str],
        codes: Collection[str] | None,
    ) -> list[Finding]:
        index = TurnIndex(doc, self._parts.of, self._verbs.of)
        negation: TurnNegation | None = None
        found: list[Finding] = []
        for compiled in self._candidates(index):
            if not self._may_apply(compiled.rule, attributes, codes):
                continue
            for match in compiled.matches(index):
                negation = negation or self._negation.read(index)
                found += self._judge.findings(compiled.rule, match, index, negation)
        wanted = [f for f in found if codes is None or f.code in codes]
        return merged(wanted, self._explainer)

    def _candidates(self, index: TurnIndex) -> list[CompiledRule]:
        """Return the rules that the words of the turn do not rule out, in order."""
        numbers = set(self._by_anchor.get("", ()))
        for key in index.positions.keys() & self._by_anchor.keys():
            numbers.update(self._by_anchor[key])
        return [self._rules[number] for number in sorted(numbers)]

    def _may_apply(
        self,
        rule: Rule,
        attributes: Mapping[str, str],
        codes: Collection[str] | None,
    ) -> bool:
        code = self.codebook.codes[rule.code]
        if codes is not None and code.id not in codes and code.twin not in codes:
            return False
        if any(attributes.get(key) != value for key, value in rule.who.items()):
            return False
        return all(
            attributes.get(key, value) == value for key, value in code.where.items()
        )

    def _suggestion(
        self, finding: Finding, transcript: Transcript, turn: Turn
    ) -> Suggestion:
        start, end = turn.start + finding.start, turn.start + finding.end
        quote = transcript.text[start:end]
        return Suggestion(
            id=short_id(transcript.name, start, end, quote, finding.code),
            transcript=transcript.name,
            turn=turn.number,
            speaker=turn.speaker,
            start=start,
            end=end,
            quote=quote,
            code=finding.code,
            rule=finding.rule.id,
            reason=finding.reason,
            score=finding.total,
            modality=finding.modality,
        )


def _participants_turns(transcript: Transcript) -> list[Turn]:
    moderators = {s.label for s in transcript.speakers if s.kind == "moderator"}
    return [turn for turn in transcript.turns if turn.speaker not in moderators]


def _by_anchor(rules: Sequence[CompiledRule]) -> dict[str, list[int]]:
    """Return which rules a key calls for; under `""` those that always run."""
    by_anchor: dict[str, list[int]] = {}
    for number, compiled in enumerate(rules):
        for key in ("",) if compiled.anchors is None else compiled.anchors:
            by_anchor.setdefault(key, []).append(number)
    return by_anchor
