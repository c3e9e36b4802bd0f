"""Read a codebook, all faults at once."""

from __future__ import annotations

from kodierung.codebook.build import build_codebook
from kodierung.codebook.faults import Faults
from kodierung.codebook.nodes import read_nodes
from kodierung.codebook.structure import check_structure
from kodierung.errors import CodebookError, Problem
from kodierung.model import Codebook
from kodierung.text import digest, settle


def load_codebook(data: bytes, file: str) -> tuple[Codebook, tuple[Problem, ...]]:
    """Read a codebook to work with.

    Args:
        data: The YAML file's bytes.
        file: Its name, for messages.

    Returns:
        The codebook and warnings.

    Raises:
        CodebookError: If it has faults; `problems` names them all, each with its line.
    """
    codebook, problems = _read(data, file)
    errors = sum(problem.severity == "error" for problem in problems)
    if codebook is None:
        raise CodebookError(
            f"{file} has {errors} {'fault' if errors == 1 else 'faults'}",
            problems=problems,
        )
    return codebook, problems


def check_codebook(
    data: bytes, file: str
) -> tuple[Codebook | None, tuple[Problem, ...]]:
    """Look a codebook over, with advice on what it still lacks.

    Args:
        data: The YAML file's bytes.
        file: Its name, for messages.

    Returns:
        The codebook, or None if it has errors, and everything found, in the order
        of the lines.
    """
    codebook, problems = _read(data, file)
    if codebook is None:
        return None, problems
    faults = Faults(file)
    faults.take(problems)
    for code in codebook.codes.values():
        if not code.rules and not codebook.children(code.id):
            faults.warning(
                code.line,
                f"{code.id} has no rule and is never suggested",
                "write rules under `match`, or code it by hand",
            )
    return codebook, faults.problems


def _read(data: bytes, file: str) -> tuple[Codebook | None, tuple[Problem, ...]]:
    faults = Faults(file)
    root = read_nodes(data, faults)
    structure = check_structure(root, faults) if root else None
    if root is None or structure is None:
        return None, faults.problems
    content = digest(settle(data.decode("utf-8")))
    codebook = build_codebook(structure, root, content, faults)
    _advise(codebook, faults)
    return None if faults.stop else codebook, faults.problems


def _advise(codebook: Codebook, faults: Faults) -> None:
    """Warn of what can be worked with but is not as it should be."""
    for code in codebook.codes.values():
        if code.theme and code.parent is None and not code.definition:
            faults.warning(
                code.line,
                f"{code.id} has no definition",
                "say in two or three sentences what it means",
            )
    for perspective in codebook.perspectives:
        for theme in perspective.themes:
            only = theme.promoting or theme.inhibiting
            if only and not (theme.promoting and theme.inhibiting):
                faults.warning(
                    codebook.codes[only].line,
                    f"{perspective.id}.{theme.id} has only one factor, "
                    f"{only.rpartition('.')[2]}",
                    "the other cell of its row stays empty",
                )
