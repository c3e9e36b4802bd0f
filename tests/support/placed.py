"""Suggestions and codings at places of texts that nobody needs to write."""

from __future__ import annotations

from kodierung.model import Coding, Suggestion


def suggestion(
    start: int, end: int, code: str = "c", where: str = "FG01.txt", **more: object
) -> Suggestion:
    """Return a suggestion at a place; further values by keyword."""
    values: dict[str, object] = {
        "id": f"{where}s{start}-{end}-{code}",
        "turn": 1,
        "speaker": "B1",
        "quote": "Ja.",
        "rule": "r",
        "reason": "",
        "score": 0.5,
    }
    made = values | more
    return Suggestion(transcript=where, start=start, end=end, code=code, **made)  # type: ignore[arg-type]


def coding(start: int, end: int, code: str = "c", where: str = "FG01.txt") -> Coding:
    """Return a coding of A at a place."""
    return Coding(f"{where}{start}-{end}-{code}", where, start, end, "", code, "A")
