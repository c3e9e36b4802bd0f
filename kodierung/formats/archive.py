"""ZIP archives from strangers (DOCX, ODT, XLSX): members read, never unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from kodierung.errors import TranscriptError

LARGEST = 100_000_000
"""Unpacked bytes of one member; a transcript of a day takes a few millions."""

ALTOGETHER = 300_000_000
"""Unpacked bytes of all members, pictures included."""

MOST = 10_000
"""Members; a Word file has some dozens."""

_CHUNK = 1 << 20
_DAMAGED = "Open it in the program it was made with and save it anew."


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
        except (
            KeyError,
            ValueError,
            RuntimeError,
            NotImplementedError,
            OSError,
            EOFError,
            zipfile.BadZipFile,
            zlib.error,
        ):
            raise TranscriptError(
                f"{name}: this file is damaged, or has a password.", _DAMAGED
            ) from None
        return b"".join(parts)


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    """Open an archive whose table of contents looks sane."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        listed = archive.infolist()
    except (
        zipfile.BadZipFile,
        ValueError,
        OSError,
        NotImplementedError,
        EOFError,
        OverflowError,
    ):
        raise TranscriptError(f"{name}: this file is damaged.", _DAMAGED) from None
    if len(listed) > MOST or sum(one.file_size for one in listed) > ALTOGETHER:
        raise _too_large(name)
    return archive


def _too_large(name: str) -> TranscriptError:
    return TranscriptError(
        f"{name}: this file is far larger unpacked than a transcript can be.",
        "Save the words alone as plain text.",
    )
