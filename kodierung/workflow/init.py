"""Make an empty study with a codebook to start from."""

from __future__ import annotations

from pathlib import Path

from kodierung.codebook.starter import starter
from kodierung.project import Project, create_project

CODEBOOK = "codebook.yaml"


def init(folder: Path, title: str, language: str, coder: str = "") -> Project:
    """Make the study's folders, settings, codebook and database.

    Args:
        folder: Made if missing; files in it are left alone.
        title: Title of the study.
        language: ISO 639-1 code of the interviews' language.
        coder: Who codes by default, or `""`.

    Raises:
        StudyError: The folder is a study already, or cannot be written.
    """
    return create_project(
        folder,
        title=title,
        language=language,
        codebook_text=starter(title, language),
        codebook_name=CODEBOOK,
        coder=coder,
    )
