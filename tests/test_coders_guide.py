"""The commands of docs/coders.md run as written, in a study that is coded blind."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Kod, kod
from tests.test_docs import GROUP, ROOT, blocks

__all__ = ["kod"]

GUIDE = (ROOT / "docs" / "coders.md").read_text("utf-8")


def test_the_commands_of_the_guide_run(
    tmp_path: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kod("init", ".").code == 0
    codebook = ROOT / "codebooks" / "arbeitsmarktpolitisches_dreieck.yaml"
    (tmp_path / "codebooks" / "codebook.yaml").write_bytes(codebook.read_bytes())
    (tmp_path / "FG01.txt").write_text(GROUP, "utf-8")
    assert kod("import", "FG01.txt", "--set", "perspective=traeger").code == 0
    assert kod("suggest").code == 0
    where = "FG01", "--quote", "Wir sind Dienstleister"
    assert kod("code", "add", "role.markt", *where, "--coder", "A").code == 0
    settings = tmp_path / "kodierung.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}\nblind: true\n", "utf-8")
    listed = []
    for line in (line for block in blocks(GUIDE) for line in block):
        done = kod(*shlex.split(line)[1:])
        assert done.code == 0, (line, done.err)
        if line.endswith("code list"):
            listed.append(done)
    before, after = listed
    assert "the work of 1 other coder is hidden" in before.err
    assert before.out.count("Wir sind Dienstleister") == 1
    assert after.out.count("Wir sind Dienstleister") == 2
    last = kod("--coder", "A", "code", "list", "--json").records
    assert {c["coder"] for c in last} == {"A", "B", "A.round2", "consensus"}
