from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kodierung.errors import PipelineError
from kodierung.matching.trained.choice import choose

META = {"lang": "de", "version": "3.8.0", "spacy_version": ">=3.8.0,<3.9.0"}


def make_folder(folder: Path, **meta: str) -> Path:
    """What of a pipeline is looked at before it is loaded."""
    folder.mkdir(parents=True)
    (folder / "meta.json").write_text(json.dumps({**META, **meta}), "utf-8")
    (folder / "config.cfg").write_text("[nlp]\n", "utf-8")
    (folder / "tagger").mkdir()
    (folder / "tagger" / "model").write_bytes(b"weights")
    return folder


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Install something under the name of a pipeline."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)

    def put(name: str, *, holds_pipeline: bool = True) -> None:
        (site / f"{name}-3.8.0.dist-info").mkdir()
        told = f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.8.0\n"
        (site / f"{name}-3.8.0.dist-info" / "METADATA").write_text(told, "utf-8")
        (site / name).mkdir()
        (site / name / "__init__.py").write_text("raise RuntimeError", "utf-8")
        if holds_pipeline:
            make_folder(site / name / f"{name}-3.8.0", lang=name[:2])
        importlib.invalidate_caches()

    return put


def test_without_any_there_is_none():
    assert choose("", "de").pipeline is None
    assert '"de"' in choose("auto", "de").why
    assert choose("blank", "de").pipeline is None


def test_the_best_installed_is_taken(install):
    install("de_core_news_sm")
    install("en_core_web_lg")
    assert choose("", "de").pipeline.name == "de_core_news_sm"
    install("de_core_news_lg")
    choice = choose("auto", "de")
    assert str(choice.pipeline) == "de_core_news_lg 3.8.0"
    assert choice.pipeline.folder.name == "de_core_news_lg-3.8.0"
    assert choose("", "en").pipeline.name == "en_core_web_lg"
    assert choose("blank", "de").pipeline is None
    assert choose("de-core-news-sm", "de").pipeline.name == "de_core_news_sm"


def test_a_package_of_that_name_without_a_pipeline_is_none(install):
    install("de_core_news_md", holds_pipeline=False)
    assert choose("", "de").pipeline is None
    with pytest.raises(PipelineError, match="no language pipeline"):
        choose("de_core_news_md", "de")


@pytest.mark.parametrize("named", ["de_core_news_lg", "./anywhere", "über uns", "..."])
def test_what_is_not_there_is_told_without_an_address(named):
    with pytest.raises(PipelineError, match="on this computer") as error:
        choose(named, "de")
    assert named in error.value.message
    assert "blank" in error.value.hint
    assert not {"http", "pip", "download"} & set(error.value.hint.split())


def test_one_for_another_language_is_refused(tmp_path):
    folder = make_folder(tmp_path / "en", lang="en")
    with pytest.raises(PipelineError, match='for the language "en"'):
        choose(str(folder), "de")


@pytest.mark.parametrize("written", ["", "[]", "{"])
def test_a_folder_whose_description_cannot_be_read_is_none(tmp_path, written):
    folder = make_folder(tmp_path / "p")
    (folder / "meta.json").write_text(written, "utf-8")
    with pytest.raises(PipelineError, match="on this computer"):
        choose(str(folder), "de")


def test_a_folder_is_told_from_another_by_what_it_holds(tmp_path):
    folder = make_folder(tmp_path / "one")
    mark = choose(str(folder), "de").mark
    assert choose(str(folder), "de").mark == mark
    folder = folder.rename(tmp_path / "two")
    assert choose(str(folder), "de").mark == mark
    (folder / "tagger" / "model").write_bytes(b"Weights")
    assert choose(str(folder), "de").mark != mark
    assert choose("blank", "de").mark == ""


def test_choosing_needs_no_spacy():
    code = (
        "import sys; from kodierung.matching.trained.choice import choose; "
        "choose('', 'de').mark; sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
