"""A study, and files received for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kodierung.project import Project, create_project
from kodierung.store.store import Source, Store
from tests.support.small import CODEBOOK_YAML, transcript

WEBVTT = """\
WEBVTT

00:01.000 --> 00:03.000
<v SPEAKER_00>Wie war das?

00:03.000 --> 00:07.000
<v SPEAKER_01>Gut war das, wirklich.

00:08.000 --> 00:09.000
<v SPEAKER_02>Zwischenruf.
"""
TEXT = "I: Na?\n\nFrau B: Gut.\n\nB7: Ja.\n\nI: Und?\n\nFrau B: Eben.\n"
KNOWN = "Die kennen unsere Maßnahme gut."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "studie", "S", "de", CODEBOOK_YAML, "klein.yaml")


@pytest.fixture
def received(tmp_path: Path) -> Path:
    folder = tmp_path / "received"
    folder.mkdir()
    (folder / "FG01.vtt").write_text(WEBVTT, "utf-8")
    (folder / "FG02.vtt").write_text(WEBVTT, "utf-8")
    return folder


@pytest.fixture
def store(project: Project) -> Iterator[Store]:
    with project.open_store() as opened:
        yield opened


@pytest.fixture
def study(project: Project) -> Project:
    """Three groups in which two passages each can be found."""
    with project.open_store() as store, store.writing("import") as change:
        for number in range(3):
            spoken = transcript(
                [("I", "Und?"), ("B1", KNOWN), ("B2", f"Auf Augenhöhe, {number}.")],
                name=f"FG0{number}.txt",
                group=f"FG0{number}",
                attributes={"perspective": "traeger"},
            )
            change.add_transcript(spoken, Source(spoken.name, spoken.digest, ""))
    return project
