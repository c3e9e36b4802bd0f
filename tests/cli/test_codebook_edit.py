"""Codebook work from the command line."""

from __future__ import annotations

import io
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Kod

ROOT = Path(__file__).parents[2]
PARTNERS = "traeger.kooperation.promoting"
MORE = """\
  - {id: professionell, label: Professionell}
  - {id: sozialpolitik, label: Sozialpolitik}
codes:
  - {id: prozess, label: Prozess}
"""


@pytest.fixture
def coded(study: Path, kod: Kod) -> Path:
    for quote in ("Das war auf Augenhöhe.", "Wir sind nur Dienstleister."):
        assert (
            kod("code", "add", "role.markt", "FG01_traeger", "--quote", quote).code == 0
        )
    words = ("code", "add", PARTNERS, "FG02_jobcenter", "--quote", "Auf Augenhöhe.")
    assert kod("--coder", "B", *words).code == 0
    return study


def _file(study: Path) -> str:
    return (study / "codebooks" / "klein.yaml").read_text("utf-8")


def _codes(kod: Kod) -> list[str]:
    return sorted(record["code"] for record in kod("code", "list", "--json").records)


def test_a_new_code_can_be_used_at_once(coded: Path, kod: Kod) -> None:
    done = kod(
        "codebook", "add", f"{PARTNERS}.rat", "--label", "Rat", "--example", "A."
    )
    assert done.code == 0, done.err
    assert f"Done: {PARTNERS}.rat added, version 1.0.0 → 1.1.0" in done.err
    words = ("--quote", "Da waren welche zu Besuch.")
    assert kod("code", "add", f"{PARTNERS}.rat", "FG01_traeger", *words).code == 0
    # While something is coded so, the code cannot be taken back.
    number = kod("history", "--json").records[1]["number"]
    refused = kod("undo", number)
    assert refused.code == 1
    assert f"passages are coded with {PARTNERS}.rat" in refused.err


def test_rename_shows_first_and_then_does(coded: Path, kod: Kod) -> None:
    before = _file(coded)
    words = ("codebook", "rename", "role.markt", "anbieter")
    shown = kod(*words, "--check")
    assert shown.code == 0
    assert "-  - {id: markt, label: Marktakteur" in shown.out
    assert "Nothing was changed." in shown.err
    assert "2 codings carried over (A: 2)" in shown.err
    assert _file(coded) == before
    assert kod(*words).code == 0
    assert _codes(kod) == ["role.anbieter", "role.anbieter", PARTNERS]
    assert kod("verify").code == 0
    assert kod("undo").code == 0
    assert _file(coded) == before
    assert _codes(kod) == ["role.markt", "role.markt", PARTNERS]
    assert kod("verify").code == 0


def test_relabel_and_move(coded: Path, kod: Kod) -> None:
    assert kod("codebook", "relabel", "role.markt", "Am Markt").code == 0
    done = kod("codebook", "move", "role.markt", PARTNERS)
    assert done.code == 0, done.err
    assert "version 1.0.1 → 2.0.0" in done.err
    assert "{id: markt, label: Am Markt, def" in _file(coded)
    assert _codes(kod) == [PARTNERS, f"{PARTNERS}.markt", f"{PARTNERS}.markt"]


def test_merge_tells_what_goes(coded: Path, kod: Kod) -> None:
    done = kod("codebook", "merge", "role.markt", "--into", PARTNERS)
    assert done.code == 0, done.err
    assert "2 codings carried over (A: 2)" in done.err
    assert "1 rule of role.markt left the file" in done.err
    assert _codes(kod) == [PARTNERS] * 3
    assert "codebook merge" in kod("history", "--limit", "1").out
    assert kod("matrix").code == 0


def test_the_commands_of_the_guide_run(empty: Path, kod: Kod) -> None:
    path = empty / "codebooks" / "klein.yaml"
    path.write_text(path.read_text("utf-8") + MORE, "utf-8")
    guide = (ROOT / "docs" / "codebook_changes.md").read_text("utf-8")
    lines = guide.replace("\\\n", "").splitlines()
    commands = [shlex.split(line[2:]) for line in lines if line.startswith("$ ")]
    assert len(commands) == 7
    for _, *words in commands:
        done = kod(*words)
        assert done.code == 0, (words, done.err)


SPLIT = (
    "codebook",
    "split",
    "role.markt",
    "--into",
    "eins=Eins",
    "--into",
    "zwei=Zwei",
)


def test_split_wants_to_know_of_every_coding(coded: Path, kod: Kod) -> None:
    before = _file(coded)
    refused = kod(*SPLIT, "--rule", "eins: augen")
    assert refused.code == 1
    assert "1 of 2 codings of role.markt would have no code" in refused.err
    assert "“Wir sind nur Dienstleister.”" in refused.err
    assert _file(coded) == before
    done = kod(*SPLIT, "--rule", "eins: augen", "--rest", "zwei")
    assert done.code == 0, done.err
    assert _codes(kod) == ["role.eins", "role.zwei", PARTNERS]


def test_split_asks(coded: Path, kod: Kod, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _file(coded)
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n"))
    left = kod(*SPLIT, "--ask")
    assert left.code == 1
    assert "nothing was changed" in left.err
    assert _file(coded) == before
    monkeypatch.setattr("sys.stdin", io.StringIO("9\nja\n2\n1\n"))
    done = kod(*SPLIT, "--ask")
    assert done.code == 0, done.err
    assert "1 of 2  FG01_traeger.txt, turn 3, B2" in done.err
    assert "  2  Zwei (role.zwei)" in done.err
    records = kod("code", "list", "--json").records
    assert {r["quote"]: r["code"] for r in records if r["coder"] == "A"} == {
        "Wir sind nur Dienstleister.": "role.zwei",
        "Das war auf Augenhöhe.": "role.eins",
    }


def test_asking_shows_nobody_what_is_hidden(coded: Path, kod: Kod) -> None:
    settings = coded / "kodierung.yaml"
    settings.write_text(settings.read_text("utf-8") + "blind: true\n", "utf-8")
    refused = kod("--coder", "B", *SPLIT, "--ask")
    assert refused.code == 1
    assert "some of another coder, which are hidden in this study" in refused.err
    listed = kod("--coder", "B", *SPLIT, "--rule", "eins: augen")
    assert "1 of 2 codings" in listed.err
    assert "Dienstleister" not in listed.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("split", "role.markt", "--into", "eins"), "form ID=LABEL"),
        ((*SPLIT[1:], "--rule", "eins"), 'form "ID: WORDS"'),
        ((*SPLIT[1:], "--rest", "eins", "--ask"), "exclude each other"),
        (("add", "role.x", "--label", " "), "needs a label"),
    ],
)
def test_wrong_use(coded: Path, kod: Kod, words: tuple[str, ...], said: str) -> None:
    refused = kod("codebook", *words)
    assert refused.code == 2
    assert said in refused.err


def test_a_codebook_with_faults_is_mended_first(coded: Path, kod: Kod) -> None:
    path = coded / "codebooks" / "klein.yaml"
    path.write_text(_file(coded).replace("title:", "titel:"), "utf-8")
    refused = kod("codebook", "relabel", "role.markt", "Am Markt")
    assert refused.code == 1
    assert "klein.yaml" in refused.err
    assert 'unknown key "titel"' in refused.err
