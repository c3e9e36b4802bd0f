"""What the format has no place for, as labelled lines of a code's description.

    Was es bedeutet, so lang man will.

    Einschluss: wann es gilt
    Ausschluss: wann nicht
    Ankerbeispiel: „Bei uns fehlt schlicht die Zeit.“
    Polarität: hemmend

A line that goes on is indented by two blanks. Lines are known in German and English,
whatever the codebook's language, and people may write them in any program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kodierung.model import Polarity

_WORDS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "definition": "Definition",
        "include": "Einschluss",
        "exclude": "Ausschluss",
        "example": "Ankerbeispiel",
        "counterexample": "Gegenbeispiel",
        "polarity": "Polarität",
        "statement": "Statement",
        "where": "Gilt für",
        "label": "Bezeichnung",
        "id": "Kennung",
    },
    "en": {
        "definition": "Definition",
        "include": "Include",
        "exclude": "Exclude",
        "example": "Anchor example",
        "counterexample": "Counterexample",
        "polarity": "Polarity",
        "statement": "Quote",
        "where": "Holds for",
        "label": "Label",
        "id": "Id",
    },
}
_POLARITIES: Mapping[str, Mapping[Polarity, str]] = {
    "de": {"promoting": "fördernd", "inhibiting": "hemmend"},
    "en": {"promoting": "promoting", "inhibiting": "inhibiting"},
}
_POLARITY: Mapping[str, Polarity] = {
    "fördernd": "promoting",
    "förderlich": "promoting",
    "promoting": "promoting",
    "inhibiting": "inhibiting",
    "hemmend": "inhibiting",
    "hinderlich": "inhibiting",
}
_MARKS = {"de": ("„", "“"), "en": ("“", "”")}
_KEYS = {word: name for words in _WORDS.values() for name, word in words.items()}
_LINE = re.compile(rf"({'|'.join(map(re.escape, _KEYS))}):(?: (.*)|)$")
_GOES_ON = "  "


@dataclass(frozen=True, slots=True)
class Described:
    """What a description says.

    Attributes:
        definition: What the code means: all that has no label.
        include: Coding rule.
        exclude: When not to use it.
        examples: Anchor examples.
        counterexamples: Passages that look like it and are not.
        polarity: Of a factor.
        statement: Of a theme.
        where: Of a perspective: attributes of those whose words count.
        label: The code's label, where its name had to be another one.
        id: The code's path in a codebook of kodierung.
    """

    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    polarity: Polarity | None = None
    statement: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
    id: str = ""


def written(said: Described, language: str) -> str:
    """Return a description.

    Args:
        said: What it is to say.
        language: `de` or any other; the labels are German or English.
    """
    language = language if language in _WORDS else "en"
    words = _WORDS[language]
    lines = [
        f"{words[name]}: {_indented(text)}" for name, text in _lines(said, language)
    ]
    definition = said.definition.strip()
    if any(map(_LINE.match, definition.splitlines())):  # else it would be read as such
        lines.insert(0, f"{words['definition']}: {_indented(definition)}")
        definition = ""
    return "\n\n".join(filter(None, [definition, "\n".join(lines)]))


def read(description: str) -> Described:
    """Return what a description says; what has no label is the definition."""
    found: dict[str, list[str]] = {name: [] for name in _WORDS["en"]}
    free: list[str] = []
    last = ""
    for line in description.replace("\r\n", "\n").split("\n"):
        if label := _LINE.match(line):
            last = _KEYS[label[1]]
            found[last].append(label[2] or "")
        elif last and line.startswith(_GOES_ON):
            found[last][-1] += f"\n{line.removeprefix(_GOES_ON)}"
        else:
            last = ""
            free.append(line)
    definition = "\n".join([*found["definition"], "\n".join(free)]).strip()
    return Described(
        definition=definition,
        include="\n".join(found["include"]).strip(),
        exclude="\n".join(found["exclude"]).strip(),
        examples=tuple(filter(None, map(_unquoted, found["example"]))),
        counterexamples=tuple(filter(None, map(_unquoted, found["counterexample"]))),
        polarity=_polarity(found["polarity"]),
        statement="\n".join(map(_unquoted, found["statement"])).strip(),
        where=_where(found["where"]),
        label="".join(found["label"][:1]).strip(),
        id="".join(found["id"][:1]).strip(),
    )


def polarity_of(words: str) -> Polarity | None:
    """Return the polarity that a set's name or a label's text names, if it does."""
    named = words.rpartition(":")[2].strip().lower()
    return _POLARITY.get(named)


def name_of_polarity(polarity: Polarity, language: str) -> str:
    """Return what the set of all factors of a polarity is called."""
    language = language if language in _WORDS else "en"
    return f"{_WORDS[language]['polarity']}: {_POLARITIES[language][polarity]}"


def _lines(said: Described, language: str) -> Iterator[tuple[str, str]]:
    """Yield labels by their English key with what stands behind them."""
    opening, closing = _MARKS[language]
    quotations = [
        *(("example", words) for words in said.examples),
        *(("counterexample", words) for words in said.counterexamples),
    ]
    polarity = _POLARITIES[language][said.polarity] if said.polarity else ""
    where = ", ".join(f"{key}={value}" for key, value in said.where.items())
    statement = f"{opening}{said.statement}{closing}" if said.statement else ""
    lines = [
        ("include", said.include),
        ("exclude", said.exclude),
        *((name, f"{opening}{words}{closing}") for name, words in quotations),
        ("polarity", polarity),
        ("statement", statement),
        ("where", where),
        ("label", said.label),
        ("id", said.id),
    ]
    return (line for line in lines if line[1])


def _indented(text: str) -> str:
    return text.strip().replace("\n", f"\n{_GOES_ON}")


def _unquoted(text: str) -> str:
    """Return a quotation without the marks around it."""
    text = text.strip()
    for opening, closing in ("„“", "“”", '""', "»«", "«»"):
        if len(text) > 1 and text.startswith(opening) and text.endswith(closing):
            return text[1:-1].strip()
    return text


def _polarity(found: list[str]) -> Polarity | None:
    return next(filter(None, map(polarity_of, found)), None)


def _where(found: list[str]) -> dict[str, str]:
    pairs = (one.partition("=") for text in found for one in text.split(","))
    return {key.strip(): value.strip() for key, mark, value in pairs if mark}
