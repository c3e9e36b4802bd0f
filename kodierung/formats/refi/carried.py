"""What a study has no place for, kept as it came and put back on the way out.

Sets of texts, links, diagrams, cases that are neither people nor groups: kodierung does
not work with them, but a project goes back to its makers with them. What they refer to
may be gone by then; such references are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from kodierung.formats.files.markup import local
from kodierung.formats.refi.records import DESCRIPTION, GUID, Carried, RefiProject, key

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_PARTS = 50_000  # members of a set, boxes of a diagram

_NUMBER = re.compile(r"-?\d{1,9}")
_COLOR = re.compile(r"#(?:[A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
_DIRECTION = re.compile("Associative|OneWay|Bidirectional")
_SHAPE = re.compile(
    "Person|Oval|Rectangle|RoundedRectangle|Star|LeftTriangle|RightTriangle"
    "|UpTriangle|DownTriangle|Note"
)
_STYLE = re.compile("dotted|dashed|solid")
_WORDS = re.compile(r".*", re.DOTALL)
_REFERENCE = {"targetGUID": GUID}
_ON_MAP = {"firstX": _NUMBER, "firstY": _NUMBER}
_IN_ORDER = {
    "Description": {},
    "CodeRef": _REFERENCE,
    "VariableValue": {},
    "VariableRef": _REFERENCE,
    "TextValue": {},
    "BooleanValue": {},
    "IntegerValue": {},
    "FloatValue": {},
    "DateValue": {},
    "DateTimeValue": {},
    "SourceRef": _REFERENCE,
    "SelectionRef": _REFERENCE,
    "MemberCode": _REFERENCE,
    "MemberSource": _REFERENCE,
    "MemberNote": _REFERENCE,
    "NoteRef": _REFERENCE,
    "Vertex": {
        "guid": GUID,
        "representedGUID": GUID,
        "name": _WORDS,
        **_ON_MAP,
        "secondX": _NUMBER,
        "secondY": _NUMBER,
        "shape": _SHAPE,
        "color": _COLOR,
    },
    "Edge": {
        "guid": GUID,
        "representedGUID": GUID,
        "name": _WORDS,
        "sourceVertex": GUID,
        "targetVertex": GUID,
        "color": _COLOR,
        "direction": _DIRECTION,
        "lineStyle": _STYLE,
    },
    "Set": {"guid": GUID, "name": _WORDS},
    "Case": {"guid": GUID, "name": _WORDS},
    "Graph": {"guid": GUID, "name": _WORDS},
    "Link": {
        "guid": GUID,
        "name": _WORDS,
        "direction": _DIRECTION,
        "color": _COLOR,
        "originGUID": GUID,
        "targetGUID": GUID,
    },
}
"""The elements that are carried and those in them, in the schema's order, with what
their attributes look like."""

_ORDER = {tag: number for number, tag in enumerate(_IN_ORDER)}
_NEEDED = {
    **dict.fromkeys(("Set", "Case", "Graph", "Link"), ("guid",)),
    "Vertex": ("guid", *_ON_MAP),
    "Edge": ("guid", "sourceVertex", "targetVertex"),
    **{tag: tuple(looks) for tag, looks in _IN_ORDER.items() if looks is _REFERENCE},
}
_POINTING = ("targetGUID", "originGUID", "representedGUID")


def carried(element: _Element) -> Carried | None:
    """Return an element as it is kept, None if it has no GUID or is far too large.

    Attributes and elements that the schema does not know here are left out.
    """
    from lxml import etree

    plain = _plain(element) if len(element) <= _MOST_PARTS else None
    if plain is None:
        return None
    written = etree.tostring(plain, encoding="unicode")
    return Carried(local(element.tag), plain.get("guid") or "", written)


def put_back(project: RefiProject, space: str) -> Iterator[_Element]:
    """Yield what is carried with a project, without references to what is gone.

    Args:
        project: As it is written.
        space: The namespace to write it in.
    """
    from lxml import etree

    whole = [one for one in project.carried if one.kind != DESCRIPTION]
    written = set(map(key, _guids(project))) if whole else set()
    known = written | {key(one.guid) for one in whole}
    for one in whole:
        if key(one.guid) in written:
            continue
        element = _present(etree.fromstring(one.content), known)
        if element is not None:
            for inner in element.iter():
                inner.tag = f"{{{space}}}{inner.tag}"
            yield element


def _guids(project: RefiProject) -> Iterator[str]:
    """Yield the GUIDs of all that is written."""
    yield from (code.guid for code in project.codebook.walk())
    for some in (project.variables, project.cases, project.notes, project.sets):
        yield from (one.guid for one in some)
    for source in project.sources:
        yield source.guid
        for selection in source.selections:
            yield selection.guid
            yield from (coding.guid for coding in selection.codings)


def _plain(element: _Element) -> _Element | None:
    """Return an element as the schema knows it, None if it lacks what it must have."""
    from lxml import etree

    tag = local(element.tag)
    plain = etree.Element(tag)
    for name, look in _IN_ORDER[tag].items():
        value = _attribute(element, name)
        if value is not None and look.fullmatch(value):
            plain.set(name, value)
    if any(plain.get(name) is None for name in _NEEDED.get(tag, ())):
        return None
    if tag == "Set" and plain.get("name") is None:
        plain.set("name", "")
    below = [child for child in element if local(child.tag) in _IN_ORDER]
    below.sort(key=lambda child: _ORDER[local(child.tag)])
    for child in below:
        if (kept := _plain(child)) is not None:
            plain.append(kept)
    if not len(plain) and element.text and element.text.strip():
        plain.text = element.text
    return plain


def _attribute(element: _Element, name: str) -> str | None:
    """Return an attribute; some programs say otherwise what an element refers to."""
    value = element.get(name)
    if value is None and name == "targetGUID" and local(element.tag) != "Link":
        value = element.get("guid") or (element.text or "").strip()
    return value


def _present(element: _Element, known: Set[str]) -> _Element | None:
    """Return an element without references to what is gone, None if nothing is left."""
    held, sources = _members(element), element.find("SourceRef") is not None
    vertices = {key(one.get("guid") or "") for one in element if one.tag == "Vertex"}
    for child in list(element):
        gone = [
            name
            for name in _POINTING
            if child.get(name) and key(child.get(name) or "") not in known
        ]
        variable = child.find("VariableRef")
        if variable is not None and key(variable.get("targetGUID") or "") not in known:
            gone.append("VariableRef")
        ends = [child.get(end) for end in ("sourceVertex", "targetVertex")]
        if child.tag == "Edge" and not {key(end or "") for end in ends} <= vertices:
            gone.append("Edge")
        if child.tag in ("Vertex", "Edge") and gone == ["representedGUID"]:
            del child.attrib["representedGUID"]
        elif gone:
            element.remove(child)
    if element.tag == "Case" and sources and element.find("SourceRef") is None:
        return None  # it told of texts that are gone
    if element.tag == "Link":
        ends = [element.get(name) for name in ("originGUID", "targetGUID")]
        return element if all(key(end) in known for end in ends if end) else None
    return element if _members(element) or not held else None


def _members(element: _Element) -> int:
    """Return how much an element holds beside its description."""
    return sum(child.tag != "Description" for child in element)
