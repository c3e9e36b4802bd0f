"""The copies of transcripts that an import keeps in the study, or takes away again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from kodierung.errors import KodierungError
from kodierung.project import Project, write_file
from kodierung.store.store import Store
from kodierung.workflow.read import ReadFile, file_name


@contextmanager
def cleared_away(project: Project, store: Store) -> Iterator[list[Path]]:
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


def keep_file(project: Project, read: ReadFile, copies: list[Path]) -> str:
    """Copy the file as received into the study unless it lies there; return its path.

    No version is ever overwritten: a new one gets the next free number.
    """
    if read.path.parent.resolve() == project.transcripts.resolve():
        return f"{project.transcripts.name}/{read.path.name}"
    name = PurePosixPath(file_name(read.path))
    number = 1
    target = project.transcripts / name.name
    while target.exists() and target.read_bytes() != read.data:
        number += 1
        target = project.transcripts / f"{name.stem}.{number}{name.suffix}"
    if not target.exists():
        copies.append(target)
        write_file(target, read.data)
    return target.relative_to(project.folder).as_posix()
