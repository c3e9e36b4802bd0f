"""Suggestions: a codebook's rules carried out on transcripts.

Nothing is decided here. Every suggestion names its rule and its reason and waits for a
coder.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc, Span

from kodierung.errors import KodierungError, Problem
from kodierung.matching.findings import Finding, merged
from kodierung.matching.judging import Judge
from kodierung.matching.language.compounds import CompoundParts
from kodierung.matching.language.words import MOST_WORDS
from kodierung.matching.polarity.reading import Polarity, TurnPolarity
from kodierung.matching.questions import Questions
from kodierung.matching.reading.index import TurnIndex
from kodierung.matching.reading.pipeline import (
    lexicon_of,
    sentences_of,
    shared_pipeline,
    trained_reader_of,
)
from kodierung.matching.reading.reader import shared_reader
from kodierung.matching.reading.separable import SeparableVerbs
from kodierung.matching.reasons import Explainer
from kodierung.matching.rules.candidates import Candidates
from kodierung.matching.rules.compiled import CompiledRule, compile_rule
from kodierung.matching.rules.support import unsupported_part
from kodierung.matching.rules.terms import TermCompiler
from kodierung.matching.trained.choice import choose
from kodierung.matching.trained.reach import ParsedReach
from kodierung.matching.trained.tree import ParsedVerbs
from kodierung.matching.turns import (
    Passage,
    TurnToRead,
    fingerprint,
    suggestions_of,
    turns_to_read,
)
from kodierung.model import Codebook, Rule, Suggestion, Transcript

SPANS_KEY: Final = "kodierung"


class SuggestionEngine:
    """Carries out a codebook's rules.

    Args:
        codebook: A checked codebook.
        pipeline: The trained pipeline to use, see `trained.choice.choose`.

    Attributes:
        codebook: The codebook.
        choice: The trained pipeline in use, if any.
        tells: What that pipeline tells of words: `LEMMA`, `POS`, `DEP`, …
        lexicon: The language's words.
        rules: The rules that are carried out.
        unsupported: Rules that are not carried out, each with its place and why; they
            suggest nothing. And what is doubtful about the trained pipeline.

    Raises:
        CodebookError: The codebook's language cannot be read, or a rule names a concept
            that does not exist.
        PipelineError: The trained pipeline is not there or cannot be used.
    """

    def __init__(self, codebook: Codebook, pipeline: str = "") -> None:
        self.codebook = codebook
        self._named = pipeline
        self.choice = choose(pipeline, codebook.language)
        trained = self.choice.pipeline
        source = trained.source if trained else ""
        self._nlp = shared_pipeline(codebook.language, source)
        reader = trained_reader_of(self._nlp)
        self.tells = reader.tells if reader else frozenset()
        self._reader = shared_reader(codebook.language, source)
        lexicon = self.lexicon = lexicon_of(self._nlp)
        compiler = TermCompiler(self._nlp, lexicon, codebook.concepts)
        self._explainer = Explainer(codebook.language)
        self._judge = Judge(codebook, self._explainer)
        problems: list[Problem] = []
        self.rules = tuple(
            compiled
            for code in codebook.codes.values()
            for rule in code.rules
            if (compiled := self._compile(rule, compiler, problems)) is not None
        )
        self.unsupported = (*(reader.problems if reader else ()), *problems)
        reach = ParsedReach(lexicon.data.polarity) if "DEP" in self.tells else None
        self._polarity = Polarity(lexicon, reach)
        self._parts = CompoundParts(lexicon, compiler.parts)
        self._verbs = SeparableVerbs(lexicon, compiler.words)
        parsed = ParsedVerbs(self._verbs) if "DEP" in self.tells else None
        self._verbs_in = (parsed or self._verbs).of
        self._candidates = Candidates(
            self.rules,
            self._reader.words,
            self._keys,
            self._verbs.wholes,
            uncounted=lexicon.data.particles,
            lemmas="LEMMA" in self.tells,
        )
        self._allowed = lru_cache(maxsize=256)(self._allowed_rules)
        self._questions = Questions(self.rules, self.index_of)

    @property
    def fingerprint(self) -> str:
        """A string that changes when suggestions might."""
        return fingerprint(self.codebook, pipeline=self._named)

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
        turns = turns_to_read(transcript, self.codebook)
        return suggestions_of(transcript, turns, self.read(turns, codes))

    def read(
        self, turns: Iterable[TurnToRead], codes: Collection[str] | None = None
    ) -> dict[str, list[Passage]]:
        """Return what is found in turns, by their keys.

        Args:
            turns: Turns of one transcript.
            codes: Look only for these; None for all.
        """
        asked = None if codes is None else frozenset(codes)
        found: dict[str, list[Passage]] = {}
        with self._passing_words():
            for turn in turns:
                if turn.key not in found:
                    found[turn.key] = self._passages(turn, asked)
        return found

    def index_of(self, text: str) -> TurnIndex:
        """Return a turn's words by their keys, every sentence read."""
        return self._index(self._nlp(text))

    def annotate(
        self,
        text: str,
        attributes: Mapping[str, str] | None = None,
        question: str = "",
    ) -> Doc:
        """Return a turn's Doc with the passages in `doc.spans["kodierung"]`.

        Args:
            text: A turn's words.
            attributes: The speaker's attributes.
            question: The moderator's words it answers.
        """
        doc = self._nlp(text)
        rules = self._allowed(tuple(sorted((attributes or {}).items())), None)
        spans: list[Span] = []
        for finding in self._findings(self._index(doc), sorted(rules), question, None):
            span = doc.char_span(
                finding.start, finding.end, label=finding.code, span_id=finding.rule.id
            )
            spans += [span] if span is not None else []
        doc.spans[SPANS_KEY] = spans
        return doc

    def _passing_words(self) -> AbstractContextManager[object]:
        """Keep the vocabulary from growing for ever: new words are forgotten again."""
        if len(self._nlp.vocab) < MOST_WORDS:
            return nullcontext()
        return self._nlp.memory_zone()

    def _passages(
        self, turn: TurnToRead, codes: frozenset[str] | None
    ) -> list[Passage]:
        doc = self._reader.open(turn.text)
        sentences = sentences_of(doc)
        allowed = self._allowed(turn.attributes, codes)
        candidates = [
            candidate
            for candidate in self._candidates.of(doc, turn.text, sentences)
            if candidate.rule in allowed
        ]
        if not candidates:
            return []
        read = sorted({n for candidate in candidates for n in candidate.sentences})
        self._reader.fill(doc, sentences, [sentences[n] for n in read])
        rules = sorted({candidate.rule for candidate in candidates})
        findings = self._findings(self._index(doc), rules, turn.question, codes)
        return [_passage(finding) for finding in findings]

    def _compile(
        self, rule: Rule, compiler: TermCompiler, problems: list[Problem]
    ) -> CompiledRule | None:
        place = f"{self.codebook.file or self.codebook.id}:{rule.line}"
        reason = unsupported_part(rule, self.tells)
        try:
            if not reason:
                return compile_rule(rule, compiler, self._nlp.vocab)
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
        index: TurnIndex,
        rules: Iterable[int],
        question: str,
        codes: Collection[str] | None,
    ) -> list[Finding]:
        asked = self._questions.met(question)
        polarity: TurnPolarity | None = None
        found: list[Finding] = []
        for compiled in (self.rules[number] for number in rules):
            if compiled.question and compiled.rule.id not in asked:
                continue
            for match in compiled.matches(index):
                polarity = polarity or self._polarity.read(index)
                found += self._judge.findings(compiled.rule, match, index, polarity)
        wanted = [f for f in found if codes is None or f.code in codes]
        return merged(wanted, self._explainer)

    def _index(self, doc: Doc) -> TurnIndex:
        return TurnIndex(doc, self._parts.of, self._verbs_in)

    def _keys(self, word: str) -> Iterator[str]:
        """Yield every key that a word may have inside a sentence."""
        yield from self.lexicon.keys(word)
        yield from self._parts.of(word)
        if not word[:1].isupper():
            yield from self._verbs.wholes(word)

    def _allowed_rules(
        self, attributes: tuple[tuple[str, str], ...], codes: frozenset[str] | None
    ) -> frozenset[int]:
        """Return which rules may be carried out on a speaker's words."""
        speaker = dict(attributes)
        return frozenset(
            number
            for number, compiled in enumerate(self.rules)
            if self._may_apply(compiled.rule, speaker, codes)
        )

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
        return code.may_be_of(attributes)


def _passage(finding: Finding) -> Passage:
    return Passage(
        finding.start,
        finding.end,
        finding.code,
        finding.rule.id,
        finding.reason,
        finding.total,
        finding.modality,
    )
