"""Bring transcripts into a study: all of them or none.

Files are read first and stored last; a transcript's file is copied before the database
knows it, so that a crash leaves at worst a file that `status` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Literal

from kodierung.errors import KodierungError, Problem, StudyError, TranscriptError
from kodierung.model import Codebook, Transcript
from kodierung.project import Project, write_file
from kodierung.store.store import Change, Source, Store
from kodierung.workflow.attributes import UNCOUNTED, check_attributes, undescribed
from kodierung.workflow.identity import now
from kodierung.workflow.new_version import VersionReport, replace_version
from kodierung.workflow.read import (
    Progress,
    ReadFile,
    Reading,
    file_name,
    files_of,
    read_file,
    with_settings,
)

FileStatus = Literal["new", "unchanged", "updated", "refused"]


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file.

    Attributes:
        name: The transcript's name.
        status: What was done with it, or would be with `check`.
        transcript: None when refused.
        problems: Why it was refused, or what is worth knowing.
        version: After an update: what became of its codings.
    """

    name: str
    status: FileStatus
    transcript: Transcript | None
    problems: tuple[Problem, ...] = ()
    version: VersionReport | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All files of one import.

    Attributes:
        files: What became of each.
        stored: False when nothing was written.
        problems: What is worth knowing about several of them.
    """

    files: tuple[ImportedFile, ...]
    stored: bool
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> tuple[ImportedFile, ...]:
        """The files that were not taken."""
        return tuple(f for f in self.files if f.status == "refused")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A file that may be stored."""

    read: ReadFile
    status: FileStatus
    problems: tuple[Problem, ...]


