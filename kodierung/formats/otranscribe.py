"""oTranscribe."""

from __future__ import annotations

from kodierung.errors import TranscriptError
from kodierung.formats.registry import ReadOptions
from kodierung.model import Draft

suffixes: tuple[str, ...] = ()


def sniff(name: str, data: bytes) -> bool:  # noqa: ARG001  (one signature for all)
    """Tell whether the content looks like this format."""
    return False


def read(data: bytes, name: str, options: ReadOptions) -> Draft:  # noqa: ARG001
    """Read a file."""
    raise TranscriptError(f"{name}: not read yet.")
