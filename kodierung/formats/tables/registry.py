"""Which formats tables are written in, one module each."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from kodierung.errors import UsageError, did_you_mean
from kodierung.formats.tables.plain import with_bom
from kodierung.model import Table


class TableFormat(Protocol):
    """What a module must offer to be a format of tables.

    Attributes:
        suffix: Ending of a file's name, with the dot.
        binary: Whether the bytes are no text and have no place on a terminal.
        several: Whether one file can hold more than one table.
    """

    suffix: str
    binary: bool
    several: bool

    def write(self, tables: Sequence[Table]) -> bytes:
        """Return tables as the content of a file; text is UTF-8."""
        ...


_MODULES = {
    "md": "markdown",
    "csv": "csv",
    "tsv": "tsv",
    "xlsx": "xlsx",
    "docx": "docx",
    "html": "html",
    "tex": "tex",
    "json": "json",
}


def table_format_names() -> tuple[str, ...]:
    """Return the names of all formats, without loading them."""
    return tuple(_MODULES)


def table_format(name: str) -> TableFormat:
    """Load one format.

    Raises:
        UsageError: There is no format of this name.
    """
    if name not in _MODULES:
        known = sorted(_MODULES)
        hint = did_you_mean(name, known) or f"one of: {', '.join(known)}"
        raise UsageError(f'tables cannot be written as "{name}"', hint)
    module = import_module(f"{__package__}.{_MODULES[name]}")
    return cast(TableFormat, module)


def write_tables(
    tables: Sequence[Table], format_name: str, *, bom: bool = False
) -> bytes:
    """Return tables in a format.

    Args:
        tables: What to write.
        format_name: One of `table_format_names`.
        bom: Whether to begin a CSV or TSV file with the mark by which Excel knows
            UTF-8.

    Raises:
        UsageError: There is no such format, it holds one table only, or takes no mark.
    """
    chosen = table_format(format_name)
    if len(tables) > 1 and not chosen.several:
        raise UsageError(
            f"A {format_name} file holds one table, and these are {len(tables)}.",
            hint="Ask for one of them, or take xlsx, docx, html, md, tex or json.",
        )
    written = chosen.write(tables)
    return with_bom(written, format_name) if bom else written
