"""A project of REFI-QDA in the terms of a study; what it cannot hold is counted.

Positions become code points of the text with plain line ends, whatever way the
program that wrote the project counts (see `counting`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kodierung.formats.refi.counting import (
    Positions,
    counting_of,
)
from kodierung.formats.refi.labels import polarity_of, read
from kodierung.formats.refi.of_study import TURNS
from kodierung.formats.refi.records import (
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiProject,
    RefiSelection,
    RefiSource,
    key,
)
from kodierung.formats.refi.study import DE, EN, Words, times_read
from kodierung.formats.refi.taken import (
    Coded,
    Commented,
    Spoken,
    TakenProject,
    TakenText,
    Told,
)
from kodierung.text import on_one_line

LANGUAGES = (DE, EN)


def taken_project(project: RefiProject) -> TakenProject:
    """Return a project in the terms of a study."""
    taker = _Taker(project)
    texts = tuple(taker.texts())
    kept = replace(project.codebook, codes=tuple(taker.without_people()))
    remarks = (*project.remarks, *taker.remarks)
    kept_project = replace(project, codebook=kept)
    tops = project.codebook.codes
    lost = dict(+taker.lost)
    return TakenProject(kept_project, texts, taker.words, tops, lost, remarks)


class _Taker:
    def __init__(self, project: RefiProject) -> None:
        self._project = project
        self.lost: Counter[str] = Counter(project.lost)
        self.remarks: list[str] = []
        self._users = {key(user.guid): user.name for user in project.users}
        self._notes = {key(note.guid): note for note in project.notes}
        self._variables = {key(v.guid): v.name for v in project.variables}
        self._names = {key(c.guid): c.name for c in project.codebook.walk()}
        self._guids = {key(c.guid): c.guid for c in project.codebook.walk()}
        self.words = self._language()
        self._people = self._cases_of_people()
        self._groups = self._groups_by_source()

    # --- who -----------------------------------------------------------------------

    def _language(self) -> Words:
        """Return the words in which the project tells of people and groups."""
        names = set(self._variables.values())
        return next((words for words in LANGUAGES if words.kind in names), EN)

    def _said(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return values by the names of their variables."""
        found = ((self._variables.get(key(v), v), said) for v, said in values.items())
        return dict(found)

    def _cases_of_people(self) -> dict[str, RefiCase]:
        """Return the cases that a code stands for, by that code.

        The case names it, has its GUID, or has its name: programs differ, and some
        drop what they do not know.
        """
        cases = self._project.cases
        found = {key(code): case for case in cases for code in case.codes}
        by_name = {case.name: case for case in cases if case.name}
        by_guid = {key(case.guid): case for case in cases}
        for code in self._project.codebook.walk():
            case = by_guid.get(key(code.guid)) or by_name.get(code.name)
            if case is not None and not code.codes:
                found.setdefault(key(code.guid), case)
        return found

    def _groups_by_source(self) -> dict[str, RefiCase]:
        """Return the focus group that a source belongs to."""
        found: dict[str, RefiCase] = {}
        for case in self._project.cases:
            if self._said(case.values).get(self.words.kind) == self.words.group:
                found.update(dict.fromkeys(map(key, case.sources), case))
        return found

    def without_people(self) -> Iterator[RefiCode]:
        """Yield the uppermost codes but those that stand for people or hold them."""
        for code in self._project.codebook.codes:
            kept = self._kept(code)
            if kept is not None:
                yield kept

    def _kept(self, code: RefiCode) -> RefiCode | None:
        if key(code.guid) in self._people:
            return None
        below = tuple(filter(None, map(self._kept, code.codes)))
        if code.codes and not below and not code.codable:
            return None
        return replace(code, codes=below)

    # --- texts ---------------------------------------------------------------------

    def texts(self) -> Iterator[TakenText]:
        """Yield the texts; one that stands in the file twice comes once."""
        known: set[str] = set()
        self.lost["sets of codes or texts"] += sum(
            not polarity_of(one.name) for one in self._project.sets
        )
        for source in self._project.sources:
            self.lost["descriptions of texts"] += bool(source.description)
            if source.path and source.path in known and not source.selections:
                continue
            known.add(source.path)
            yield self._text(source)

    def _text(self, source: RefiSource) -> TakenText:
        counting, fit = counting_of(
            source.text, source.selections, marked=source.marked
        )
        positions = Positions(source.text, counting)
        cuts = [(one, positions.cut(one)) for one in source.selections]
        placed = [(one, cut) for one, cut in cuts if cut is not None]
        self._count("codings at no place of their text", cuts)
        self.lost["codings on no words"] += sum(
            len(one.codings) for one, (start, end) in placed if start == end
        )
        for coding in source.codings:
            self.lost["codings of a whole text"] += bool(coding.code)
        text = positions.text
        label_of = self._labels(source)
        group = self._groups.get(key(source.guid))
        return TakenText(
            guid=source.guid,
            name=source.name or source.guid,
            text=text,
            group=group.name if group else "",
            attributes=self._attributes(source.values),
            turns=tuple(_spoken(placed, label_of, self.words)),
            people=tuple(self._told(source, label_of)),
            codings=tuple(self._codings(placed, text)),
            comments=tuple(self._comments(placed, text)),
            counting=counting,
            fit=fit,
            group_guid=group.guid if group else "",
        )

    def _count(
        self,
        what: str,
        cuts: Iterable[tuple[RefiSelection, tuple[int, int] | None]],
    ) -> None:
        self.lost[what] += sum(
            len(selection.codings) or 1 for selection, cut in cuts if cut is None
        )

    def _attributes(self, values: Mapping[str, str]) -> dict[str, str]:
        words = self.words
        own = {words.kind, words.part, words.function}
        return {n: said for n, said in self._said(values).items() if n not in own}

    def _labels(self, source: RefiSource) -> dict[str, str]:
        """Return the labels of people by the codes that stand for them."""
        group = self._groups.get(key(source.guid))
        before = f"{group.name} · " if group else ""
        return {
            code: self._names.get(code, case.name).removeprefix(before)
            for code, case in self._people.items()
        }

    def _told(self, source: RefiSource, labels: Mapping[str, str]) -> Iterator[Told]:
        """Yield the people of a text's cases."""
        words = self.words
        for code, case in self._people.items():
            if case.sources and key(source.guid) not in map(key, case.sources):
                continue
            said = self._said(case.values)
            part = said.get(words.part, "")
            yield Told(
                label=labels[code],
                moderates=part == words.moderator if part else None,
                function=said.get(words.function, ""),
                attributes=self._attributes(case.values),
                guid=case.guid,
                code=self._guids.get(code, code),
            )

    def _codings(
        self, placed: Iterable[tuple[RefiSelection, tuple[int, int]]], text: str
    ) -> Iterator[Coded]:
        for selection, (start, end) in placed:
            said = read(selection.description)
            quote = text[start:end]
            if not quote:
                continue
            is_whole = on_one_line(said.statement) == on_one_line(quote)
            for coding in selection.codings:
                code = key(coding.code)
                if code in self._people:
                    continue
                if code not in self._names:
                    self.lost["codings with a code that is missing"] += 1
                    continue
                yield Coded(
                    guid=coding.guid,
                    start=start,
                    end=end,
                    quote=quote,
                    code=code,
                    coder=self._coder(coding, selection),
                    created=coding.created or selection.created,
                    memo=self._memo(said.definition, selection),
                    statement=bool(said.statement),
                    abridged="" if is_whole else said.statement,
                    selection=selection.guid,
                )

    def _memo(self, described: str, selection: RefiSelection) -> str:
        """Return what is noted on a selection, its notes included."""
        notes = (self._notes.get(key(guid)) for guid in selection.notes)
        return "\n\n".join(filter(None, [described, *(n.text for n in notes if n)]))

    def _coder(self, coding: RefiCoding | None, selection: RefiSelection) -> str:
        """Return who coded; one program names its owner on every selection."""
        user = (coding.user if coding else "") or selection.user
        name = self._users.get(key(user), "")
        return "" if name == TURNS else name

    def _comments(
        self, placed: Iterable[tuple[RefiSelection, tuple[int, int]]], text: str
    ) -> Iterator[Commented]:
        for selection, (start, end) in placed:
            said = self._memo(selection.description, selection)
            if not selection.codings and said:
                yield Commented(
                    guid=selection.guid,
                    start=start,
                    end=end,
                    quote=text[start:end],
                    text=said,
                    coder=self._coder(None, selection),
                    created=selection.created,
                )


def _spoken(
    placed: Iterable[tuple[RefiSelection, tuple[int, int]]],
    labels: Mapping[str, str],
    words: Words,
) -> Iterator[Spoken]:
    """Yield the turns that a project marks with codes for those who speak."""
    found: dict[tuple[int, int], Spoken] = {}
    for selection, cut in placed:
        for coding in selection.codings:
            if (label := labels.get(key(coding.code))) is not None:
                times = times_read(words, selection.description)
                spoken = Spoken(label, *cut, selection.guid, coding.guid, *times)
                found.setdefault(cut, spoken)
    yield from (spoken for _, spoken in sorted(found.items()))
