"""Statements of themes: those that were chosen, and passages proposed to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from kodierung.analysis.material import Material
from kodierung.analysis.matrix import uncounted
from kodierung.analysis.passages import quotation
from kodierung.analysis.proposals import LONG, SHORT, Proposal, proposals
from kodierung.model import Codebook, Coding, Statement
from kodierung.project import Project
from kodierung.text import counted
from kodierung.workflow.codes import codes_under
from kodierung.workflow.material import read_material


@dataclass(frozen=True, slots=True)
class Quoted:
    """A coding that is or may be a statement of its theme.

    Attributes:
        coding: The coding.
        statement: Its words as they are printed, with their place.
        printed: Whether the matrix shows it: whether somebody whose words count speaks.
        proposal: Why it is proposed; None if nobody asked.
    """

    coding: Coding
    statement: Statement
    printed: bool = True
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class ThemeQuoted:
    """A theme with its statements, or with those proposed for it.

    Attributes:
        theme: Its id with its perspective's.
        perspective: The perspective's label.
        label: The theme's label.
        codings: How many codings it has.
        quoted: In the order of the transcripts, or the best first.
    """

    theme: str
    perspective: str
    label: str
    codings: int
    quoted: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """Themes in the codebook's order, and how their statements are cited.

    Attributes:
        themes: Those that have codings.
        language: Of the codebook.
        citation: The study's form; empty for the usual one.
    """

    themes: tuple[ThemeQuoted, ...]
    language: str
    citation: str

    def __iter__(self) -> Iterator[ThemeQuoted]:
        return iter(self.themes)


def chosen_statements(project: Project, coder: str, code: str | None = None) -> Themes:
    """Return the statements that a coder has chosen for each theme.

    Args:
        project: The study.
        coder: Whose codings.
        code: Only the themes of this code, or of all below.

    Raises:
        CodingError: There is no such code.
    """
    material = read_material(project, coder)
    known = material.transcripts
    left_out = uncounted(material.codebook, known.values(), material.codings)
    silent = {coding.id for coding in left_out}
    found: dict[str, list[Quoted]] = defaultdict(list)
    for coding in material.codings:
        described = material.codebook.codes.get(coding.code)
        if coding.statement and described is not None and described.theme is not None:
            quoted = _quoted(material, coding)
            quoted = replace(quoted, printed=coding.id not in silent)
            found[described.theme].append(quoted)
    return _themes(material, found, code)


def proposed_statements(
    project: Project, coder: str, code: str | None = None, limit: int = 3
) -> Themes:
    """Return the passages that may tell each theme best; see `analysis.proposals`.

    Args:
        project: The study.
        coder: Whose codings.
        code: Only the themes of this code, or of all below.
        limit: How many of each theme.

    Raises:
        CodingError: There is no such code.
    """
    from kodierung.matching.language.stop_words import stop_words

    material = read_material(project, coder)
    wanted = _wanted(material.codebook, code)
    idle = stop_words(material.codebook.language)
    found = {
        theme: [
            replace(_quoted(material, one.coding), proposal=one) for one in some[:limit]
        ]
        for theme, some in proposals(material, wanted, idle).items()
    }
    return _themes(material, found, code)


def _quoted(material: Material, coding: Coding) -> Quoted:
    place = quotation(coding, material.transcripts[coding.transcript])
    return Quoted(coding, replace(place, text=coding.abridged or coding.quote))


def _wanted(codebook: Codebook, code: str | None) -> list[str]:
    """Return the ids of the themes that are meant, in order.

    Raises:
        CodingError: There is no such code.
    """
    themes = [f"{p.id}.{t.id}" for p in codebook.perspectives for t in p.themes]
    if code is None:
        return themes
    meant = {codebook.codes[one].theme for one in codes_under(codebook, code)}
    return [theme for theme in themes if theme in meant]


def _themes(
    material: Material, found: dict[str, list[Quoted]], code: str | None
) -> Themes:
    codebook = material.codebook
    coded: dict[str | None, int] = defaultdict(int)
    for coding in material.codings:
        if coding.code in codebook.codes:
            coded[codebook.codes[coding.code].theme] += 1
    wanted = set(_wanted(codebook, code))
    themes = (
        ThemeQuoted(id_, p.label, theme.label, coded[id_], tuple(found.get(id_, ())))
        for p in codebook.perspectives
        for theme in p.themes
        if (id_ := f"{p.id}.{theme.id}") in wanted and coded[id_]
    )
    return Themes(tuple(themes), codebook.language, material.citation)


def reason(proposal: Proposal) -> str:
    """Return in words why a passage is proposed, and what speaks against it."""
    length = counted(proposal.words, "word")
    if not SHORT <= proposal.words <= LONG:
        length += ", rather short" if proposal.words < SHORT else ", rather long"
    told = [length, *_wholeness(proposal)]
    if proposal.shared:
        told.append(f"typical by {', '.join(f'“{word}”' for word in proposal.shared)}")
    return "; ".join(told)


def _wholeness(proposal: Proposal) -> Iterator[str]:
    if proposal.speakers == 1 and proposal.begins and proposal.ends:
        yield "one person's whole thought"
        return
    if proposal.speakers != 1:
        yield f"{proposal.speakers} people"
    if not proposal.begins:
        yield "begins within a sentence"
    if not proposal.ends:
        yield "ends within a sentence"


def record(theme: ThemeQuoted, quoted: Quoted) -> dict[str, Any]:
    """Return a statement, or what is proposed for one, for programs to read."""
    coding, place = quoted.coding, quoted.statement
    told: dict[str, Any] = {
        "theme": theme.theme,
        "perspective": theme.perspective,
        "label": theme.label,
        "id": coding.id,
        "transcript": coding.transcript,
        "group": place.group,
        "turn": place.turn,
        "speaker": place.speaker,
        "time": place.time,
        "start": coding.start,
        "end": coding.end,
        "quote": coding.quote,
        "abridged": coding.abridged,
        "code": coding.code,
        "coder": coding.coder,
        "statement": coding.statement,
        "printed": quoted.printed,
    }
    if quoted.proposal is not None:
        told["worth"] = round(quoted.proposal.worth, 3)
        told["reason"] = reason(quoted.proposal)
    return told
