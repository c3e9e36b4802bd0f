"""What starting costs, and what every command owes the researcher."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kodierung import __version__
from tests.cli.conftest import Kod

HEAVY = ("spacy", "numpy", "sqlalchemy", "docx", "openpyxl", "xlsxwriter", "simplemma")

COMMANDS = [
    ["demo"], ["init"], ["status"], ["import"], ["transcripts"],
    ["transcripts", "text"], ["speakers"], ["codebook"], ["codebook", "check"],
    ["codebook", "test"], ["codebook", "show"], ["codebook", "schema"],
    ["codebook", "new"], ["match"], ["suggest"], ["suggestions"], ["accept"],
    ["reject"], ["code"], ["code", "add"],
    ["code", "list"], ["code", "remove"], ["code", "choose"], ["code", "move"],
    ["codings"], ["codings", "import"], ["codings", "export"], ["matrix"],
    ["speakers", "set"], ["speakers", "export"], ["speakers", "apply"], ["export"],
    ["history"], ["undo"], ["redo"], ["verify"], ["forget"],
]  # fmt: skip


def imported_by(*words: str) -> set[str]:
    """Run a command in a fresh process and return the top-level modules it loaded."""
    code = (
        "import sys\n"
        "from kodierung.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    pass\n"
        "print('\\n' + ' '.join({m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    return set(done.stdout.splitlines()[-1].split())


def test_help_imports_nothing_heavy() -> None:
    assert not imported_by("--help") & set(HEAVY)


@pytest.mark.parametrize(
    ("words", "unneeded"),
    [
        (("status",), {"spacy", "docx", "xlsxwriter", "jinja2", "alembic"}),
        (("matrix", "--format", "json"), {"spacy", "docx", "xlsxwriter", "jinja2"}),
        (("transcripts",), {"spacy", "docx", "numpy"}),
        (("code", "list"), {"spacy", "docx", "numpy"}),
        (("codebook", "show"), {"spacy", "numpy", "docx"}),
        (("codebook", "check"), {"docx", "xlsxwriter", "alembic"}),
    ],
)
def test_commands_import_only_what_they_use(
    study: object, words: tuple[str, ...], unneeded: set[str]
) -> None:
    assert not imported_by(*words) & unneeded


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_that_fits(kod: Kod, words: list[str]) -> None:
    shown = kod(*words, "--help")
    assert shown.code == 0
    assert max(len(line) for line in shown.out.splitlines()) <= 80
    group = words in (["code"], ["codings"], ["codebook"])
    assert group or "Example: kodierung" in shown.out


def test_version(kod: Kod) -> None:
    assert kod("--version").out == f"kodierung {__version__}\n"


def test_wrong_use_exits_with_two(kod: Kod) -> None:
    assert kod("matrix", "--colour").code == 2
    assert kod("nonsense").code == 2


def test_a_bug_is_told_from_a_mistake(
    kod: Kod, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_start: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kodierung.project.Project.find", broken)
    ended = kod("status")
    assert ended.code == 3
    assert "ZeroDivisionError" in ended.err
    assert "This is a bug in kodierung" in ended.err


def test_help_is_broken_by_the_terminal_only(kod: Kod) -> None:
    shown = kod("import", "--help").out
    assert "what           \n transcription programs write. The files" in shown
    assert "Example: kodierung code add" in " ".join(kod("code", "--help").out.split())
