"""Makes a new study folder."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template

from kodierung.errors import StudyError
from kodierung.project.files import make_folder, write_file
from kodierung.project.settings import SETTINGS
from kodierung.project.study import DATABASE, Project

_TEMPLATES = Path(__file__).parent / "templates"


def create_project(
    folder: Path,
    title: str,
    language: str,
    codebook_text: str,
    codebook_name: str,
    note: str = "",
    coder: str = "",
) -> Project:
    """Make an empty study; files that are already there stay as they are.

    The settings come last, so that an interrupted attempt is no study and can be
    repeated.

    Args:
        folder: Where; made if it is missing.
        title: Title of the study.
        language: ISO 639-1 code; also of the comments in the settings.
        codebook_text: The codebook to start from.
        codebook_name: Its file name.
        note: Printed beneath every output.
        coder: Who codes when nobody else is named.

    Raises:
        StudyError: If there is a study already, or something cannot be written.
        StoreError: If the database cannot be made.
    """
    folder = folder.absolute()
    if (folder / SETTINGS).exists():
        raise StudyError(
            f"There is already a study: {folder / SETTINGS}",
            "Nothing was changed. Work on with it, or choose another folder.",
        )
    for part in ("codebooks", "transcripts", "exports"):
        make_folder(folder / part)
    values = {
        "title": _quoted(title),
        "language": language,
        "codebook": _quoted(f"codebooks/{codebook_name}"),
        "coder": _quoted(coder),
        "note": _quoted(note),
    }
    _write_new(folder / ".gitignore", _filled("gitignore", language, {}))
    _write_new(folder / "codebooks" / codebook_name, codebook_text)
    _make_database(folder / DATABASE)
    _write_new(folder / SETTINGS, _filled("kodierung", language, values))
    return Project.find(folder)


def complete_project(folder: Path) -> Project:
    """Give a study what git keeps out of a repository: folders and a database.

    Raises:
        StudyError: The settings are at fault, or something cannot be written.
        StoreError: The database cannot be made.
    """
    project = Project.find(folder)
    for part in (project.codebooks, project.transcripts, project.exports):
        make_folder(part)
    _make_database(project.database)
    return project


def _make_database(path: Path) -> None:
    from kodierung.store.store import Store  # noqa: PLC0415

    if not path.exists() or not path.stat().st_size:
        Store.create(path).close()
        return
    with Store.open(path) as store:
        used = any(store.counts().values())
    if used:
        raise StudyError(
            f"There is already a database with a study's data: {path}",
            f"Nothing in it was changed. Put back its {SETTINGS}, or choose another "
            "folder.",
        )


def _write_new(path: Path, text: str) -> None:
    if not path.exists():
        write_file(path, text.encode("utf-8"))


def _filled(name: str, language: str, values: dict[str, str]) -> str:
    spoken = "de" if language == "de" else "en"
    template = (_TEMPLATES / f"{name}.{spoken}.txt").read_text("utf-8")
    return Template(template).substitute(values)


def _quoted(text: str) -> str:
    """Return the text in quotation marks as YAML reads them, on one line."""
    written = json.dumps(_storable(text), ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in written)


def _storable(text: str) -> str:
    """Return the text without what a terminal could not decode."""
    return text.encode("utf-8", "replace").decode("utf-8")
