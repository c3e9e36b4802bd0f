"""Who speaks: which codes and cases of a project stand for people, which for groups.

The format has no element for speakers. kodierung writes a code and a case for each
person; other programs drop the case, its reference to the code, or its values, and then
what is marked tells: every passage with such a code begins with a label, its name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kodierung.formats.refi.of_study import TURNS, person_label
from kodierung.formats.refi.records import (
    RefiCase,
    RefiCode,
    RefiProject,
    RefiSelection,
    RefiSource,
    key,
)
from kodierung.formats.refi.study import DE, EN, Words

Placed = tuple[RefiSelection, tuple[int, int]]
"""A selection, and which code points of the text it is."""

_LANGUAGES = (DE, EN)
_LABEL = re.compile(
    r"^[ \t]*([^\s:(\[](?:[^\n:\t(\[]{0,80}[^\s:(\[])?) ?[:\t(\[]", re.MULTILINE
)
_BEHIND_LABEL = re.compile(r"\s*(?:[:(\[\t]|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PlacedSource:
    """A source, its text with plain line ends, and where its selections lie in it."""

    source: RefiSource
    text: str
    placed: Sequence[Placed]


@dataclass(frozen=True, slots=True)
class People:
    """Who speaks in a project.

    Attributes:
        by_code: Cases by the code, its GUID made comparable, that stands for them; with
            neither GUID nor values where the project has none.
        alone: Cases of people without a code, by their sources.
        groups: Focus groups by their sources.
        described: Cases that are neither: what they tell is told of their sources.
        words: How the project calls what the format has no element for.
    """

    by_code: Mapping[str, RefiCase]
    alone: Mapping[str, Sequence[RefiCase]]
    groups: Mapping[str, RefiCase]
    described: Sequence[RefiCase]
    words: Words


def people_of(project: RefiProject, sources: Sequence[PlacedSource]) -> People:
    """Return who speaks in a project.

    Args:
        project: The project.
        sources: Its texts, with where their selections lie.
    """
    words = _language(project)
    by_code = _by_code(project, sources)
    placed = {id(case) for case in by_code.values()}
    groups = _told_groups(project, words)
    placed |= {id(case) for case in groups.values()}
    left = [case for case in project.cases if id(case) not in placed]
    alone = _without_code(left, sources)
    placed |= {id(case) for some in alone.values() for case in some}
    left = [case for case in left if id(case) not in placed]
    groups |= {s: c for s, c in _likely_groups(left).items() if s not in groups}
    placed |= {id(case) for case in groups.values()}
    described = [case for case in left if id(case) not in placed]
    return People(by_code, alone, groups, described, words)


def said(variables: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """Return values by the names of their variables.

    Args:
        variables: Names by GUIDs, made comparable.
        values: By GUIDs.
    """
    return {variables.get(key(guid), guid): value for guid, value in values.items()}


def variable_names(project: RefiProject) -> dict[str, str]:
    """Return the names of a project's variables by their GUIDs, made comparable."""
    return {key(one.guid): one.name for one in project.variables}


def _language(project: RefiProject) -> Words:
    """Return the words in which the project tells of people and groups."""
    names = {one.name for one in project.variables}
    tops = {one.name for one in project.codebook.codes}
    return next((w for w in _LANGUAGES if w.kind in names or w.speakers in tops), EN)


def _by_code(
    project: RefiProject, sources: Iterable[PlacedSource]
) -> dict[str, RefiCase]:
    """Return the cases that a code stands for, by that code.

    It has the case's GUID, or is named by it and called as it is; else its passages
    must show that it is somebody who speaks.
    """
    leaves = {key(c.guid): c for c in project.codebook.walk() if not c.codes}
    named = {key(code): case for case in project.cases for code in case.codes}
    by_guid = {key(case.guid): case for case in project.cases}
    by_name = {case.name: case for case in project.cases if case.name}
    found = {code: by_guid[code] for code in leaves if code in by_guid}
    for code, case in named.items():
        if code in leaves and leaves[code].name == case.name:
            found.setdefault(code, case)
    left = {code: one for code, one in leaves.items() if code not in found}
    for code in _labelled(project, left, sources):
        name = left[code].name
        found[code] = named.get(code) or by_name.get(name) or RefiCase("", name)
    return found


def _labelled(
    project: RefiProject, codes: Mapping[str, RefiCode], sources: Iterable[PlacedSource]
) -> set[str]:
    """Return those codes whose every passage is a turn of whom they are called after.

    kodierung marks turns under a user of its own, with codes below one that holds them,
    so that no label need be there.
    """
    holders = {words.speakers for words in _LANGUAGES}
    held = {
        key(code.guid)
        for holder in project.codebook.walk()
        if holder.name in holders
        for code in holder.codes
    }
    ours = {key(user.guid) for user in project.users if user.name == TURNS}
    used: set[str] = set()
    other: set[str] = set()
    for one in sources:
        for selection, (start, end) in one.placed:
            for coding in selection.codings:
                code = key(coding.code)
                if code not in codes or code in other:
                    continue
                used.add(code)
                marked = code in held and key(coding.user or selection.user) in ours
                label = person_label(codes[code].name)
                if not marked and not _begins_with(label, one.text, start, end):
                    other.add(code)
    return used - other


def _begins_with(label: str, text: str, start: int, end: int) -> bool:
    """Tell whether a label stands at the beginning of a passage, or right before it."""
    said = text[start:end].lstrip()
    if said.startswith(label) and _BEHIND_LABEL.match(said, len(label)):
        return True
    before = text[text.rfind("\n", 0, start) + 1 : start].strip()
    return before.startswith(label) and bool(_BEHIND_LABEL.match(before, len(label)))


def _without_code(
    cases: Iterable[RefiCase], sources: Iterable[PlacedSource]
) -> dict[str, list[RefiCase]]:
    """Return the cases of those who speak, by source, where the text shows labels."""
    by_label: dict[tuple[str, str], list[RefiCase]] = defaultdict(list)
    for case in cases:
        for source in case.sources or ("",):
            by_label[key(source), person_label(case.name.strip())].append(case)
    found: dict[str, list[RefiCase]] = {}
    for one in sources if by_label else ():
        where = key(one.source.guid)
        likely = product((where, ""), sorted(_labels(one.text)))
        some = [case for place in likely for case in by_label.get(place, ())]
        if some:
            found[where] = some
    return found


def _labels(text: str) -> set[str]:
    """Return what stands at the beginning of lines like the label of a turn."""
    return {found[1] for found in _LABEL.finditer(text)}


def _told_groups(project: RefiProject, words: Words) -> dict[str, RefiCase]:
    """Return the cases that say that they are a focus group, by source."""
    variables = variable_names(project)
    return {
        key(source): case
        for case in project.cases
        if said(variables, case.values).get(words.kind) == words.group
        for source in case.sources
    }


def _likely_groups(cases: Iterable[RefiCase]) -> dict[str, RefiCase]:
    """Return cases that have a name and, alone, a source: by that source."""
    by_source: dict[str, list[RefiCase]] = defaultdict(list)
    for case in cases:
        for source in case.sources:
            by_source[key(source)].append(case)
    return {
        source: some[0]
        for source, some in by_source.items()
        if len(some) == 1 and len(some[0].sources) == 1 and some[0].name
    }
