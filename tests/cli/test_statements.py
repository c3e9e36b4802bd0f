"""Statements from the command line: listed, proposed, chosen and abridged."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Kod

KNOWS = "traeger.kenntnisse.promoting"
KNOWN = "Die kennen unsere Maßnahmen, wirklich gut."
VISIT = "Da waren welche zu Besuch."
SHORT = "Die kennen [...] gut."


@pytest.fixture
def ids(study: Path, kod: Kod) -> dict[str, str]:
    """The ids of two codings of one theme, by their words."""
    for quote in (KNOWN, VISIT):
        done = kod("code", "add", KNOWS, "FG01_traeger", "--quote", quote)
        assert done.code == 0, done.err
    return {r["quote"]: r["id"] for r in kod("code", "list", "--json").records}


def printed(kod: Kod) -> list[str]:
    made = json.loads(kod("matrix", "--format", "json").out)
    return [s["text"] for s in made["perspectives"][0]["rows"][0]["statements"]]


def test_proposed_chosen_and_listed(ids: dict[str, str], kod: Kod) -> None:
    assert "none yet" in kod("statements", "list").out
    proposed = kod("statements", "propose", "--code", "traeger.kenntnisse")
    assert "6 words, rather short; one person's whole thought" in proposed.out
    assert proposed.out.index(ids[KNOWN][:8]) < proposed.out.index(ids[VISIT][:8])
    assert "In place of" not in kod("code", "choose", ids[KNOWN]).err
    assert kod("code", "choose", ids[VISIT], "--also").code == 0
    assert printed(kod) == [KNOWN, VISIT]
    listed = kod("statements", "list")
    assert f"„{KNOWN}“ (FG01, B1, 00:00:10)" in " ".join(listed.out.split())
    assert max(map(len, listed.out.splitlines())) <= 80
    (one,) = kod("statements", "propose", "--limit", "1", "--json").records
    assert (one["id"], one["statement"], one["abridged"]) == (ids[KNOWN], True, "")
    assert "chosen already" in kod("statements", "propose").out
    assert kod("code", "choose", ids[KNOWN], "--also", "--no").code == 2
    assert "no code" in kod("statements", "list", "--code", "traeger.nichts").err


def test_abridged_where_it_is_printed(ids: dict[str, str], kod: Kod) -> None:
    refused = kod("statements", "abridge", ids[KNOWN], "Die kennen nichts")
    assert refused.code == 1
    assert "was not said so" in refused.err
    done = kod("statements", "abridge", ids[KNOWN][:6], SHORT)
    assert f"is printed as: {SHORT}" in done.err
    assert "no statement yet" in done.err
    kod("code", "choose", ids[KNOWN])
    assert printed(kod) == [SHORT]
    assert f"printed as: {SHORT}" in " ".join(kod("code", "list").out.split())
    (listed,) = kod("statements", "list", "--json").records
    assert (listed["quote"], listed["abridged"]) == (KNOWN, SHORT)
    assert "in full" in kod("statements", "abridge", ids[KNOWN], "--none").err
    assert printed(kod) == [KNOWN]
    assert kod("statements", "abridge", ids[KNOWN], SHORT, "--none").code == 2
    assert kod("undo").code == 0
    assert printed(kod) == [SHORT]
    moved = kod("code", "move", ids[KNOWN], "--quote", "wirklich gut")
    assert "now it is printed in full" in moved.err


def test_abridged_in_the_editor(
    ids: dict[str, str], kod: Kod, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\n"
        "path = Path(sys.argv[1])\ntext = path.read_text('utf-8')\n"
        "path.write_text(text.replace('unsere Maßnahmen, wirklich', '[...]'), 'utf-8')",
        "utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    done = kod("statements", "abridge", ids[KNOWN])
    assert f"is printed as: {SHORT}" in done.err
    again = kod("statements", "abridge", ids[KNOWN])
    assert "left as it was" in again.err


def test_nobody_sees_what_others_chose_in_a_blind_study(
    ids: dict[str, str], study: Path, kod: Kod
) -> None:
    kod("code", "choose", ids[KNOWN])
    settings = study / "kodierung.yaml"
    settings.write_text(f"blind: true\n{settings.read_text('utf-8')}", "utf-8")
    for verb in ("list", "propose"):
        asked = kod("--coder", "B", "statements", verb, "--coder", "A")
        assert asked.code == 1
        assert "coded blind" in asked.err
        own = kod("--coder", "B", "statements", verb, "--json")
        assert (own.code, own.out) == (0, "")
        assert ids[KNOWN] in kod("statements", verb, "--json").out
