"""The README's commands run as written, on a transcript for the starter codebook."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

import kodierung
from tests.cli.conftest import Kod, kod

__all__ = ["kod"]

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
INTERVIEW = """\
I: Wie ist das mit dem Austausch?

B1: Da geht wochenlang niemand ans Telefon. Das ist schon ein Ding.

B2: Bei uns nicht, wir sprechen uns ab.
"""


def blocks() -> list[list[str]]:
    return [
        [line for line in block.splitlines() if line.strip()]
        for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    ]


def test_exactly_two_commands_do_the_set_up() -> None:
    set_up = [line for block in blocks() for line in block if "pip install" in line]
    assert set_up == [
        "pip install . && kodierung demo",
        "pip install -e '.[dev]' && pytest -n auto",
    ]
    recipe = (ROOT / "justfile").read_text("utf-8")
    assert "    pytest -n auto {{options}}" in recipe


def test_the_commands_of_an_own_study_run(
    tmp_path: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "interviews").mkdir()
    (tmp_path / "interviews" / "FG01.txt").write_text(INTERVIEW, "utf-8")
    monkeypatch.chdir(tmp_path)
    lines = [line for block in blocks()[2:4] for line in block]
    for line in lines:
        words = shlex.split(line)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        if "ID" in words:
            first = json.loads(kod("suggestions", "--json").out.splitlines()[0])
            words[words.index("ID")] = first["id"][:6]
        done = kod(*words[1:])
        known = "has coded this passage" in done.err  # the suggestion was the same
        assert done.code == 0 or known, (line, done.err)
    assert (tmp_path / "my-study" / "exports" / "tab1.docx").stat().st_size > 5000


def test_match_runs_outside_any_study(
    kod: Kod, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (line,) = blocks()[4]
    words = shlex.split(line)[1:]
    words = [str(ROOT / w) if (ROOT / w).is_file() else w for w in words]
    monkeypatch.chdir(tmp_path)
    done = kod(*words, "--json")
    assert done.code == 0
    text = kod("transcripts", "text", words[2]).out
    assert done.records
    for found in done.records:
        assert text[found["start"] : found["end"]] == found["quote"]
        assert not found["code"].startswith("jobcenter.")
    assert "every perspective" not in done.err
    without = kod(*words[:3], "--json")
    assert "every perspective" in without.err


def test_every_command_is_in_the_docs_and_the_changelog_knows_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## [{kodierung.__version__}]" in changelog
    written = README + changelog + (ROOT / "docs" / "json.md").read_text("utf-8")
    for command in (
        "demo", "init", "status", "import", "transcripts", "speakers", "codebook check",
        "codebook show", "codebook new", "match", "suggest", "suggestions", "accept",
        "reject", "code add", "code list", "codings import", "codings export", "matrix",
    ):  # fmt: skip
        assert command in written, command


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_links_of_the_readme_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
