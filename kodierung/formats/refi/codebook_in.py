"""A code tree from a `.qdc` file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kodierung.errors import TranscriptError
from kodierung.formats.files.markup import local
from kodierung.formats.refi.elements import (
    children,
    code,
    description,
    elements,
    targets,
)
from kodierung.formats.refi.records import RefiCode, RefiCodebook, RefiSet

if TYPE_CHECKING:
    from lxml.etree import _Element

_WRAPPER = "nodes"  # NVivo puts all codes below one that is none
_STANDARD = "urn:QDA-XML:codebook:1.0"


def read_codebook(data: bytes, name: str) -> RefiCodebook:
    """Read a `.qdc` file.

    Args:
        data: The file.
        name: Its name, for messages.

    Raises:
        TranscriptError: It is no code tree, damaged, or made to do harm.
    """
    codes: tuple[RefiCode, ...] = ()
    sets: tuple[RefiSet, ...] = ()
    root: _Element | None = None
    for element in elements(data, name, frozenset({"Codes", "Sets"})):
        if local(element.tag) == "Codes":
            codes += codes_in(element, name)
        elif local(element.tag) == "Sets":
            sets += sets_in(element)
        else:
            root = element
    if root is None or local(root.tag) != "CodeBook":
        raise TranscriptError(
            f"{name}: this is no REFI-QDA codebook.",
            "A .qdc file holds one; of a project, export the codebook alone.",
        )
    unwrapped = without_wrapper(codes)
    remarks = list(_remarks(root, wrapped=unwrapped is not codes))
    return RefiCodebook(unwrapped, sets, root.get("origin") or "", tuple(remarks))


def codes_in(element: _Element, name: str) -> tuple[RefiCode, ...]:
    """Return the codes right below an element `Codes`."""
    return tuple(code(one, name) for one in children(element, "Code"))


def sets_in(element: _Element) -> tuple[RefiSet, ...]:
    """Return the sets right below an element `Sets`."""
    return tuple(set_of(one) for one in children(element, "Set"))


def set_of(element: _Element) -> RefiSet:
    """Return one set; of codes, sources and notes."""
    return RefiSet(
        guid=element.get("guid") or "",
        name=element.get("name") or "",
        description=description(element),
        codes=targets(element, "MemberCode"),
        sources=targets(element, "MemberSource"),
        notes=targets(element, "MemberNote"),
    )


def without_wrapper(codes: tuple[RefiCode, ...]) -> tuple[RefiCode, ...]:
    """Return what lies below a sole code that only holds the others, if any does."""
    if len(codes) == 1 and not codes[0].codable and codes[0].name.lower() == _WRAPPER:
        return codes[0].codes
    return codes


def _remarks(root: _Element, *, wrapped: bool) -> Iterator[str]:
    space = root.tag.rpartition("}")[0].lstrip("{")
    if space != _STANDARD:
        yield f"its namespace is {space or 'missing'}, read as {_STANDARD}"
    if wrapped:
        yield 'all codes lay below one called "Nodes", which was left out'
