"""Bring transcripts into a study: all of them or none, one file at a time.

All is one transaction, so that a fault in the last file leaves the study as it was; a
transcript's file is copied before the database knows it, so that a crash leaves at
worst files that `status` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from kodierung.errors import KodierungError, Problem, StudyError, TranscriptError
from kodierung.model import Codebook, Transcript
from kodierung.project import Answers, Project, write_file
from kodierung.project import read_file as file_bytes
from kodierung.store.store import Change, Source, Store
from kodierung.workflow.attributes import UNCOUNTED, check_attributes, undescribed
from kodierung.workflow.header import from_header
from kodierung.workflow.identity import now
from kodierung.workflow.import_check import (
    ImportedFile,
    figures,
    unknown_files,
    without_words,
)
from kodierung.workflow.known import (
    FileStatus,
    Known,
    compare,
    digest_of,
    with_group,
    with_people,
)
from kodierung.workflow.new_version import preview_version, replace_version
from kodierung.workflow.read import (
    Progress,
    ReadFile,
    Reading,
    file_name,
    files_of,
    read_file,
)

MOST_NAMED = 20
"""Good files named when others are refused."""


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

    However many files there are, one at a time is in memory. What is said of how to
    read a file is kept with its transcript and holds when the file is read again.

    Args:
        project: The study; others have to wait for it meanwhile, except with `check`.
        paths: Files, or folders whose files are meant.
        reading: How to read them.
        update: Take files that have changed since they were imported.
        skip_bad: Store the good files though others are refused.
        check: Store nothing.
        progress: Told before each file.

    Returns:
        What became of each file.

    Raises:
        TranscriptError: Files were refused and `skip_bad` is False; nothing was stored.
    """
    reading = reading or Reading()
    files = files_of(paths)
    codebook = _codebook(project, reading)
    problems = _unknown_files(files, reading)
    with project.open_store() as store:
        desk = _Desk(project, store, reading, codebook, update)
        if check:
            reports = [desk.preview(path) for path in _shown(files, progress)]
            return ImportReport(
                tuple(reports), False, (*problems, *_undescribed(reports, codebook))
            )
        with _copies(project, store) as copies, store.writing("import") as change:
            reports = []
            doomed = False
            for path in _shown(files, progress):
                examined = desk.examine(path)
                doomed = doomed or (examined.status == "refused" and not skip_bad)
                reports.append(
                    examined.report() if doomed else desk.take(examined, change, copies)
                )
            if doomed:
                raise _refusal(reports)
            problems += _undescribed(reports, codebook)
            problems += _disagreeing(store.descriptions())
    return ImportReport(tuple(reports), True, tuple(problems))


def _shown(files: Sequence[Path], progress: Progress | None) -> Iterator[Path]:
    """Yield files and tell which one is at work."""
    for done, path in enumerate(files):
        if progress:
            progress(path.name, done, len(files))
        yield path


def _unknown_files(files: Sequence[Path], reading: Reading) -> list[Problem]:
    names = [file_name(path) for path in files]
    return [
        problem for said in reading.answers for problem in unknown_files(names, said)
    ]


def _undescribed(
    files: Sequence[ImportedFile], codebook: Codebook | None
) -> list[Problem]:
    taken = [
        f.transcript
        for f in files
        if f.transcript is not None and f.status != "refused"
    ]
    return undescribed(taken, codebook, UNCOUNTED) if codebook else []


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
def _copies(project: Project, store: Store) -> Iterator[list[Path]]:
    """Give a list for the copies an import makes; they go again if it fails.

    Stands around the transaction, since that may fail as late as at its end. An
    interruption may come when the database knows the copies already, so it is asked.
    """
    made: list[Path] = []
    try:
        yield made
    except BaseException:
        with suppress(KodierungError):
            unknown = {normalize("NFC", path.name) for path in project.orphans(store)}
            for path in made:
                if normalize("NFC", path.name) in unknown:
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


