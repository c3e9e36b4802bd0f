"""ZIP archives from strangers (DOCX, ODT, XLSX): members read, never unpacked."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING

from kodierung.errors import TranscriptError
from kodierung.formats.files import markup

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 30_000_000
"""Unpacked bytes of one member; a transcript of a day takes a few millions."""

ALTOGETHER = 300_000_000
"""Unpacked bytes of all members, pictures included."""

MOST = 10_000
"""Members; a Word file has some dozens."""

MOST_TAGS = 2_000_000
"""Opening and closing tags of an XML document; a day's transcript has half of it."""

DAMAGED = "Open it in the program it was made with and save it anew."

_CHUNK = 1 << 20
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, KeyError, ValueError, EOFError),
    *(RuntimeError, NotImplementedError, OSError, OverflowError),
)


def holds(data: bytes, inside: str, words: bytes) -> bool:
    """Tell whether a member of an archive holds some words; never fails.

    Args:
        data: What may be an archive.
        inside: The member's name.
        words: What to look for in it.
    """
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        return words in member(data, "", inside)
    except TranscriptError:
        return False


def members(data: bytes, name: str) -> frozenset[str]:
    """Return the names inside an archive.

    Raises:
        TranscriptError: It is damaged, encrypted or too large.
    """
    with _opened(data, name) as archive:
        return frozenset(archive.namelist())


def member(data: bytes, name: str, inside: str) -> bytes:
    """Return the bytes of one member, counted while they are unpacked.

    Args:
        data: The archive.
        name: Its file's name, for messages.
        inside: The member's name.

    Raises:
        TranscriptError: There is no such member, or it is damaged, encrypted or larger
            than `LARGEST`.
    """
    with _opened(data, name) as archive:
        return _unpacked(archive, name, inside)


def _unpacked(archive: zipfile.ZipFile, name: str, inside: str) -> bytes:
    """Return the bytes of one member, counted while they are unpacked."""
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(inside) as stream:
            while part := stream.read(_CHUNK):
                size += len(part)
                if size > LARGEST:
                    raise _too_large(name)
                parts.append(part)
    except TranscriptError:
        raise
    except _BROKEN:
        raise TranscriptError(
            f"{name}: this file is damaged, or has a password.", DAMAGED
        ) from None
    return b"".join(parts)


def root(content: bytes, name: str) -> _Element:
    """Return the root of an XML document that was a member of an archive.

    Args:
        content: The member's bytes.
        name: The archive's name, for messages; they name no line, since nobody could
            look it up.

    Raises:
        TranscriptError: It is damaged, too large, or declares a document type.
    """
    refuse_odd_xml(content, name)
    try:
        return markup.parse(content, name)
    except TranscriptError:
        raise TranscriptError(f"{name}: this file is damaged.", DAMAGED) from None


def refuse_odd_xml(content: bytes, name: str) -> None:
    """Refuse XML that would take too much to parse, or declares a document type.

    Args:
        content: A member's bytes.
        name: The archive's name, for messages.

    Raises:
        TranscriptError: It is too large, or declares a document type.
    """
    markup.refuse_doctype(content, name)
    if content.count(b"<") > MOST_TAGS:
        raise _too_large(name)


def refuse_odd_members(data: bytes, name: str) -> None:
    """Refuse an archive in which any member is odd XML, whatever the member is called.

    Args:
        data: The archive.
        name: Its file's name, for messages.

    Raises:
        TranscriptError: A member is damaged or too large, or declares a document type.
    """
    with _opened(data, name) as archive:
        for inside in archive.namelist():
            content = _unpacked(archive, name, inside)
            # Pictures and macros are no XML, which begins with a bracket.
            if content.lstrip(_BEFORE_XML).startswith(b"<"):
                refuse_odd_xml(content, name)


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    """Open an archive whose table of contents looks sane."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        listed = archive.infolist()
    except _BROKEN:
        raise TranscriptError(f"{name}: this file is damaged.", DAMAGED) from None
    if len(listed) > MOST or sum(one.file_size for one in listed) > ALTOGETHER:
        raise _too_large(name)
    return archive


def _too_large(name: str) -> TranscriptError:
    return TranscriptError(
        f"{name}: this file is far larger unpacked than a transcript can be.",
        "Save the words alone as plain text.",
    )
