"""A project in the terms of a study: texts, turns, people, codings, comments.

Positions are code points of the text with plain line ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kodierung.formats.refi.counting import Counting, Fit
from kodierung.formats.refi.records import Carried, RefiCode, RefiProject
from kodierung.formats.refi.study import Words


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn as the project marks it: who, and which code points of the text.

    With the GUIDs of the selection and of its coding, and seconds where they are told.
    """

    label: str
    start: int
    end: int
    guid: str = ""
    coding: str = ""
    start_time: float | None = None
    end_time: float | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A coding of a project.

    Attributes:
        guid: As in the file.
        start: First code point of the text with plain line ends.
        end: Code point after the last one.
        quote: The words.
        code: GUID of the code, made comparable.
        coder: Name of who coded, empty if the project does not say.
        created: When, as in the file.
        memo: What is noted on it.
        statement: Whether it is a chosen statement of its theme.
        abridged: The statement's words where they are abridged.
        selection: GUID of its selection.
    """

    guid: str
    start: int
    end: int
    quote: str
    code: str
    coder: str
    created: str = ""
    memo: str = ""
    statement: bool = False
    abridged: str = ""
    selection: str = ""


@dataclass(frozen=True, slots=True)
class Commented:
    """A comment on a passage, with the GUID of its selection or note."""

    guid: str
    start: int
    end: int
    quote: str
    text: str
    coder: str
    created: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a project says of a person.

    Attributes:
        label: The person's.
        moderates: None where the project does not say.
        function: May be empty.
        attributes: By name.
        guid: Of the case.
        code: GUID of the code that stands for the person.
    """

    label: str
    moderates: bool | None = None
    function: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    guid: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class TakenText:
    """A text of a project.

    Attributes:
        guid: As in the file.
        name: What it is called, or its GUID.
        text: With plain line ends; neither composed nor settled otherwise.
        group: The focus group it belongs to, empty if none is named.
        attributes: What describes it.
        turns: As the project marks them; empty where it does not.
        people: Those it tells of.
        codings: On it.
        comments: On it.
        counting: How its positions were counted.
        fit: How well that fits.
        group_guid: Of the focus group's case.
    """

    guid: str
    name: str
    text: str
    group: str
    attributes: Mapping[str, str]
    turns: tuple[Spoken, ...]
    people: tuple[Told, ...]
    codings: tuple[Coded, ...]
    comments: tuple[Commented, ...]
    counting: Counting
    fit: Fit
    group_guid: str = ""


@dataclass(frozen=True, slots=True)
class TakenProject:
    """A project in the terms of a study.

    Attributes:
        project: As it was read, without the codes that stand for people.
        texts: Its texts with what is marked in them.
        words: How it calls what the format has no element for.
        tops: The uppermost codes with those that stand for people.
        lost: What has no place in a study: in words, to number.
        remarks: What was taken otherwise than it stands, in words.
        owner: Name of whose the project is, empty if it does not say.
        carried: What a study has no place for, kept for the way back.
    """

    project: RefiProject
    texts: tuple[TakenText, ...]
    words: Words
    tops: tuple[RefiCode, ...]
    lost: Mapping[str, int]
    remarks: tuple[str, ...]
    owner: str = ""
    carried: tuple[Carried, ...] = ()
