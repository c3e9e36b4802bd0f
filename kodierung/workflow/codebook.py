"""Codebook files: read one, begin one."""

from __future__ import annotations

from pathlib import Path

from kodierung.codebook.load import check_codebook, load_codebook
from kodierung.codebook.starter import starter
from kodierung.errors import CodebookError, Problem
from kodierung.model import Codebook
from kodierung.project import write_file


def read_codebook(path: Path) -> tuple[Codebook, tuple[Problem, ...]]:
    """Read a codebook file to work with it.

    Raises:
        CodebookError: It cannot be read or has faults.
    """
    return load_codebook(_bytes(path), str(path))


def examine_codebook(path: Path) -> tuple[Codebook | None, tuple[Problem, ...]]:
    """Read a codebook file for its author: with every fault and piece of advice.

    Returns:
        The codebook, None if it has faults, and the problems.

    Raises:
        CodebookError: The file cannot be read.
    """
    return check_codebook(_bytes(path), str(path))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise CodebookError(
            f"{path}: the codebook cannot be read ({fault.strerror}).",
            hint="Give the path of a codebook file (YAML).",
        ) from None


def new_codebook(path: Path, title: str, language: str) -> None:
    """Write a commented codebook to start from.

    Raises:
        CodebookError: There is a file of this name already.
        StudyError: The file cannot be written.
    """
    if path.exists():
        raise CodebookError(f"{path} is there already.", hint="Name another file.")
    write_file(path, starter(title or path.stem, language).encode())
