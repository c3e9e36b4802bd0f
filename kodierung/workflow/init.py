"""Make an empty study with a codebook to start from."""

from __future__ import annotations

from pathlib import Path

from kodierung.codebook.starter import starter
from kodierung.project import (
    DATABASE,
    SETTINGS,
    Project,
    complete_project,
    create_project,
)
from kodierung.workflow.codebook import check_language

CODEBOOK = "codebook.yaml"


def init(folder: Path, title: str, language: str, coder: str = "") -> Project:
    """Make the study's folders, settings, codebook and database.

    A study that came without its database and transcripts, as from git, gets them.

    Args:
        folder: Made if missing; files in it are left alone.
        title: Title of the study.
        language: ISO 639-1 code of the interviews' language.
        coder: Who codes by default, or `""`.

    Raises:
        StudyError: The folder is a study already, or cannot be written.
        UsageError: The language is no language code.
    """
    check_language(language)
    database = folder / DATABASE
    empty = not database.exists() or not database.stat().st_size
    if (folder / SETTINGS).exists() and empty:
        return complete_project(folder)
    return create_project(
        folder,
        title=title,
        language=language,
        codebook_text=starter(title, language),
        codebook_name=CODEBOOK,
        coder=coder,
    )
