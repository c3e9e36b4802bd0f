"""Which trained pipeline is in use: the one that is named, or the best one installed.

Looked up in the metadata of what is installed, so that it can be asked without loading
spaCy. Nothing is ever fetched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from kodierung.errors import PipelineError
from kodierung.text import short_id

AUTO: Final = "auto"
BLANK: Final = "blank"

# spaCy's own names: the best one first. Only written English has another middle part.
_BEST_FIRST = ("lg", "md", "sm")
_GENRES = ("core_news", "core_web")

# Enough of a file of weights to tell it from another training's.
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class TrainedPipeline:
    """A trained pipeline on this computer.

    Attributes:
        name: Name of the package, or path of the folder.
        version: As its meta.json says.
        language: ISO 639-1 code.
        made_for: The versions of spaCy it was made for (`>=3.8.0,<3.9.0`), or empty.
        folder: Where its config.cfg lies.
        source: What spaCy loads it by: a package may have code of its own.
    """

    name: str
    version: str
    language: str
    made_for: str
    folder: Path
    source: str

    @property
    def mark(self) -> str:
        """A string that changes when the pipeline does, but not when it is moved."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return short_id(self.version, *(_file_mark(p, self.folder) for p in files))

    def __str__(self) -> str:
        """Return name and version."""
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is in use.

    Attributes:
        pipeline: The trained pipeline; None for kodierung's own rules alone.
        why: Why this one.
    """

    pipeline: TrainedPipeline | None
    why: str

    @property
    def mark(self) -> str:
        """A string that changes when another pipeline would be used."""
        return self.pipeline.mark if self.pipeline else ""


def choose(named: str, language: str) -> Choice:
    """Return the pipeline to use for a language.

    Args:
        named: An installed package, a folder, `blank` for none; `auto` or nothing for
            the best one installed.
        language: ISO 639-1 code of the codebook.

    Raises:
        PipelineError: The pipeline named is not there, or is for another language.
    """
    if named == BLANK:
        return Choice(None, "asked for by name")
    if named in ("", AUTO):
        return _best_installed(language)
    found = _package(named) or _folder(named)
    if found is None:
        raise PipelineError(
            f'There is no language pipeline "{named}" on this computer.',
            "name a spaCy pipeline that is installed beside kodierung or the folder of "
            f"one, or write {BLANK} to do without",
        )
    if found.language != language:
        raise PipelineError(
            f'The language pipeline "{named}" is for the language "{found.language}", '
            f'the codebook for "{language}".',
            f"name one for the codebook's language, or write {BLANK} to do without",
        )
    return Choice(found, "asked for by name")


def _best_installed(language: str) -> Choice:
    names = [f"{language}_{g}_{size}" for size in _BEST_FIRST for g in _GENRES]
    found = next(filter(None, map(_package, names)), None)
    if found is None:
        return Choice(None, f'no trained pipeline for "{language}" is installed')
    return Choice(found, f'the best one for "{language}" that is installed')


def _package(name: str) -> TrainedPipeline | None:
    """Return an installed package that holds a pipeline; others share such names."""
    module = name.replace("-", "_")
    if not module.isidentifier():
        return None
    try:
        distribution(module)
    except PackageNotFoundError:
        return None
    spec = find_spec(module)
    for place in (spec and spec.submodule_search_locations) or ():
        folders = [path.parent for path in Path(place).glob("*/config.cfg")]
        for folder in (Path(place), *sorted(folders)):
            if found := _read(module, folder, module):
                return found
    return None


def _folder(named: str) -> TrainedPipeline | None:
    folder = Path(named).expanduser().absolute()
    return _read(named, folder, str(folder))


def _read(name: str, folder: Path, source: str) -> TrainedPipeline | None:
    meta = _meta(folder) if (folder / "config.cfg").is_file() else {}
    if not meta:
        return None
    version, language, made_for = (
        str(meta.get(key, "")) for key in ("version", "lang", "spacy_version")
    )
    return TrainedPipeline(name, version, language, made_for, folder, source)


def _meta(folder: Path) -> Mapping[str, Any]:
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return meta if isinstance(meta, dict) else {}


def _file_mark(path: Path, folder: Path) -> tuple[str, int, str]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return path.relative_to(folder).as_posix(), path.stat().st_size, short_id(head)
