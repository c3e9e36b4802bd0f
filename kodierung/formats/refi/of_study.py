"""A study as a project of REFI-QDA.

The texts are the settled ones, so that positions are the offsets of the codings. What
the format has no element for is said in its own means: a turn is a selection with a
code for its speaker, a person and a focus group are cases, attributes are variables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kodierung.formats.refi.labels import Described, written
from kodierung.formats.refi.of_codebook import ORIGIN, guid_of, refi_codebook
from kodierung.formats.refi.records import (
    DESCRIPTION,
    RefiCase,
    RefiCode,
    RefiCodebook,
    RefiCoding,
    RefiNote,
    RefiProject,
    RefiSelection,
    RefiSource,
    RefiUser,
    RefiVariable,
    key,
)
from kodierung.formats.refi.study import Study, times_told, words_of
from kodierung.model import Coding, Memo, Speaker, Transcript
from kodierung.text import on_one_line

TURNS = "kodierung"
"""The user whose selections are turns, not codings."""

TITLE = "memo title"
"""What is noted of a memo that had a title in the project it came from."""

KIND = "variable kind"
"""What is noted of a variable: whether its values are numbers, dates and so on."""

_OF_GROUP = " · "
_KINDS = {
    "Integer": re.compile(r"-?\d+"),
    "Float": re.compile(r"-?\d+(\.\d+)?"),
    "Boolean": re.compile("true|false"),
    "Date": re.compile(r"\d{4}-\d\d-\d\d"),
    "DateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?"),
}
_NAME = 100  # characters of a selection's name


def refi_project(study: Study) -> RefiProject:
    """Return a study as a project."""
    return _Author(study).project()


@dataclass
class _Author:
    study: Study
    _turns_of: dict[tuple[str, str], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        self.words = words_of(self.study.codebook.language)
        self._codings: dict[str, list[Coding]] = defaultdict(list)
        for coding in self.study.codings:
            self._codings[coding.transcript].append(coding)
        self._described = {
            key(one.guid): one.content
            for one in self.study.carried
            if one.kind == DESCRIPTION
        }
        self._selections = {
            guid for (kind, _), guid in self.study.guids.items() if kind == "turn"
        }
        self._comments: dict[str, list[Memo]] = defaultdict(list)
        for memo in self.study.memos:
            if memo.kind == "segment":
                self._comments[memo.transcript].append(memo)

    def project(self) -> RefiProject:
        """Return the whole project."""
        study = self.study
        codes = {c: g for (kind, c), g in study.guids.items() if kind == "code"}
        book = refi_codebook(study.codebook, codes, self._on_codes())
        sources = tuple(map(self._source, study.transcripts))
        return RefiProject(
            name=study.title,
            codebook=RefiCodebook((*book.codes, *self._speakers()), origin=ORIGIN),
            users=tuple(self._users()),
            variables=tuple(self._variables()),
            cases=(*self._groups(), *self._people()),
            sources=sources,
            notes=tuple(map(self._note, self._memos())),
            sets=book.sets,
            carried=tuple(study.carried),
            description=study.note,
            on_project=tuple(
                self._guid("memo", m.id) for m in study.memos if m.kind == "study"
            ),
            origin=ORIGIN,
        )

    def _description(self, guid: str) -> str:
        """Return how something was described in the project it came from."""
        return self._described.get(key(guid), "")

    def _guid(self, kind: str, *names: str) -> str:
        name = "\x1f".join(names)
        return self.study.guids.get((kind, name)) or guid_of(kind, name)

    # --- who and what --------------------------------------------------------------

    def _users(self) -> Iterator[RefiUser]:
        """Yield who coded; the first one stands for the program itself."""
        coders = {c.coder for c in self.study.codings} | {
            m.coder for m in self.study.memos
        }
        coders |= {name for kind, name in self.study.guids if kind == "user"}
        for name in (TURNS, *sorted(coders - {TURNS, ""})):
            yield RefiUser(self._guid("user", name), name, name[:2].upper())

    def _variables(self) -> Iterator[RefiVariable]:
        book, words = self.study.codebook, self.words
        own = (words.kind, words.part, words.function)
        for name in own:
            yield RefiVariable(self._variable(name), name)
        values = self._attributes()
        came = {name for kind, name in self.study.guids if kind == "variable"}
        for name in sorted((values.keys() | came).difference(own)):
            known = book.attributes.get(name)
            label = known.label if known and known.label != name else ""
            kind = self.study.guids.get((KIND, name), "")
            looks = _KINDS.get(kind)
            fits = looks and all(map(looks.fullmatch, values.get(name, ())))
            guid = self._variable(name)
            described = label or self._description(guid)
            yield RefiVariable(guid, name, kind if fits else "Text", described)

    def _variable(self, name: str) -> str:
        return self._guid("variable", name)

    def _attributes(self) -> Mapping[str, set[str]]:
        """Return the values of each attribute."""
        found: dict[str, set[str]] = defaultdict(set)
        for transcript in self.study.transcripts:
            everybody = (one.attributes for one in transcript.speakers)
            for said in (transcript.attributes, *everybody):
                for name, value in said.items():
                    found[name].update(filter(None, [value]))
        return found

    def _values(self, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
        return {self._variable(name): value for name, value in pairs if value}

    def _groups(self) -> Iterator[RefiCase]:
        by_group: dict[str, list[Transcript]] = defaultdict(list)
        for transcript in self.study.transcripts:
            by_group[transcript.group].append(transcript)
        for group, parts in by_group.items():
            kind = (self.words.kind, self.words.group)
            guid = self._guid("group", group)
            yield RefiCase(
                guid=guid,
                name=group,
                description=self._description(guid),
                values=self._values([kind, *parts[0].attributes.items()]),
                sources=tuple(self._guid("transcript", one.name) for one in parts),
            )

    def _people(self) -> Iterator[RefiCase]:
        """Yield a case for each person: a group and a label, in however many files."""
        words = self.words
        for (group, label), (speaker, names) in self._persons().items():
            part = words.moderator if speaker.kind == "moderator" else words.participant
            said = [
                (words.kind, words.person),
                (words.part, part),
                (words.function, speaker.function),
                *speaker.attributes.items(),
            ]
            guid = self._guid("person", group, label)
            yield RefiCase(
                guid=guid,
                name=person_name(group, label),
                description=self._description(guid),
                codes=(self._guid("speaker", group, label),),
                values=self._values(said),
                sources=tuple(self._guid("transcript", name) for name in names),
                selections=tuple(self._turns_of[group, label]),
            )

    def _persons(self) -> dict[tuple[str, str], tuple[Speaker, list[str]]]:
        """Return who speaks, by group and label, with the files they speak in."""
        found: dict[tuple[str, str], tuple[Speaker, list[str]]] = {}
        for transcript in self.study.transcripts:
            for speaker in transcript.speakers:
                person = (transcript.group, speaker.label)
                found.setdefault(person, (speaker, []))[1].append(transcript.name)
        return found

    def _speakers(self) -> tuple[RefiCode, ...]:
        """Return a code for each person, below one that holds them all."""
        codes = tuple(
            RefiCode(self._guid("speaker", *person), person_name(*person))
            for person in self._persons()
        )
        name = self.words.speakers
        holder = RefiCode(
            self._guid("speakers", name), name, codable=False, codes=codes
        )
        return (holder,) if codes else ()

    # --- texts -----------------------------------------------------------------------

    def _source(self, transcript: Transcript) -> RefiSource:
        attributes = transcript.attributes.items()
        guid = self._guid("transcript", transcript.name)
        return RefiSource(
            guid=guid,
            name=transcript.name,
            text=transcript.text,
            description=self._description(guid),
            selections=(
                *self._coded(transcript),
                *self._commented(transcript),
                *self._turns(transcript),
            ),
            values=self._values([(self.words.kind, self.words.group), *attributes]),
        )

    def _coded(self, transcript: Transcript) -> Iterator[RefiSelection]:
        """Yield one selection for what a coder says of one passage."""
        alike: dict[tuple[int, int, str, str], list[Coding]] = defaultdict(list)
        for coding in self._codings[transcript.name]:
            said = self._said(coding)
            alike[coding.start, coding.end, coding.coder, said].append(coding)
        for (start, end, coder, said), same in sorted(alike.items()):
            user = self._guid("user", coder)
            first = same[0]
            yield RefiSelection(
                guid=self._selection(first.id),
                start=start,
                end=end,
                name=_name(transcript.text[start:end]),
                description=said,
                codings=tuple(self._coding(one, user) for one in same),
                user=user,
                created=first.created,
            )

    def _selection(self, coding: str) -> str:
        """Return the GUID of a coding's selection, which another may have had too."""
        guid = self._guid("selection", coding)
        if guid in self._selections:
            guid = guid_of("selection", coding)
        self._selections.add(guid)
        return guid

    def _coding(self, coding: Coding, user: str) -> RefiCoding:
        code = self._guid_of_code(coding.code)
        return RefiCoding(self._guid("coding", coding.id), code, user, coding.created)

    def _guid_of_code(self, code: str) -> str:
        given = self.study.guids.get(("code", code))
        return given or guid_of(self.study.codebook.id, code)

    def _said(self, coding: Coding) -> str:
        """Return a coding's memo, and the words of a statement as they are printed."""
        statement = (coding.abridged or coding.quote) if coding.statement else ""
        said = Described(definition=coding.memo, statement=statement)
        return written(said, self.study.codebook.language)

    def _commented(self, transcript: Transcript) -> Iterator[RefiSelection]:
        """Yield memos on passages as comments: selections without a code."""
        for memo in self._comments[transcript.name]:
            yield RefiSelection(
                guid=self._guid("memo", memo.id),
                start=memo.start,
                end=memo.end,
                name=_name(transcript.quote(memo.segment)),
                description=memo.text,
                user=self._guid("user", memo.coder),
                created=memo.created,
            )

    def _turns(self, transcript: Transcript) -> Iterator[RefiSelection]:
        user = self._guid("user", TURNS)
        for turn in transcript.turns:
            number = str(turn.number)
            guid = self._guid("turn", transcript.name, number)
            self._turns_of[transcript.group, turn.speaker].append(guid)
            speaker = self._guid("speaker", transcript.group, turn.speaker)
            coding = self._guid("turn coding", transcript.name, number)
            yield RefiSelection(
                guid=guid,
                start=turn.start,
                end=turn.end,
                name=_name(transcript.quote(turn.segment)),
                description=times_told(self.words, turn.start_time, turn.end_time),
                codings=(RefiCoding(coding, speaker, user),),
                user=user,
            )

    # --- memos -----------------------------------------------------------------------

    def _on_codes(self) -> dict[str, list[str]]:
        """Return code ids with the GUIDs of the memos on them."""
        found: dict[str, list[str]] = defaultdict(list)
        for memo in self.study.memos:
            if memo.kind == "code":
                found[memo.code].append(self._guid("memo", memo.id))
        return found

    def _memos(self) -> Iterator[Memo]:
        """Yield the memos that are notes of their own: those on no passage."""
        return (memo for memo in self.study.memos if memo.kind != "segment")

    def _note(self, memo: Memo) -> RefiNote:
        on = {
            "transcript": memo.transcript,
            "speaker": person_name(memo.group, memo.speaker),
            "code": memo.code,
            "note": memo.code,
            "summary": f"{memo.group} / {memo.code}",
        }.get(memo.kind, "")
        kind = self.words.memo_on[memo.kind]
        name = f"{self.words.memo} ({kind}){f': {on}' if on else ''}"
        title = self.study.guids.get((TITLE, memo.id), "")
        is_theirs = bool(title) and memo.text.startswith(f"{title}\n\n")
        guid = self._guid("memo", memo.id)
        return RefiNote(
            guid=guid,
            name=title if is_theirs else name,
            text=memo.text.removeprefix(f"{title}\n\n") if is_theirs else memo.text,
            user=self._guid("user", memo.coder),
            created=memo.created,
            description=self._description(guid),
        )


def person_name(group: str, label: str) -> str:
    """Return what a person is called in a whole project, where labels come again."""
    return f"{group}{_OF_GROUP}{label}"


def person_label(name: str) -> str:
    """Return somebody's label, of what a person is called in a whole project."""
    return name.rpartition(_OF_GROUP)[2]


def _name(words: str) -> str:
    """Return what a selection is called: its words, or their beginning."""
    line = on_one_line(words)
    return line if len(line) <= _NAME else f"{line[:_NAME].rstrip()}…"
