"""`--pipeline`, `--explain` and `pipeline:` at the terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Kod, kod
from tests.support.small import CODEBOOK_YAML

__all__ = ["kod"]

pytestmark = pytest.mark.slow

BOOK = CODEBOOK_YAML.replace(
    "match: [Augenhöhe]",
    "match: [Augenhöhe, Kunde anrufen, {tokens: [{POS: ADJ}, {POS: NOUN}]}]",
)
SPOKEN = "I: Und?\n\nB1: Wir rufen die Kund*innen an. Ja. Ja. Der neue Markt hilft.\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A codebook with rules for experts, and a file to use it on."""
    (tmp_path / "buch.yaml").write_text(BOOK, "utf-8")
    (tmp_path / "FG1.txt").write_text(SPOKEN, "utf-8")
    return tmp_path / "buch.yaml", tmp_path / "FG1.txt"


def test_it_says_what_is_in_use_and_what_each_rule_met(
    kod: Kod, files: tuple[Path, Path], installed: str
) -> None:
    found = kod("match", *files, "--pipeline", installed, "--explain", "--json")
    assert found.code == 0
    assert [r["quote"] for r in found.records] == [
        "Wir rufen die Kund*innen an.",
        "Der neue Markt hilft.",
    ]
    assert f"Trained pipeline: {installed} 1.2.3 (asked for by name)." in found.err
    assert "It tells: DEP, LEMMA, MORPH, POS, TAG." in found.err
    assert "Rules carried out: 5." in found.err
    line = 1 + BOOK[: BOOK.index("Kunde anrufen")].count("\n")
    assert (
        f"{found.records[0]['id'][:8]}  {files[0]}:{line}  Kunde anrufen" in found.err
    )
    met = "rufen (VERB, ROOT), Kund*innen (NOUN, oa of rufen), an (ADP, svp of rufen)"
    assert f"met by: {met}" in found.err
    assert "met by: neue (ADJ, nk of Markt), Markt (NOUN, sb of hilft)" in found.err


def test_without_one_it_says_so_and_what_is_not_carried_out(
    kod: Kod, files: tuple[Path, Path]
) -> None:
    found = kod("match", *files, "--explain", "--json")
    assert len(found.records) == 1
    said = 'Trained pipeline: none (no trained pipeline for "de" is installed).'
    assert said in found.err
    assert "It tells: nothing." in found.err
    assert "Rules carried out: 4." in found.err
    assert "POS in `tokens` needs a trained language pipeline" in found.err
    assert "met by: rufen, Kund*innen, an" in found.err
    assert "negating " in found.err
    assert "met by" not in kod("match", *files).err


def test_one_that_is_not_there_is_told(kod: Kod, files: tuple[Path, Path]) -> None:
    found = kod("match", *files, "--pipeline", "de_core_news_xl")
    assert found.code == 1
    assert '"de_core_news_xl" on this computer' in found.err
    assert "Traceback" not in found.err


def test_a_study_names_its_own(
    kod: Kod,
    files: tuple[Path, Path],
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = tmp_path / "study"
    assert kod("init", study, "--title", "Probe").code == 0
    shutil.copy(files[0], study / "codebooks" / "buch.yaml")
    settings = study / "kodierung.yaml"
    settings.write_text("codebook: codebooks/buch.yaml\n", "utf-8")
    monkeypatch.chdir(study)
    assert kod("import", files[1]).code == 0

    def quotes() -> list[str]:
        return [record["quote"] for record in kod("suggest", "--json").records]

    assert quotes() == ["Wir rufen die Kund*innen an."]
    shutil.copytree(folder, study / "pipelines" / "mikro")
    with settings.open("a", encoding="utf-8") as file:
        file.write("pipeline: pipelines/mikro\n")
    assert quotes() == ["Wir rufen die Kund*innen an.", "Der neue Markt hilft."]
    assert "1 up to date" in kod("suggest").err
    assert "mikro 1.2.3" in kod("status", "--json").records[0]["pipeline"]
    settings.write_text("codebook: codebooks/buch.yaml\npipeline: mikro\n", "utf-8")
    assert kod("suggest").code == 1
    told = {p["place"]: p for p in kod("status", "--json").records[0]["problems"]}
    assert '"mikro" on this computer' in told["kodierung.yaml:2"]["message"]
