"""What the commands that write documents share."""

from __future__ import annotations

from pathlib import Path

from kodierung.cli.options import file_format

PDF_READY = "pdf-ready"


def document_file_format(asked: str | None, output: Path | None, *tables: str) -> str:
    """Return the name of the format to write a document in; Markdown by default.

    Args:
        asked: What `--format` says.
        output: The file to write; None for the terminal or a pipe.
        tables: Formats of tables that will do as well.

    Raises:
        UsageError: The format does not exist, or would garble the terminal.
    """
    from kodierung.formats.manual.registry import (
        document_format,
        document_format_names,
    )
    from kodierung.formats.tables.registry import table_format

    known = {*document_format_names(), *tables}
    if asked == PDF_READY:  # which is HTML too
        known.discard("html")

    def is_binary(name: str) -> bool:
        found = table_format(name) if name in tables else document_format(name)
        return found.binary

    return file_format(asked, output, known, is_binary) or "md"
