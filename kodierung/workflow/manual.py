"""The codebook as a manual (Kodierleitfaden), with examples from the codings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kodierung.analysis.anchors import Anchored, anchored
from kodierung.analysis.people import population
from kodierung.analysis.proposals import LONG, SHORT
from kodierung.formats.manual.document import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
)
from kodierung.formats.manual.registry import document_format
from kodierung.formats.matrix.wording import cited, counted_segments, quoted, words
from kodierung.model import Code, Codebook, Perspective, Statement, Theme
from kodierung.project import Project
from kodierung.workflow.blind import CONSENSUS
from kodierung.workflow.manual_words import manual_words
from kodierung.workflow.material import read_material

EXAMPLES = 2
"""How many examples from the codings a code shows at most, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class FromCodings:
    """What a manual shows of a study.

    Attributes:
        coder: Whose codings.
        most: How many examples a code shows at most.
        codes: Code id to its evidence and examples.
        people: Participants whose words count for some code.
        groups: Focus groups.
        citation: The form in which passages are cited; empty for the usual one.
    """

    coder: str
    most: int
    codes: Mapping[str, Anchored] = field(default_factory=dict)
    people: int = 0
    groups: int = 0
    citation: str = ""


def from_codings(project: Project, coder: str, most: int = EXAMPLES) -> FromCodings:
    """Read what a manual shows of a study: frequencies, and quotations as examples.

    Whether the codings may be seen is for the caller to ask (`workflow/blind.py`).

    Args:
        project: The study.
        coder: Whose codings.
        most: How many examples a code shows at most.
    """
    material = read_material(project, coder)
    everybody = population(material.transcripts.values(), {})
    return FromCodings(
        coder,
        most,
        anchored(material, most),
        len(everybody.persons),
        len(everybody.groups),
        material.citation,
    )


def manual(codebook: Codebook, found: FromCodings | None = None) -> Document:
    """Return a codebook as a manual.

    Args:
        codebook: The codebook.
        found: What a study shows of it; None for the codebook alone.
    """
    author = _Author(codebook, found)
    return Document(
        title=codebook.title or codebook.id,
        language=codebook.language,
        blocks=tuple(author.blocks()),
        contents=author.said["contents"],
    )


def write_manual(document: Document, format_name: str) -> bytes:
    """Return a manual in a format.

    Raises:
        UsageError: There is no such format.
    """
    return document_format(format_name).write(document)


