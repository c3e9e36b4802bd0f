"""The commands of docs/summaries.md run as written, in a small study."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Kod, kod
from tests.test_docs import GROUP, ROOT, blocks

__all__ = ["kod"]

GUIDE = (ROOT / "docs" / "summaries.md").read_text("utf-8")
QUOTES = {"ID": "Wir sind Dienstleister, mehr nicht.", "SECOND": "Bei uns geht es."}


def test_the_commands_of_the_guide_run(
    tmp_path: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kod("init", ".", "--coder", "A").code == 0
    codebook = ROOT / "codebooks" / "arbeitsmarktpolitisches_dreieck.yaml"
    (tmp_path / "codebooks" / "codebook.yaml").write_bytes(codebook.read_bytes())
    (tmp_path / "FG01.txt").write_text(GROUP, "utf-8")
    assert kod("import", "FG01.txt", "--set", "perspective=traeger").code == 0
    for quote in QUOTES.values():
        where = "traeger.kooperation.inhibiting", "FG01", "--quote", quote
        assert kod("code", "add", *where).code == 0
    listed = kod("code", "list", "--json").records
    ids = {
        name: r["id"][:6]
        for name, quote in QUOTES.items()
        for r in listed
        if r["quote"] == quote
    }
    lines = [line for block in blocks(GUIDE) for line in block]
    assert len(lines) > 10
    told = {}
    for line in lines:
        words = [ids.get(word, word) for word in shlex.split(line)[1:]]
        done = kod(*words)
        assert done.code == 0, (line, done.err)
        told[line] = done
    statements = told["kodierung statements list"].out
    assert all(quote in statements for quote in QUOTES.values())
    last = told[lines[-1]].out
    assert "Man begegnet sich selten auf Augenhöhe." in last
    assert "Nur von Gruppen in Städten." in last
    assert (tmp_path / "exports" / "summaries.docx").stat().st_size > 5000
