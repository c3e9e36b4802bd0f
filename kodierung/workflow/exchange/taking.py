"""A project of another program, or of another study, brought into a study.

All of it is one transaction. Nothing is taken twice: texts, codings and memos that the
study has already are counted, not doubled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePath

from kodierung.analysis.abridgement import abridged
from kodierung.errors import CodingError
from kodierung.formats.refi.of_study import TITLE, TURNS
from kodierung.formats.refi.project_in import read_project
from kodierung.formats.refi.records import key
from kodierung.formats.refi.settled import settled_text
from kodierung.formats.refi.study import Named
from kodierung.formats.refi.taken import Coded, Commented, TakenProject, TakenText
from kodierung.formats.refi.to_memos import TakenMemo, memos_of
from kodierung.formats.refi.to_study import taken_project
from kodierung.model import Codebook, Coding, Memo, Segment, Transcript
from kodierung.project import Project, tidy_name, write_file
from kodierung.store.store import Change, Source, Store
from kodierung.text import digest, settle, short_id
from kodierung.workflow.choosing import choose_alone
from kodierung.workflow.copies import cleared_away
from kodierung.workflow.exchange.brought import Brought, BroughtText
from kodierung.workflow.exchange.guids import (
    guids_of_text,
    guids_of_whole,
    not_our_own,
)
from kodierung.workflow.exchange.texts import as_transcript, file_of, transcript_name
from kodierung.workflow.exchange.their_codes import ids_of_codes
from kodierung.workflow.identity import key_of, new_coding, now, with_free_id

ORIGIN = "import"


def read_taken(data: bytes, name: str) -> TakenProject:
    """Return a project in the terms of a study, its texts settled.

    Args:
        data: The archive.
        name: Its name, for messages.

    Raises:
        TranscriptError: It is no sound project.
    """
    taken = taken_project(read_project(data, name))
    texts = tuple(settled_text(one) for one in taken.texts if one.text.strip())
    empty = len(taken.texts) - len(texts)
    lost = {**taken.lost, **({"texts without words": empty} if empty else {})}
    return replace(taken, texts=texts, lost=lost)


def bring_in(
    project: Project,
    taken: TakenProject,
    coder: str | None = None,
    mapped: Mapping[str, str] | None = None,
    guids: Mapping[Named, str] | None = None,
    *,
    check: bool = False,
) -> Brought:
    """Bring a project into a study: all of it, or nothing.

    Args:
        project: The study.
        taken: The project, its texts settled.
        coder: Whose codings those are of which the project does not say it; else
            those of whom it belongs to, else of whom the environment or kodierung.yaml
            names.
        mapped: Their codes, by name, path or GUID, to ids of the study's codes.
        guids: What is known of GUIDs beforehand.
        check: Whether to write nothing.

    Raises:
        CodingError: Codings have codes that the study lacks, or nobody is named whose
            they are.
    """
    codebook = project.load_codebook()
    who = project.coder_if_named(coder)
    with project.open_store() as store:
        known = {**store.identities(), **(guids or {})}
        codes = ids_of_codes(taken, codebook, known, mapped or {})
        nobody = coder or taken.owner or who
        desk = _Desk(project, store, codebook, taken, codes, nobody, known)
        desk.guids |= guids or {}
        if check:
            with store.snapshot():
                return desk.take(None, [])
        with (
            cleared_away(project, store) as copies,
            store.writing("import", who) as change,
        ):
            return desk.take(change, copies)


@dataclass
class _Desk:
    """Where a project is taken, text by text; nothing is written without a change."""

    project: Project
    store: Store
    codebook: Codebook
    taken: TakenProject
    codes: Mapping[str, str]
    coder: str
    known: Mapping[Named, str]
    guids: dict[Named, str] = field(default_factory=dict)
    coders: Counter[str] = field(default_factory=Counter)
    called: dict[str, str] = field(default_factory=dict)
    unsaid: int = 0
    chosen: list[Coding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.here = {key_of(c): c for c in self.store.codings()}
        self.ids = {c.id for c in self.store.codings(status=None)}
        self.memo_ids = {memo.id for memo in self.store.memos()}
        self.digests = self.store.text_digests()
        # Of several equal texts each is met once.
        self.open = dict(self.digests)
        self.by_guid = {
            key(guid): name
            for (kind, name), guid in self.known.items()
            if kind == "transcript" and name in self.digests
        }

    def take(self, change: Change | None, copies: list[Path]) -> Brought:
        """Take all of the project."""
        texts = tuple(self._text(one, change, copies) for one in self.taken.texts)
        commented = {
            key(one.guid) for text in self.taken.texts for one in text.comments
        }
        found = memos_of(self.taken.project, self.taken.words, commented)
        memos = sum(
            self._add_memo(self._memo(one), one.guid, change, one.title)
            for one in found
        )
        self.guids |= guids_of_whole(self.taken, self.called)
        if change is not None:
            choose_alone(self.store, change, self.codebook, self.chosen)
            change.identify(not_our_own(self.guids, self.codebook.id))
            change.carry((c.kind, c.guid, c.content) for c in self.taken.carried)
        return Brought(
            title=self.taken.project.name,
            origin=self.taken.project.origin,
            texts=texts,
            memos=memos,
            coders=dict(sorted(self.coders.items())),
            lost=self.taken.lost,
            remarks=(*self.taken.remarks, *self._remarks()),
            stored=change is not None,
        )

    def _remarks(self) -> Iterator[str]:
        if self.unsaid:
            yield (
                f"{self.unsaid} of its codings name nobody; they count as those of "
                f"{tidy_name(self.coder)}"
            )

    # --- texts ---------------------------------------------------------------------

    def _text(
        self, taken: TakenText, change: Change | None, copies: list[Path]
    ) -> BroughtText:
        known = self._known(taken)
        name = known or transcript_name(taken, self.digests)
        spoken = self.store.transcript(name) if known else as_transcript(taken, name)
        if spoken is None:  # it was there a moment ago
            raise no_transcript(name)
        if known is None:
            self.digests[name] = spoken.digest
            if change is not None:
                change.add_transcript(spoken, self._file(spoken, copies))
        self.by_guid[key(taken.guid)] = name
        self.guids |= guids_of_text(taken, spoken)
        fresh = sum(self._coding(one, spoken, change) for one in taken.codings)
        comments = (self._comment(one, spoken) for one in taken.comments)
        pairs = zip(comments, taken.comments, strict=True)
        return BroughtText(
            name=name,
            is_new=known is None,
            turns=len(spoken.turns),
            codings=fresh,
            known=len(taken.codings) - fresh,
            memos=sum(self._add_memo(m, one.guid, change) for m, one in pairs),
            counting=str(taken.counting),
        )

    def _known(self, taken: TakenText) -> str | None:
        """Return the transcript of the study that is this text.

        Raises:
            CodingError: It has the text's GUID, and other words.
        """
        text = digest(taken.text)
        name = self.by_guid.get(key(taken.guid))
        if name is not None and self.digests[name] != text:
            raise CodingError(
                f'The text "{taken.name}" is {name} of the study, with other words.',
                hint="Bring it into a study of its own, or take the words over first.",
            )
        alike = [one for one, known in self.open.items() if known == text]
        wanted = transcript_name(taken, ())
        name = name or (wanted if wanted in alike else next(iter(alike), None))
        if name is not None:
            self.open.pop(name, None)
        return name

    def _file(self, spoken: Transcript, copies: list[Path]) -> Source:
        """Write the file of a transcript, and return what to note of it."""
        name, data = file_of(spoken)
        path = self.project.transcripts / name
        number = 1
        while path.exists():
            number += 1
            stem, suffix = PurePath(name).stem, PurePath(name).suffix
            path = self.project.transcripts / f"{stem}.{number}{suffix}"
        copies.append(path)
        write_file(path, data)
        file = path.relative_to(self.project.folder).as_posix()
        return Source(file, sha256(data).hexdigest(), now())

    # --- codings and memos -----------------------------------------------------------

    def _coding(self, coded: Coded, spoken: Transcript, change: Change | None) -> bool:
        """Take a coding; tell whether the study did not have it."""
        place = Segment(coded.start, coded.end)
        quote = spoken.quote(place)
        code = self.codes[coded.code]
        short = abridged(quote, coded.abridged) if coded.abridged else None
        made = new_coding(
            spoken.name,
            place,
            quote,
            code,
            self._coder(coded.coder),
            created=moment(coded.created),
            memo=settle(coded.memo).strip(),
            origin=ORIGIN,
            abridged=short.text if short and not short.fault else "",
        )
        before = self.here.get(key_of(made))
        if before is None:
            made = with_free_id(made, self.ids.__contains__)
            self.here[key_of(made)] = made
            self.ids.add(made.id)
            self.coders[made.coder] += 1
            if change is not None:
                change.add_coding(made)
        now_here = before or made
        if coded.statement and self.codebook.codes[code].theme is not None:
            self.chosen.append(now_here)
        self.guids["coding", now_here.id] = coded.guid
        self.guids["selection", now_here.id] = coded.selection
        return before is None

    def _coder(self, said: str) -> str:
        """Return whose a coding is.

        Raises:
            CodingError: Nobody is named.
        """
        self.unsaid += not said.strip()
        name = tidy_name(said.strip() or self.coder)
        if not name:
            raise CodingError(
                "The project does not say who coded.",
                hint="Say whose codings they are: --coder NAME.",
            )
        return self._called(said, name)

    def _author(self, said: str) -> str:
        """Return whose a memo is; nobody is asked, since nothing is counted by it."""
        return self._called(said, tidy_name(said.strip() or self.coder or TURNS))

    def _called(self, said: str, name: str) -> str:
        if said:
            self.called[said] = name
        return name

    def _comment(self, said: Commented, spoken: Transcript) -> Memo:
        place = Segment(said.start, said.end)
        blank = Memo(
            id="",
            kind="transcript",
            text=said.text,
            coder=self._author(said.coder),
            created=said.created,
            transcript=spoken.name,
        )
        if place.start == place.end:
            return blank
        return replace(
            blank,
            kind="segment",
            start=place.start,
            end=place.end,
            quote=spoken.quote(place),
        )

    def _memo(self, said: TakenMemo) -> Memo:
        """Return a memo on what is not a passage; on the study if that is not here."""
        blank = Memo("", "study", said.text, self._author(said.coder), said.created)
        if said.kind == "code" and said.on in self.codes:
            return replace(blank, kind="code", code=self.codes[said.on])
        where = self.by_guid.get(said.on, said.on)
        if said.kind == "transcript" and where in self.digests:
            return replace(blank, kind="transcript", transcript=where)
        group, _, label = said.on.partition(" · ")
        if said.kind == "speaker" and label:
            return replace(blank, kind="speaker", group=group, speaker=label)
        group, sign, code = said.on.partition(" / ")
        if said.kind == "summary" and sign:
            return replace(blank, kind="summary", group=group, code=code)
        if said.kind == "note" and said.on in self.codebook.codes:
            return replace(blank, kind="note", code=said.on)
        return blank

    def _add_memo(
        self, said: Memo, guid: str, change: Change | None, title: str = ""
    ) -> bool:
        """Take a memo; tell whether the study did not have it."""
        created, text = moment(said.created), settle(said.text).strip()
        m = said
        where = (m.kind, m.transcript, m.group, m.speaker, m.start, m.end, m.quote)
        made = replace(
            said,
            id=short_id(*where, m.code, m.coder, text),
            text=text,
            created=created,
            changed=created,
        )
        self.guids["memo", made.id] = guid
        self.guids[TITLE, made.id] = settle(title).strip()
        if not text or made.id in self.memo_ids:
            return False
        self.memo_ids.add(made.id)
        if change is not None:
            change.add_memo(made)
        return True


def moment(said: str) -> str:
    """Return when something was made as it is kept: now if it is no date."""
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return now()
    return said


def no_transcript(name: str) -> CodingError:
    """Return the error that a transcript is gone."""
    return CodingError(f"The study has no transcript {name} any more.")
