from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from kodierung.errors import StudyError
from kodierung.project import read_file, write_file


def test_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "Übersicht 1.md"
    write_file(path, b"eins")
    write_file(path, b"zwei")
    assert read_file(path) == b"zwei"
    assert [p.name for p in tmp_path.iterdir()] == ["Übersicht 1.md"]


def test_one_missing_folder_is_made_but_not_a_mistyped_path(tmp_path: Path) -> None:
    write_file(tmp_path / "exports" / "a.md", b"x")
    assert (tmp_path / "exports" / "a.md").read_bytes() == b"x"
    with pytest.raises(StudyError, match="no such file or folder"):
        write_file(tmp_path / "exprots" / "b" / "a.md", b"x")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "there is no space left"),
        (errno.EROFS, "the disk can only be read"),
        (errno.EACCES, "access is denied"),
        (errno.EPERM, "access is denied"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_failure_keeps_the_earlier_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    path = tmp_path / "a.md"
    write_file(path, b"earlier")

    def fail(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StudyError) as caught:
        write_file(path, b"later")
    assert caught.value.message == f"Cannot write {path}: {reason}."
    assert path.read_bytes() == b"earlier"
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


def test_a_crash_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    write_file(path, b"earlier")

    def crash(self: Path, target: Path) -> Path:
        assert self.read_bytes() == b"later"
        assert path.read_bytes() == b"earlier"
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, b"later")
    assert path.read_bytes() == b"earlier"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("folder", "it is a folder"),
        ("file/x.md", "a part of the path is a file"),
        ("n" * 300, "the name is too long"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(StudyError, match=reason) as caught:
        write_file(tmp_path / name, b"x")
    assert caught.value.hint


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("ü" * 120 + ".docx")
    write_file(path, b"x")
    assert path.read_bytes() == b"x"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"Cannot read .*: there is no such file"):
        read_file(tmp_path / "a.md")
    with pytest.raises(StudyError, match="it is a folder"):
        read_file(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes, links and pipes")
def test_modes_links_and_pipes_are_respected(tmp_path: Path) -> None:
    path, link, pipe = tmp_path / "a.md", tmp_path / "link.md", tmp_path / "pipe"
    path.write_bytes(b"")
    path.chmod(0o640)
    link.symlink_to(path)
    write_file(link, b"through")
    assert link.is_symlink()
    assert path.read_bytes() == b"through"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640

    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, b"flowed")
    reader.join()
    assert got == [b"flowed"]
    assert pipe.is_fifo()
