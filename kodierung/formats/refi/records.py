"""What a REFI-QDA file says, in its own terms; nothing here knows kodierung's.

GUIDs stand as in the file; `key` makes them comparable, since programs write them with
and without braces, in capitals and small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_BARE = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
GUID = re.compile(rf"{_BARE}|\{{{_BARE}\}}")
"""What the standard takes for a GUID."""


def key(guid: str) -> str:
    """Return what two spellings of one GUID have in common."""
    return guid.strip().strip("{}").lower()


@dataclass(frozen=True, slots=True)
class RefiUser:
    """Somebody who codes; `id` are initials in most programs."""

    guid: str
    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class RefiCode:
    """A code with those below it.

    Attributes:
        guid: As in the file.
        name: Its label.
        description: With all that the format has no place for.
        color: `#rrggbb`, whatever form the file has, or empty.
        codable: Whether passages may have it.
        codes: Those below it.
        notes: GUIDs of notes on it.
    """

    guid: str
    name: str
    description: str = ""
    color: str = ""
    codable: bool = True
    codes: tuple[RefiCode, ...] = ()
    notes: tuple[str, ...] = ()

    def walk(self) -> Iterator[RefiCode]:
        """Yield the code and all below it, from above."""
        waiting = [self]
        while waiting:
            code = waiting.pop()
            yield code
            waiting += reversed(code.codes)


@dataclass(frozen=True, slots=True)
class RefiSet:
    """Codes, sources and notes that belong together, by their GUIDs."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefiCodebook:
    """A code tree.

    Attributes:
        codes: The uppermost ones.
        sets: Of a `.qdc`; a project has its own.
        origin: The program that wrote it, as it calls itself; often empty.
        remarks: What was odd about the file and how it was taken, in words.
    """

    codes: tuple[RefiCode, ...]
    sets: tuple[RefiSet, ...] = ()
    origin: str = ""
    remarks: tuple[str, ...] = ()

    def walk(self) -> Iterator[RefiCode]:
        """Yield every code, from above."""
        for code in self.codes:
            yield from code.walk()


@dataclass(frozen=True, slots=True)
class RefiVariable:
    """An attribute of cases or sources; `kind` is `Text`, `Integer` and so on."""

    guid: str
    name: str
    kind: str = "Text"
    description: str = ""


@dataclass(frozen=True, slots=True)
class RefiCase:
    """A person, group or other case.

    Attributes:
        guid: As in the file.
        name: May be empty.
        description: As in the file.
        codes: GUIDs of codes that stand for it.
        values: Value by a variable's GUID, as text.
        sources: GUIDs of sources.
        selections: GUIDs of selections.
    """

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefiCoding:
    """A code on a selection; `user` and `created` may be empty; `notes` are GUIDs."""

    guid: str
    code: str
    user: str = ""
    created: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefiSelection:
    """A stretch of a text, counted as its producer counts it.

    Attributes:
        guid: As in the file.
        start: First position.
        end: Position after the last one.
        name: Its words in most programs, shortened in some; may be anything.
        description: A comment.
        codings: Codes on it; none where it is a comment alone.
        notes: GUIDs of notes on it.
        user: Who made it, or empty.
        created: When, as in the file.
    """

    guid: str
    start: int
    end: int
    name: str = ""
    description: str = ""
    codings: tuple[RefiCoding, ...] = ()
    notes: tuple[str, ...] = ()
    user: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class RefiSource:
    """A text that is coded.

    Attributes:
        guid: As in the file.
        name: What people call it; may be empty or that of another source too.
        kind: `TextSource`, or the element that holds the text: `Representation` of a
            PDF, `Transcript` of a recording.
        text: As the file has it, line ends and all, without a byte order mark.
        marked: Whether the file begins with a byte order mark.
        description: As in the file.
        selections: In the file's order.
        codings: Codes on the whole of it.
        notes: GUIDs of notes on it.
        values: Value by a variable's GUID, as text.
        created: When, as in the file.
        path: Where the archive has the text; empty if it stands in the XML.
        times: Milliseconds by position, of a recording's transcript.
    """

    guid: str
    name: str
    text: str
    kind: str = "TextSource"
    marked: bool = False
    description: str = ""
    selections: tuple[RefiSelection, ...] = ()
    codings: tuple[RefiCoding, ...] = ()
    notes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    created: str = ""
    path: str = ""
    times: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RefiNote:
    """A memo; what it is on is said by whoever names its GUID.

    Attributes:
        guid: As in the file.
        name: Its title.
        text: What it says.
        user: Who wrote it, or empty.
        created: When, as in the file.
        description: Beside its text.
    """

    guid: str
    name: str
    text: str
    user: str = ""
    created: str = ""
    description: str = ""


DESCRIPTION = "Description"
"""The kind of something carried that describes what has its GUID."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Something a study has no place for, kept for the way back.

    Attributes:
        kind: The element: `Set`, `Link`, `Graph`, `Case`; or `Description`.
        guid: Of it, as in the file; of what it describes.
        content: Its XML, without a namespace; the words of a description.
    """

    kind: str
    guid: str
    content: str


@dataclass(frozen=True, slots=True)
class RefiProject:
    """A whole project.

    Attributes:
        name: Its title.
        codebook: Its code tree.
        users: Who coded.
        variables: Attributes.
        cases: Persons and groups.
        sources: Texts.
        notes: Memos.
        sets: Groups of codes, sources and notes.
        description: As in the file.
        on_project: GUIDs of notes on the whole project.
        origin: The program that wrote it.
        lost: What the file holds and these records do not: kind to number.
        remarks: What was odd about the file and how it was taken, in words.
        creator: GUID of the user who made it; may be nobody's.
        carried: What is kept for the way back alone; descriptions stand where they are
            when a project is read, and here when it is written.
        links: GUIDs of what links tie together, two by two.
    """

    name: str
    codebook: RefiCodebook
    users: tuple[RefiUser, ...] = ()
    variables: tuple[RefiVariable, ...] = ()
    cases: tuple[RefiCase, ...] = ()
    sources: tuple[RefiSource, ...] = ()
    notes: tuple[RefiNote, ...] = ()
    sets: tuple[RefiSet, ...] = ()
    description: str = ""
    on_project: tuple[str, ...] = ()
    origin: str = ""
    lost: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    creator: str = ""
    carried: tuple[Carried, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
