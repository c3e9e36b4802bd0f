"""A whole project from a `.qdpx` archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kodierung.errors import TranscriptError
from kodierung.formats.files.markup import local
from kodierung.formats.refi.carried import carried
from kodierung.formats.refi.codebook_in import codes_in, set_of
from kodierung.formats.refi.elements import (
    children,
    description,
    elements,
    targets,
    values,
)
from kodierung.formats.refi.package import Package
from kodierung.formats.refi.records import (
    Carried,
    RefiCase,
    RefiCode,
    RefiCodebook,
    RefiNote,
    RefiProject,
    RefiSet,
    RefiSource,
    RefiUser,
    RefiVariable,
)
from kodierung.formats.refi.sources_in import note, sources_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_IN_NOTE = "passages marked in memos"
_STANDARD = "urn:QDA-XML:project:1.0"
_SOURCES = ("TextSource", "PDFSource", "AudioSource", "VideoSource", "PictureSource")


def read_project(data: bytes, name: str) -> RefiProject:
    """Read a `.qdpx` file.

    Texts are taken from the archive alone; what lies outside it is counted as lost.

    Args:
        data: The archive.
        name: Its file's name, for messages.

    Raises:
        TranscriptError: It is no project, damaged, or made to do harm.
    """
    package = Package(data, name)
    reading = _Reading(package)
    for element in elements(package.project(), name, reading.tags):
        reading.take(element)
    return reading.project()


class _Reading:
    """What was read so far, by kind."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._name = package.name
        self._codes: tuple[RefiCode, ...] = ()
        self._users: list[RefiUser] = []
        self._variables: list[RefiVariable] = []
        self._cases: list[RefiCase] = []
        self._sources: list[RefiSource] = []
        self._notes: list[RefiNote] = []
        self._sets: list[RefiSet] = []
        self._carried: list[Carried] = []
        self._links: list[tuple[str, str]] = []
        self._on_project: tuple[str, ...] = ()
        self._description = ""
        self._lost: Counter[str] = Counter()
        self._root: _Element | None = None
        self._deeds: dict[str, Callable[[_Element], object]] = {
            "User": lambda e: self._users.append(_user(e)),
            "Codes": self._take_codes,
            "Variable": lambda e: self._variables.append(_variable(e)),
            "Case": self._take_case,
            "Note": self._take_note,
            "Set": self._take_set,
            "Link": self._take_link,
            "Graph": self._carry,
            "Description": self._take_description,
            "NoteRef": self._take_note_on_project,
            **dict.fromkeys(_SOURCES, self._take_source),
        }
        self.tags = frozenset(self._deeds)

    def take(self, element: _Element) -> None:
        """Take in an element that has ended; the document's own comes last."""
        deed = self._deeds.get(local(element.tag))
        if deed is not None:
            deed(element)
        else:
            self._root = element

    def project(self) -> RefiProject:
        """Return all that was read.

        Raises:
            TranscriptError: The file was no project.
        """
        root = self._root
        if root is None or local(root.tag) != "Project":
            raise TranscriptError(
                f"{self._name}: project.qde in this archive is no REFI-QDA project.",
                "Export the project anew from the program it was made with.",
            )
        origin = root.get("origin") or ""
        return RefiProject(
            name=root.get("name") or "",
            codebook=RefiCodebook(self._codes, tuple(self._sets), origin),
            users=tuple(self._users),
            variables=tuple(self._variables),
            cases=tuple(self._cases),
            sources=tuple(self._sources),
            notes=tuple(self._notes),
            sets=tuple(self._sets),
            description=self._description,
            on_project=self._on_project,
            origin=origin,
            lost=dict(self._lost),
            remarks=tuple(_remarks(root)),
            creator=root.get("creatingUserGUID") or root.get("creatingUser") or "",
            carried=tuple(self._carried),
            links=tuple(self._links),
        )

    def _take_codes(self, element: _Element) -> None:
        self._codes += codes_in(element, self._name)

    def _take_description(self, element: _Element) -> None:
        self._description = element.text or ""

    def _take_note_on_project(self, element: _Element) -> None:
        self._on_project += tuple(filter(None, [element.get("targetGUID")]))

    def _take_source(self, element: _Element) -> None:
        found, lost = sources_in(element, self._package)
        self._sources += found
        self._lost.update(lost)

    def _take_note(self, element: _Element) -> None:
        self._notes.append(note(element, self._package))
        marked = sum(1 for _ in children(element, "PlainTextSelection"))
        self._lost.update({_IN_NOTE: marked} if marked else {})

    def _take_case(self, element: _Element) -> None:
        taken = _case(element)
        self._cases.append(taken)
        if not taken.codes:  # else it is somebody who speaks
            self._carry(element)

    def _take_set(self, element: _Element) -> None:
        self._sets.append(set_of(element))
        self._carry(element)

    def _take_link(self, element: _Element) -> None:
        ends = element.get("originGUID") or "", element.get("targetGUID") or ""
        self._links.append(ends)
        self._carry(element)

    def _carry(self, element: _Element) -> None:
        kept = carried(element)
        if kept is None:
            self._lost[local(element.tag)] += 1
        else:
            self._carried.append(kept)


def _remarks(root: _Element) -> Iterator[str]:
    space = root.tag.rpartition("}")[0].lstrip("{")
    if space != _STANDARD:
        yield f"its namespace is {space or 'missing'}, read as {_STANDARD}"


def _user(element: _Element) -> RefiUser:
    return RefiUser(
        element.get("guid") or "", element.get("name") or "", element.get("id") or ""
    )


def _variable(element: _Element) -> RefiVariable:
    return RefiVariable(
        guid=element.get("guid") or "",
        name=element.get("name") or "",
        kind=element.get("typeOfVariable") or "Text",
        description=description(element),
    )


def _case(element: _Element) -> RefiCase:
    return RefiCase(
        guid=element.get("guid") or "",
        name=element.get("name") or "",
        description=description(element),
        codes=targets(element, "CodeRef"),
        values=values(element),
        sources=targets(element, "SourceRef"),
        selections=targets(element, "SelectionRef"),
    )
