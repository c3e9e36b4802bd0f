"""What the words of a rule stand for, read from `language/rules_<code>.yaml`.

A researcher writes a phrase as a dictionary would: `sich an einen Tisch setzen`. People
say `da setzen wir uns an unseren Tisch`. Here it is told what stands for what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import yaml

from kodierung.matching.language.data import fold
from kodierung.matching.language.lexicon import Lexicon

# Some shorter words look like verbs, because *and* and *Anden* are words.
_SHORTEST_VERB = 4


@dataclass(frozen=True, slots=True)
class RuleWords:
    """Words of one language that stand for others; all folded.

    Attributes:
        articles: Words that stand for any determiner, or none, before a noun inside a
            phrase.
        nouns_have_capitals: Whether a noun is known by its first letter; else every
            article is taken for one.
        determiners: What an article stands for.
        contractions: Word to the words that it stands for: a preposition and its
            contractions with an article for each other.
        reflexives: Pronouns that the first of them stands for.
        verb_second: Whether a main clause has its verb in front.
        infinitives: Those that their form does not show.
        common: Words that occur nearly everywhere.
    """

    articles: frozenset[str] = frozenset()
    nouns_have_capitals: bool = False
    determiners: frozenset[str] = frozenset()
    contractions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    reflexives: tuple[str, ...] = ()
    verb_second: bool = False
    infinitives: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()

    def is_article(self, word: str, following: str) -> bool:
        """Tell whether a word is an article before a noun.

        Args:
            word: As written in the rule.
            following: What follows it there; empty at the end.
        """
        if fold(word) not in self.articles or not following:
            return False
        return (
            not self.nouns_have_capitals
            or following.startswith(("<", "~"))
            or following[0].isupper()
        )

    def stand_ins(self, word: str) -> frozenset[str]:
        """Return what else a word of a rule stands for."""
        folded = fold(word)
        if folded in self.reflexives[:1]:
            return frozenset(self.reflexives)
        return self.contractions.get(folded, frozenset())

    def is_infinitive(self, word: str, lexicon: Lexicon) -> bool:
        """Tell whether a word of a rule is a verb that may stand in front.

        Args:
            word: As written in the rule.
            lexicon: The language's words.
        """
        if not self.verb_second or not word.islower():
            return False
        stems = (
            word.removeprefix(particle)
            for particle in ("", *lexicon.data.particles)
            if word != particle and word.startswith(particle)
        )
        return any(
            fold(stem) in self.infinitives
            or (len(stem) >= _SHORTEST_VERB and lexicon.verb_form(stem) == "infinitive")
            for stem in stems
        )


@lru_cache(maxsize=8)
def rule_words(language: str) -> RuleWords:
    """Return the words of a language; none where no list is shipped.

    Args:
        language: ISO 639-1 code (`de`).
    """
    name = f"rules_{language}.yaml"
    file = resources.files("kodierung.matching.language") / name
    if not file.is_file():
        return RuleWords()
    values = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return RuleWords(
        articles=_folded(values, "articles"),
        nouns_have_capitals="nouns_have_capitals" in values,
        determiners=_folded(values, "determiners"),
        contractions=_families(values.get("contractions", {})),
        reflexives=tuple(values.get("reflexives", ())),
        verb_second="verb_second" in values,
        infinitives=_folded(values, "infinitives"),
        common=_folded(values, "common"),
    )


def _folded(values: Mapping[str, list[str]], key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in values.get(key, ()))


def _families(contractions: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    families = [{word, *short} for word, short in contractions.items()]
    return {
        fold(word): frozenset(fold(each) for each in family)
        for family in families
        for word in family
    }
