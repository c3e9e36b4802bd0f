"""What matching knows about a spoken language, read from `language/<code>.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


def fold(word: str) -> str:
    """Return the word as it is compared: lower case, ß as ss.

    Only ever used on copies of words; offsets are always counted in the text itself.
    """
    return word.lower().replace("ß", "ss")


@dataclass(frozen=True, slots=True)
class PolarityWords:
    """The words by which a passage denies, lacks, wishes, mocks or reports.

    What each list is for stands beside it in `language/de.yaml`, under `polarity`.

    Attributes:
        cues: Words and phrases by what they do (see `polarity.cues`).
        reach: How many words `ohne` bears on.
    """

    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reach: int = 3
    auxiliary_forms: frozenset[str] = frozenset()
    clause_openers: frozenset[str] = frozenset()
    scope_starts: frozenset[str] = frozenset()
    before_scope_starts: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()
    resuming: frozenset[str] = frozenset()
    tail: frozenset[str] = frozenset()
    verdicts: frozenset[str] = frozenset()
    afterwards: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    infinitive_marks: tuple[str, ...] = ()
    own_infinitives: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    no_attributes: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()
    comparing: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    beside_joints: frozenset[str] = frozenset()
    working: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    not_carrying: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    clefts: frozenset[str] = frozenset()
    copulas: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    first_halves: frozenset[str] = frozenset()
    second_halves: frozenset[str] = frozenset()
    own_voices: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    irony_events: frozenset[str] = frozenset()
    laughs: frozenset[str] = frozenset()
    praise: frozenset[str] = frozenset()
    quoting: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LanguageData:
    """A language's word lists; see the comments in `language/de.yaml`."""

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
    verbs: frozenset[str] = frozenset()
    clitics: tuple[str, ...] = ()
    spoken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    melted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    polarity: PolarityWords = field(default_factory=PolarityWords)


# The kinds of list, as the attributes above are annotated.
_MAKES: dict[str, Callable[[tuple[str, ...]], Any]] = {
    "frozenset[str]": frozenset,
    "tuple[str, ...]": tuple,
}


def _folded(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(fold(str(word)) for word in values.get(key, ()))


def _lists(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the word lists that a class of them is made of."""
    return {
        each.name: _MAKES[str(each.type)](_folded(values, each.name))
        for each in fields(kind)
        if each.type in _MAKES
    }


def _polarity(values: Mapping[str, Any]) -> PolarityWords:
    cues = {kind: tuple(listed) for kind, listed in values.get("cues", {}).items()}
    reach = int(values.get("reach", 3))
    return PolarityWords(cues, reach, **_lists(PolarityWords, values))


@lru_cache(maxsize=8)
def language_data(code: str) -> LanguageData:
    """Return the word lists of a language; empty ones where none are shipped."""
    file = resources.files("kodierung.matching.language") / f"{code}.yaml"
    if not file.is_file():
        return LanguageData(code)
    values = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    spoken = values.get("spoken", {})
    return LanguageData(
        code,
        **_lists(LanguageData, values),
        spoken={
            fold(w): tuple(full.split("+")[0].split()) for w, full in spoken.items()
        },
        melted={
            fold(w): tuple(full.partition("+")[2].split()) for w, full in spoken.items()
        },
        polarity=_polarity(values.get("polarity", {})),
    )
