"""A study, and files received for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kodierung.project import Project, create_project
from kodierung.store.store import Store
from tests.support.small import CODEBOOK_YAML

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
