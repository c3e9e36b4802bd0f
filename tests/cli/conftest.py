"""The command line as a function, and a small study to use it on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kodierung.cli import main
from tests.support.small import CODEBOOK_YAML, GROUP_ONE, GROUP_TWO


@dataclass(frozen=True)
class Result:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The JSON objects printed, one per line."""
        return [json.loads(line) for line in self.out.splitlines()]


Kod = Callable[..., Result]


@pytest.fixture
def kod(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Kod:
    """Run `kodierung` with these words, through `main()`."""
    monkeypatch.delenv("KODIERUNG_CODER", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*words: object) -> Result:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        printed = capsys.readouterr()
        return Result(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with the transcripts of two groups."""
    folder = tmp_path / "received"
    folder.mkdir()
    (folder / "FG01_traeger.txt").write_text(GROUP_ONE, "utf-8")
    (folder / "FG02_jobcenter.txt").write_text(GROUP_TWO, "utf-8")
    return folder


@pytest.fixture
def empty(tmp_path: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty study with the small codebook; the current folder."""
    folder = tmp_path / "studie"
    assert kod("init", folder, "--coder", "A").code == 0
    settings = (folder / "kodierung.yaml").read_text("utf-8")
    (folder / "codebooks" / "klein.yaml").write_text(CODEBOOK_YAML, "utf-8")
    (folder / "kodierung.yaml").write_text(
        settings.replace("codebooks/codebook.yaml", "codebooks/klein.yaml"), "utf-8"
    )
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def study(empty: Path, files: Path, kod: Kod) -> Path:
    """The small study with both groups imported."""
    done = kod("import", files, "--name-pattern", "{group}_{perspective}")
    assert done.code == 0, done.err
    return empty