class _Author:
    """Writes a manual.

    Args:
        codebook: Of which.
        found: What a study shows of it.
    """

    def __init__(self, codebook: Codebook, found: FromCodings | None) -> None:
        self.codebook = codebook
        self.found = found
        self.said = manual_words(codebook.language)

    def blocks(self) -> Iterator[Block]:
        """Yield the whole manual."""
        yield Heading(self.said["about"])
        yield from self._about()
        yield from self._structure()
        for perspective in self.codebook.perspectives:
            yield from self._perspective(perspective)
        for kind in ("role", "code"):
            tops = [
                code
                for code in self.codebook.codes.values()
                if code.kind == kind and code.parent is None
            ]
            if tops:
                yield Heading(self.said[f"{kind}s"])
                yield from self._codes(tops, level=2)

    def _about(self) -> Iterator[Block]:
        book = self.codebook
        facts = {
            "id": book.id,
            "version": book.version,
            "authors": ", ".join(book.authors),
            "source": book.source,
            "licence": book.licence,
        }
        for name, value in facts.items():
            if value.strip():
                yield Paragraph(" ".join(value.split()), self.said[name])
        if self.found is None:
            yield Paragraph(self.said["no_codings"], small=True)
            return
        whose = "consensus" if self.found.coder == CONSENSUS else "whose"
        yield Paragraph(
            self.said[whose].format(
                coder=self.found.coder,
                people=self.found.people,
                groups=self.found.groups,
            ),
            self.said["figures"],
        )
        if self.found.most:
            rule = self.said["rule"].format(
                most=self.found.most, short=SHORT, long=LONG
            )
            yield Paragraph(rule, self.said["examples_of_study"])
            yield Paragraph(self.said["confidential"], self.said["attention"])

    def _structure(self) -> Iterator[Block]:
        book = self.codebook
        yield Heading(self.said["structure"])
        kinds = [
            (
                self.said[f"kind_{kind}"],
                sum(c.kind == kind for c in book.codes.values()),
            )
            for kind in ("factor", "role", "code")
        ]
        yield Items(
            tuple(f"{label}: {number}" for label, number in kinds if number),
            self.said["kinds"],
        )
        if book.perspectives:
            told = (
                f"{p.label}: {', '.join(theme.label for theme in p.themes)}"
                for p in book.perspectives
            )
            yield Items(tuple(told), self.said["perspectives"])
        if book.attributes:
            told = (
                f"{a.label}: {', '.join(a.values.values())}"
                for a in book.attributes.values()
            )
            yield Items(tuple(told), self.said["attributes"])

    def _perspective(self, perspective: Perspective) -> Iterator[Block]:
        yield Heading(perspective.label, aside=perspective.id)
        yield Paragraph(self._who_counts(perspective.where), small=True)
        for theme in perspective.themes:
            yield Heading(theme.label, 2, f"{perspective.id}.{theme.id}")
            yield from self._theme(theme)

    def _who_counts(self, where: Mapping[str, str]) -> str:
        if not where:
            return self.said["everybody_counts"]
        parts = []
        for key, value in where.items():
            attribute = self.codebook.attributes.get(key)
            label = attribute.label if attribute else key
            parts.append(f"{label}: {attribute.values[value] if attribute else value}")
        return self.said["who_counts"].format(who=", ".join(parts))

    def _theme(self, theme: Theme) -> Iterator[Block]:
        if theme.statement:
            yield Paragraph(theme.statement, self.said["statement"])
        ids = (theme.promoting, theme.inhibiting)
        factors = [self.codebook.codes[one] for one in ids if one is not None]
        yield from self._codes(factors, level=3)

    def _codes(
        self, codes: Sequence[Code], level: int, indent: int = 0
    ) -> Iterator[Block]:
        """Yield codes with all that is below them, set in."""
        for code in codes:
            column = ""
            if code.polarity and not indent:
                promoting, inhibiting, _ = self.codebook.columns
                sign = promoting if code.polarity == "promoting" else inhibiting
                column = f"{sign}: "
            yield Heading(f"{column}{code.label}", level, code.id, indent)
            yield from self._code(code, indent)
            below = self.codebook.children(code.id)
            yield from self._codes(below, level + 1, indent + 1)

    def _code(self, code: Code, indent: int) -> Iterator[Block]:
        rules = {
            "definition": code.definition,
            "include": code.include,
            "exclude": code.exclude,
        }
        for name, text in rules.items():
            if text.strip():
                yield Paragraph(text.strip(), self.said[name], indent)
        seen = self.found.codes[code.id] if self.found else None
        lists = {
            "examples": self._in_marks(code.examples),
            "examples_of_study": self._cited(seen),
            "counterexamples": self._in_marks(code.counterexamples),
        }
        for name, items in lists.items():
            if items:
                yield Items(items, self.said[name], indent)
        if seen is not None:
            yield Paragraph(self._figures(seen), self.said["frequency"], indent)

    def _in_marks(self, passages: Sequence[str]) -> tuple[str, ...]:
        """Return a codebook's passages as quotations without a place."""
        language = self.codebook.language
        return tuple(quoted(Statement(p, transcript=""), language) for p in passages)

    def _cited(self, seen: Anchored | None) -> tuple[str, ...]:
        if seen is None or self.found is None:
            return ()
        language, form = self.codebook.language, self.found.citation
        return tuple(cited(one, language, form) for one in seen.examples)

    def _figures(self, seen: Anchored) -> str:
        """Return `5 Segmente · 4 von 11 Personen · 3 von 4 Gruppen (A)`."""
        assert self.found is not None  # noqa: S101 - nothing was seen otherwise
        language = self.codebook.language
        w = words(language)
        shares = ((seen.speakers, w.speakers), (seen.groups, w.groups))
        parts = [
            counted_segments(seen.segments, language),
            *(f"{share.k} {w.of} {share.of} {noun}" for share, noun in shares),
        ]
        return f"{' · '.join(parts)} ({self.found.coder})"
