"""A study at a glance: how far it is, what is amiss, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from kodierung.analysis.origins import ORIGINS
from kodierung.errors import KodierungError, PipelineError, Problem
from kodierung.matching.trained.choice import choose
from kodierung.model import Codebook
from kodierung.project import SETTINGS, UNFINISHED, Project, read_file
from kodierung.store.store import Source, Store
from kodierung.workflow.attributes import (
    UNCOUNTED,
    undescribed,
    without_attributes,
)
from kodierung.workflow.blind import sees_others
from kodierung.workflow.next_steps import Step, next_steps
from kodierung.workflow.standing import Work, standing_of
from kodierung.workflow.suggest import outdated

VERDICTS = ("accepted", "rejected", "changed")


@dataclass(frozen=True, slots=True)
class Status:
    """What a study holds and how far it is.

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
        coder: Who asks; empty if nobody is named.
        version: The codebook's; empty if it cannot be read.
        outdated: How many transcripts `suggest` has to go through.
        words: All that is said, moderators included.
        participants_words: What participants say of that.
        participants_turns: Participants' turns.
        open: Suggestions that the coder has not decided on.
        coders: Coder to figures: `accepted`, `rejected`, `changed` (decisions),
            `from_suggestions`, `by_hand`, `both` (confirmed codings by origin),
            `words_coded`, `turns_read`, `codings_detached`, `memos_detached`.
        codes: How many the codebook has.
        unused: The codes the coder never used, nor a code below them; all coders
            together where nobody is named.
        without_statement: Themes with codings and no chosen statement, likewise.
        next: What to do next, most urgent first.
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
    coder: str
    version: str
    outdated: int
    words: int
    participants_words: int
    participants_turns: int
    open: int
    coders: dict[str, dict[str, int]]
    codes: int
    unused: tuple[str, ...]
    without_statement: tuple[str, ...]
    next: tuple[Step, ...] = ()


def status(project: Project, coder: str | None = None) -> Status:
    """Look at a study; faults of its codebook are reported, not raised.

    Args:
        project: The study.
        coder: Whose view; else that of the environment's or kodierung.yaml's coder.
    """
    default = project.coder_if_named()
    coder = project.coder_if_named(coder)
    codebook, faults = _codebook(project)
    pipeline, missing = _pipeline(project, codebook)
    with project.open_store() as store, store.snapshot():
        described = store.descriptions()
        renamed = codebook.renamed if codebook else {}
        standing = standing_of(store, described, coder, renamed)
        codings, analysed = store.coders(), len(store.analysed())
        stale: list[str] = []
        if codebook is not None and not missing:
            stale = outdated(store, codebook, project.pipeline, described)
        everybody = sees_others(project, store, coder)
        problems = [
            *faults,
            *missing,
            *missing_files(project, store.sources().values()),
            *_orphans(project, store),
            *detached(sum(w.codings_detached for w in standing.coders.values())),
        ]
    everyone = list(standing.coders.values()) if everybody else []
    seen = [standing.coders.get(coder, Work())] if coder else everyone
    if codebook is not None:
        codes = (code for work in everyone or seen for code in work.codes)
        problems += undescribed(described, codebook, UNCOUNTED)
        problems += unknown_codes(codes, codebook)
    works = standing.coders.items()
    found = Status(
        folder=project.folder,
        title=project.settings.title,
        codebook=project.settings.codebook,
        pipeline=pipeline,
        transcripts=len(described),
        groups=len({t.group for t in described}),
        analysed=analysed,
        suggestions=standing.suggestions,
        decisions={n: sum(w.decisions.values()) for n, w in works if w.decisions},
        codings=codings,
        problems=tuple(problems),
        coder=coder,
        version=codebook.version if codebook else "",
        outdated=len(stale),
        words=standing.words,
        participants_words=standing.participants_words,
        participants_turns=standing.turns,
        open=standing.open,
        coders={name: _figures(work) for name, work in works},
        codes=len(codebook.codes) if codebook else 0,
        unused=_unused(seen, codebook),
        without_statement=_without_statement(seen, codebook),
    )
    unknown = without_attributes(described, codebook) if codebook else {}
    return replace(found, next=next_steps(found, unknown, default))


def _figures(work: Work) -> dict[str, int]:
    return {
        **{verdict: work.decisions.get(verdict, 0) for verdict in VERDICTS},
        **{origin: work.origins[origin] for origin in ORIGINS},
        "words_coded": work.words_coded,
        "turns_read": work.turns_read,
        "codings_detached": work.codings_detached,
        "memos_detached": work.memos_detached,
    }


def _unused(seen: Iterable[Work], codebook: Codebook | None) -> tuple[str, ...]:
    """Return the codes that were never used, nor any code below them."""
    if codebook is None or not seen:
        return ()
    known = {code for work in seen for code in work.codes} & codebook.codes.keys()
    used = {above for code in known for above in codebook.with_ancestors(code)}
    return tuple(code for code in codebook.codes if code not in used)


def _without_statement(
    seen: Iterable[Work], codebook: Codebook | None
) -> tuple[str, ...]:
    """Return the themes with codings but no chosen statement, in order."""
    if codebook is None:
        return ()
    coded, stated = (
        {code.theme for code in codebook.codes.values() if code.id in codes}
        for codes in (
            {code for work in seen for code in work.codes},
            {code for work in seen for code in work.stated},
        )
    )
    themes = (f"{p.id}.{t.id}" for p in codebook.perspectives for t in p.themes)
    return tuple(theme for theme in themes if theme in coded - stated)


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


def unknown_codes(codes: Iterable[str], codebook: Codebook) -> list[Problem]:
    """Tell which codes of codings the codebook does not know."""
    unknown = sorted(set(codes) - codebook.codes.keys())
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


def detached(count: int) -> list[Problem]:
    """Tell how many codings have lost their words."""
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
