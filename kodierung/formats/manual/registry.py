"""Which formats documents are written in, one module each."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from kodierung.errors import UsageError, did_you_mean
from kodierung.formats.manual.document import Document


class DocumentFormat(Protocol):
    """What a module must offer to be a format of documents.

    Attributes:
        suffix: Ending of a file's name, with the dot.
        binary: Whether the bytes are no text and have no place on a terminal.
    """

    suffix: str
    binary: bool

    def write(self, document: Document) -> bytes:
        """Return the document as the content of a file; text is UTF-8."""
        ...


_MODULES = {
    "md": "markdown",
    "docx": "docx",
    "html": "html",
    "pdf-ready": "pdf_ready",
}


def document_format_names() -> tuple[str, ...]:
    """Return the names of all formats, without loading them."""
    return tuple(_MODULES)


def document_format(name: str) -> DocumentFormat:
    """Load one format.

    Raises:
        UsageError: There is no format of this name.
    """
    if name not in _MODULES:
        known = sorted(_MODULES)
        hint = did_you_mean(name, known) or f"one of: {', '.join(known)}"
        raise UsageError(f'documents cannot be written as "{name}"', hint)
    return cast(DocumentFormat, import_module(f"{__package__}.{_MODULES[name]}"))
