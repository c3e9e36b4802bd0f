"""The commands of docs/exchange.md run as written."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from kodierung.codebook.load import load_codebook
from kodierung.formats.codebooks.table import write_table
from kodierung.formats.refi.of_codebook import refi_codebook
from kodierung.formats.refi.xml_out import write_codebook
from tests.cli.conftest import Kod, kod
from tests.test_docs import ROOT, blocks

__all__ = ["kod"]

GUIDE = (ROOT / "docs" / "exchange.md").read_text("utf-8")


def test_the_commands_of_the_guide_run(
    tmp_path: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kod("init", ".", "--coder", "A").code == 0
    shipped = (ROOT / "codebooks" / "facilitators_and_barriers.yaml").read_text("utf-8")
    (tmp_path / "codebooks" / "codebook.yaml").write_text(shipped, "utf-8")
    (tmp_path / "alt.yaml").write_text(shipped, "utf-8")
    newer = shipped.replace("version: 1.0.0", "version: 1.0.1")
    newer = newer.replace("label: Communication", "label: Talking to each other")
    (tmp_path / "neu.yaml").write_text(newer, "utf-8")
    tree = refi_codebook(load_codebook(shipped.encode(), "alt.yaml")[0])
    (tmp_path / "fremd.qdc").write_bytes(write_codebook(tree))
    (tmp_path / "codes.csv").write_bytes(write_table(tree, "codes.csv"))
    lines = [line for block in blocks(GUIDE) for line in block]
    assert len(lines) == 10
    for line in lines:
        done = kod(*shlex.split(line)[1:])
        assert done.code == 0, (line, done.err)
    made = sorted(path.name for path in (tmp_path / "codebooks").iterdir())
    assert made == ["aus_excel.yaml", "codebook.yaml", "fremd.yaml"]
