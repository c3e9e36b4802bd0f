"""A trained pipeline for the tests: made once, installed where a test asks for it."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kodierung.model import Suggestion
from tests.matching.conftest import make_codebook, make_transcript
from tests.matching.trained.micro import install, train

NAME = "de_kodierung_mikro"
_PATIENCE = 300


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like site-packages, with the trained pipeline as a package in it."""
    base = tmp_path_factory.getbasetemp()
    # Side by side, one worker trains and the others wait for it.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    ready = shared / "mikro"
    try:
        (shared / "mikro.training").mkdir()
    except FileExistsError:
        end = time.monotonic() + _PATIENCE
        while not ready.is_dir() and time.monotonic() < end:
            time.sleep(0.2)
        return ready
    made = shared / "mikro.unfinished"
    install(train(), made, NAME)
    made.rename(ready)
    return ready


@pytest.fixture
def folder(site: Path) -> Path:
    """The trained pipeline as a folder."""
    (found,) = (site / NAME).glob(f"{NAME}-*")
    return found


@pytest.fixture
def installed(site: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The trained pipeline's name, once it is installed."""
    monkeypatch.syspath_prepend(site)
    importlib.invalidate_caches()
    return NAME


@pytest.fixture
def both(installed: str) -> Callable[..., tuple[list[Suggestion], list[Suggestion]]]:
    """Suggestions for one participant's words, without and with the pipeline."""
    from kodierung.matching.engine import SuggestionEngine

    def suggest(words: str, *rules: Any) -> tuple[list[Suggestion], list[Suggestion]]:
        book, spoken = make_codebook(*rules), make_transcript(("B1", words))
        blank, trained = (
            SuggestionEngine(book, named).suggest(spoken)
            for named in ("blank", installed)
        )
        return blank, trained

    return suggest
