"""Why files got the suggestions they got, down to the words, for experts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kodierung.matching.engine import SuggestionEngine
from kodierung.matching.explain import EngineFacts, facts_of, matched_words
from kodierung.model import Suggestion, Transcript


@dataclass(frozen=True, slots=True)
class Explained:
    """One suggestion of a rule.

    Attributes:
        suggestion: Its id.
        place: File and line of the rule.
        rule: The rule as written.
        words: The words by which it matched.
    """

    suggestion: str
    place: str
    rule: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What worked, and what it did.

    Attributes:
        facts: What the engine works with.
        suggestions: One entry for each suggestion of a rule.
    """

    facts: EngineFacts
    suggestions: tuple[Explained, ...]


def explain(
    engine: SuggestionEngine,
    transcripts: Iterable[Transcript],
    suggestions: Iterable[Suggestion],
) -> Explanation:
    """Return what an engine works with and what led to its suggestions.

    Args:
        engine: That made them.
        transcripts: Which they lie in.
        suggestions: In the order wanted.
    """
    by_name = {transcript.name: transcript for transcript in transcripts}
    found = _explained(engine, by_name, suggestions)
    return Explanation(facts_of(engine), tuple(found))


def _explained(
    engine: SuggestionEngine,
    transcripts: dict[str, Transcript],
    suggestions: Iterable[Suggestion],
) -> Iterator[Explained]:
    rules = {compiled.rule.id: compiled.rule for compiled in engine.rules}
    file = engine.codebook.file or engine.codebook.id
    for suggestion in suggestions:
        rule = rules.get(suggestion.rule)
        if suggestion.source != "rule" or rule is None:
            continue
        words = matched_words(engine, transcripts[suggestion.transcript], suggestion)
        yield Explained(
            suggestion.id, f"{file}:{rule.line}", rule.source or rule.id, words
        )
