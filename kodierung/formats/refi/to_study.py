"""A project of REFI-QDA in the terms of a study; what it cannot hold is counted.

Positions become code points of the text with plain line ends, whatever way the
program that wrote the project counts (see `counting`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kodierung.formats.refi.counting import Counting, Fit, Positions, counting_of
from kodierung.formats.refi.labels import polarity_of, read
from kodierung.formats.refi.of_study import TURNS, person_label, person_name
from kodierung.formats.refi.people import (
    Placed,
    PlacedSource,
    people_of,
    said,
    variable_names,
)
from kodierung.formats.refi.records import (
    DESCRIPTION,
    Carried,
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiProject,
    RefiSelection,
    RefiSource,
    key,
)
from kodierung.formats.refi.study import Words, times_read
from kodierung.formats.refi.taken import (
    Coded,
    Commented,
    Spoken,
    TakenProject,
    TakenText,
    Told,
)
from kodierung.formats.refi.to_memos import linked_notes, told_by
from kodierung.text import on_one_line


def taken_project(project: RefiProject) -> TakenProject:
    """Return a project in the terms of a study."""
    taker = _Taker(project)
    texts, carried = tuple(taker.texts()), tuple(taker.carried())
    kept = replace(project.codebook, codes=tuple(taker.without_people()))
    kept_project = replace(project, codebook=kept)
    return TakenProject(
        project=kept_project,
        texts=texts,
        words=taker.people.words,
        tops=project.codebook.codes,
        lost=dict(+taker.lost),
        remarks=project.remarks,
        owner=_owner(project),
        carried=carried,
    )


def _owner(project: RefiProject) -> str:
    """Return whose a project is: who made it, else the only one who works in it."""
    names = {key(one.guid): one.name for one in project.users if one.name != TURNS}
    made = names.get(key(project.creator), "")
    return made or (next(iter(names.values())) if len(names) == 1 else "")


class _Taker:
    def __init__(self, project: RefiProject) -> None:
        self._project = project
        self.lost: Counter[str] = Counter(project.lost)
        self._users = {key(user.guid): user.name for user in project.users}
        self._notes = {key(note.guid): note for note in project.notes}
        self._linked = linked_notes(project)
        self._variables = variable_names(project)
        self._names = {key(c.guid): c.name for c in project.codebook.walk()}
        self._guids = {key(c.guid): c.guid for c in project.codebook.walk()}
        self._sources = list(self._placed_sources())
        self.people = people_of(project, [placed for placed, _, _ in self._sources])
        self._told_of = self._told_of_sources()

    def _placed_sources(self) -> Iterator[tuple[PlacedSource, Counting, Fit]]:
        """Yield the texts; one that stands in the file twice comes once."""
        known: set[str] = set()
        for source in self._project.sources:
            if source.path and source.path in known and not source.selections:
                continue
            known.add(source.path)
            some = source.selections
            counting, fit = counting_of(source.text, some, marked=source.marked)
            positions = Positions(source.text, counting)
            cuts = [(one, positions.cut(one)) for one in some]
            placed = [(one, cut) for one, cut in cuts if cut is not None]
            self.lost["codings at no place of their text"] += sum(
                len(one.codings) or 1 for one, cut in cuts if cut is None
            )
            yield PlacedSource(source, positions.text, placed), counting, fit

    def _told_of_sources(self) -> dict[str, dict[str, str]]:
        """Return what cases that are no people tell of their sources."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for case in (*self.people.described, *self.people.groups.values()):
            for source in case.sources:
                found[key(source)] |= self._attributes(case.values)
        return found

    def without_people(self) -> Iterator[RefiCode]:
        """Yield the uppermost codes but those that stand for people or hold them."""
        for code in self._project.codebook.codes:
            kept = self._kept(code)
            if kept is not None:
                yield kept

    def _kept(self, code: RefiCode) -> RefiCode | None:
        if key(code.guid) in self.people.by_code:
            return None
        below = tuple(filter(None, map(self._kept, code.codes)))
        if code.codes and not below and not code.codable:
            return None
        return replace(code, codes=below)

    def carried(self) -> Iterator[Carried]:
        """Yield what a study has no place for, and count what it is."""
        left = {key(case.guid) for case in self.people.described}
        sets = self._project.sets
        polarities = {key(one.guid) for one in sets if polarity_of(one.name)}
        for one in self._project.carried:
            if one.kind != "Case" or key(one.guid) in left:
                self.lost[one.kind] += key(one.guid) not in polarities
                yield one
        project = self._project
        described = [(one.guid, one.description) for one in project.sources]
        described += [(one.guid, one.description) for one in project.cases]
        described += [(one.guid, one.description) for one in project.notes]
        for guid, words in described:
            if words.strip():
                self.lost[DESCRIPTION] += 1
                yield Carried(DESCRIPTION, guid, words)
        for variable in project.variables:
            if variable.description:  # becomes a label where it can
                yield Carried(DESCRIPTION, variable.guid, variable.description)

    # --- texts ---------------------------------------------------------------------

    def texts(self) -> Iterator[TakenText]:
        """Yield the texts with what is marked in them."""
        for one, counting, fit in self._sources:
            yield self._text(one, counting, fit)

    def _text(self, one: PlacedSource, counting: Counting, fit: Fit) -> TakenText:
        source, text, placed = one.source, one.text, one.placed
        self.lost["codings on no words"] += sum(
            len(one.codings) for one, (start, end) in placed if start == end
        )
        for coding in source.codings:
            self.lost["codings of a whole text"] += bool(coding.code)
        label_of = self._labels(source)
        group = self.people.groups.get(key(source.guid))
        told = self._told_of.get(key(source.guid), {})
        return TakenText(
            guid=source.guid,
            name=source.name or source.guid,
            text=text,
            group=group.name if group else "",
            attributes=told | self._attributes(source.values),
            turns=tuple(_spoken(placed, label_of, self.people.words)),
            people=tuple(self._told(source, label_of)),
            codings=tuple(self._codings(placed, text)),
            comments=tuple(self._comments(placed, text)),
            counting=counting,
            fit=fit,
            group_guid=group.guid if group else "",
        )

    def _attributes(self, values: Mapping[str, str]) -> dict[str, str]:
        words = self.people.words
        own = {words.kind, words.part, words.function}
        named = said(self._variables, values)
        return {name: value for name, value in named.items() if name not in own}

    def _labels(self, source: RefiSource) -> dict[str, str]:
        """Return the labels of people by the codes that stand for them."""
        group = self.people.groups.get(key(source.guid))
        before = person_name(group.name, "") if group else ""
        return {
            code: self._names.get(code, case.name).removeprefix(before)
            for code, case in self.people.by_code.items()
        }

    def _told(self, source: RefiSource, labels: Mapping[str, str]) -> Iterator[Told]:
        """Yield the people of a text's cases."""
        where = key(source.guid)
        for code, case in self.people.by_code.items():
            if not case.sources or where in map(key, case.sources):
                yield self._person(case, labels[code], self._guids.get(code, code))
        for case in self.people.alone.get(where, ()):
            yield self._person(case, person_label(case.name), "")

    def _person(self, case: RefiCase, label: str, code: str) -> Told:
        words = self.people.words
        values = said(self._variables, case.values)
        part = values.get(words.part, "")
        return Told(
            label=label,
            moderates=part == words.moderator if part else None,
            function=values.get(words.function, ""),
            attributes=self._attributes(case.values),
            guid=case.guid,
            code=code,
        )

    def _codings(self, placed: Iterable[Placed], text: str) -> Iterator[Coded]:
        for selection, (start, end) in placed:
            told = read(selection.description)
            quote = text[start:end]
            if not quote:
                continue
            is_whole = on_one_line(told.statement) == on_one_line(quote)
            for coding in selection.codings:
                code = key(coding.code)
                if code in self.people.by_code:
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
                    memo=told.definition,
                    statement=bool(told.statement),
                    abridged="" if is_whole else told.statement,
                    selection=selection.guid,
                )

    def _coder(self, coding: RefiCoding | None, selection: RefiSelection) -> str:
        """Return who coded; one program names its owner on every selection."""
        user = (coding.user if coding else "") or selection.user
        return self._users.get(key(user), "")

    def _comments(self, placed: Iterable[Placed], text: str) -> Iterator[Commented]:
        """Yield what is said of passages, but by codes: in words, and in notes."""
        for selection, (start, end) in placed:
            where = (start, end, text[start:end])
            if self._is_comment(selection):
                # A turn has the selection's GUID itself.
                guid = "" if selection.codings else selection.guid
                coder, created = self._coder(None, selection), selection.created
                words = selection.description
                yield Commented(guid, *where, words, coder, created)
            for note in map(self._notes.get, self._noted(selection)):
                if note is not None:
                    coder = self._users.get(key(note.user), "")
                    yield Commented(
                        note.guid, *where, told_by(note), coder, note.created
                    )

    def _is_comment(self, selection: RefiSelection) -> bool:
        """Tell whether the description is of no coding, nor says when a turn was."""
        words, people = self.people.words, self.people.by_code
        said_of_codings = any(key(c.code) not in people for c in selection.codings)
        if said_of_codings or not selection.description.strip():
            return False
        is_turn = bool(selection.codings)
        return not (is_turn and any(times_read(words, selection.description)))

    def _noted(self, selection: RefiSelection) -> Iterator[str]:
        """Yield the GUIDs, made comparable, of the notes on a selection."""
        yield from map(key, selection.notes)
        for coding in selection.codings:
            yield from map(key, coding.notes)
        yield from self._linked.get(key(selection.guid), ())


def _spoken(
    placed: Iterable[Placed],
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
