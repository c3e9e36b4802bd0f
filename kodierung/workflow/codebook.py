"""Codebook files: read one, begin one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from kodierung.codebook.faults import Faults
from kodierung.codebook.load import check_codebook, load_codebook
from kodierung.codebook.starter import starter
from kodierung.errors import CodebookError, Problem, UsageError
from kodierung.model import Code, Codebook
from kodierung.project import read_file, write_file
from kodierung.text import settle


def read_codebook(path: Path) -> tuple[Codebook, tuple[Problem, ...]]:
    """Read a codebook file to work with it.

    Raises:
        StudyError: It cannot be read.
        CodebookError: It has faults.
    """
    return load_codebook(read_file(path), str(path))


def examine_codebook(path: Path) -> tuple[Codebook | None, tuple[Problem, ...]]:
    """Read a codebook file for its author: with every fault and piece of advice.

    Rules are tried only in a codebook without faults.

    Returns:
        The codebook, None if it has faults, and the problems in the order of the lines.

    Raises:
        StudyError: The file cannot be read.
    """
    data = read_file(path)
    codebook, problems = check_codebook(data, str(path))
    if codebook is None or not any(code.rules for code in codebook.codes.values()):
        return codebook, problems
    from kodierung.workflow.codebook_check import advise

    faults = Faults(str(path))
    faults.take((*problems, *advise(codebook, settle(data.decode()))))
    return codebook, faults.problems


def check_language(language: str) -> None:
    """Make sure of a language code.

    Raises:
        UsageError: It is none.
    """
    if not re.fullmatch("[a-z]{2,3}", language):
        raise UsageError(
            f'"{language}" is no language code.', hint="Write --language de, or en."
        )


def new_codebook(path: Path, title: str, language: str) -> None:
    """Write a commented codebook to start from.

    Raises:
        CodebookError: There is a file of this name already.
        StudyError: The file cannot be written.
        UsageError: The language is no language code.
    """
    check_language(language)
    if path.exists():
        raise CodebookError(f"{path} is there already.", hint="Name another file.")
    write_file(path, starter(title or path.stem, language).encode())


def code_record(code: Code) -> Mapping[str, object]:
    """Return a code as JSON values, its rules as a number."""
    keys = (
        *("id", "label", "kind", "definition", "include", "exclude"),
        *("polarity", "theme", "perspective", "parent"),
    )
    return {
        **{key: getattr(code, key) for key in keys},
        "examples": list(code.examples),
        "counterexamples": list(code.counterexamples),
        "where": dict(code.where),
        "color": code.color or None,
        "rules": len(code.rules),
    }
