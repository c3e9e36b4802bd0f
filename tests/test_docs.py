"""The README's commands run as written, on a transcript for the starter codebook."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import docx
import pytest

import kodierung
from tests.cli.conftest import Kod, kod

__all__ = ["kod"]

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "docs" / "import.md").read_text("utf-8")
INTERVIEW = """\
I: Wie ist das mit dem Austausch?

B1: Da geht wochenlang niemand ans Telefon. Das ist schon ein Ding.

B2: Bei uns nicht, wir sprechen uns ab.
"""


GROUP = """\
I: Wie läuft es mit den Jobcentern? #00:00:04-0#

B1: Wir sind Dienstleister, mehr nicht. #00:00:09-5#

Frau M.: Das sehe ich anders. #00:00:12-0#

B2: Bei uns geht es. #00:00:15-0#

B3: Bei uns auch. Frau M. hat recht. #00:00:19-0#

Frau M.: Danke. #00:00:21-0#
"""


def blocks(page: str = README) -> list[list[str]]:
    return [
        [line for line in block.splitlines() if line.strip()]
        for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
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
    lines = [line for block in blocks()[2:6] for line in block]
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


def test_the_commands_of_the_guide_run(
    tmp_path: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kod("init", ".").code == 0
    codebook = ROOT / "codebooks" / "arbeitsmarktpolitisches_dreieck.yaml"
    (tmp_path / "codebooks" / "codebook.yaml").write_bytes(codebook.read_bytes())
    (tmp_path / "FG01.txt").write_text(GROUP, "utf-8")
    assert kod("import", "FG01.txt", "--set", "perspective=traeger").code == 0
    words = "--quote", "Wir sind Dienstleister", "--coder", "A"
    assert kod("code", "add", "role.markt", "FG01", *words).code == 0
    mended = GROUP.replace("mehr nicht", "nur das")
    (tmp_path / "FG01.txt").write_text(mended, "utf-8")
    document = docx.Document()
    for paragraph in mended.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(str(tmp_path / "FG01.docx"))
    lines = [line for block in blocks(GUIDE) for line in block]
    assert len(lines) > 10
    for line in lines:
        done = kod(*shlex.split(line)[1:])
        assert done.code == 0, (line, done.err)
    (coding,) = kod("code", "list", "--json").records
    assert (coding["quote"], coding["status"]) == (words[1], "confirmed")


def test_match_runs_outside_any_study(
    kod: Kod, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (line,) = blocks()[6]
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
    written = README + GUIDE + changelog
    written += (ROOT / "docs" / "json.md").read_text("utf-8")
    for command in (
        "demo", "init", "status", "import", "transcripts", "speakers", "codebook check",
        "codebook show", "codebook new", "match", "suggest", "suggestions", "accept",
        "reject", "code add", "code list", "codings import", "codings export", "matrix",
        "speakers set", "speakers export", "speakers apply", "export maxqda", "history",
        "undo", "redo", "verify", "forget", "code move", "code remove",
        "codebook test", "learn", "evaluate", "review", "memo", "reveal",
        "suggestions export", "suggestions apply", "codebook add", "transcripts sample",
        "crosstab", "segments", "codebook export", "methods", "statements", "summary",
        "report", "plot",
    ):  # fmt: skip
        assert command in written, command


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_links_of_the_readme_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
