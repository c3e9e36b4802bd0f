"""XML from strangers, parsed without reaching for anything outside the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kodierung.errors import TranscriptError

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCTYPE = re.compile(rb"<!\s*DOCTYPE\b[^>\[]*[>\[]", re.IGNORECASE)


def parse(data: bytes, name: str, doctype: str = "") -> _Element:
    """Return the root of an XML document.

    A document type is refused, since it may define or fetch what the file does not
    hold. Nothing is loaded, no entity is put in, no tree grows past what the parser
    takes for sane.

    Args:
        data: The document.
        name: The file's name, for messages.
        doctype: The only document type that is taken, unread: the file name of its
            definition, as in `<!DOCTYPE x SYSTEM "definition.dtd">`.

    Raises:
        TranscriptError: It is no XML, damaged, or has another document type.
    """
    from lxml import etree

    plain = data.replace(b"\0", b"")  # UTF-16 hides no document type from the search
    declared = _DOCTYPE.search(plain)
    if declared is not None or b"<!ENTITY" in plain.upper():
        allowed = f'SYSTEM "{doctype}">'.encode() if doctype else b""
        if declared is None or not doctype or not declared[0].endswith(allowed):
            raise TranscriptError(
                f"{name}: this XML declares a document type or entities, which is "
                "refused because they may fetch or hide things.",
                "Take the line <!DOCTYPE …> out of the file.",
            )
        if plain.upper().count(b"<!DOCTYPE") > 1 or b"<!ENTITY" in plain.upper():
            raise TranscriptError(f"{name}: this XML declares entities; it is refused.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
        line = getattr(fault, "lineno", None)
        where = f"{name}:{line}" if line else name
        raise TranscriptError(
            f"{where}: this is damaged XML.",
            "Export the transcript anew from the program it was made with.",
        ) from None
    if root is None:
        raise TranscriptError(f"{name}: this XML holds nothing.")
    return root


def local(tag: object) -> str:
    """Return an element's tag without its namespace; `""` for what is no element."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
