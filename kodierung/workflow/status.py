"""A study at a glance: what it holds, and what is not as it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kodierung.errors import KodierungError, PipelineError, Problem
from kodierung.matching.trained.choice import choose
from kodierung.model import Codebook, Coding
from kodierung.project import SETTINGS, UNFINISHED, Project, read_file
from kodierung.store.store import Source, Store
from kodierung.workflow.attributes import UNCOUNTED, undescribed
from kodierung.workflow.codes import under_present_names


@dataclass(frozen=True, slots=True)
class Status:
    """What a study holds.

    Attributes:
        folder: The study.
        title: Its title.
        codebook: Path of the codebook in use.
        pipeline: The trained language pipeline in use; empty if there is none.
        transcripts: How many.
        groups: How many focus groups they belong to.
        analysed: How many transcripts `suggest` has gone through.
        suggestions: How many there are now.
        decisions: Coder to number of decisions.
        codings: Coder to number of confirmed codings.
        problems: What is not as it should be.
    """

    folder: Path
    title: str
    codebook: str
    pipeline: str
    transcripts: int
    groups: int
    analysed: int
    suggestions: int
    decisions: dict[str, int]
    codings: dict[str, int]
    problems: tuple[Problem, ...]


def status(project: Project) -> Status:
    """Look at a study; faults of its codebook are reported, not raised."""
    codebook, faults = _codebook(project)
    pipeline, missing = _pipeline(project, codebook)
    with project.open_store() as store, store.snapshot():
        transcripts = store.transcripts()
        codings = store.codings(status=None)
        problems = [
            *faults,
            *missing,
            *missing_files(project, store.sources().values()),
            *_orphans(project, store),
            *detached(codings),
        ]
        if codebook is not None:
            problems += undescribed(transcripts, codebook, UNCOUNTED)
            present = under_present_names(codings, codebook)
            problems += unknown_codes(present, codebook)
        return Status(
            folder=project.folder,
            title=project.settings.title,
            codebook=project.settings.codebook,
            pipeline=pipeline,
            transcripts=len(transcripts),
            groups=len({t.group for t in transcripts}),
            analysed=len(store.analysed()),
            suggestions=len(store.suggestions("")),
            decisions=dict(sorted(Counter(d.coder for d in store.decisions()).items())),
            codings=store.coders(),
            problems=tuple(problems),
        )


def _codebook(project: Project) -> tuple[Codebook | None, tuple[Problem, ...]]:
    try:
        return project.load_codebook(), ()
    except KodierungError as fault:
        place = project.settings.codebook or "kodierung.yaml"
        whole = Problem(place, fault.message.rstrip("."), fault.hint)
        return None, fault.problems or (whole,)


def _pipeline(
    project: Project, codebook: Codebook | None
) -> tuple[str, tuple[Problem, ...]]:
    """Return the trained pipeline in use, or what is wrong with the one named."""
    language = codebook.language if codebook else project.settings.language
    try:
        found = choose(project.pipeline, language).pipeline
    except PipelineError as fault:
        line = project.settings.lines.get("pipeline", 1)
        place = f"{SETTINGS}:{line}"
        return "", (Problem(place, fault.message.rstrip("."), fault.hint),)
    return str(found) if found else "", ()


def unknown_codes(codings: Iterable[Coding], codebook: Codebook) -> list[Problem]:
    """Tell which codes of codings the codebook does not know."""
    unknown = sorted({c.code for c in codings} - set(codebook.codes))
    if not unknown:
        return []
    return [
        Problem(
            codebook.file,
            f"the codebook does not know the codes {', '.join(unknown)}; their codings "
            "count nowhere",
            "say what they are called now under `renamed: {old: new}`",
            "warning",
        )
    ]


def detached(codings: Iterable[Coding]) -> list[Problem]:
    """Tell how many codings have lost their words."""
    count = sum(1 for c in codings if c.status == "detached")
    if not count:
        return []
    return [
        Problem(
            "detached codings",
            f"the words of {count} are no longer in the text; they count nowhere",
            "see `kodierung code list --status detached`",
            "warning",
        )
    ]


def _orphans(project: Project, store: Store) -> Iterator[Problem]:
    names = store.transcript_names()
    for orphan in project.orphans(store):
        place = orphan.relative_to(project.folder).as_posix()
        stem, _, number = orphan.stem.rpartition(".")
        if orphan.suffix == UNFINISHED:
            remedy = "a command was interrupted while writing it; delete it"
        elif number.isdigit() and f"{stem}{orphan.suffix}" in names:
            remedy = (
                f"an update of {stem}{orphan.suffix} was interrupted; repeat it with "
                "--update, or delete the file"
            )
        else:
            remedy = f"import it with `kodierung import {orphan}`, or delete it"
        message = "no transcript of the study was read from this file"
        yield Problem(place, message, remedy, "warning")


def missing_files(project: Project, sources: Iterable[Source]) -> Iterator[Problem]:
    """Tell which transcripts' files are gone, or not as they were imported."""
    for source in sources:
        path = project.folder / source.file
        if not path.exists():
            yield Problem(
                source.file,
                "the transcript's file is no longer there; its text is in the database",
                "put it back from your own copy",
                "warning",
            )
        elif sha256(read_file(path)).hexdigest() != source.digest:
            yield Problem(
                source.file,
                "the file is not as it was imported; the study works with the old text",
                "put the old file back, or import the new one with --update",
                "warning",
            )
