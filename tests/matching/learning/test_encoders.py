"""A model in a folder; sentence-transformers itself is stood in for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from kodierung.errors import StudyError
from kodierung.matching.learning.encoders import Encoder, find_encoder


class Model:
    """What is used of a model of sentence-transformers."""

    def __init__(self, folder: str, *, device: str, local_files_only: bool) -> None:
        assert device == "cpu"
        assert local_files_only
        if not (Path(folder) / "weights").is_file():
            raise ValueError("no weights\nin it")

    def encode(self, texts: Sequence[str], *, show_progress_bar: bool) -> np.ndarray:
        assert not show_progress_bar
        return np.array([[len(text), 2.0, 1.0] for text in texts])


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("sentence_transformers")
    module.__spec__ = ModuleSpec("sentence_transformers", None)
    module.SentenceTransformer = Model  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)


def model(folder: Path, weights: str = "abc") -> Path:
    folder.mkdir(parents=True)
    (folder / "modules.json").write_text("[]", "utf-8")
    (folder / "weights").write_text(weights, "utf-8")
    return folder


def found(wanted: str, folder: Path) -> Encoder:
    encoder = find_encoder(wanted, folder)
    assert encoder
    return encoder


@pytest.mark.usefixtures("installed")
def test_a_folder_is_sought_from_the_study_or_by_its_full_path(tmp_path: Path) -> None:
    place = model(tmp_path / "Mödelle für uns" / "Müller")
    encoder = found("Mödelle für uns/Müller", tmp_path)
    assert found(str(place), Path("elsewhere")).name == encoder.name
    assert encoder.name.startswith("Müller-")
    assert encoder.dimensions == 3
    rows = encoder.encode(["a", "bb"])
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1])


@pytest.mark.usefixtures("installed")
def test_other_weights_make_another_encoder_even_of_the_same_size(
    tmp_path: Path,
) -> None:
    first = found("m", model(tmp_path / "one" / "m").parent).name
    same = found("m", model(tmp_path / "two" / "m").parent).name
    other = found("m", model(tmp_path / "three" / "m", "abd").parent).name
    assert first == same != other


@pytest.mark.usefixtures("installed")
def test_what_is_no_model_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"no folder .*nothing"):
        find_encoder("nothing", tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(StudyError, match="holds no model") as told:
        find_encoder("empty", tmp_path)
    assert "modules.json" in told.value.hint
    (model(tmp_path / "half") / "weights").unlink()
    with pytest.raises(StudyError, match="cannot be loaded: no weights in it"):
        find_encoder("half", tmp_path)


def test_without_the_package_the_hint_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "kodierung.matching.learning.encoders.find_spec", lambda _name: None
    )
    model(tmp_path / "m")
    with pytest.raises(StudyError, match="needs the package") as told:
        find_encoder("m", tmp_path)
    assert "pip install sentence-transformers" in told.value.hint
