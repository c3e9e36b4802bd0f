"""Small codebooks and transcripts made by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pytest

from kodierung.matching.engine import SuggestionEngine
from kodierung.matching.reading.pipeline import build_pipeline
from kodierung.model import (
    Code,
    Codebook,
    Rule,
    Speaker,
    Suggestion,
    Transcript,
    Turn,
)
from kodierung.text import digest

PROMOTING = "traeger.kenntnis.promoting"
INHIBITING = "traeger.kenntnis.inhibiting"
ROLE = "role.markt"

CONCEPTS = {
    "kunde": ("Kunde", "Teilnehmende", "Klient", "schwierige Fälle"),
    "massnahme": ("Maßnahme", "Kurs", "Lehrgang"),
}


def make_rule(
    written: str | Sequence[str], code: str = PROMOTING, **given: Any
) -> Rule:
    """A rule; one text is a phrase, several are the terms of an `all`."""
    terms = (written,) if isinstance(written, str) else tuple(written)
    kind = given.pop("kind", "phrase" if isinstance(written, str) else "all")
    defaults: dict[str, Any] = {
        "id": f"{code}#1",
        "source": ", ".join(terms),
        "line": 12,
        "within": "clause" if kind == "all" else "sentence",
    }
    return Rule(code=code, kind=kind, terms=terms, **{**defaults, **given})


def make_codebook(
    *rules: Rule, language: str = "de", where: Mapping[str, str] | None = None
) -> Codebook:
    """A codebook with two factors that are each other's twin, and a role."""

    def of(code: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if rule.code == code)

    codes = {
        PROMOTING: Code(
            PROMOTING,
            "Kenntnisse",
            "factor",
            rules=of(PROMOTING),
            polarity="promoting",
            where=where or {},
            twin=INHIBITING,
        ),
        INHIBITING: Code(
            INHIBITING,
            "Mangelnde Kenntnisse",
            "factor",
            rules=of(INHIBITING),
            polarity="inhibiting",
            where=where or {},
            twin=PROMOTING,
        ),
        ROLE: Code(ROLE, "Markt", "role", rules=of(ROLE)),
    }
    return Codebook(
        id="probe",
        version="1.0.0",
        title="Probe",
        language=language,
        source="",
        attributes={},
        concepts=CONCEPTS,
        caption="",
        columns=("+", "-", "S"),
        perspectives=(),
        codes=codes,
        digest="0" * 64,
        file="probe.yaml",
    )


def make_transcript(
    *turns: tuple[str, str],
    attributes: Mapping[str, str] | None = None,
    own: Mapping[str, Mapping[str, str]] | None = None,
) -> Transcript:
    """A transcript of (label, words); `I` is the moderator."""
    text = ""
    placed: list[Turn] = []
    for number, (label, words) in enumerate(turns, 1):
        text += f"{label}: "
        placed.append(Turn(number, label, len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    labels = dict.fromkeys(label for label, _ in turns)
    speakers = tuple(
        Speaker(
            label,
            "moderator" if label == "I" else "participant",
            attributes=(own or {}).get(label, {}),
        )
        for label in labels
    )
    return Transcript(
        "FG1.txt", "FG1", text, digest(text), tuple(placed), speakers, attributes or {}
    )


def suggestions_for(words: str, *rules: Rule, **book: Any) -> list[Suggestion]:
    """What one participant's words are suggested for."""
    engine = SuggestionEngine(make_codebook(*rules, **book))
    return engine.suggest(make_transcript(("B1", words)))


@lru_cache
def _pipeline(language: str) -> Any:
    return build_pipeline(language)


@pytest.fixture(scope="session")
def pipeline() -> Callable[[str], Any]:
    """The pipeline of a language, built once."""
    return _pipeline


@pytest.fixture(scope="session")
def rule() -> Callable[..., Rule]:
    return make_rule


@pytest.fixture(scope="session")
def codebook() -> Callable[..., Codebook]:
    return make_codebook


@pytest.fixture(scope="session")
def transcript() -> Callable[..., Transcript]:
    return make_transcript


@pytest.fixture(scope="session")
def suggest() -> Callable[..., list[Suggestion]]:
    return suggestions_for


@pytest.fixture(scope="session")
def found(rule: Any) -> Callable[..., bool]:
    """Whether a rule suggests anything on one participant's words."""

    def found_in(words: str, written: str | Sequence[str], **given: Any) -> bool:
        return bool(suggestions_for(words, rule(written, **given)))

    return found_in
