"""XML from strangers, parsed without reaching for anything outside the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from kodierung.errors import TranscriptError
from kodierung.formats.files import encoding

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCTYPE = re.compile(rb"<!\s*DOCTYPE\b[^>\[]{0,2000}[>\[]?", re.IGNORECASE)
_ENTITY = re.compile(rb"<!\s*ENTITY\b", re.IGNORECASE)
_PROLOGUE = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">"))
_TAG = re.compile(rb"<(?:[\w.-]{1,60}:)?([\w.-]{1,60})[\s/>]")
_REFUSED = (
    "this XML declares a document type or entities, which is refused because they may "
    "fetch or hide things."
)
_REMEDY = "Take the line <!DOCTYPE …> out of the file."


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

    refuse_doctype(data, name, doctype)
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
    # An encoding may hide a document type from a search for its bytes.
    if not doctype and root.getroottree().docinfo.internalDTD is not None:
        raise TranscriptError(f"{name}: {_REFUSED}", _REMEDY)
    return root


def refuse_doctype(data: bytes, name: str, doctype: str = "") -> None:
    """Refuse XML that declares a document type or entities, without parsing it.

    Args:
        data: The document.
        name: The file's name, for messages.
        doctype: The only document type that is taken, as in `parse`.

    Raises:
        TranscriptError: It has another document type, or entities.
    """
    plain = data.replace(b"\0", b"")  # UTF-16 hides no document type from the search
    declared = _DOCTYPE.findall(plain)
    allowed = f'SYSTEM "{doctype}">'.encode()
    harmless = bool(doctype) and len(declared) == 1 and declared[0].endswith(allowed)
    if _ENTITY.search(plain) or (declared and not harmless):
        raise TranscriptError(f"{name}: {_REFUSED}", _REMEDY)


def first_tag(data: bytes) -> str:
    """Return the outermost element's tag without its namespace; `""` for no XML.

    Args:
        data: The file; only its beginning is looked at, and nothing is parsed.
    """
    start = encoding.beginning(data, 8000).lstrip()
    while closing := [end for begin, end in _PROLOGUE if start.startswith(begin)]:
        start = start.partition(closing[0])[2].lstrip()
    found = _TAG.match(start)
    return found[1].decode("latin-1") if found else ""


def within(
    parent: _Element, tag: str, skipped: Collection[object]
) -> Iterator[_Element]:
    """Yield the elements of that tag, but none inside another of them.

    Args:
        parent: Below which.
        tag: With its namespace.
        skipped: Tags of elements that are not looked into.
    """
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in skipped:
            yield from within(child, tag, skipped)


def local(tag: object) -> str:
    """Return an element's tag without its namespace; `""` for what is no element."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def content(element: _Element, without: Collection[str] = ()) -> str:
    """Return the text inside an element, in the order of the file.

    Args:
        element: Its own tail is not inside it.
        without: Local names of elements whose text is none of it.
    """
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and local(child.tag) not in without:
            parts.append(content(child, without))
        parts.append(child.tail or "")
    return "".join(parts)
