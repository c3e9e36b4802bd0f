"""Terms (words, phrases, `<concepts>`, `~parts`) and the concepts they name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kodierung.codebook.faults import Faults
from kodierung.codebook.nodes import Node
from kodierung.errors import did_you_mean

_REFERENCE = re.compile(r"<([^<>]*)>")
_WHOLE_REFERENCE = re.compile(r"<([^<>]+)>")
_LOOSE_TILDE = re.compile(r"~(?![^\W_])|(?<=\S)~")


def check_term(
    term: str, concepts: Sequence[str] | None, line: int, faults: Faults
) -> None:
    """Check how a term is written and that every concept it names exists.

    Args:
        term: A word, a phrase, a `<concept>`, a `~part`, or a mixture.
        concepts: Names that may stand in angle brackets; None if not to be known.
        line: Where the term stands.
        faults: Takes what is wrong.
    """
    for name in _REFERENCE.findall(term):
        if concepts is not None and name not in concepts:
            hint = did_you_mean(name, concepts) or "define it under `concepts`"
            faults.error(line, f"unknown concept <{name}>", hint)
    rest = _REFERENCE.sub(" ", term)
    if "<" in rest or ">" in rest:
        faults.error(
            line,
            f'the angle brackets in "{term}" do not make a <concept>',
            "write <name> without blanks, or remove them",
        )
    if _LOOSE_TILDE.search(term):
        faults.error(
            line,
            f'"~" in "{term}" does not stand before a word',
            "write ~fluktuation, without a blank",
        )
    elif not any(sign.isalnum() for sign in term):
        faults.error(line, f'"{term}" holds no word')


def expand_concepts(
    concepts: Mapping[str, Sequence[str]],
    tree: Node | None,
    faults: Faults,
    whole: bool = True,
) -> dict[str, tuple[str, ...]]:
    """Return the concepts with the concepts they name put in their place.

    Args:
        concepts: Name to entries as written; an entry may be another `<concept>`.
        tree: The node of `concepts`, for the lines.
        faults: Takes unknown names, circles and empty concepts.
        whole: Whether no concept was left out because of a fault.

    Returns:
        Name to words, phrases and `~parts`, each once, in order.
    """
    if tree is None:
        return {}
    expansion = _Expansion(concepts, tree, faults, whole)
    for name, entries in concepts.items():
        expansion.check(name, entries)
    return {name: tuple(expansion.of(name, ())) for name in concepts}


@dataclass(slots=True)
class _Expansion:
    concepts: Mapping[str, Sequence[str]]
    tree: Node
    faults: Faults
    whole: bool
    done: dict[str, list[str]] = field(default_factory=dict)

    def check(self, name: str, entries: Sequence[str]) -> None:
        """Check one concept's name and entries."""
        at = self.tree.line_of((name,))
        if not name.strip() or set(name) & set("<>~ "):
            self.faults.error(
                at,
                f'the concept "{name}" cannot be named in a rule',
                "use a name without blanks, < , > and ~",
            )
        if not entries:
            self.faults.error(at, f'the concept "{name}" has no words')
        known = list(self.concepts) if self.whole else None
        for n, entry in enumerate(entries):
            line = self.tree.line_of((name, n))
            check_term(entry, known, line, self.faults)
            if "<" in entry and not _WHOLE_REFERENCE.fullmatch(entry):
                self.faults.error(
                    line,
                    f'within a concept, a <concept> must stand alone, not in "{entry}"',
                    "put phrases with concepts into a rule",
                )

    def of(self, name: str, above: tuple[str, ...]) -> list[str]:
        """Return the words of a concept, those of concepts it names included."""
        if name in self.done:
            return self.done[name]
        words: dict[str, None] = {}
        for n, entry in enumerate(self.concepts[name]):
            match = _WHOLE_REFERENCE.fullmatch(entry)
            if match is None:
                words[entry] = None
            elif match[1] in (*above, name):
                self._circle(name, n, (*above, name), match[1])
            elif match[1] in self.concepts:
                words.update(dict.fromkeys(self.of(match[1], (*above, name))))
        self.done[name] = list(words)
        return self.done[name]

    def _circle(self, name: str, n: int, way: tuple[str, ...], back: str) -> None:
        names = [*way[way.index(back) :], back]
        self.faults.error(
            self.tree.line_of((name, n)),
            f"the concepts go in a circle: {' → '.join(f'<{c}>' for c in names)}",
            "take one of them out",
        )
