"""The methods text of a paper, from sentences in `methods_de.yaml` and `_en.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from kodierung.formats.lines.times import clock
from kodierung.formats.manual.document import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
)
from kodierung.formats.tables.values import percentage
from kodierung.model import Column, Share, Table
from kodierung.workflow.methods.facts import CoderFacts, Facts

LANGUAGES = ("de", "en")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Blanks and line ends of the sentences' file; a percentage keeps its narrow one.
_BLANKS = re.compile(r"[ \n\t]+")
_BEFORE_STOP = re.compile(r" (?=[.,;:](?: |$))")


@lru_cache
def sentences(name: str) -> Mapping[str, Any]:
    """Return a data file of this package, such as `methods_de` or `coreq`."""
    file = resources.files(__package__).joinpath(f"{name}.yaml")
    loaded: Mapping[str, Any] = yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506
    return loaded


def language_of(asked: str | None, codebook: str) -> str:
    """Return the language to write in: as asked, else the codebook's, else English."""
    chosen = asked or codebook
    return chosen if chosen in LANGUAGES else "en"


class Teller:
    """Puts facts into sentences of one language.

    Args:
        facts: What is told.
        language: One of `LANGUAGES`.
    """

    def __init__(self, facts: Facts, language: str) -> None:
        from jinja2 import Environment, StrictUndefined

        self.facts = facts
        self.language = language
        self.words = sentences(f"methods_{language}")
        # Plain text: formats escape what they must.
        self._sentences = Environment(undefined=StrictUndefined)  # noqa: S701
        self._sentences.filters |= {
            "n": self._counted,
            "num": self._number,
            "clock": clock,
            "share": self._share,
            "listed": self._listed,
        }
        self._sentences.globals |= {
            "f": facts,
            "m": facts.material,
            "book": facts.book,
            "s": facts.suggestions,
            "coders": facts.coders,
            "gap": lambda what: self.words["gap"].format(what),
        }

    def told(self, sentence: str) -> str:
        """Return a sentence with its figures; empty if it says nothing here."""
        text = self._sentences.from_string(sentence).render()
        return _BEFORE_STOP.sub("", _BLANKS.sub(" ", text)).strip()

    def _number(self, number: float) -> str:
        text = f"{int(number):,}"
        return text.replace(",", ".") if self.language == "de" else text

    def _counted(self, number: float, one: str, many: str) -> str:
        return f"{self._number(number)} {one if number == 1 else many}"

    def _share(self, part: float, whole: float) -> str:
        """Return ` (12 %)`, or nothing where there is no whole."""
        told = percentage(part / whole, self.language) if whole else ""
        return f" ({told})" if told else ""

    def _listed(self, names: Sequence[str]) -> str:
        return str(self.words["and"]).join(
            filter(None, (", ".join(names[:-1]), names[-1]))
        )


def methods_text(facts: Facts, language: str) -> Document:
    """Return the methods text.

    Args:
        facts: What is told.
        language: One of `LANGUAGES`.
    """
    teller = Teller(facts, language)
    blocks: list[Block] = [Paragraph(teller.told(teller.words["intro"]), small=True)]
    for section in teller.words["sections"]:
        blocks.append(Heading(section["heading"]))
        for part in section["parts"]:
            blocks += _part(teller, part)
    return Document(teller.words["title"], language, tuple(blocks))


def _part(teller: Teller, part: str | Mapping[str, str]) -> Iterator[Block]:
    if isinstance(part, str):
        if text := teller.told(part):
            yield Paragraph(text)
    elif "items" in part:
        changes = teller.facts.book.changes
        if changes:
            yield Items(tuple(f"{change.day}: {change.did}" for change in changes))
    else:
        table = _TABLES[part["table"]](teller)
        if table.rows:
            yield table


def _participants(teller: Teller) -> Table:
    words = teller.words["tables"]["participants"]
    return Table(
        "participants",
        words["caption"],
        _columns(words["columns"], {"attribute": "text", "value": "text"}),
        tuple(
            (
                attribute.label,
                part.label or words["unknown"],
                part.groups,
                part.participants,
                part.speaking,
                part.words,
            )
            for attribute in teller.facts.material.attributes
            for part in attribute.parts
        ),
        language=teller.language,
    )


def _coders(teller: Teller) -> Table:
    words = teller.words["tables"]["coders"]
    turns = teller.facts.turns
    return Table(
        "coders",
        words["caption"],
        _columns(words["columns"], {"name": "text", "turns_read": "part"}),
        tuple(
            (
                one.name,
                one.codings,
                one.from_suggestions,
                one.by_hand,
                one.both,
                one.statements,
                Share(one.turns_read, turns),
            )
            for one in _everybody(teller.facts)
        ),
        words["note"],
        teller.language,
    )


def _decisions(teller: Teller) -> Table:
    words = teller.words["tables"]["decisions"]
    return Table(
        "decisions",
        words["caption"],
        _columns(words["columns"], {"name": "text"}),
        tuple(
            (one.name, one.accepted, one.changed, one.rejected, one.open)
            for one in _everybody(teller.facts)
            if one.decided
        ),
        language=teller.language,
    )


def _everybody(facts: Facts) -> list[CoderFacts]:
    return [*facts.coders, *([facts.consensus] if facts.consensus else [])]


_TABLES = {
    "participants": _participants,
    "coders": _coders,
    "decisions": _decisions,
}


def _columns(labels: Mapping[str, str], kinds: Mapping[str, Any]) -> tuple[Column, ...]:
    return tuple(Column(k, label, kinds.get(k, "count")) for k, label in labels.items())
