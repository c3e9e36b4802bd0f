"""A store with a small study, and the small study's pieces."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kodierung.model import Coding, Decision, Speaker, Suggestion, Transcript, Turn
from kodierung.store.store import Source, Store
from kodierung.text import digest

TEXT = "I: Wie läuft es?\n\nB1: Man kennt sich. Das hilft.\n\nB2: Na ja.\n"
TIME = "2026-11-22T10:00:00Z"


def make_transcript(name: str = "FG01.txt", text: str = TEXT) -> Transcript:
    return Transcript(
        name=name,
        group="FG01",
        text=text,
        digest=digest(text),
        turns=(
            Turn(1, "I", 3, 16, 0.0, 2.5),
            Turn(2, "B1", 22, 48, 2.5, 9.25),
            Turn(3, "B2", 54, 60),
        ),
        speakers=(
            Speaker("I", "moderator"),
            Speaker("B1", function="Geschäftsführung", attributes={"level": "leitung"}),
            Speaker("B2"),
        ),
        attributes={"perspective": "träger"},
        format="plain",
        encoding="utf-8",
    )


def make_source(file: str = "transcripts/FG01.txt", mark: str = "1") -> Source:
    return Source(file, mark * 64, TIME)


def make_suggestion(suggestion_id: str = "5a01", **changes: Any) -> Suggestion:
    suggestion = Suggestion(
        id=suggestion_id,
        transcript="FG01.txt",
        turn=2,
        speaker="B1",
        start=22,
        end=37,
        quote=TEXT[22:37],
        code="traeger.kontakt.promoting",
        rule="traeger.kontakt.promoting#1",
        reason='„kennt sich“ passt zu "sich kennen"',
        score=0.75,
    )
    return replace(suggestion, **changes)


def make_coding(coding_id: str = "c001", **changes: Any) -> Coding:
    coding = Coding(
        id=coding_id,
        transcript="FG01.txt",
        start=22,
        end=37,
        quote=TEXT[22:37],
        code="traeger.kontakt.promoting",
        coder="Anna",
        created=TIME,
    )
    return replace(coding, **changes)


def make_decision(
    suggestion_id: str = "5a01", coder: str = "Anna", **changes: Any
) -> Decision:
    decision = Decision(suggestion_id, coder, "rejected", TIME)
    return replace(decision, **changes)


@pytest.fixture
def make() -> dict[str, Callable[..., Any]]:
    """Everything a study is made of."""
    return {
        "transcript": make_transcript,
        "source": make_source,
        "suggestion": make_suggestion,
        "coding": make_coding,
        "decision": make_decision,
    }


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database with one transcript and nothing suggested or coded."""
    with Store.create(tmp_path / "kodierung.db") as store:
        with store.writing("import") as change:
            change.add_transcript(make_transcript(), make_source())
        yield store


@pytest.fixture
def write_protected(tmp_path: Path) -> Iterator[Callable[[Path], None]]:
    """Make a folder read-only, for an administrator as well; skip where that fails."""
    mounted: list[Path] = []
    closed: list[Path] = []

    def protect(folder: Path) -> None:
        if os.name != "posix":
            pytest.skip("folders are protected differently on this system")
        if os.geteuid():
            for path in (folder, *folder.iterdir()):
                closed.append(path)
                path.chmod(0o555 if path.is_dir() else 0o444)
            return
        mount = shutil.which("mount")
        if (
            mount is None
            or subprocess.run(
                [mount, "--bind", folder, folder], capture_output=True, check=False
            ).returncode
        ):
            pytest.skip("an administrator's folder cannot be protected here")
        mounted.append(folder)
        subprocess.run([mount, "-o", "remount,bind,ro", folder], check=True)

    yield protect
    for folder in mounted:
        subprocess.run(["umount", folder], check=True)
    for path in closed:
        with suppress(OSError):
            path.chmod(0o755)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with room for 300 kB; skip where none can be made."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    if os.name != "posix" or mount is None or os.geteuid():
        pytest.skip("only an administrator can make a small disk")
    command = [mount, "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be made here")
    yield folder
    subprocess.run(["umount", folder], check=True)
