"""A REFI-QDA archive (`.qdpx`): read by name, never unpacked to disk.

Whatever an archive calls its members, none of these names ever becomes a path.
"""

from __future__ import annotations

import codecs
import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from kodierung.errors import TranscriptError
from kodierung.formats.files import encoding

MOST_MEMBERS = 50_000
LARGEST_PROJECT = 400_000_000  # bytes of XML; 100,000 codings take a tenth of it
LARGEST_TEXT = 30_000_000
ALTOGETHER = 4_000_000_000  # as told; recordings are listed and never unpacked
MOST_SHRUNK = 200  # no text is that much smaller when packed, zeros are
_HARMLESS = 1_000_000  # bytes; so little does no harm however well it was packed
_CHUNK = 1 << 20

_INTERNAL = "internal://"
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*://")
_DRIVE = re.compile(r"^[A-Za-z]:")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, RuntimeError),
    *(NotImplementedError, OSError, OverflowError),
)
_DAMAGED = "Export the project anew from the program it was made with."


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an archive; `marked` tells of a byte order mark that was taken off."""

    words: str
    marked: bool


class Package:
    """An open archive.

    Args:
        data: Its bytes.
        name: Its file's name, for messages.

    Raises:
        TranscriptError: It is damaged, encrypted, too large, or made to do harm.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._members = self._archive.infolist()
        except _BROKEN:
            raise TranscriptError(
                f"{name}: this file is no archive, or damaged.", _DAMAGED
            ) from None
        self._refuse_hostile()
        self._by_name = {m.filename.lower(): m for m in reversed(self._members)}

    def project(self) -> bytes:
        """Return the XML of the project.

        Raises:
            TranscriptError: There is none, or several, or it is too large.
        """
        found = [
            member
            for member in self._members
            if "/" not in member.filename and member.filename.lower().endswith(".qde")
        ]
        if len(found) != 1:
            many = "no" if not found else str(len(found))
            raise TranscriptError(
                f"{self.name}: an exchanged project holds one file project.qde, this "
                f"has {many}.",
                _DAMAGED,
            )
        return self._unpacked(found[0], LARGEST_PROJECT)

    def text(self, path: str) -> Text | None:
        """Return the text that a path of the project names, None if it is not there.

        Only what the archive itself holds is read; `relative://` and `absolute://` are
        never followed.

        Args:
            path: As in the file: `internal://NAME`; some programs write `NAME` alone,
                or with the folder, or `%20` for a blank.

        Raises:
            TranscriptError: It is damaged or too large.
        """
        if path.lower().startswith(_INTERNAL):
            path = path[len(_INTERNAL) :]
        if _SCHEME.match(path):
            return None
        inside = path.lstrip("/").lower()
        names = (inside, unquote(inside))
        for name in (*(f"sources/{one}" for one in names), *names):
            if member := self._by_name.get(name):
                return _decoded(self._unpacked(member, LARGEST_TEXT), member.filename)
        return None

    def _refuse_hostile(self) -> None:
        members = self._members
        altogether = sum(member.file_size for member in members)
        if len(members) > MOST_MEMBERS or altogether > ALTOGETHER:
            raise self._too_large()
        if any(member.file_size > _credible(member) for member in members):
            raise self._too_large()
        for member in members:
            if fault := _fault(member):
                raise TranscriptError(
                    f'{self.name}: "{member.filename[:80]}" in this archive {fault}, '
                    "so nothing of it was read.",
                    "No program exports such a file; ask who sent it.",
                )

    def _unpacked(self, member: zipfile.ZipInfo, limit: int) -> bytes:
        """Return a member's bytes, counted while they are unpacked."""
        parts: list[bytes] = []
        size = 0
        try:
            with self._archive.open(member) as stream:
                while part := stream.read(_CHUNK):
                    size += len(part)
                    if size > min(limit, _credible(member)):
                        raise self._too_large()
                    parts.append(part)
        except TranscriptError:
            raise
        except _BROKEN:
            raise TranscriptError(
                f'{self.name}: "{member.filename}" in this archive is damaged.',
                _DAMAGED,
            ) from None
        return b"".join(parts)

    def _too_large(self) -> TranscriptError:
        return TranscriptError(
            f"{self.name}: this archive is far larger unpacked than a project can be.",
            "Export it without recordings and pictures.",
        )


def _fault(member: zipfile.ZipInfo) -> str:
    """Return what makes a member of an archive dangerous, empty if nothing does."""
    name = member.filename
    parts = re.split(r"[\\/]", name)
    if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in parts:
        return "has a name that leads out of it"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link"
    if member.flag_bits & 0x1:
        return "is encrypted"
    return ""


def _credible(member: zipfile.ZipInfo) -> int:
    """Return how many bytes a member of its packed size may have."""
    return max(_HARMLESS, MOST_SHRUNK * member.compress_size)


def _decoded(data: bytes, name: str) -> Text:
    """Return a text in UTF-8, or in what older programs wrote."""
    words, _ = encoding.decode(data, name)
    return Text(words.lstrip("\ufeff"), data.startswith(codecs.BOM_UTF8))
