"""A study folder: what lies where, and who codes."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from kodierung.errors import Problem, StudyError, UsageError, did_you_mean
from kodierung.project.clouds import clouds
from kodierung.project.files import UNFINISHED, read_file
from kodierung.project.settings import SETTINGS, Settings, read_settings

if TYPE_CHECKING:
    from kodierung.model import Codebook
    from kodierung.store.store import Store

CODER_VARIABLE = "KODIERUNG_CODER"
DATABASE = "kodierung.db"

# What operating systems and word processors leave in any folder.
_CLUTTER = re.compile(r"\.|~\$|thumbs\.db$|desktop\.ini$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Project:
    """A study folder with its settings."""

    folder: Path
    settings: Settings

    @classmethod
    def find(cls, start: Path) -> Project:
        """Return the study that a folder is, or lies in.

        Raises:
            StudyError: If there is none, or its settings are at fault.
        """
        start = start.absolute()
        if not start.is_dir():
            raise StudyError(f"There is no such folder: {start}")
        for folder in (start, *start.parents):
            if (folder / SETTINGS).is_file():
                return cls(folder, read_settings(folder / SETTINGS))
        raise StudyError(
            f"There is no study here: {start} (nor any folder above it) has no "
            f"{SETTINGS}.",
            "Make one with `kodierung init`, or name its folder with `-C DIR`.",
        )

    @property
    def codebooks(self) -> Path:
        """Where codebooks lie."""
        return self.folder / "codebooks"

    @property
    def transcripts(self) -> Path:
        """Where the files lie as they were received."""
        return self.folder / "transcripts"

    @property
    def exports(self) -> Path:
        """Where kodierung writes for people."""
        return self.folder / "exports"

    @property
    def database(self) -> Path:
        """The database."""
        return self.folder / DATABASE

    @property
    def pipeline(self) -> str:
        """The language pipeline of kodierung.yaml, a folder of the study in full."""
        named = self.settings.pipeline
        folder = self.folder / named
        return str(folder) if named and folder.is_dir() else named

    def open_store(self) -> Store:
        """Open the database; one of an older kodierung is copied and upgraded."""
        from kodierung.store.store import Store  # noqa: PLC0415

        return Store.open(self.database)

    def codebook_path(self) -> Path:
        """Return where the codebook in use lies.

        Raises:
            StudyError: If none is named, or the file is missing.
        """
        named = self.settings.codebook
        place = f"{SETTINGS}:{self.settings.lines.get('codebook', 1)}"
        if not named:
            raise StudyError(
                f"The study names no codebook ({self.folder / SETTINGS}).",
                "Add a line like `codebook: codebooks/my-codebook.yaml`.",
            )
        path = _as_spelled(self.folder / named)
        if not path.is_file():
            there = sorted(p.name for p in self.codebooks.glob("*.y*ml"))
            near = did_you_mean(path.name, there)
            raise StudyError(
                f"{place}: the codebook {named} is missing from {self.folder}.",
                near or "Put the file there, or name another one in kodierung.yaml.",
            )
        return path

    def load_codebook(self) -> Codebook:
        """Read the codebook in use.

        Raises:
            StudyError: If none is named, or the file is missing.
            CodebookError: If it has faults.
        """
        from kodierung.codebook.load import load_codebook  # noqa: PLC0415

        data = read_file(self.codebook_path())
        return load_codebook(data, self.settings.codebook)[0]

    def coder(self, option: str | None) -> str:
        """Return whose decisions and codings are meant.

        Args:
            option: What `--coder` says; KODIERUNG_CODER and kodierung.yaml come next.

        Raises:
            UsageError: If nobody is named.
        """
        if name := self.coder_if_named(option):
            return name
        raise UsageError(
            "Nobody is named as the coder.",
            f"Use `--coder NAME`, set {CODER_VARIABLE}, or write `coder: NAME` into "
            f"{self.folder / SETTINGS}.",
        )

    def coder_if_named(self, option: str | None = None) -> str:
        """Return whose decisions and codings are meant, empty if nobody is named."""
        named = (option, os.environ.get(CODER_VARIABLE), self.settings.coder)
        return next(filter(None, (tidy_name(name or "") for name in named)), "")

    def cloud_warning(self) -> Problem | None:
        """Return a warning if a service synchronises the folder the study lies in."""
        service = next(clouds(self.folder), None)
        if service is None:
            return None
        return Problem(
            str(self.folder),
            f"this folder seems to be synchronised ({service}): the interviews leave "
            "this computer, and two computers working at once can damage the database",
            "keep the study in another folder and let the service have exports only, "
            "or pause it while you work",
            severity="warning",
        )

    def orphans(self, store: Store) -> list[Path]:
        """Return the files in transcripts/ that no transcript was read from."""
        known = {
            normalize("NFC", file)
            for source in store.sources().values()
            for file in (source.file, *source.versions)
        }
        if not self.transcripts.is_dir():
            return []
        return [
            path
            for path in sorted(self.transcripts.iterdir())
            if path.is_file()
            and (path.suffix == UNFINISHED or not is_clutter(path.name))
            and normalize("NFC", path.relative_to(self.folder).as_posix()) not in known
        ]


def tidy_name(name: str) -> str:
    """Return a coder's name as it is kept: NFC, single blanks, no stray bytes."""
    sound = name.encode("utf-8", "replace").decode("utf-8")
    return normalize("NFC", " ".join(sound.split()))


def is_clutter(name: str) -> bool:
    """Tell whether operating systems or word processors leave files named so."""
    return _CLUTTER.match(name) is not None


def _as_spelled(path: Path) -> Path:
    """Return the path as the file system spells it: ü may be one character or two."""
    if not path.exists() and path.parent.is_dir():
        wanted = normalize("NFC", path.name)
        for other in path.parent.iterdir():
            if normalize("NFC", other.name) == wanted:
                return other
    return path
