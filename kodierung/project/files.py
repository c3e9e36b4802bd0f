"""Files read and written so that a failure is a sentence and never half a file."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from kodierung.errors import StudyError

# Ending of a file that is still being written, or whose writing was interrupted.
UNFINISHED = ".unfinished"

_REASONS = {
    errno.ENOSPC: ("there is no space left", "Make room on the disk."),
    errno.EDQUOT: ("your share of the disk is used up", "Make room on the disk."),
    errno.EROFS: ("the disk can only be read", "Choose another folder."),
    errno.EACCES: (
        "access is denied",
        "Close the file in other programs, and check that you may write to its folder.",
    ),
    errno.ENOENT: ("there is no such file or folder", "Check the path."),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "Check the path."),
    errno.EISDIR: ("it is a folder", "Name a file."),
    errno.ENAMETOOLONG: ("the name is too long", "Choose a shorter one."),
    errno.EINVAL: ("the name is not allowed here", "Choose another one."),
}
_REASONS[errno.EPERM] = _REASONS[errno.EACCES]
_REASONS[errno.EEXIST] = _REASONS[errno.ENOTDIR]


def read_file(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        StudyError: If it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise _explained("read", path, error) from error


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; a missing folder around it is made.

    Written under another name beside, put on the disk, then renamed: a crash leaves the
    earlier file, or at worst an extra one that ends in `.unfinished`.

    Args:
        path: Where; a link is followed, a device or pipe written to directly.
        data: The content.

    Raises:
        StudyError: If it cannot be written.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not target.is_file():
            path.write_bytes(data)
            return
        target.parent.mkdir(exist_ok=True)
        _replace(target, data)
    except OSError as error:
        raise _explained("write", path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless it is there.

    Raises:
        StudyError: If it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _explained("make the folder", path, error) from error


def _replace(target: Path, data: bytes) -> None:
    beside = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _settle_folder(target.parent)


def _settle_folder(folder: Path) -> None:
    """Put the new name itself on the disk; only POSIX systems need and allow it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explained(deed: str, path: Path, error: OSError) -> StudyError:
    reason, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), ""))
    return StudyError(f"Cannot {deed} {path}: {reason}.", hint)
