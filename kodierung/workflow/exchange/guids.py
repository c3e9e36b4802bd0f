"""What things of a project are called, noted for when they are handed on again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kodierung.formats.refi.labels import polarity_of
from kodierung.formats.refi.of_codebook import guid_of
from kodierung.formats.refi.of_study import KIND, TITLE
from kodierung.formats.refi.records import GUID, RefiCode, key
from kodierung.formats.refi.study import DE, EN, Named
from kodierung.formats.refi.taken import TakenProject, TakenText
from kodierung.formats.refi.to_codebook import Taken
from kodierung.model import Segment, Transcript

_APART = "\x1f"


def guids_of_text(taken: TakenText, here: Transcript) -> dict[Named, str]:
    """Return the GUIDs of a text, its group, its people and its turns.

    Args:
        taken: The text as the project has it.
        here: The same as the study has it.
    """
    found: dict[Named, str] = {("transcript", here.name): taken.guid}
    if taken.group_guid:
        found["group", here.group] = taken.group_guid
    for person in taken.people:
        who = _APART.join((here.group, person.label))
        if key(person.guid) != key(person.code):  # some give both the same
            found["person", who] = person.guid
        found["speaker", who] = person.code
    for spoken in taken.turns:
        for turn in here.turns_in(Segment(spoken.start, spoken.end))[:1]:
            which = _APART.join((here.name, str(turn.number)))
            found["turn", which] = spoken.guid
            found["turn coding", which] = spoken.coding
    return found


def guids_of_whole(taken: TakenProject, coders: Mapping[str, str]) -> dict[Named, str]:
    """Return the GUIDs of who coded, of attributes, and of what holds the people.

    Args:
        taken: The project.
        coders: What coders are called there, to what they are called here.
    """
    project = taken.project
    found: dict[Named, str] = {
        ("user", coders.get(user.name, user.name)): user.guid for user in project.users
    }
    for one in project.variables:
        found["variable", one.name] = one.guid
        found[KIND, one.name] = one.kind
    left = {key(code.guid) for code in project.codebook.walk()}
    for code in _walk(taken.tops):
        if key(code.guid) not in left and code.codes:
            found |= {("speakers", words.speakers): code.guid for words in (DE, EN)}
    return found


def guids_of_codes(taken: Taken, book: tuple[RefiCode, ...]) -> dict[Named, str]:
    """Return the GUIDs of codes, and of themes and perspectives that codes became."""
    found: dict[Named, str] = {
        ("code", code_id): guid for guid, code_id in taken.holders.items()
    }
    for code in _walk(book):
        if key(code.guid) in taken.ids:
            found["code", taken.ids[key(code.guid)]] = code.guid
    return found


def guids_of_sets(taken: TakenProject) -> dict[Named, str]:
    """Return the GUIDs of the sets that tell what promotes and what inhibits."""
    return {
        ("code", one.name): one.guid
        for one in taken.project.sets
        if polarity_of(one.name)
    }


def not_our_own(found: Mapping[Named, str], codebook: str) -> dict[Named, str]:
    """Return those GUIDs that kodierung would not give to the same things.

    Args:
        found: GUIDs of things.
        codebook: Id of the study's codebook, by which its codes are called.
    """
    return {
        (kind, subject): guid
        for (kind, subject), guid in found.items()
        if (guid and kind in (KIND, TITLE))
        or (
            GUID.fullmatch(guid)
            and guid != guid_of(codebook if kind == "code" else kind, subject)
        )
    }


def _walk(codes: tuple[RefiCode, ...]) -> Iterator[RefiCode]:
    for code in codes:
        yield from code.walk()
