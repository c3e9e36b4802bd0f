"""Texts of a project with what is marked in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kodierung.formats.files.markup import local
from kodierung.formats.refi.elements import children, description, targets, values
from kodierung.formats.refi.package import Package, Text
from kodierung.formats.refi.records import (
    RefiCoding,
    RefiNote,
    RefiSelection,
    RefiSource,
    key,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXTS = {"PDFSource": "Representation", "PictureSource": "TextDescription"}
_SELECTIONS = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection")
_OF_RECORDING = "TranscriptSelection"
_RECORDINGS = ("AudioSource", "VideoSource")


def sources_in(
    element: _Element, package: Package
) -> tuple[list[RefiSource], Counter[str]]:
    """Return the texts of a source, and what else it holds.

    Args:
        element: A source of any kind: a text, or a PDF, picture or recording that may
            carry its words as text.
        package: Where its texts lie.

    Returns:
        Its texts, and how much of which kind has no place here.
    """
    tag = local(element.tag)
    lost: Counter[str] = Counter(
        local(child.tag) for child in element.iter() if local(child.tag) in _SELECTIONS
    )
    if tag == "TextSource":
        holders = [element]
    else:
        inner = "Transcript" if tag in _RECORDINGS else _TEXTS[tag]
        holders = list(children(element, inner))
        lost["Coding"] += sum(1 for _ in children(element, "Coding"))
    found = []
    for holder in holders:
        parts = sum(1 for _ in children(holder, _OF_RECORDING))
        lost[_OF_RECORDING] += parts - sum(1 for _ in _parts(holder))
        source = _source(holder, element, package)
        if source is not None:
            found.append(source)
    if not found or tag != "TextSource":
        # Of a recording, PDF or picture only the words are taken.
        lost[tag] += 1
    return found, +lost


def note(element: _Element, package: Package) -> RefiNote:
    """Return a memo, its text empty where the archive does not hold it."""
    text = _text(element, package)
    return RefiNote(
        guid=element.get("guid") or "",
        name=element.get("name") or "",
        text=text.words if text else description(element),
        user=element.get("creatingUser") or "",
        created=element.get("creationDateTime") or "",
        description=description(element) if text else "",
    )


def _source(holder: _Element, outer: _Element, package: Package) -> RefiSource | None:
    """Return a text; one of a PDF or recording is called after that."""
    text = _text(holder, package)
    if text is None:
        return None
    name = holder.get("name") or outer.get("name") or ""
    return RefiSource(
        guid=holder.get("guid") or "",
        name=name,
        text=text.words,
        kind=local(holder.tag),
        marked=text.marked,
        description=description(holder),
        selections=tuple(_selections(holder)),
        codings=tuple(map(_coding, children(holder, "Coding"))),
        notes=targets(holder, "NoteRef"),
        values={**values(outer), **values(holder)},
        created=holder.get("creationDateTime") or "",
        path=holder.get("plainTextPath") or "",
        times=_times(holder),
    )


def _text(holder: _Element, package: Package) -> Text | None:
    """Return the words of a source or note: from a file of the archive, else inside."""
    path = holder.get("plainTextPath") or ""
    if path and (text := package.text(path)):
        return text
    inside = next(children(holder, "PlainTextContent"), None)
    return Text(inside.text or "", marked=False) if inside is not None else None


def _selections(holder: _Element) -> Iterator[RefiSelection]:
    for element in children(holder, "PlainTextSelection"):
        ends = (element.get("startPosition"), element.get("endPosition"))
        yield _selection(element, *map(_position, ends))
    for element, start, stop in _parts(holder):
        yield _selection(element, start, stop)


def _parts(transcript: _Element) -> Iterator[tuple[_Element, int, int]]:
    """Yield what is marked between points of a recording, by their text positions."""
    points = {
        key(point.get("guid") or ""): _position(point.get("position"))
        for point in children(transcript, "SyncPoint")
    }
    for element in children(transcript, _OF_RECORDING):
        ends = (element.get("fromSyncPoint"), element.get("toSyncPoint"))
        start, end = (points.get(key(end or ""), -1) for end in ends)
        if 0 <= start <= end:
            yield element, start, end


def _selection(element: _Element, start: int, end: int) -> RefiSelection:
    return RefiSelection(
        guid=element.get("guid") or "",
        start=start,
        end=end,
        name=element.get("name") or "",
        description=description(element),
        codings=tuple(map(_coding, children(element, "Coding"))),
        notes=targets(element, "NoteRef"),
        user=element.get("creatingUser") or "",
        created=element.get("creationDateTime") or "",
    )


def _coding(element: _Element) -> RefiCoding:
    return RefiCoding(
        guid=element.get("guid") or "",
        code=next(iter(targets(element, "CodeRef")), ""),
        user=element.get("creatingUser") or "",
        created=element.get("creationDateTime") or "",
        notes=targets(element, "NoteRef"),
    )


def _times(holder: _Element) -> dict[int, int]:
    """Return the milliseconds that a transcript's synchronisation points give."""
    points = (
        (_position(point.get("position")), _position(point.get("timeStamp")))
        for point in children(holder, "SyncPoint")
    )
    return {
        position: moment for position, moment in points if min(position, moment) >= 0
    }


def _position(written: str | None) -> int:
    """Return a whole number of a file, -1 for what is none."""
    written = (written or "").strip()
    return int(written) if written.isdecimal() and len(written) < 12 else -1
