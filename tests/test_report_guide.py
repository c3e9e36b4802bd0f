"""The commands of docs/report.md run as written."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Kod, kod
from tests.test_docs import GROUP, ROOT, blocks

__all__ = ["kod"]

GUIDE = (ROOT / "docs" / "report.md").read_text("utf-8")


def test_the_commands_of_the_guide_run(
    tmp_path: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("resvg_py")
    monkeypatch.chdir(tmp_path)
    assert kod("init", ".", "--coder", "A").code == 0
    codebook = ROOT / "codebooks" / "arbeitsmarktpolitisches_dreieck.yaml"
    (tmp_path / "codebooks" / "codebook.yaml").write_bytes(codebook.read_bytes())
    (tmp_path / "FG01.txt").write_text(GROUP, "utf-8")
    assert kod("import", "FG01.txt", "--set", "perspective=traeger").code == 0
    where = "FG01", "--quote", "Wir sind Dienstleister, mehr nicht."
    assert kod("code", "add", "role.markt", *where).code == 0
    lines = [line for block in blocks(GUIDE) for line in block]
    assert len(lines) == 9
    for line in lines:
        done = kod(*shlex.split(line)[1:])
        assert done.code == 0, (line, done.err)
    written = {path.name for path in (tmp_path / "exports").iterdir()}
    named = {Path(w).name for w in GUIDE.split() if w.startswith("exports/")}
    assert written == named | {"report.html"}
    given = (tmp_path / "exports" / "zahlen.html").read_text("utf-8")
    assert "Wir sind Dienstleister" not in given
