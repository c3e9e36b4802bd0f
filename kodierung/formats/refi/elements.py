"""The XML of REFI-QDA as a stream of elements, whichever namespace its writer took.

Programs write `project:1.0`, `1:0`, `0:4` or `0:10`; what is meant is the same.
A file may come from anybody: nothing outside it is touched, and what is too much for
any project is refused before it is built.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from kodierung.errors import TranscriptError
from kodierung.formats.files.markup import local, refuse_doctype
from kodierung.formats.refi.records import RefiCode

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_CODES = 50_000
MOST_TAGS = 10_000_000  # 100,000 codings and all turns take two millions
DEEPEST = 100  # codes below codes; people lose their way after five

_CODE = re.compile(rb"<(?:[\w.-]{1,40}:)?Code[\s/>]")
_HEX = re.compile(r"#([0-9A-Fa-f]{6})(?:[0-9A-Fa-f]{2})?")
_SHORT_HEX = re.compile(r"#([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,[^)]*)?\)")
_SIGNED = re.compile(r"-?\d+")


def elements(data: bytes, name: str, tags: frozenset[str]) -> Iterator[_Element]:
    """Yield elements as they end, and forget each when the next one is asked for.

    Args:
        data: The document.
        name: The file's name, for messages.
        tags: Local names of those to yield, outermost ones only; the document's own
            element comes last, without what was below it.

    Raises:
        TranscriptError: It is no XML, damaged, has a document type, or far too many
            codes.
    """
    from lxml import etree

    _refuse_too_much(data, name)
    stream = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth, within = 0, 0  # how deep we are, and how deep inside one to yield
    try:
        for event, element in stream:
            wanted = local(element.tag) in tags
            if event == "start":
                depth += 1
                if wanted and not within:
                    within = depth
                continue
            if within == depth or depth == 1:
                within = 0
                yield element
            if not within and depth > 1:
                _forget(element)
            depth -= 1
    except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
        line = getattr(fault, "lineno", None)
        where = f"{name}:{line}" if line else name
        raise TranscriptError(
            f"{where}: this is damaged XML.",
            "Export the file anew from the program it was made with.",
        ) from None


def _refuse_too_much(data: bytes, name: str) -> None:
    """Refuse what no project holds, before it is parsed."""
    refuse_doctype(data, name)
    if data.count(b"<") > MOST_TAGS:
        raise TranscriptError(
            f"{name}: this file is far larger than a project can be.",
            "Export a part of it.",
        )
    if next(islice(_CODE.finditer(data), MOST_CODES, None), None):
        raise TranscriptError(
            f"{name}: this file has more than {MOST_CODES} codes.",
            "No codebook has so many; export the codes that are in use.",
        )


def _forget(element: _Element) -> None:
    """Give back what an element and those before it take."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def children(element: _Element, tag: str) -> Iterator[_Element]:
    """Yield the elements right below one that have a local name."""
    return (child for child in element if local(child.tag) == tag)


def description(element: _Element) -> str:
    """Return what the element is described with, empty if it is not."""
    return next((child.text or "" for child in children(element, "Description")), "")


def targets(element: _Element, tag: str) -> tuple[str, ...]:
    """Return the GUIDs that references right below an element name.

    Where the standard says `targetGUID` some programs write `guid`, or the GUID itself.
    """
    found = (
        child.get("targetGUID") or child.get("guid") or (child.text or "").strip()
        for child in children(element, tag)
    )
    return tuple(guid for guid in found if guid)


def values(element: _Element) -> Mapping[str, str]:
    """Return the values of variables right below an element, as text."""
    found = {}
    for child in children(element, "VariableValue"):
        variable = targets(child, "VariableRef")
        said = [one.text or "" for one in child if local(one.tag).endswith("Value")]
        if variable and said and said[0]:
            found[variable[0]] = said[0]
    return found


def code(element: _Element, name: str, depth: int = 1) -> RefiCode:
    """Return a code with all below it.

    Raises:
        TranscriptError: They lie deeper than anybody could read.
    """
    if depth > DEEPEST:
        raise TranscriptError(
            f"{name}: codes lie more than {DEEPEST} deep.",
            "No codebook is made so; ask who sent it.",
        )
    return RefiCode(
        guid=element.get("guid") or "",
        name=element.get("name") or "",
        description=description(element),
        color=color(element.get("color") or ""),
        codable=(element.get("isCodable") or "true").strip().lower()
        not in ("false", "0"),
        codes=tuple(code(one, name, depth + 1) for one in children(element, "Code")),
        notes=targets(element, "NoteRef"),
    )


def color(written: str) -> str:
    """Return a colour as `#rrggbb`, empty if nobody knows what is meant.

    Programs write `#RRGGBB`, `#RRGGBBAA`, `#RGB`, `rgba(1, 2, 3, 1)`, and the number
    that 32 bits of alpha, red, green and blue make, with a sign.
    """
    written = written.strip()
    if short := _SHORT_HEX.fullmatch(written):
        return "#" + "".join(digit * 2 for digit in short.groups()).lower()
    if long := _HEX.fullmatch(written):
        return f"#{long[1].lower()}"
    if parts := _RGB.fullmatch(written):
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in parts.groups())
    if _SIGNED.fullmatch(written) and len(written) <= 11:
        return f"#{int(written) & 0xFFFFFF:06x}"
    return ""
