"""What matching knows about a spoken language, read from `languages/<code>.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
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
        joints: Words behind which a cue negates only what follows it.
        beside_joints: Words that may stand between such a word and the cue.
        working: Verbs of `ohne das geht nichts`: there two cues affirm what is between.
        resuming: Words that take up such an `ohne das` in the next clause.
        carriers: Words whose negation belongs to the following clause.
        that: Words that begin such a clause.
    """

    cues: tuple[str, ...] = ()
    before_nouns: tuple[str, ...] = ()
    reach: int = 3
    harmless: tuple[str, ...] = ()
    joints: frozenset[str] = frozenset()
    beside_joints: frozenset[str] = frozenset()
    working: tuple[str, ...] = ()
    resuming: frozenset[str] = frozenset()
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
    coordinators: frozenset[str] = frozenset()
    before_infinitives: frozenset[str] = frozenset()
    before_participles: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    early_particles: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    particle_phrases: tuple[str, ...] = ()
    separable: frozenset[str] = frozenset()
    inseparable: tuple[str, ...] = ()
    not_verbs: frozenset[str] = frozenset()
    adjective_endings: tuple[str, ...] = ()
    adjective_suffixes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    not_parts: frozenset[str] = frozenset()
    gender_endings: tuple[str, ...] = ()
    feminine_endings: tuple[str, ...] = ()
    negation: NegationWords = field(default_factory=NegationWords)


# The kinds of list, as the attributes above are annotated.
_MAKES: dict[str, Callable[[tuple[str, ...]], Any]] = {
    "frozenset[str]": frozenset,
    "tuple[str, ...]": tuple,
}


def _folded(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(fold(str(word)) for word in values.get(key, ()))


def _negation(values: Mapping[str, Any]) -> NegationWords:
    return NegationWords(
        cues=tuple(values.get("cues", ())),
        before_nouns=tuple(values.get("before_nouns", ())),
        reach=int(values.get("reach", 3)),
        harmless=tuple(values.get("harmless", ())),
        joints=frozenset(_folded(values, "joints")),
        beside_joints=frozenset(_folded(values, "beside_joints")),
        working=tuple(values.get("working", ())),
        resuming=frozenset(_folded(values, "resuming")),
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
    lists: dict[str, Any] = {
        each.name: _MAKES[str(each.type)](_folded(values, each.name))
        for each in fields(LanguageData)
        if each.type in _MAKES
    }
    return LanguageData(code, **lists, negation=_negation(values["negation"]))
