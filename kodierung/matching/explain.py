"""What an engine works with, and by which words a rule matched: for experts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

from spacy.tokens import Token

from kodierung.matching.engine import SuggestionEngine
from kodierung.matching.turns import ENGINE_VERSION
from kodierung.model import Suggestion, Transcript

_LIBRARIES = ("spacy", "simplemma")


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What an engine works with.

    Attributes:
        pipeline: Name and version of the trained pipeline, or empty.
        why: Why it is in use, or none is.
        tells: What it tells of words: `LEMMA`, `POS`, …
        versions: Of the engine and its libraries.
        rules: How many rules are carried out.
        cues: How many words and phrases each list of cues holds.
    """

    pipeline: str
    why: str
    tells: tuple[str, ...]
    versions: Mapping[str, str]
    rules: int
    cues: Mapping[str, int]


def facts_of(engine: SuggestionEngine) -> EngineFacts:
    """Return what an engine works with."""
    pipeline, cues = engine.choice.pipeline, engine.lexicon.data.polarity.cues
    return EngineFacts(
        pipeline=str(pipeline) if pipeline else "",
        why=engine.choice.why,
        tells=tuple(sorted(engine.tells)),
        versions={
            "engine": ENGINE_VERSION,
            **{library: version(library) for library in _LIBRARIES},
        },
        rules=len(engine.rules),
        cues={kind: len(words) for kind, words in cues.items()},
    )


def matched_words(
    engine: SuggestionEngine, transcript: Transcript, suggestion: Suggestion
) -> tuple[str, ...]:
    """Return the words by which a suggestion's rule matched, in order.

    With a trained pipeline each is followed by its part of speech and its place in the
    parse: `Leute (NOUN, oa of kennen)`.

    Args:
        engine: That suggested it.
        transcript: Which it lies in.
        suggestion: Of a rule; for any other nothing is returned.
    """
    turn = next(t for t in transcript.turns if t.number == suggestion.turn)
    index = engine.index_of(transcript.quote(turn.segment))
    first, end = suggestion.start - turn.start, suggestion.end - turn.start
    tokens = {
        token
        for rule in engine.rules
        if rule.rule.id == suggestion.rule
        for match in rule.matches(index)
        if first <= index.doc[match.tokens[0]].idx < end
        for token in match.tokens
    }
    apart = {index.particles[t] for t in tokens if t in index.particles}
    return tuple(_described(index.doc[t]) for t in sorted(tokens | apart))


def _described(token: Token) -> str:
    known = [token.pos_ or token.tag_]
    if token.dep_:
        root = token.head.i == token.i
        known.append(token.dep_ if root else f"{token.dep_} of {token.head.text}")
    told = ", ".join(filter(None, known))
    return f"{token.text} ({told})" if told else token.text
