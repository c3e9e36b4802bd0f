"""A transcript with its turns as places in its text: JSON, as studies hand it on.

What another program knows of who speaks where stands in no text that could be read by
its signs; so it is kept beside the text. Written by kodierung, and read again from it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kodierung.errors import TranscriptError
from kodierung.formats.files import encoding
from kodierung.formats.registry import ReadOptions
from kodierung.model import Draft, Speaker, Transcript, Turn
from kodierung.text import settle

suffixes = (".json",)

_MARK = "kodierung transcript"


def write(transcript: Transcript) -> bytes:
    """Return a transcript as a file of this format."""
    said = {
        "kind": _MARK,
        "text": transcript.text,
        "turns": [
            [t.speaker, t.start, t.end, t.start_time, t.end_time]
            for t in transcript.turns
        ],
        "speakers": [
            {
                "label": one.label,
                "kind": one.kind,
                "function": one.function,
                "collective": one.collective,
            }
            for one in transcript.speakers
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def sniff(name: str, data: bytes) -> bool:
    """Tell whether the content says that it is such a transcript."""
    return _MARK.encode() in encoding.beginning(data, 200)


def read(data: bytes, name: str, options: ReadOptions) -> Draft:
    """Read text and turns as they stand in the file."""
    try:
        said = json.loads(data)
        text = said["text"]
        turns = tuple(Turn(number, *row) for number, row in enumerate(said["turns"], 1))
        speakers = tuple(_speaker(one) for one in said["speakers"])
        _check(text, turns)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise TranscriptError(
            f"{name}: this is no transcript as kodierung writes it ({fault}).",
            "It was changed; put back the file as it was.",
        ) from None
    return Draft(text=text, turns=turns, speakers=speakers)


def _speaker(said: Mapping[str, Any]) -> Speaker:
    return Speaker(
        label=said["label"],
        kind=said["kind"],
        function=said["function"],
        collective=said["collective"],
    )


def _check(text: str, turns: tuple[Turn, ...]) -> None:
    """Make sure that turns are places of a settled text, one after the other.

    Raises:
        ValueError: They are not.
    """
    if text != settle(text):
        message = "the text is not settled"
        raise ValueError(message)
    end = 0
    for turn in turns:
        if not end <= turn.start < turn.end <= len(text):
            message = f"turn {turn.number} is at no place of the text"
            raise ValueError(message)
        end = turn.end
