"""HTML that is paper already: A4, black on white, to be printed or saved as PDF."""

from __future__ import annotations

from kodierung.formats.manual.document import Document
from kodierung.formats.manual.html import page

suffix = ".html"
binary = False


def write(document: Document) -> bytes:
    """Return the document as a page that looks on the screen as it is printed."""
    return page(document, paper=True)
