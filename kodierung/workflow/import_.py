"""Bring transcripts into a study: all of them or none, one file at a time.

All is one transaction, so that a fault in the last file leaves the study as it was; a
transcript's file is copied before the database knows it, so that a crash leaves at
worst files that `status` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kodierung.errors import (
    KodierungError,
    Problem,
    StudyError,
    TranscriptError,
    UsageError,
)
from kodierung.model import Codebook, Transcript
from kodierung.project import Answers, Project
from kodierung.project import read_file as file_bytes
from kodierung.store.store import Change, Source, Store
from kodierung.workflow.attributes import (
    UNCOUNTED,
    check_attributes,
    disagreeing,
    undescribed,
)
from kodierung.workflow.codes import find_transcript
from kodierung.workflow.copies import cleared_away, keep_file
from kodierung.workflow.fitting import Fitting
from kodierung.workflow.header import from_header
from kodierung.workflow.identity import now
from kodierung.workflow.import_check import (
    ImportedFile,
    figures,
    folders_left_out,
    of_same_stem,
    stem_of,
    unknown_files,
    without_words,
)
from kodierung.workflow.known import (
    FileStatus,
    Known,
    compare,
    digest_of,
    with_functions,
    with_group,
    with_people,
)
from kodierung.workflow.new_version import preview_version, replace_version
from kodierung.workflow.progress import Progress
from kodierung.workflow.read import (
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

    def seen_by(self, coder: str) -> ImportReport:
        """Return the same without what became of the codings and memos of others."""
        files = (
            replace(file, version=file.version and file.version.seen_by(coder))
            for file in self.files
        )
        return replace(self, files=tuple(files))


def import_transcripts(
    project: Project,
    paths: Iterable[Path],
    reading: Reading | None = None,
    *,
    update: bool = False,
    replaces: str | None = None,
    skip_bad: bool = False,
    check: bool = False,
    coder: str | None = None,
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
        replaces: The transcript of which the file is a new version, whatever the file
            is called; it keeps its name.
        skip_bad: Store the good files though others are refused.
        check: Store nothing.
        coder: Who does it; else whom the environment or kodierung.yaml names.
        progress: Told before each file.

    Returns:
        What became of each file.

    Raises:
        TranscriptError: Files were refused and `skip_bad` is False; nothing was stored.
        CodingError: There is no transcript `replaces`.
        UsageError: Several files are to replace it.
    """
    reading = reading or Reading()
    paths = list(paths)
    files = files_of(paths)
    if replaces is not None and len(files) != 1:
        raise UsageError(
            f"{len(files)} files cannot all be the new version of {replaces}.",
            hint="Name one file with --as.",
        )
    codebook = _codebook(project, reading)
    problems = [*folders_left_out(paths), *_unknown_files(files, reading)]
    with project.open_store() as store:
        name = find_transcript(store, replaces).name if replaces is not None else ""
        if check:
            desk = _Desk(project, store, reading, codebook, update, name)
            reports = [desk.preview(path) for path in _shown(files, progress)]
            problems += desk.remarks(reports)
            return ImportReport(tuple(reports), False, tuple(problems))
        who = project.coder_if_named(coder)
        with (
            cleared_away(project, store) as copies,
            store.writing("import", who) as change,
        ):
            # Another import may have ended while this one waited for its turn.
            desk = _Desk(project, store, reading, codebook, update, name)
            shown = _shown(files, progress)
            reports = desk.take_all(shown, change, copies, skip_bad=skip_bad)
            problems += desk.remarks(reports)
            problems += _disagreeing(reports, store.descriptions())
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


def _disagreeing(
    files: Sequence[ImportedFile], transcripts: Sequence[Transcript]
) -> list[Problem]:
    taken = {file.name for file in files if file.status != "refused"}
    described = (
        (t.name, label)
        for t in transcripts
        if t.name in taken
        for label in ("", *(speaker.label for speaker in t.speakers))
    )
    return disagreeing(described, transcripts)


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
    what = f"{len(refused)} of {len(files)} files" if len(files) > 1 else "The file"
    return TranscriptError(
        f"{what} cannot be imported; nothing was stored.{listed}",
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
        replaces: str,
    ) -> None:
        self.project = project
        self.store = store
        self.reading = reading
        self.codebook = codebook
        self.update = update or bool(replaces)
        self.replaces = replaces
        self.sources = store.sources()
        self.fitting = Fitting(reading, project.settings.answers)
        self.by_stem = {stem_of(name): name for name in self.sources}

    def examine(self, path: Path) -> _Examined:
        """Read a file, or say why it cannot be taken."""
        name = file_name(path)
        known = self._known(self.replaces or name)
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
            self.fitting.look(name, None, Answers())
            return _Examined(name, "refused", (problem, *fault.problems))
        people = known.transcript.speakers if known is not None else ()
        labels = [person.label for person in people]
        self.fitting.look(name, read, reading.said(name), labels)
        read = self._described(read, known)
        status: FileStatus = "new"
        problems = read.problems
        problems += tuple(
            check_attributes(read.transcript.attributes, self.codebook, name)
        )
        if known is not None:
            status, remarks = compare(read, said, known, update=self.update)
            problems += remarks
        elif (other := self.by_stem.setdefault(stem_of(name), name)) != name:
            problems += (of_same_stem(name, other),)
        if any(problem.severity == "error" for problem in problems):
            status = "refused"
        return _Examined(read.transcript.name, status, problems, read, said)

    def preview(self, path: Path) -> ImportedFile:
        """Tell what would become of a file."""
        examined = self.examine(path)
        report = examined.report()
        if examined.read is None or examined.status != "updated":
            return report
        version = preview_version(self.store, examined.read.transcript)
        return replace(report, version=version)

    def take_all(
        self,
        paths: Iterable[Path],
        change: Change,
        copies: list[Path],
        *,
        skip_bad: bool,
    ) -> list[ImportedFile]:
        """Store all files, or as many as are good.

        Raises:
            TranscriptError: Some are not, and `skip_bad` is False.
        """
        reports = []
        doomed = False
        for path in paths:
            examined = self.examine(path)
            doomed = doomed or (examined.status == "refused" and not skip_bad)
            reports.append(
                examined.report() if doomed else self.take(examined, change, copies)
            )
        if doomed:
            raise _refusal(reports)
        return reports

    def remarks(self, reports: Sequence[ImportedFile]) -> list[Problem]:
        """Return what is remarkable about the files together."""
        return [*self.fitting.problems(), *_undescribed(reports, self.codebook)]

    def take(
        self, examined: _Examined, change: Change, copies: list[Path]
    ) -> ImportedFile:
        """Store a file unless nothing is new, its copy on disk first."""
        report, read = examined.report(), examined.read
        if read is None or examined.status in ("unchanged", "refused"):
            return report
        source = Source(
            file=keep_file(self.project, read, copies),
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
        read = with_people(with_group(read, known.transcript), known.transcript)
        return with_functions(from_header(read, self.codebook), known.transcript)
