"""Codebooks and projects as REFI-QDA, in the order the schemas ask for.

The same records give the same bytes: archives carry no moment of their making.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from kodierung.formats.files.markup import local
from kodierung.formats.refi.carried import put_back
from kodierung.formats.refi.records import (
    RefiCase,
    RefiCode,
    RefiCodebook,
    RefiCoding,
    RefiNote,
    RefiProject,
    RefiSelection,
    RefiSet,
    RefiSource,
    RefiUser,
    RefiVariable,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_T = TypeVar("_T")

CODEBOOK = "urn:QDA-XML:codebook:1.0"
PROJECT = "urn:QDA-XML:project:1.0"

_EPOCH = (1980, 1, 1, 0, 0, 0)
# XML has no place for these, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_VALUES = {
    "Boolean": "BooleanValue",
    "Integer": "IntegerValue",
    "Float": "FloatValue",
    "Date": "DateValue",
    "DateTime": "DateTimeValue",
}


_SOURCES = b"<Sources/>"
"""Where the sources go; in a text it would stand escaped."""


def write_codebook(codebook: RefiCodebook) -> bytes:
    """Return a code tree as a `.qdc` file."""
    root = _root("CodeBook", CODEBOOK, origin=codebook.origin)
    codes = _below(root, "Codes")
    for code in codebook.codes:
        _code(codes, code)
    # In a codebook the standard calls a member otherwise than in a project.
    _sets(root, codebook.sets, member="guid")
    return _written(root)


def write_project(project: RefiProject) -> bytes:
    """Return a project as a `.qdpx` archive.

    Texts of sources and notes are files of their own, named after their GUIDs. Sources
    are written one by one, because there may be thousands.
    """
    root = _root("Project", PROJECT, name=project.name, origin=project.origin)
    if project.users:
        root.set("creatingUserGUID", project.users[0].guid)
    _users(root, project.users)
    if project.codebook.codes:
        codes = _below(_below(root, "CodeBook"), "Codes")
        for code in project.codebook.codes:
            _code(codes, code)
    kinds = {variable.guid: variable.kind for variable in project.variables}
    _variables(root, project.variables)
    _cases(root, project.cases, kinds)
    carried = tuple(put_back(project, PROJECT))
    _carried(root, "Cases", carried)
    texts: dict[str, str] = {}
    if project.sources:
        _below(root, "Sources")
    _notes(root, project.notes, texts)
    _carried(root, "Links", carried)
    _sets(root, project.sets, member="targetGUID")
    _carried(root, "Sets", carried)
    _carried(root, "Graphs", carried)
    _described(root, project.description)
    _references(root, "NoteRef", project.on_project)
    return _archived(root, project.sources, kinds, texts)


def _archived(
    root: _Element,
    sources: Iterable[RefiSource],
    kinds: Mapping[str, str],
    texts: dict[str, str],
) -> bytes:
    """Return the archive of a project whose sources are still to be written."""
    before, marked, after = _written(root).partition(_SOURCES)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        with archive.open(_entry("project.qde"), "w") as out:
            out.write(before)
            if marked:
                out.write(b"<Sources>\n")
                for source in sources:
                    out.write(_source(source, kinds, texts))
                out.write(b"</Sources>")
            out.write(after)
        for name, text in texts.items():
            archive.writestr(_entry(f"sources/{name}"), text.encode())
    return stream.getvalue()


def _root(tag: str, namespace: str, **attributes: str) -> _Element:
    from lxml import etree

    spaces: dict[str | None, str] = {None: namespace}
    root = etree.Element(f"{{{namespace}}}{tag}", nsmap=spaces)  # type: ignore[arg-type]
    _set(root, attributes)
    return root


def _below(parent: _Element, tag: str, **attributes: str) -> _Element:
    from lxml import etree

    space = parent.tag.rpartition("}")[0]
    element = etree.SubElement(parent, f"{space}}}{tag}")
    _set(element, attributes)
    return element


def _set(element: _Element, attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        if value or name == "name":
            element.set(name, clean(value))


def _moment(written: str) -> str:
    """Return a date with a time, as the schema asks for; empty if there is none."""
    if not written or _MOMENT.fullmatch(written):
        return written
    try:
        return datetime.fromisoformat(written).isoformat()
    except ValueError:
        return ""


def clean(text: str) -> str:
    """Return a text without the control characters that XML cannot hold."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _listed(
    root: _Element, tag: str, ones: Iterable[_T]
) -> Iterator[tuple[_Element, _T]]:
    """Yield what is to be listed, each with its list, which is never empty."""
    parent = None
    for one in ones:
        parent = _below(root, tag) if parent is None else parent
        yield parent, one


def _described(parent: _Element, text: str) -> None:
    if text:
        _below(parent, "Description").text = clean(text)


def _references(parent: _Element, tag: str, guids: Iterable[str]) -> None:
    for guid in guids:
        _below(parent, tag, targetGUID=guid)


