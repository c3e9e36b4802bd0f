"""Whole studies as projects of REFI-QDA, and projects as new studies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kodierung.codebook.edit.writing import block
from kodierung.codebook.load import check_codebook
from kodierung.codebook.starter import starter
from kodierung.errors import CodebookError
from kodierung.formats.refi.of_study import TURNS, refi_project
from kodierung.formats.refi.records import Carried
from kodierung.formats.refi.study import Named, Study
from kodierung.formats.refi.taken import TakenProject
from kodierung.formats.refi.to_codebook import codebook_data
from kodierung.formats.refi.xml_out import write_project
from kodierung.model import Coding, Memo
from kodierung.project import Project, create_project
from kodierung.text import as_id, counted, on_one_line
from kodierung.workflow.codebook import check_language
from kodierung.workflow.codes import under_present_names
from kodierung.workflow.exchange.brought import Brought
from kodierung.workflow.exchange.guids import guids_of_codes, guids_of_sets
from kodierung.workflow.exchange.taking import bring_in

PSEUDONYM = "Person"
"""What coders are called, with a number, where no real name may stand."""

CODEBOOK = "codebook.yaml"


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A study as a project.

    Attributes:
        study: What of it is handed on.
        data: The archive.
        left_out: What is not, in words.
    """

    study: Study
    data: bytes
    left_out: tuple[str, ...]


def handed_on(
    project: Project, coder: str | None = None, *, anonymous: bool = False
) -> HandedOn:
    """Return a study as a project of REFI-QDA.

    Whether somebody may see the codings is for the caller to ask (`workflow/blind.py`).

    Args:
        project: The study.
        coder: Whose codings and memos; None for those of all coders.
        anonymous: Whether coders get numbers in place of their names.

    Raises:
        CodebookError: The codebook has faults.
    """
    codebook = project.load_codebook()
    with project.open_store() as store, store.snapshot():
        transcripts = store.transcripts()
        codings = under_present_names(store.codings(coder, status=None), codebook)
        memos = store.memos(coder)
        guids = store.identities()
        carried = [Carried(*one) for one in store.carried()]
    here = {one.name for one in transcripts}
    kept = [
        c
        for c in codings
        if c.status == "confirmed" and c.code in codebook.codes and c.transcript in here
    ]
    noted = [memo for memo in memos if memo.status != "detached"]
    study = Study(
        title=project.settings.title,
        codebook=codebook,
        transcripts=transcripts,
        codings=sorted(kept, key=lambda c: (c.transcript, c.start, c.end, c.id)),
        memos=noted,
        guids=guids,
        note=project.settings.note,
        carried=carried,
    )
    if coder is not None:
        study = _of_coder(study, coder)
    if anonymous:
        study = _anonymous(study)
    left_out = Counter(
        {
            "coding without words in the text now": len(codings) - len(kept),
            "memo without words in the text now": len(memos) - len(noted),
        }
    )
    told = tuple(counted(n, what) for what, n in left_out.items() if n)
    return HandedOn(study, write_project(refi_project(study)), told)


def _of_coder(study: Study, coder: str) -> Study:
    """Return a study that names nobody else who worked in it."""
    others = {n for n in study.guids if n[0] == "user" and n[1] not in (coder, TURNS)}
    kept = {name: guid for name, guid in study.guids.items() if name not in others}
    return replace(study, guids=kept)


def _anonymous(study: Study) -> Study:
    """Return a study in which no coder has a name."""
    names = sorted({c.coder for c in study.codings} | {m.coder for m in study.memos})
    called = {name: f"{PSEUDONYM} {number}" for number, name in enumerate(names, 1)}

    def coding(one: Coding) -> Coding:
        return replace(one, coder=called[one.coder])

    def memo(one: Memo) -> Memo:
        return replace(one, coder=called[one.coder])

    kept: dict[Named, str] = {n: g for n, g in study.guids.items() if n[0] != "user"}
    return replace(
        study,
        codings=list(map(coding, study.codings)),
        memos=list(map(memo, study.memos)),
        guids=kept,
    )


def begin(
    folder: Path,
    taken: TakenProject,
    language: str,
    *,
    title: str = "",
    coder: str = "",
) -> tuple[Project, Brought]:
    """Make a study of a project: its codebook, texts, codings and memos.

    Args:
        folder: Made if missing; must be no study yet.
        taken: The project, its texts settled.
        language: ISO 639-1 code of the interviews' language.
        title: Of the study; else the project's.
        coder: Who codes by default.

    Raises:
        StudyError: The folder is a study already, or cannot be written.
        CodebookError: The project's codes make no codebook; nothing was written.
        CodingError: Nobody is named whose the codings are; the study stays empty.
        UsageError: The language is no language code.
    """
    check_language(language)
    called = title or taken.project.name or folder.name
    book = replace(taken.project.codebook, sets=taken.project.sets)
    used = frozenset(one.code for text in taken.texts for one in text.codings)
    origin = f" ({taken.project.origin})" if taken.project.origin else ""
    made = codebook_data(
        book,
        {
            "codebook": as_id(called) or "codebook",
            "version": "1.0.0",
            "title": called,
            "language": language,
            "source": f"Taken over from the project {taken.project.name}{origin}.",
        },
        used,
    )
    has_codes = bool(made.ids)
    text = (
        _with_attributes(made.data, taken) if has_codes else starter(called, language)
    )
    codebook, problems = check_codebook(text.encode(), CODEBOOK)
    if codebook is None or not codebook.codes:
        raise CodebookError(
            "The project's codes make no codebook; nothing was written.",
            problems=problems,
        )
    project = create_project(
        folder,
        title=called,
        language=language,
        codebook_text=text,
        codebook_name=CODEBOOK,
        note=taken.project.description,
        coder=coder,
    )
    guids = {**guids_of_codes(made, book.codes), **guids_of_sets(taken)}
    brought = bring_in(project, taken, coder or None, guids=guids)
    without = () if has_codes else ("it has no codes: the codebook is one to fill in",)
    remarks = (*book.remarks, *made.remarks, *without, *brought.remarks)
    return project, replace(brought, remarks=tuple(dict.fromkeys(remarks)))


def _with_attributes(data: Mapping[str, object], taken: TakenProject) -> str:
    """Return a codebook's text that knows the attributes of texts and people."""
    values: dict[str, dict[str, str]] = {}
    for text in taken.texts:
        for said in (text.attributes, *(one.attributes for one in text.people)):
            for name, value in said.items():
                if as_id(name) == name:
                    values.setdefault(name, {})[value] = value
    known = data.get("attributes")
    labels = {one.name: one.description for one in taken.project.variables}
    attributes = {
        name: {
            "label": on_one_line(labels.get(name, "")) or name,
            "values": dict(sorted(said.items())),
        }
        for name, said in values.items()
    }
    if isinstance(known, dict):
        attributes |= known
    return block({**data, **({"attributes": attributes} if attributes else {})}, 0)
