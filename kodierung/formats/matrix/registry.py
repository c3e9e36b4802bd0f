"""Which formats the matrix is written in: the entry points of `kodierung.matrix`."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, cast

from kodierung.errors import UsageError, did_you_mean
from kodierung.model import Matrix

GROUP = "kodierung.matrix"


class MatrixFormat(Protocol):
    """What a module must offer to be a format of the matrix.

    Attributes:
        suffix: Ending of a file's name, with the dot.
        binary: Whether the bytes are no text and have no place on a terminal.
    """

    suffix: str
    binary: bool

    def write(self, matrix: Matrix) -> bytes:
        """Return the matrix as the content of a file; text is UTF-8."""
        ...


def _entries() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def matrix_format_names() -> tuple[str, ...]:
    """Return the names of all installed formats, without loading them."""
    return tuple(sorted(_entries()))


def matrix_format(name: str) -> MatrixFormat:
    """Load one format.

    Args:
        name: As in `--format`.

    Returns:
        The format's module.

    Raises:
        UsageError: There is no format of this name.
    """
    entries = _entries()
    if name not in entries:
        known = sorted(entries)
        listed = f"one of: {', '.join(known)}"
        hint = did_you_mean(name, known) or listed
        raise UsageError(f'the matrix cannot be written as "{name}"', hint)
    return cast(MatrixFormat, entries[name].load())


def matrix_formats() -> dict[str, MatrixFormat]:
    """Load every installed format, by name."""
    return {name: matrix_format(name) for name in matrix_format_names()}