def _refusal(files: Sequence[ImportedFile]) -> KodierungError:
    refused = [f for f in files if f.status == "refused"]
    good = [f.name for f in files if f.status != "refused"]
    shown = good if len(good) <= MOST_NAMED else [*good[:MOST_NAMED], "…"]
    listed = f" In order: {', '.join(shown)}." if good else ""
    return TranscriptError(
        f"{len(refused)} of {len(files)} files cannot be imported; "
        f"nothing was stored.{listed}",
        hint="Mend them, or import the others with --skip-bad." if good else "",
        problems=[p for f in refused for p in f.problems if p.severity == "error"],
    )


@dataclass(frozen=True, slots=True)
class _Examined:
    """A file that was read, if that was possible, and compared with the study."""

    name: str
    status: FileStatus
    problems: tuple[Problem, ...]
    read: ReadFile | None = None
    answers: Answers = field(default_factory=Answers)

    def report(self) -> ImportedFile:
        """Return what to tell of it; its words are let go."""
        found = ImportedFile(self.name, self.status, problems=self.problems)
        if self.read is None:
            return found
        return replace(
            found,
            transcript=without_words(self.read.transcript),
            figures=figures(self.read.transcript),
            notes=self.read.notes,
            answers=self.answers,
        )


class _Desk:
    """Where files are examined and taken, one after the other."""

    def __init__(
        self,
        project: Project,
        store: Store,
        reading: Reading,
        codebook: Codebook | None,
        update: bool,
    ) -> None:
        self.project = project
        self.store = store
        self.reading = reading
        self.codebook = codebook
        self.update = update
        self.sources = store.sources()

    def examine(self, path: Path) -> _Examined:
        """Read a file, or say why it cannot be taken."""
        name = file_name(path)
        known = self._known(name)
        try:
            data = file_bytes(path)
            said = self.reading.said(name)
            if known is not None:
                said = known.answers(digest_of(data)).under(said)
            settings = self.project.settings.answers
            reading = replace(self.reading, answers=(settings, said))
            read = read_file(path, reading, data)
        except (TranscriptError, StudyError) as fault:
            message = fault.message.removeprefix(f"{name}: ").rstrip(".")
            problem = Problem(name, message, fault.hint)
            return _Examined(name, "refused", (problem, *fault.problems))
        read = self._described(read, known)
        status: FileStatus = "new"
        problems = read.problems
        problems += tuple(
            check_attributes(read.transcript.attributes, self.codebook, name)
        )
        if known is not None:
            status, remarks = compare(read, known, update=self.update)
            problems += remarks
        if any(problem.severity == "error" for problem in problems):
            status = "refused"
        return _Examined(name, status, problems, read, said)

    def preview(self, path: Path) -> ImportedFile:
        """Tell what would become of a file."""
        examined = self.examine(path)
        report = examined.report()
        if examined.read is None or examined.status != "updated":
            return report
        version = preview_version(self.store, examined.read.transcript)
        return replace(report, version=version)

    def take(
        self, examined: _Examined, change: Change, copies: list[Path]
    ) -> ImportedFile:
        """Store a file unless nothing is new, its copy on disk first."""
        report, read = examined.report(), examined.read
        if read is None or examined.status in ("unchanged", "refused"):
            return report
        source = Source(
            file=_keep_file(self.project, read, copies),
            digest=digest_of(read.data),
            imported=now(),
            reading=examined.answers.record(),
        )
        if examined.status == "new":
            change.add_transcript(read.transcript, source)
            return report
        version = replace_version(self.store, change, read.transcript, source)
        return replace(report, version=version)

    def _known(self, name: str) -> Known | None:
        """Return what the study holds under a name."""
        source = self.sources.get(name)
        transcript = self.store.transcript(name) if source is not None else None
        return Known(transcript, source) if transcript and source else None

    def _described(self, read: ReadFile, known: Known | None) -> ReadFile:
        """Add what the study and the file's header say of the group and its people."""
        if known is None:
            return from_header(read, self.codebook)
        read = from_header(with_group(read, known.transcript), self.codebook)
        return with_people(read, known.transcript)


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
        copies.append(target)
        write_file(target, read.data)
    return target.relative_to(project.folder).as_posix()
