"""What matching knows about a spoken language, read from `languages/<code>.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

_FOLDED = {ord("ß"): "ss", ord("ẞ"): "ss"}


def fold(word: str) -> str:
    """Return the word as it is compared: lower case, ß as ss.

    Only ever used on copies of words; offsets are always counted in the text itself.
    """
    return word.lower().translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class NegationWords:
    """The words that turn a clause round.

    Attributes:
        cues: Words and phrases that negate their clause.
        before_nouns: Words that negate only the words right after them.
        reach: How many words that is.
        harmless: Phrases that hold a cue and negate nothing.
        carriers: Words whose negation belongs to the following clause.
        that: Words that begin such a clause.
    """

    cues: tuple[str, ...] = ()
    before_nouns: tuple[str, ...] = ()
    reach: int = 3
    harmless: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    that: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LanguageData:
    """A language's word lists; see the comments in `languages/de.yaml`."""

    code: str
    fillers: frozenset[str] = frozenset()
    events: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    final_abbreviations: frozenset[str] = frozenset()
    before_ordinals: frozenset[str] = frozenset()
    clause_conjunctions: frozenset[str] = frozenset()
    clause_starts: frozenset[str] = frozenset()
    clause_subjects: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()
    not_parts: frozenset[str] = frozenset()
    gender_endings: tuple[str, ...] = ()
    feminine_endings: tuple[str, ...] = ()
    negation: NegationWords = field(default_factory=NegationWords)


def _folded(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(fold(str(word)) for word in values.get(key, ()))


def _negation(values: Mapping[str, Any]) -> NegationWords:
    return NegationWords(
        cues=tuple(values.get("cues", ())),
        before_nouns=tuple(values.get("before_nouns", ())),
        reach=int(values.get("reach", 3)),
        harmless=tuple(values.get("harmless", ())),
        carriers=tuple(values.get("carriers", ())),
        that=frozenset(_folded(values, "that")),
    )


@lru_cache(maxsize=8)
def language_data(code: str) -> LanguageData:
    """Return the word lists of a language; empty ones where none are shipped."""
    file = resources.files("kodierung.matching") / "languages" / f"{code}.yaml"
    if not file.is_file():
        return LanguageData(code)
    values = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return LanguageData(
        code,
        fillers=frozenset(_folded(values, "fillers")),
        events=_folded(values, "events"),
        abbreviations=frozenset(_folded(values, "abbreviations")),
        final_abbreviations=frozenset(_folded(values, "final_abbreviations")),
        before_ordinals=frozenset(_folded(values, "before_ordinals")),
        clause_conjunctions=frozenset(_folded(values, "clause_conjunctions")),
        clause_starts=frozenset(_folded(values, "clause_starts")),
        clause_subjects=frozenset(_folded(values, "clause_subjects")),
        auxiliaries=frozenset(_folded(values, "auxiliaries")),
        links=_folded(values, "links"),
        not_parts=frozenset(_folded(values, "not_parts")),
        gender_endings=_folded(values, "gender_endings"),
        feminine_endings=_folded(values, "feminine_endings"),
        negation=_negation(values["negation"]),
    )
