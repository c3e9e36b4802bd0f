"""The commands of docs/projects.md run as written."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Kod, empty, files, kod, study
from tests.cli.test_projects import GOOD, LATE, foreign
from tests.test_docs import ROOT, blocks

__all__ = ["empty", "files", "kod", "study"]

GUIDE = (ROOT / "docs" / "projects.md").read_text("utf-8")


def test_the_commands_of_the_guide_run(study: Path, kod: Kod) -> None:
    book = study / "codebooks" / "klein.yaml"
    text = book.read_text("utf-8")
    more = "codes: [{id: zeit, label: Um Zeit, children: [{id: fehlt, label: X}]}]\n"
    assert "codes:" not in text
    book.write_text(text + more, "utf-8")
    (study / "fremd.qdpx").write_bytes(foreign(GOOD + LATE))
    lines = [line for block in blocks(GUIDE) for line in block]
    assert len(lines) == 6
    for line in lines:
        done = kod(*shlex.split(line)[1:])
        assert done.code == 0, (line, done.err)
    assert (study / "exports" / "studie.qdpx.losses.md").exists()
    assert (study / "aus-fremdem" / "kodierung.yaml").exists()
    assert len(kod("transcripts", "--json").records) == 2


def test_the_page_is_led_to() -> None:
    pages = [(ROOT / "docs" / f"{name}.md").read_text("utf-8") for name in
             ("exchange", "tutorial", "anleitung")]  # fmt: skip
    assert all("projects.md" in page for page in pages)


@pytest.mark.parametrize(
    "target", ["maxqda", "atlasti", "nvivo", "qualcoder", "taguette"]
)
def test_every_program_named_is_known(study: Path, kod: Kod, target: str) -> None:
    assert f"`{target}`" in GUIDE
    assert kod("export", "qdpx", "-o", "x.qdpx", "--for", target).code == 0