def import_transcripts(
    project: Project,
    paths: Iterable[Path],
    reading: Reading | None = None,
    *,
    update: bool = False,
    skip_bad: bool = False,
    check: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import files, or check what an import would do.

    Args:
        project: The study.
        paths: Files, or folders whose files are meant.
        reading: How to read them.
        update: Take files that have changed since they were imported.
        skip_bad: Store the good files though others are refused.
        check: Store nothing.
        progress: Told after each file that was read.

    Returns:
        What became of each file.

    Raises:
        TranscriptError: Files were refused and `skip_bad` is False; nothing was stored.
    """
    reading = with_settings(reading or Reading(), project.settings)
    files = files_of(paths)
    codebook = _codebook(project, reading)
    read = []
    for path in files:
        read.append(_read(path, reading, codebook))
        if progress:
            progress(path.name, len(read), len(files))
    if check:
        with project.open_store() as store:
            outcomes = _compare_all(read, store, update)
        return _report([_unstored(o) for o in outcomes], codebook, stored=False)
    with (
        project.open_store() as store,
        _copies() as copies,
        store.writing("import") as change,
    ):
        outcomes = _compare_all(read, store, update)
        refused = [o for o in outcomes if isinstance(o, ImportedFile)]
        if refused and not skip_bad:
            raise _refusal(outcomes, refused)
        reports = [_store(project, store, change, o, copies) for o in outcomes]
        disagreeing = _disagreeing(store.transcripts())
    report = _report(reports, codebook, stored=True)
    return replace(report, problems=(*report.problems, *disagreeing))


def _report(
    files: Sequence[ImportedFile], codebook: Codebook | None, *, stored: bool
) -> ImportReport:
    taken = [f.transcript for f in files if f.transcript is not None]
    problems = undescribed(taken, codebook, UNCOUNTED) if codebook else []
    return ImportReport(tuple(files), stored, tuple(problems))


def _disagreeing(transcripts: Sequence[Transcript]) -> list[Problem]:
    """Tell which groups are described differently by their transcripts.

    A group may span files; who counts is decided for its people, not file by file.
    """
    by_group: dict[str, list[Transcript]] = {}
    for transcript in transcripts:
        by_group.setdefault(transcript.group, []).append(transcript)
    return [
        Problem(
            " and ".join(t.name for t in parts),
            f"they belong to one group, {group}, and are described differently",
            "give them the same attributes with --set … --update, or other groups",
            "warning",
        )
        for group, parts in by_group.items()
        if any(dict(t.attributes) != dict(parts[0].attributes) for t in parts)
    ]


@contextmanager
def _copies() -> Iterator[list[Path]]:
    """Give a list for the copies an import makes; they go again if it fails.

    Stands around the transaction, since that may fail as late as at its end.
    """
    made: list[Path] = []
    try:
        yield made
    except Exception:
        for path in made:
            with suppress(OSError):
                path.unlink()
        raise


def _codebook(project: Project, reading: Reading) -> Codebook | None:
    """Return the codebook to check attributes with, if there is a sound one.

    Raises:
        CodebookError: It has faults, and attributes are to be checked with it.
    """
    if not project.settings.codebook:
        return None
    try:
        return project.load_codebook()
    except KodierungError:
        if reading.attributes or reading.name_pattern is not None:
            raise
        return None


def _read(
    path: Path, reading: Reading, codebook: Codebook | None
) -> ReadFile | ImportedFile:
    """Read a file, or say why it cannot be taken."""
    name = file_name(path)
    try:
        read = read_file(path, reading)
    except (TranscriptError, StudyError) as fault:
        message = fault.message.removeprefix(f"{name}: ").rstrip(".")
        problem = Problem(name, message, fault.hint)
        return ImportedFile(name, "refused", None, (problem, *fault.problems))
    problems = (
        *read.problems,
        *check_attributes(read.transcript.attributes, codebook, name),
    )
    if any(p.severity == "error" for p in problems):
        return ImportedFile(name, "refused", None, problems)
    return replace(read, problems=problems)


def _compare_all(
    read: Sequence[ReadFile | ImportedFile], store: Store, update: bool
) -> list[_Candidate | ImportedFile]:
    sources = store.sources()
    return [
        r if isinstance(r, ImportedFile) else _compare(r, store, sources, update)
        for r in read
    ]


def _compare(
    read: ReadFile, store: Store, sources: Mapping[str, Source], update: bool
) -> _Candidate | ImportedFile:
    """Compare a file with what the study holds under its name."""
    name = read.transcript.name
    source = sources.get(name)
    known = store.transcript(name) if source is not None else None
    if source is None or known is None:
        return _Candidate(read, "new", read.problems)
    read = replace(read, transcript=_with_known(read, known))
    same_file = source.digest == sha256(read.data).hexdigest()
    if same_file and _described_alike(known, read.transcript):
        return _Candidate(read, "unchanged", read.problems)
    if update:
        return _Candidate(read, "updated", read.problems)
    if same_file:
        remark = Problem(
            name,
            "it is in the study already, with other attributes, speakers or format",
            "use --update to take the new ones",
            "warning",
        )
        return _Candidate(read, "unchanged", (*read.problems, remark))
    refusal = Problem(
        name,
        f"the file has changed since it was imported on {source.imported[:10]}",
        "use --update to take the new version; the old one is kept",
    )
    return ImportedFile(name, "refused", None, (*read.problems, refusal))


def _with_known(read: ReadFile, known: Transcript) -> Transcript:
    """Add what was said of a transcript before and was not said anew.

    An update must not lose the group, its attributes, or who moderates.
    """
    moderators = {s.label for s in known.speakers if s.kind == "moderator"}
    speakers = tuple(
        replace(s, kind="moderator") if s.label in moderators else s
        for s in read.transcript.speakers
    )
    return replace(
        read.transcript,
        group=read.transcript.group if read.group_named else known.group,
        attributes={**known.attributes, **read.transcript.attributes},
        speakers=speakers,
    )


def _described_alike(known: Transcript, read: Transcript) -> bool:
    def description(transcript: Transcript) -> tuple[object, ...]:
        return (
            transcript.digest,
            transcript.group,
            dict(transcript.attributes),
            [(s.label, s.kind, s.function) for s in transcript.speakers],
            transcript.turns,
        )

    return description(known) == description(read)


def _unstored(outcome: _Candidate | ImportedFile) -> ImportedFile:
    if isinstance(outcome, ImportedFile):
        return outcome
    transcript = outcome.read.transcript
    return ImportedFile(transcript.name, outcome.status, transcript, outcome.problems)


def _refusal(
    outcomes: Sequence[_Candidate | ImportedFile], refused: Sequence[ImportedFile]
) -> KodierungError:
    good = [o.read.transcript.name for o in outcomes if isinstance(o, _Candidate)]
    listed = f" In order: {', '.join(good)}." if good else ""
    return TranscriptError(
        f"{len(refused)} of {len(outcomes)} files cannot be imported; "
        f"nothing was stored.{listed}",
        hint="Mend them, or import the others with --skip-bad." if good else "",
        problems=[p for f in refused for p in f.problems if p.severity == "error"],
    )


def _store(
    project: Project,
    store: Store,
    change: Change,
    outcome: _Candidate | ImportedFile,
    copies: list[Path],
) -> ImportedFile:
    """Store one file, its copy on disk first."""
    report = _unstored(outcome)
    if isinstance(outcome, ImportedFile) or outcome.status == "unchanged":
        return report
    read = outcome.read
    source = Source(
        file=_keep_file(project, read, copies),
        digest=sha256(read.data).hexdigest(),
        imported=now(),
    )
    if outcome.status == "new":
        change.add_transcript(read.transcript, source)
        return report
    return replace(
        report, version=replace_version(store, change, read.transcript, source)
    )


def _keep_file(project: Project, read: ReadFile, copies: list[Path]) -> str:
    """Copy the file as received into the study unless it lies there; return its path.

    No version is ever overwritten: a new one gets the next free number.
    """
    if read.path.parent.resolve() == project.transcripts.resolve():
        return f"{project.transcripts.name}/{read.path.name}"
    name = PurePosixPath(read.transcript.name)
    number = 1
    target = project.transcripts / name.name
    while target.exists() and target.read_bytes() != read.data:
        number += 1
        target = project.transcripts / f"{name.stem}.{number}{name.suffix}"
    if not target.exists():
        write_file(target, read.data)
        copies.append(target)
    return target.relative_to(project.folder).as_posix()
