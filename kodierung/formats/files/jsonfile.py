"""JSON from strangers."""

from __future__ import annotations

import json

from kodierung.errors import TranscriptError
from kodierung.formats.files import encoding
from kodierung.formats.registry import ReadOptions


def load(data: bytes, name: str, options: ReadOptions) -> tuple[object, str]:
    """Return what a JSON file holds, and its encoding.

    Args:
        data: The file.
        name: Its name, for messages.
        options: The encoding, if the user knows it.

    Raises:
        TranscriptError: It is no JSON, or is nested deeper than any transcript.
    """
    text, used = encoding.decode(data, name, options.encoding)
    try:
        return json.loads(text.lstrip("\ufeff"), parse_constant=_nothing), used
    except json.JSONDecodeError as fault:
        raise TranscriptError(
            f"{name}:{fault.lineno}: this is damaged JSON.",
            "Export the transcript anew from the program it was made with.",
        ) from None
    except (ValueError, RecursionError):
        raise TranscriptError(
            f"{name}: this JSON holds what no transcript does.",
            "Export the transcript anew from the program it was made with.",
        ) from None


def beginning(data: bytes) -> bytes:
    """Return the first bytes of a file that may be JSON, or nothing.

    UTF-16 is made readable by leaving its zero bytes out.
    """
    start = encoding.beginning(data, 20_000, b" \t\r\n")
    return start if start.startswith((b"{", b"[")) else b""


def _nothing(_: str) -> None:
    """Take NaN and Infinity, which recognisers write for scores, for no value."""