def _code(parent: _Element, code: RefiCode) -> None:
    element = _below(
        parent,
        "Code",
        guid=code.guid,
        name=code.name,
        isCodable=_truth(code.codable),
        color=code.color,
    )
    _described(element, code.description)
    if _is_project(element):
        _references(element, "NoteRef", code.notes)
    for below in code.codes:
        _code(element, below)


def _is_project(element: _Element) -> bool:
    return element.tag.startswith(f"{{{PROJECT}}}")


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _users(root: _Element, users: Iterable[RefiUser]) -> None:
    for parent, user in _listed(root, "Users", users):
        _below(parent, "User", guid=user.guid, name=user.name, id=user.id)


def _variables(root: _Element, variables: Iterable[RefiVariable]) -> None:
    for parent, variable in _listed(root, "Variables", variables):
        element = _below(
            parent,
            "Variable",
            guid=variable.guid,
            name=variable.name,
            typeOfVariable=variable.kind,
        )
        _described(element, variable.description)


def _cases(root: _Element, cases: Iterable[RefiCase], kinds: Mapping[str, str]) -> None:
    for parent, case in _listed(root, "Cases", cases):
        element = _below(parent, "Case", guid=case.guid, name=case.name)
        _described(element, case.description)
        _references(element, "CodeRef", case.codes)
        _values(element, case.values, kinds)
        _references(element, "SourceRef", case.sources)
        _references(element, "SelectionRef", case.selections)


def _carried(root: _Element, tag: str, carried: Iterable[_Element]) -> None:
    """Put what is carried of a kind into its list."""
    some = [one for one in carried if f"{local(one.tag)}s" == tag]
    if some:
        space = root.tag.rpartition("}")[0]
        present = root.find(f"{space}}}{tag}")
        parent = _below(root, tag) if present is None else present
        parent.extend(some)


def _values(
    parent: _Element, values: Mapping[str, str], kinds: Mapping[str, str]
) -> None:
    for variable, value in values.items():
        element = _below(parent, "VariableValue")
        _references(element, "VariableRef", [variable])
        tag = _VALUES.get(kinds.get(variable, ""), "TextValue")
        _below(element, tag).text = clean(value)


def _source(
    source: RefiSource, kinds: Mapping[str, str], texts: dict[str, str]
) -> bytes:
    """Return a source as XML that goes into a project."""
    element = _below(
        _root("Sources", PROJECT),
        "TextSource",
        guid=source.guid,
        name=source.name,
        plainTextPath=_kept(source.guid, source.text, texts),
        creationDateTime=_moment(source.created),
    )
    _described(element, source.description)
    for selection in source.selections:
        _selection(element, selection)
    for coding in source.codings:
        _coding(element, coding)
    _references(element, "NoteRef", source.notes)
    _values(element, source.values, kinds)
    from lxml import etree

    written = etree.tostring(element, encoding="UTF-8", pretty_print=True)
    # The project says so already.
    return written.replace(f' xmlns="{PROJECT}"'.encode(), b"", 1)


def _selection(parent: _Element, selection: RefiSelection) -> None:
    element = _below(
        parent,
        "PlainTextSelection",
        guid=selection.guid,
        name=selection.name,
        startPosition=str(selection.start),
        endPosition=str(selection.end),
        creatingUser=selection.user,
        creationDateTime=_moment(selection.created),
    )
    _described(element, selection.description)
    for coding in selection.codings:
        _coding(element, coding)
    _references(element, "NoteRef", selection.notes)


def _coding(parent: _Element, coding: RefiCoding) -> None:
    element = _below(
        parent,
        "Coding",
        guid=coding.guid,
        creatingUser=coding.user,
        creationDateTime=_moment(coding.created),
    )
    _references(element, "CodeRef", [coding.code])


def _notes(root: _Element, notes: Iterable[RefiNote], texts: dict[str, str]) -> None:
    for parent, note in _listed(root, "Notes", notes):
        element = _below(
            parent,
            "Note",
            guid=note.guid,
            name=note.name,
            plainTextPath=_kept(note.guid, note.text, texts),
            creatingUser=note.user,
            creationDateTime=_moment(note.created),
        )
        _described(element, note.description)


def _sets(root: _Element, sets: Iterable[RefiSet], member: str) -> None:
    for parent, one in _listed(root, "Sets", sets):
        element = _below(parent, "Set", guid=one.guid, name=one.name)
        _described(element, one.description)
        for code in one.codes:
            _below(element, "MemberCode", **{member: code})
        _references(element, "MemberSource", one.sources)
        _references(element, "MemberNote", one.notes)


def _kept(guid: str, text: str, texts: dict[str, str]) -> str:
    """Put a text among the archive's files and return where it is."""
    name = f"{guid.strip('{}')}.txt"
    texts[name] = text
    return f"internal://{name}"


def _written(root: _Element) -> bytes:
    from lxml import etree

    return etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )


def _entry(name: str) -> zipfile.ZipInfo:
    """Return a file of the archive without a date or a trace of the machine."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry
